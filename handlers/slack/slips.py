"""What was asked, kept on a slip until its button is pressed: once, and by whoever was asked."""

from __future__ import annotations

from typing import Any

from bot.language.refusals import Refused
from bot.who.request import Request
from handlers.slack.desk import Asked
from storage.matters.slips import Slip


def keep(request: Request, what: str, asked: dict[str, Any]) -> Slip:
    slip = Slip(person_id=request.me.id, at=request.now, what=what, asked=asked)
    request.session.add(slip)
    request.session.flush()
    return slip


def find(request: Request, asked: Asked, gone: str = "office.slip-gone") -> Slip:
    """The slip of the button. Raises Refused when it has served, is another's, or was sealed with
    a key that is gone.
    """
    slip = request.session.get(Slip, int(asked["id"]))
    if slip is None or slip.person_id != request.me.id or not slip.asked:
        raise Refused(gone)
    return slip
