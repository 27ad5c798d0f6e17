"""What somebody means by what they say, with what is open to them; above all kinds. What words mean
by themselves is in `language`.
"""

from bot.hearing.hear import MOST, Meant, asked_of, called, hear, is_told
from bot.hearing.verbs import families, learn, model

__all__ = ["MOST", "Meant", "asked_of", "called", "families", "hear", "is_told", "learn", "model"]
