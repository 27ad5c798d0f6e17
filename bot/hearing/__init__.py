"""What somebody means by what they say, with what is open to them; above all kinds. What words mean
by themselves is in `language`.
"""

from bot.hearing.correcting import corrected
from bot.hearing.hear import (
    asked_of,
    called,
    hear,
    heard_as,
    is_secret,
    is_told,
    learned_from,
)
from bot.hearing.offering import MOST, Meant
from bot.hearing.verbs import families, intent_of, learn, model, only_shows

__all__ = [
    "MOST",
    "Meant",
    "asked_of",
    "called",
    "corrected",
    "families",
    "hear",
    "heard_as",
    "intent_of",
    "is_secret",
    "is_told",
    "learn",
    "learned_from",
    "model",
    "only_shows",
]
