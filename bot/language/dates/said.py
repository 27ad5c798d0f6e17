"""What a few words name: a day, a part of it, an hour, a moment, or a way between days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from re import Match
from typing import NamedTuple

from bot.language.workdays import Calendar

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FRIDAY, SUNDAY = 4, 6
ONE_WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class Now:
    """When the words are said, in the reader's zone, and the calendar they are said by."""

    local: datetime
    calendar: Calendar

    @property
    def today(self) -> date:
        return self.local.date()


class Shift(NamedTuple):
    """A way from one day to another; `working` counts only working days."""

    days: int = 0
    months: int = 0
    working: bool = False
    weekday: int | None = None  # days are then so many of this weekday


class Repeat(NamedTuple):
    """How often: every "day", "working-day", "week" or "fortnight" on a weekday, on several "days"
    of the week (a bit each), "month" on a day of it, "month-end" on its last working day, "year"
    on a month and day of it (301); at which time of day, if it is known: "02:30"; and what becomes
    of it on a rest day, once that was asked: it comes the working day "before" or "after" it, not
    at all ("skip"), or "as-is". A fortnight that is kept says of which weeks: 7 is added to the
    weekday for even ones since Monday 1 January of the year 1, 14 for odd ones.
    """

    every: str
    on: int = 0
    at: str = ""
    rest: str = ""

    def written(self) -> str:
        """As it is kept: "week:0@09:00~before"."""
        at, rest = f"@{self.at}" if self.at else "", f"~{self.rest}" if self.rest else ""
        return f"{self.every}:{self.on}{at}{rest}"

    @classmethod
    def read(cls, written: str) -> Repeat | None:
        """What `written` wrote; None for an empty text."""
        timed, _, rest = written.partition("~")
        rule, _, at = timed.partition("@")
        every, _, on = rule.partition(":")
        return cls(every, int(on), at, rest) if written else None


@dataclass(frozen=True)
class Said:
    """What a few words name. Naming nothing at all, they are a time that does not exist."""

    day: date | None = None
    since: date | None = None  # the first day of a stretch of which `day` is the last
    weekday: int | None = None  # said alone: it gives way to a date beside it
    dom: int | None = None  # a day of a month that was not said
    week: date | None = None  # the Monday of a week said as a whole
    part: str = ""  # of the day: a name in PARTS
    clock: tuple[int, int, int] | None = None
    until: tuple[int, int, int] | None = None  # the end of a stretch of hours
    moment: datetime | None = None
    zone: tzinfo | None = None
    shift: Shift | None = None  # from the day said beside it
    others: tuple[date, ...] = ()  # other days that may be meant by the same words
    exact: bool = False  # an hour said in full: 17:00, 5pm, 05:00, 5时
    rolled: bool = False  # the day is next year's, as this year's has only just gone by
    firm: bool = True  # a time wherever it stands; otherwise only after "by", before 前, or alone
    repeats: Repeat | None = None  # every week, every day: this is the first of many

    @property
    def dated(self) -> bool:
        return self.day is not None


NOTHING = Said()
Reading = Callable[[Match[str], Now], Said]


@dataclass(frozen=True)
class Rule:
    """One row of the grammar: words, and what they come to.

    `cue`: letters or English words of which one must be in the text for the pattern to be tried;
    after a "+", others of which one must be there too.
    `examples`: what the words come to when said on Wednesday 25 November 2026 at 14:30; they are
    the row's tests. No reading: the words are no time, whatever they hold.
    """

    family: str
    pattern: str
    reading: Reading | Said | None
    examples: dict[str, str]
    cue: str = ""


PARTS = {  # the earliest hour that can be meant, and the hour when none is said
    "dawn": (0, 6),
    "early": (1, 9),
    "morning": (1, 12),
    "noon": (10, 12),
    "afternoon": (12, 18),
    "evening": (17, 22),
}


# --- what two neighbours name together ---------------------------------------------------


def together(one: Said, other: Said, now: Now) -> Said | None:
    """Two neighbours as one time, or None if they do not agree."""
    if NOTHING in (one, other) or (one.clock and other.clock) or (one.zone and other.zone):
        return None
    if one.moment or other.moment:
        return _zoned(one, other)
    parts = _parts(one, other)
    day = _day(one, other, now)
    if day is None or len(parts) > 1:
        return None
    return replace(
        day,
        part=next(iter(parts), ""),
        clock=one.clock or other.clock,
        until=one.until or other.until,
        zone=one.zone or other.zone,
        exact=one.exact or other.exact,
        firm=one.firm or other.firm or bool(one.clock or other.clock),
        repeats=one.repeats or other.repeats,
    )


def _zoned(one: Said, other: Said) -> Said | None:
    """Said of a moment: that it is today, or in a zone, adds nothing to it."""
    moment, beside = (one, other) if one.moment else (other, one)
    assert moment.moment is not None
    adds_nothing = not (beside.clock or beside.part or beside.shift or beside.moment)
    return moment if adds_nothing and beside.day in (None, moment.moment.date()) else None


