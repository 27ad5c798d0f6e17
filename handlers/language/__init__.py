"""What is asked of the words themselves: which time was meant, which wish, which of a few; no
feature's words.
"""
