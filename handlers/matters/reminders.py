"""A reminder somebody set, as those at its two ends see it."""

from __future__ import annotations

from bot.language.catalog import Key, Markup
from bot.language.dates import Every, Repeat
from bot.matters import followups
from bot.who.request import Request
from handlers.matters.undo import undo_button
from handlers.slack.blocks import Block, button, row, section
from storage.matters.followups import last_on
from storage.matters.matter import Matter

ASKED = ("followups.card", "followups.card-repeats")
OWN = ("followups.card-own", "followups.card-own-repeats")


def card(request: Request, matter: Matter) -> tuple[str, list[Block]]:
    is_open, owed = matter.closed_at is None, last_on(request.session, matter.id)
    late = is_open and request.now > matter.due_at and not followups.is_to_oneself(owed)
    repeat = Repeat.read(owed.repeats)
    once, again = OWN if matter.opened_by is matter.owner else ASKED
    text = request.say(
        again if repeat else once,
        **({"every": Every(repeat, matter.due_at)} if repeat else {}),
        signal=Markup("🔴" if late else "⏳" if is_open else "✅"),
        **matter.named,
        state=Key("followups.state-open" if is_open else "followups.state-closed"),
        owner=matter.owner.name,
        due=matter.due_at,
        by=matter.opened_by.name,
    )
    return text, [section(text), *steps(request, matter)]


def steps(request: Request, matter: Matter) -> list[Block]:
    say, made = request.say, []
    owed = last_on(request.session, matter.id)
    if matter.closed_at is None and followups.may_call_off(request.me, owed):
        made.append(button("followups:done", say("followups.verb-done"), matter.id))
        made.append(button("followups:extend", say("drafts.verb-reschedule"), matter.id))
        made.append(button("followups:cancel", say("followups.verb-cancel"), matter.id))
    if back := undo_button(request, matter):
        made.insert(1, back)
    return row(made)
