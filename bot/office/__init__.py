"""What the office is to itself: its calendar, its settings, its morning, who owes what, what is
kept secret; no kind of matter.
"""
