"""Leave and one's own hours at the desk."""

from __future__ import annotations

from datetime import date

from bot.language.catalog import Markup
from bot.office import owed as owing
from bot.office.calendar import leave as calendar_leave
from bot.office.calendar.leave import hold_anew
from bot.who import days as calendars
from bot.who.request import Request
from bot.who.standing import insist
from handlers.office.calendar.forms import hours_form, leave_form
from handlers.office.calendar.page import away_lines, hours, spell, spell_leave, told
from handlers.office.calendar.read import clock, days, half_in
from handlers.slack import read
from handlers.slack.blocks import Block, button, section
from handlers.slack.desk import Asked, Form, Handler, Reply, Words
from storage.matters.journal import Entry
from storage.office import calendar as stored

LINES = 30

__all__ = ["VERBS", "hold_anew"]


def keep_hours(request: Request, asked: Asked) -> Reply:
    insist(request.me.insider, "insider")
    mine = calendars.hours_of(request.person.hours) if request.person.hours else None
    if "from" not in asked or read.IN_PART in asked:
        return Form(hours_form(request, mine))
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
    first, last = days(request, asked)
    stand_in = read.person(request, asked)
    half = half_in(asked) if first == last else ""
    entry_id = calendar_leave.take(request, first, last, stand_in, half)
    key = "calendar.on-leave-half" if half else "calendar.on-leave"
    said = request.say(key, days=spell_leave(request, first, last, half))
    if stand_in is not None:
        said = Markup(f"{said}\n{request.say('calendar.stood-in-for', name=stand_in.name)}")
    if due := _due_in(request, first, last):
        said = Markup(f"{said}\n{request.say('calendar.on-leave-due', n=due)}")
    return told(request, said, entry_id)


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
    days = spell(request, date.fromisoformat(first), date.fromisoformat(last))
    return told(request, request.say("calendar.leave-off", days=days), entry_id)


VERBS: dict[str, Handler] = {
    "hours": keep_hours,
    "leave": leave,
    "leaves": leaves,
    "cancel-leave": cancel_leave,
}
