"""Fixed ways of working as step lists, supervision of what was decided, and the rules behind both;
no paper and its writing, no decision a leader is asked for, no duty.
"""
