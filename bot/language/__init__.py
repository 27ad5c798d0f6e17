"""What is said and what is meant: texts, words, names, times, working days, refusals; nothing of
who asks or of what becomes of it.
"""
