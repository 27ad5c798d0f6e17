"""Ladders: at which moments a follow-up speaks, and to whom. No database, no clock, no Slack.

The standard ladder, quiet hours and the four hours between two manual nudges are the
product's defaults (domain.md 1.0 "N-std" and section 5). A leader's digest (A2.0) is no rung.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import chain, count, takewhile

from bot.language.workdays import Calendar

MORNING = time(8, 30)
QUIET_FROM, QUIET_UNTIL = time(20), time(7, 30)
BETWEEN_MANUAL_NUDGES = timedelta(hours=4)


class Step(StrEnum):
    """Whom a rung speaks to: the one who owes, or somebody up the line."""

    DEBTOR = "debtor"
    SECTION_HEAD = "section_head"
    DIRECTOR = "director"
    LEADER = "leader"


@dataclass(frozen=True)
class Rung:
    """`reason` names the words. One of: some working hours after the opening; so many `before`
    the due moment, or `half` of the time before that; the morning some working days from the due
    day; or (none of them given) the due moment itself. `again`: a ladder that has ended goes on.
    """

    reason: str
    to: Step = Step.DEBTOR
    hours: int | None = None
    days: int | None = None
    before: int | None = None
    half: bool = False
    again: bool = False


UP_THE_LINE = (
    Rung("overdue", Step.SECTION_HEAD, days=1),
    Rung("overdue", Step.DIRECTOR, days=2),
    Rung("overdue", Step.LEADER, days=3),
)
STANDARD = (Rung("soon", days=-3), Rung("soon", days=-1), Rung("today", days=0), Rung("overdue"))

LADDERS: dict[str, tuple[Rung, ...]] = {
    "standard": (*STANDARD, *UP_THE_LINE),
    "accept": (Rung("not-accepted", hours=4), *STANDARD, *UP_THE_LINE),
    # Of what is very urgent: each working hour of a day (A2.9).
    "hourly": (
        *(Rung("soon", hours=n) for n in range(1, 9)),
        *(Rung("overdue"), *UP_THE_LINE),
    ),
    "once": (Rung("today", days=0),),  # on the morning of its day, and no more
    "filing": (Rung("today", days=0), Rung("overdue"), Rung("overdue", Step.DIRECTOR, days=2)),
    "reminder": (Rung("now"), Rung("overdue", days=1)),
    "again": (Rung("now"),),
    "private": STANDARD,
    "private-accept": (Rung("not-accepted", hours=4), *STANDARD),
    "falling": (
        Rung("soon", before=16, half=True),
        Rung("soon", before=8),
        Rung("soon", before=3),
        Rung("soon", before=1),
    ),
    # Of a trip: on the eve, and where nobody has said that they left, or are back.
    "leaving": (Rung("soon", before=1), Rung("overdue", days=1)),
    "returning": (Rung("overdue", days=1),),
    # Of a posting: in time to prepare the return, and once if nobody says that they are back.
    "posting": (Rung("soon", days=-10), Rung("overdue", days=1)),
    # Of a goal: on the day a line on it is due, and once after.
    "monthly": (Rung("today", days=0), Rung("overdue", days=1)),
    # Of a talk: on its day, and once if nobody says that it was.
    "talk": (Rung("today", days=0), Rung("overdue", days=1)),
    # Of a quarter that is summed up: before it ends, and once after (A2.5).
    "quarter": (Rung("soon", days=-5), Rung("overdue", days=3)),
    "digest": (),
    "itself": (),  # its time comes, and it is done: nobody is reminded of it, nor nudged
    # Of a round: to the silent alone; then it closes (A1.5, A1.6).
    "revision": (Rung("soon", before=3, half=True), Rung("closing", before=3)),
    "consultation": (Rung("soon", before=2, half=True), Rung("closing", before=2)),
}
# What is still late is told again, to this one; of some, in the leader's digest, too: so many weeks
# after the ladder has ended, then every four. Had anything changed, it would have begun anew.
AGAIN = {
    "standard": Rung("overdue", Step.SECTION_HEAD, again=True),
    "hourly": Rung("overdue", Step.SECTION_HEAD, again=True),
    "accept": Rung("overdue", Step.SECTION_HEAD, again=True),
    "filing": Rung("overdue", Step.DIRECTOR, again=True),
    "private": Rung("overdue", again=True),
    "private-accept": Rung("overdue", again=True),
}
IN_DIGEST = ("standard", "accept", "hourly")
WEEKS, IN_THE_END = (1, 2, 3, 4, 6, 8), 4
# What these speak of is between us and the one who owes: no line above, no channel hears of it.
PRIVATE = (
    *("private", "private-accept", "falling", "leaving", "returning", "posting", "monthly"),
    *("talk", "quarter", "once", "digest", "itself"),
)


@dataclass(frozen=True)
class Times:
    """What the moments of a ladder hang on: two calendars, the office's and the reader's own."""

    opened_at: datetime
    due_at: datetime
    office: Calendar
    reader: Calendar


def moment(rung: Rung, times: Times) -> datetime:
    """When this rung speaks, in UTC."""
    if rung.hours is not None:
        return times.office.add_working_hours(times.opened_at, rung.hours)
    if rung.before is not None:
        last = _working_hours_before(times.office, times.due_at, rung.before)
        return _half_way(times, last) if rung.half else last
    if rung.days is None:
        return times.due_at
    due_day = times.office.today(times.due_at)
    day = times.office.add_working_days(due_day, rung.days) if rung.days else due_day
    return times.reader.moment(day, MORNING)


def _working_hours_before(office: Calendar, at: datetime, hours: int) -> datetime:
    """The latest moment from which so many working hours are left."""
    left, day = timedelta(hours=hours), office.today(at)
    while True:
        for start, end in reversed(_sessions(office, day)):
            worked = min(end, at) - start
            if left <= worked:
                return min(end, at) - left
            left -= max(worked, timedelta())
        day = office.previous_working(day)


def _half_way(times: Times, last: datetime) -> datetime:
    """Half of the working hours there are; `last`, if that is no more than hours away."""
    office, day, worked = times.office, times.office.today(times.opened_at), timedelta()
    while day <= office.today(times.due_at):
        for start, end in _sessions(office, day):
            worked += max(min(end, times.due_at) - max(start, times.opened_at), timedelta())
        day = office.next_working(day)
    half = office.add_working_hours(times.opened_at, worked / timedelta(hours=2))
    return half if half <= last - BETWEEN_MANUAL_NUDGES else last


def _sessions(office: Calendar, day: date) -> list[tuple[datetime, datetime]]:
    if not office.is_working(day):
        return []
    opens, break_from, break_until, closes = (office.moment(day, at) for at in office.hours)
    return [(opens, break_from), (break_until, closes)]


def again(ladder: str, times: Times) -> Iterator[datetime]:
    """The mornings on which what is still late is told again, without end."""
    office, day = times.office, times.office.today(times.due_at)
    if days := max((rung.days or 0 for rung in LADDERS[ladder]), default=0):
        day = office.add_working_days(day, days)
    for weeks in chain(WEEKS, count(WEEKS[-1] + IN_THE_END, IN_THE_END)):
        then = day + timedelta(weeks=weeks)
        then = then if office.is_working(then) else office.next_working(then)
        yield times.reader.moment(then, MORNING)


def is_told_again(ladder: str, since: datetime, now: datetime, times: Times) -> bool:
    """Does one of those mornings fall in (since, now]?"""
    return since < max(_again_until(ladder, now, times), default=since)


def _again_until(ladder: str, now: datetime, times: Times) -> list[datetime]:
    if ladder not in AGAIN:
        return []
    return list(takewhile(lambda at: at <= now, again(ladder, times)))


def next_moment(ladder: str, after: datetime, times: Times) -> datetime | None:
    """When a ladder speaks next after a moment; None when it has said all."""
    coming = [at for rung in LADDERS[ladder] if (at := moment(rung, times)) > after]
    if ladder in AGAIN and not coming:
        return next(at for at in again(ladder, times) if at > after)
    return min(coming, default=None)


def spoken(ladder: str, since: datetime, now: datetime, times: Times) -> list[Rung]:
    """The rungs whose moment came in (since, now], in order: more than one after a long sleep."""
    passed = [(moment(rung, times), rung) for rung in LADDERS[ladder]]
    passed += [(at, AGAIN[ladder]) for at in _again_until(ladder, now, times)[-1:]]
    return [rung for at, rung in sorted(passed, key=lambda r: r[0]) if since < at <= now]


def hold(at: datetime, reader: Calendar) -> datetime:
    """`at`, or the reader's next working morning if they rest then: no nudge wakes anybody."""
    local = at.astimezone(reader.tz)
    if reader.is_working(local.date()) and QUIET_UNTIL <= local.time() < QUIET_FROM:
        return at
    day = local.date() + timedelta(days=1 if local.time() >= QUIET_UNTIL else 0)
    if not reader.is_working(day):
        day = reader.next_working(day)
    return reader.moment(day, MORNING)
