"""Finding a matter by the number people quote, or by the id a button holds."""

from __future__ import annotations

import re

from sqlalchemy import select

from bot.language.refusals import Refused
from bot.matters.sight import may_see, visible_to
from bot.who.request import Request
from storage.matters.matter import Matter, hold

IN_TEXT = re.compile(r"\b([A-Z]{1,2})-(\d{1,9})\b")
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


def named_in(request: Request, text: str) -> dict[str, Matter]:
    """The matters whose numbers stand in a text, by number: those that whoever reads may see."""
    numbers = {f"{one[1]}-{one[2]}": int(one[2]) for one in IN_TEXT.finditer(text)}
    seen = select(Matter).where(Matter.id.in_(numbers.values()), visible_to(request.me))
    found = {one.number: one for one in request.session.scalars(seen)}
    return {number: found[number] for number in numbers if number in found}


def _is_there(request: Request, found: Matter, kind: str) -> bool:
    return kind in ("", found.kind) and may_see(request.session, request.me, found)


def _unseen(request: Request, found: Matter | None) -> int | None:
    """Which matter it is that they may not see, if there is one."""
    hidden = found is not None and not may_see(request.session, request.me, found)
    return found.id if found and hidden else None
