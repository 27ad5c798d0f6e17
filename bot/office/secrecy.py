"""The secrecy guard (A2.11): what carries a state-secret mark is not let in.

The marks stand in `bot/text/office/secrecy.toml`, each with its source.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from urllib.parse import unquote

from bot.language.catalog import files
from bot.matters import journal, letters
from bot.who.request import Request
from storage.who import people
from storage.who.people import Role

LINK = re.compile(r"https?://[^\s>|]+")
SPACED = re.compile(r"(?<=[\u4e00-\u9fff])[ \t·•・.]+(?=[\u4e00-\u9fff★☆✩⭐:*])")
STYLE = re.compile(r"[*_~`]")  # how Slack writes bold, italics, strike and code


def is_marked(texts: Iterable[str], file_names: Iterable[str] = ()) -> bool:
    """Does any of these carry a mark of state secrecy? File names, and the addresses in a text,
    are judged more strictly: they are labels, not prose.
    """
    texts = list(texts)
    names = [*file_names, *(unquote(link) for text in texts for link in LINK.findall(text))]
    return any(_carries("text", text) for text in texts) or any(
        _carries("file_name", name) for name in names
    )


def _carries(where: str, text: str) -> bool:
    folded = _folded(text)
    return any(_marks(where).search(one) for one in (folded, STYLE.sub("", folded)))


@cache
def _marks(where: str) -> re.Pattern[str]:
    data = files()["secrecy"]["data"]
    marks = [mark.replace("{level}", data["level"]) for mark in data[where]]
    return re.compile("|".join(marks), re.MULTILINE)


def _folded(text: str) -> str:
    """Full-width, traditional and spaced-out spellings are the same mark."""
    text = unicodedata.normalize("NFKC", text).translate(_same())
    unseen = (letter for letter in text if unicodedata.category(letter) in ("Cf", "Mn"))
    return SPACED.sub("", text.translate(dict.fromkeys(map(ord, unseen))))


@cache
def _same() -> dict[int, str]:
    same: dict[str, str] = files()["secrecy"]["data"]["same"]
    return str.maketrans(same)


def note_refusal(request: Request) -> None:
    """Write that something was refused, never what; and let the confidential clerks know."""
    journal.record(request, "secrecy.refused")
    blanks = {"by": request.person, "at": request.now}
    for clerk in people.holding(request.session, Role.CONFIDENTIAL_CLERK):
        if clerk is not request.person:
            letters.note(request.session, clerk.slack_id, "secrecy.clerk", request.now, blanks)
