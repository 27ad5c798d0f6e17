"""Matters: opening one, naming it, and finding it by the number people quote."""

from __future__ import annotations

import re
import unicodedata

from bot.errors import Refused
from bot.people import may_see
from bot.request import Request
from storage.matters.matter import Matter, hold

TITLE_MAX = 150  # characters; a line on a phone holds about a third of it
EMOJI = re.compile(r":[\w+'-]+:\Z")  # a colon at the end that is not punctuation
NUMBER = re.compile(r"\s*([A-Za-z]{1,2})\s?-?\s?(\d{1,9})\s*")


def read_title(text: str, field: str = "title") -> str:
    """A title on one line. Raises Refused when it is empty, too long, or says nothing."""
    title = " ".join(_printable(text).split()).strip("，。,;；：、 ")
    if not EMOJI.search(title[-50:]):
        title = title.strip(": ")
    title = _unquoted(title)
    if not title:
        raise Refused("matters.no-title", field=field)
    if len(title) > TITLE_MAX:
        raise Refused("matters.long-title", field=field, n=len(title), most=TITLE_MAX)
    if not any(letter.isalnum() for letter in re.sub(r":[\w+'-]+:", "", title)):
        raise Refused("matters.wordless-title", field=field)
    return title


def _printable(text: str) -> str:
    """Without control characters, but with the joiners that emoji and scripts need."""
    bidi_overrides = "\u202a\u202b\u202c\u202d\u202e"
    return "".join(
        " " if unicodedata.category(letter) == "Cc" else letter
        for letter in text
        if letter not in bidi_overrides
    )


def _unquoted(title: str) -> str:
    for first, last in ("《》", '""', "“”", "「」"):
        inner = title[1:-1]
        if title[:1] == first and title[-1:] == last and first not in inner and last not in inner:
            return inner.strip()
    return title


def find(request: Request, number: str, kind: str = "") -> Matter:
    """The matter people call `number` ("D-12", "d12").

    Raises Refused, in the same words whether there is none or it may not be seen.
    """
    match = NUMBER.fullmatch(number)
    found = hold(request.session, int(match[2])) if match else None
    said = f"{match[1].upper()}-{int(match[2])}" if match else number.strip()[:20]
    if found is None or found.number != said or not _is_there(request, found, kind):
        raise Refused(
            "matters.unknown", field="number", unseen=_unseen(request, found), number=said
        )
    return found


def find_by_id(request: Request, matter_id: int, kind: str = "") -> Matter:
    """As `find`, for the id a button holds."""
    found = hold(request.session, matter_id)
    if found is None or not _is_there(request, found, kind):
        raise Refused("matters.gone", unseen=_unseen(request, found))
    return found


def _is_there(request: Request, found: Matter, kind: str) -> bool:
    return kind in ("", found.kind) and may_see(request.session, request.me, found)


def _unseen(request: Request, found: Matter | None) -> int | None:
    """Which matter it is that they may not see, if there is one."""
    hidden = found is not None and not may_see(request.session, request.me, found)
    return found.id if found and hidden else None
