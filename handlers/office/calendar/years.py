"""What a year's owners read once its working days are known."""

from __future__ import annotations

from collections.abc import Callable

from bot.matters.sight import may_see
from bot.who.request import Request
from handlers.slack.blocks import Block, context, section
from storage.matters.matter import Matter
from storage.papers.drafts import Draft

LINES = 20

RestDay = Callable[[Request, Draft], list[Block]]


def year_known(
    rest_day: RestDay, request: Request, *, year: int, lines: list[list[int]]
) -> tuple[str, list[Block]]:
    """Each matter that is not as it was; one that rests now, with what its feature says of a
    `rest_day`: the working day before, for whoever may move it.
    """
    found = [(request.session.get_one(Matter, number), was, now) for number, was, now in lines]
    session, me = request.session, request.me
    left = [one for one in found if one[0].closed_at is None and may_see(session, me, one[0])]
    if not left:
        text = request.say("calendar.year-known-over", year=str(year))
        return text, [section(text)]
    text = request.say("calendar.year-known", n=len(left), year=str(year))
    blocks = [section(text)]
    for matter, was, now in left[:LINES]:
        blocks += _changed(rest_day, request, matter, was, now)
    if len(left) > LINES:
        blocks.append(context(request.say("followups.more", n=len(left) - LINES)))
    return text, blocks


def _changed(
    rest_day: RestDay, request: Request, matter: Matter, was: int, now: int
) -> list[Block]:
    said = request.say("calendar.changed", due=matter.due_at, was=was, now=now, **matter.named)
    draft = request.session.get(Draft, matter.id)
    return [section(said), *(rest_day(request, draft) if draft else [])]