def _parts(one: Said, other: Said) -> set[str]:
    """The parts of the day named; "first thing" says more than "morning" beside it."""
    parts = {one.part, other.part} - {""}
    return parts - {"morning"} if "early" in parts else parts


def _day(one: Said, other: Said, now: Now) -> Said | None:
    """The day named by both; None if they name two."""
    for first, second in ((one, other), (other, one)):
        if first.shift and not second.shift:
            return _shifted(first.shift, second, now)
        if not (first.day or first.week):
            return second
        if first.week and second.weekday is not None and not second.week:
            return Said(first.week + timedelta(second.weekday))
        if first.weekday is not None and second.dom is not None:
            return _weekday_and_date(first, second, now)
    return _same_day(one, other)


def _same_day(one: Said, other: Said) -> Said | None:
    """A weekday that only repeats the date beside it is none: 12月8日（周二）."""
    for first, second in ((one, other), (other, one)):
        if first.day is None or second.day is None:
            return None
        if first.day == second.day:
            return second if second.since and not first.since else first
        if first.weekday is not None and second.weekday is None and not second.others:
            return second if second.day.weekday() == first.weekday else None
    return None


def _weekday_and_date(weekday: Said, date_: Said, now: Now) -> Said:
    """Friday the 13th: the next day that is both; and if the coming 13th is none, that one too, and
    the coming Friday: one of the two words may be a slip.
    """
    for n in range(30):
        first = month_from(now.today, n)
        if date_.dom and date_.dom <= last_of(first).day:
            day = first.replace(day=date_.dom)
            if day >= now.today and day.weekday() == weekday.weekday:
                slips = (date_.day, weekday.day) if day != date_.day else ()
                return Said(day, others=tuple(filter(None, slips)))
    return NOTHING


def _shifted(shift: Shift, beside: Said, now: Now) -> Said | None:
    """Two days after Friday; Friday, two weeks from now."""
    if beside.day is None:
        return None
    return replace(beside, day=moved(beside.day, shift, now), weekday=None, others=())


def moved(day: date, shift: Shift, now: Now) -> date:
    if shift.working:
        return now.calendar.add_working_days(day, shift.days)
    if shift.weekday is not None:
        ahead = (shift.weekday - day.weekday() - 1) % 7 + 1
        return day + timedelta(ahead + 7 * (shift.days - 1))
    if shift.months:
        first = month_from(day, shift.months)
        day = first.replace(day=min(day.day, last_of(first).day))
    return day + timedelta(shift.days)


# --- months and weeks --------------------------------------------------------------------


def month_from(day: date, n: int) -> date:
    """The first day of the n-th month from this one."""
    years, month = divmod(day.month - 1 + n, 12)
    return date(day.year + years, month + 1, 1)


def last_of(first: date) -> date:
    """The last day of the month that begins on `first`."""
    return month_from(first, 1) - timedelta(1)


def monday(day: date, weeks: int = 0) -> date:
    """The Monday of a day's week, or of one so many weeks on."""
    return day + timedelta(-day.weekday(), weeks=weeks)


def begun(said: Said, now: Now) -> Said:
    """A morning as it begins, while that is still to come."""
    early = replace(said, part="early")
    still_to_come = said.repeats or moment_of(early, now) > now.local
    return early if said.part == "morning" and still_to_come else said


# --- when that is ------------------------------------------------------------------------


def moment_of(said: Said, now: Now) -> datetime:
    """The moment, in UTC; of a day alone the end of work, of a part of it the end of that."""
    if said.moment:
        return said.moment.astimezone(UTC)
    zone = said.zone or now.local.tzinfo
    local = now.local.astimezone(zone)
    day = said.day or local.date()
    due = datetime.combine(day, datetime.min.time(), zone) + _time_of_day(said, now.calendar)
    if (said.clock or said.part in PARTS) and not said.day and due <= local:
        due += timedelta(days=1)  # "9点" at ten is tomorrow's
    return due.astimezone(UTC)


def _time_of_day(said: Said, calendar: Calendar) -> timedelta:
    """Since midnight; 今晚12点 is 24 hours, 晚上1点 is 25. In an office "5点前" is 17:00."""
    opens, closes = calendar.hours.opens, calendar.hours.closes
    if said.clock is None:
        if said.part == "open":
            return timedelta(hours=opens.hour, minutes=opens.minute)
        if said.part in PARTS:
            return timedelta(hours=PARTS[said.part][1])
        return timedelta(hours=closes.hour, minutes=closes.minute)
    hour, minute, second = said.clock
    earliest = PARTS[said.part][0] if said.part in PARTS else opens.hour
    if hour <= 12 and (said.part or not said.exact):
        hour = next(h for h in range(hour % 12, 48, 12) if h >= earliest)
    return timedelta(hours=hour, minutes=minute, seconds=second)
