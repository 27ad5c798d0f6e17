"""What an office has to keep to: the rules that came with us, its own, and by what steps one of
its own comes into force.
"""
