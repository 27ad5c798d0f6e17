"""The secrecy guard (A2.11): what carries a state-secret mark is not let in.

The marks stand in `bot/text/secrecy.toml`, each with its source.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from bot import journal, letters
from bot.catalog import files
from bot.request import Request
from storage import people
from storage.people import Role


@cache
def _marks(where: str) -> re.Pattern[str]:
    return re.compile("|".join(files()["secrecy"]["data"][where]), re.MULTILINE)


def is_marked(texts: Iterable[str], file_names: Iterable[str] = ()) -> bool:
    """Does any of these carry a mark of state secrecy? File names are judged more strictly."""
    return any(_marks("text").search(_folded(text)) for text in texts) or any(
        _marks("file_name").search(_folded(name)) for name in file_names
    )


def _folded(text: str) -> str:
    """Full-width and spaced-out spellings are the same mark."""
    text = unicodedata.normalize("NFKC", text)
    return re.sub(r"(?<=[\u4e00-\u9fff])[ \t]+(?=[\u4e00-\u9fff★☆*])", "", text)


def note_refusal(request: Request) -> None:
    """Write that something was refused, never what; and let the confidential clerks know."""
    journal.record(request, "secrecy.refused")
    for clerk in people.holding(request.session, Role.CONFIDENTIAL_CLERK):
        who, when = request.person, request.now
        blanks = {"by": who, "at": when}
        letters.note(request.session, clerk.slack_id, "secrecy.clerk", when, blanks)
