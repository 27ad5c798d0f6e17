"""Read and known: optional, of exactly one version; how many is told, and never who has not."""

from __future__ import annotations

from sqlalchemy import func, select

from bot.language.refusals import Refused
from bot.who.request import Request
from storage.db import add_if_new
from storage.processes.regulations import PUBLISHED, Known, Regulation


def may_say(request: Request, item: Regulation) -> bool:
    return request.me.insider and item.state in PUBLISHED and not _has_said(request, item)


def say(request: Request, item: Regulation) -> None:
    """This version, by whoever asks. Nothing of it is in the record: nobody is counted by it."""
    if item.state not in PUBLISHED:
        raise Refused("regulations.not-in-force", number=item.matter.number)
    known = Known(regulation_id=item.id, person_id=request.me.id, at=request.now)
    add_if_new(request.session, known)


def how_many(request: Request, item: Regulation) -> int:
    counted = select(func.count()).where(Known.regulation_id == item.id)
    return request.session.scalar(counted) or 0


def _has_said(request: Request, item: Regulation) -> bool:
    return request.session.get(Known, (item.id, request.me.id)) is not None
