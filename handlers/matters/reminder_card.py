"""A reminder somebody set, as those at its two ends see it."""

from __future__ import annotations

from bot.language.catalog import Key, Markup
from bot.language.dates import Every, Repeat, may_rest
from bot.matters import reminders, rest_days
from bot.who.request import Request
from handlers.matters.undo import undo_button
from handlers.slack.blocks import Block, button, row, section
from storage.matters.followups import FollowUp, last_on
from storage.matters.matter import Matter

ASKED = ("followups.card", "followups.card-repeats")
OWN = ("followups.card-own", "followups.card-own-repeats")


def card(request: Request, matter: Matter) -> tuple[str, list[Block]]:
    is_open, owed = matter.closed_at is None, last_on(request.session, matter.id)
    late = is_open and request.now > matter.due_at and not reminders.is_to_oneself(owed)
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
        asked=_asked(request, matter),
    )
    if is_open and repeat and repeat.rest:
        rests = request.say("followups.rests", how=Key(f"followups.rest-{repeat.rest}"))
        text = Markup(f"{text}\n{rests}")
    asked = is_open and rest_days.is_asked(request, owed)
    question = [section(request.say("followups.rest-asked"))] if asked else []
    return text, [section(text), *question, *steps(request, matter)]


def _asked(request: Request, matter: Matter) -> Markup:
    if matter.opened_by is request.person:
        return request.say("followups.asked-by-you")
    return request.say("followups.asked-by", by=matter.opened_by.name)


def steps(request: Request, matter: Matter) -> list[Block]:
    say, made = request.say, []
    owed = last_on(request.session, matter.id)
    if matter.closed_at is None and rest_days.is_asked(request, owed):
        made += _rests(request, owed)
    elif matter.closed_at is None and reminders.may_call_off(request.me, owed):
        made.append(button("followups:done", say("followups.verb-done"), matter.id))
        made.append(button("followups:extend", say("drafts.verb-reschedule"), matter.id))
        made.append(button("followups:cancel", say("followups.verb-cancel"), matter.id))
        repeat = Repeat.read(owed.repeats)
        if repeat and may_rest(repeat, request.calendar):
            made.append(button("followups:rest", say("followups.verb-rest"), matter.id))
    if back := undo_button(request, matter):
        made.insert(1 if made and made[0]["action_id"] == "followups:done" else len(made), back)
    return row(made)


def _rests(request: Request, owed: FollowUp) -> list[Block]:
    """What may become of it on rest days: the likely answers, one press each."""
    repeat = Repeat.read(owed.repeats)
    choices = rest_days.choices_of(repeat) if repeat else ()
    return [
        button(f"followups:rest-{one}", request.say(f"followups.rest-{one}"), owed.matter_id)
        for one in choices
    ]
