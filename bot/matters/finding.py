"""Finding a matter by the number people quote, or by the id a button holds."""

from __future__ import annotations

import re

from bot.language.refusals import Refused
from bot.matters.sight import may_see
from bot.who.request import Request
from storage.matters.matter import Matter, hold

NUMBER = re.compile(r"\s*([A-Za-z]{1,2})\s?-?\s?(\d{1,9})\s*")


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
