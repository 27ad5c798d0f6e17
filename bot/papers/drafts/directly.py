"""A leader who gives work straight to a writer goes past the director, who hears of it once."""

from __future__ import annotations

from collections.abc import Set

from bot.matters import ladders, letters, undo
from bot.papers.life import taking_part
from bot.who import days
from bot.who.request import Request
from bot.who.standing import BOARD, DIRECTORS
from storage.memory import rows
from storage.papers.drafts import Draft
from storage.who.people import Person, Role


def tell_the_director(request: Request, draft: Draft, copied: Set[str]) -> None:
    """One note each, in working hours, once the assignment can no longer be taken back; whether
    they may see it is asked when it goes out.
    """
    if not _is_past_the_line(request, draft):
        return
    for director in _directors(request, taking_part(draft) | copied):
        theirs = days.of_person(request.session, director, request.calendar)
        at = ladders.hold(request.now + undo.WINDOW, theirs)
        letters.page(request.session, director.slack_id, "drafts:directly", {"id": draft.id}, at)


def _is_past_the_line(request: Request, draft: Draft) -> bool:
    return request.me.role in BOARD and draft.matter.owner.role not in BOARD | DIRECTORS


def _directors(request: Request, know: Set[str]) -> list[Person]:
    """Those who hold the post and do not know of it already."""
    return [
        one
        for one in rows(request.session, Person)
        if one.role is Role.DIRECTOR and not one.is_out and one.slack_id not in know
    ]
