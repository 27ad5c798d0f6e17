"""Leave and one's own hours at the desk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.language.catalog import Key, Markup
from bot.office import owed as owing
from bot.office.calendar import leave as calendar_leave
from bot.office.calendar import stand_in as hand_over
from bot.who import days as calendars
from bot.who.request import Request
from bot.who.standing import insist
from handlers.language.which import asked_which
from handlers.office.calendar.forms import hours_form, leave_form
from handlers.office.calendar.page import away_lines, hours, spell, spell_leave, told
from handlers.office.calendar.read import (
    HALVES,
    apart,
    clock,
    days,
    half_in,
    lacks_half,
    spans,
    with_half,
)
from handlers.slack import read
from handlers.slack.blocks import Block, button, section
from handlers.slack.desk import Asked, Form, Handler, Reply, Words
from storage.matters.journal import Entry
from storage.office import calendar as stored
from storage.who.people import Leave

LINES = 30


def keep_hours(request: Request, asked: Asked) -> Reply:
    insist(request.me.insider, "insider")
    mine = calendars.hours_of(request.person.hours) if request.person.hours else None
    if "from" not in asked or read.IN_PART in asked:
        return Form(hours_form(request, mine, asked.get("until", "")))
    if not asked["from"] and not asked["until"]:
        entry_id = calendar_leave.keep_office_hours(request)
        said = request.say("calendar.my-hours-office", hours=hours(request, request.calendar.hours))
        return told(request, said, entry_id)
    opens, closes = clock(asked["from"], "from"), clock(asked["until"], "until")
    if closes <= opens and closes.hour < 12:  # 9 to 5
        closes = closes.replace(hour=closes.hour + 12)
    entry_id = calendar_leave.keep_hours(request, opens, closes)
    kept = calendars.hours_of(request.person.hours)
    return told(request, request.say("calendar.my-hours", hours=hours(request, kept)), entry_id)


def leave(request: Request, asked: Asked) -> Reply:
    insist(request.me.insider, "insider")
    if asked.get("last") and not asked.get("first"):  # until then, from today on
        asked = asked | {"first": request.calendar.today(request.now).isoformat()}
    if read.missing(asked, "first"):
        return Form(leave_form(request, asked))
    asked = with_half(asked)
    if lacks_half(asked) and len(apart(asked)) == 1:
        first, last = days(request, asked)
        if first == last:
            return _which_half(request, asked, first)
    named = zip(apart(asked), spans(request, asked, halves=True), strict=True)
    each = [_leave(request, one, *span) for one, span in named]
    return each[0] if len(each) == 1 else Words(*_together(each))


def _which_half(request: Request, asked: Asked, day: date) -> Words:
    question = request.say("calendar.which-half", days=spell(request, day, day))
    halves = (*HALVES, "whole")
    answers = [(request.say(f"calendar.button-{half}"), {"half": half}) for half in halves]
    return asked_which(request, "calendar:leave", asked, question, answers)


def _together(each: Sequence[Words]) -> tuple[Markup, list[Block]]:
    blocks = [block for one in each for block in one.blocks or ()]
    return Markup("\n".join(one.text for one in each)), blocks


def _leave(request: Request, asked: Asked, first: date, last: date) -> Words:
    """Days in a row, with a way to take them back."""
    stand_in = read.person(request, asked)
    half = half_in(asked) if first == last else ""
    entry_id = calendar_leave.take(request, first, last, stand_in, half)
    covered = "-covered" if stand_in is not None else ""
    key = "calendar.on-leave-half" if half else f"calendar.on-leave{covered}"
    said = request.say(key, days=spell_leave(request, first, last, half))
    if stand_in is not None:
        said = Markup(f"{said}\n{request.say('calendar.stood-in-for', name=stand_in.name)}")
    for one in () if half else hand_over.covered(request, first, last):
        hand_over.decline(request, one.id)
        told_them = request.say("calendar.stood-down", name=one.person.name)
        said = Markup(f"{said}\n{told_them}")
    if due := _due_in(request, first, last):
        said = Markup(f"{said}\n{request.say('calendar.on-leave-due', n=due)}")
    taken = calendar_leave.of_entry(request, entry_id)
    more = [*_who_stands_in(request, taken), *_swaps(request, first, last)]
    said = Markup("\n".join([said, *_duties(request, first, last)]))
    return told(request, said, entry_id, *more)


def _who_stands_in(request: Request, taken: Leave) -> list[Block]:
    """Nobody yet: whoever is of the same A/B post is a press away, and so is somebody else."""
    if taken.stand_in_id or taken.half:
        return []
    likely, say = hand_over.proposed(request, taken), request.say
    if likely is None:
        return [button("calendar:stand-in", say("calendar.button-stand-in"), taken.id)]
    both, label = f"{taken.id}/{likely.slack_id}", say("calendar.partner", name=likely.name)
    return [
        button("calendar:partner", label, both, "primary"),
        button("calendar:stand-in", say("calendar.somebody-else"), taken.id),
    ]


def _duties(request: Request, first: date, last: date) -> list[Markup]:
    """Duties of one's own in that time."""
    return [
        request.say("calendar.on-leave-duty", day=one.day, tier=Key(f"duty.tier-{one.tier}"))
        for one in calendar_leave.duties_in(request, first, last)
    ]


def _swaps(request: Request, first: date, last: date) -> list[Block]:
    """A duty of one's own in that time may be somebody else's."""
    return [
        button("duty:give-away", request.say("calendar.give-away", day=one.day), one.id, "primary")
        for one in calendar_leave.duties_in(request, first, last)[:2]
    ]


def _due_in(request: Request, first: date, last: date) -> int:
    office = request.calendar
    owed = owing.plate(request).owed()
    return sum(first <= office.today(one.due_at) <= last for one in owed)


def leaves(request: Request, asked: Asked) -> Reply:
    """Who is on leave: the dates, and nothing else."""
    insist(request.me.insider, "insider")
    found = stored.leaves(request.session, request.calendar.today(request.now), LINES)
    lines = away_lines(request, found)
    if not lines:
        return Words(request.say("calendar.away-none"))
    title = request.say("calendar.away-title")
    text = "\n".join([title, *lines])
    return Words(text, [section(text), *_mine(request)])


def _mine(request: Request) -> list[Block]:
    """One's own leave, each with the way out of it."""
    return [
        section(
            spell_leave(request, one.first, one.last, one.half),
            button("calendar:cancel-leave", request.say("calendar.button-cancel-leave"), one.id),
        )
        for one in calendar_leave.mine(request)
    ]


def cancel_leave(request: Request, asked: Asked) -> Reply:
    insist(request.me.insider, "insider")
    mine = {one.id: one for one in calendar_leave.mine(request)}
    if not asked.get("id") and len(mine) > 1:
        which = request.say("calendar.which-leave")
        return Words(which, [section(which), *_mine(request)])
    number = int(asked.get("id") or next(iter(mine), 0))
    entry_id = calendar_leave.cancel(request, number)
    was = request.session.get_one(Entry, entry_id).before
    first, last = was["leave"][str(number)][:2]
    spelled = spell(request, date.fromisoformat(first), date.fromisoformat(last))
    return told(request, request.say("calendar.leave-off", days=spelled), entry_id)


VERBS: dict[str, Handler] = {
    "hours": keep_hours,
    "leave": leave,
    "leaves": leaves,
    "cancel-leave": cancel_leave,
}
