"""Working days and office hours: rules on one value, a `Calendar`. No database, no clock.

China's days are those of the General Office of the State Council, as the `holidays` package
keeps them, make-up working days (调休) included. A year's make-up days are published around the
November before: until then the year is Monday to Friday minus the statutory days, and provisional.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

import holidays

ONE_DAY = timedelta(days=1)
SATURDAY, SUNDAY = 5, 6
CHINA = "CN"


class Hours(NamedTuple):
    """A working day, in local time; the noon break is nobody's time."""

    opens: time = time(8, 30)
    break_from: time = time(12)
    break_until: time = time(14)
    closes: time = time(18)


USUAL_HOURS = Hours()


class Year(NamedTuple):
    """What sets a year apart from plain days; `weekend` by number, Monday is 0."""

    days_off: Mapping[date, str]
    make_up_days: frozenset[date]
    weekend: frozenset[int] = frozenset({SATURDAY, SUNDAY})


@cache
def published(country: str, year: int, lang: str = "en") -> Year:
    """The public holidays of a country, by their names in a language if it has them so, and its
    make-up working days. A country nobody knows has none.
    """
    if country not in countries():
        return Year({}, frozenset())
    kept = _kept(country, year, lang)
    make_up = (day for day in getattr(kept, "weekend_workdays", ()) if day.year == year)
    # Where only Sunday is the weekend by law, an office rests on Saturdays all the same.
    weekend = kept.weekend | ({SATURDAY} if kept.weekend == {SUNDAY} else set())
    return Year(dict(kept), frozenset(make_up), frozenset(weekend))


def _kept(country: str, year: int, lang: str) -> holidays.HolidayBase:
    spoken = countries()[country]
    asked = next((one for one in spoken if one.startswith({"zh": "zh_CN"}.get(lang, lang))), None)
    return holidays.country_holidays(country, years=year, observed=True, language=asked)


@cache
def countries() -> Mapping[str, tuple[str, ...]]:
    """The countries whose holidays are known, by their two letters, and in which languages."""
    spoken = holidays.list_localized_countries(include_aliases=False)
    known = holidays.list_supported_countries(include_aliases=False)
    return {one: tuple(spoken.get(one, ())) for one in known}


@dataclass(frozen=True)
class Calendar:
    """When an office works, or one of its people.

    `own`: what the office has settled itself, True for a day that is worked, before whatever is
    published; `complete`: the years it has declared to be known; `away`: first and last days of
    leave; `day_first`: 4/12 is in December. A date is a day in `tz`; moments come back in UTC.
    """

    tz: ZoneInfo
    hours: Hours = USUAL_HOURS
    country: str = CHINA
    own: Mapping[date, bool] = field(default_factory=dict)
    complete: frozenset[int] = frozenset()
    away: tuple[tuple[date, date], ...] = ()
    day_first: bool = False

    # --- days ------------------------------------------------------------------------------

    def is_working(self, day: date) -> bool:
        if any(first <= day <= last for first, last in self.away):
            return False
        if day in self.own:
            return self.own[day]
        year = published(self.country, day.year)
        off = day.weekday() in year.weekend or day in year.days_off
        return day in year.make_up_days or not off

    def is_weekend(self, day: date) -> bool:
        return day.weekday() in published(self.country, day.year).weekend

    def is_make_up(self, day: date) -> bool:
        """A day at the weekend that is worked."""
        return self.is_weekend(day) and self.is_working(day)

    def is_provisional(self, day: date) -> bool:
        """Whether the make-up days of its year are not known yet."""
        if self.country != CHINA or day.year in self.complete:
            return False
        return not published(CHINA, day.year).make_up_days

    def next_working(self, day: date) -> date:
        """The first working day after `day`."""
        return self.add_working_days(day, 1)

    def previous_working(self, day: date) -> date:
        """The last working day before `day`."""
        return self.add_working_days(day, -1)

    def add_working_days(self, day: date, n: int) -> date:
        """The n-th working day after `day`, or before it when n is negative; for 0 `day` itself."""
        step = ONE_DAY if n > 0 else -ONE_DAY
        for _ in range(abs(n)):
            day += step
            while not self.is_working(day):
                day += step
        return day

    def working_days_between(self, a: date, b: date) -> int:
        """How many working days after `a` until `b`, `b` counted; negative if `b` is first."""
        if b < a:
            return -self.working_days_between(b, a)
        return sum(self.is_working(a + timedelta(days=n)) for n in range(1, (b - a).days + 1))

    # --- hours -----------------------------------------------------------------------------

    def today(self, now: datetime) -> date:
        return now.astimezone(self.tz).date()

    def moment(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, self.tz).astimezone(UTC)

    def last_moment(self, day: date, at: time) -> datetime:
        """The same, but where clocks are set back and a time of day comes twice, the second."""
        twice = (datetime.combine(day, at.replace(fold=fold), self.tz) for fold in (0, 1))
        return max(one.astimezone(UTC) for one in twice)

    def closing(self, day: date) -> datetime:
        """The end of a working day: what "by that day" means."""
        return self.moment(day, self.hours.closes)

    def opening_after(self, at: datetime) -> datetime:
        """`at`, when the office is open then (the noon break counts), or the next opening."""
        local = at.astimezone(self.tz)
        day = local.date()
        if self.is_working(day) and local.time() < self.hours.closes:
            return max(at.astimezone(UTC), self.moment(day, self.hours.opens))
        return self.moment(self.next_working(day), self.hours.opens)

    def add_working_hours(self, at: datetime, hours: float) -> datetime:
        """When so many working hours have gone by since `at`. `hours` is not negative."""
        left = timedelta(hours=hours)
        for start, end in self._sessions_from(self.today(at)):
            start = max(start, at.astimezone(UTC))
            if left <= end - start:
                return start + left
            left -= max(end - start, timedelta())
        raise AssertionError("the sessions of an office do not end")

    def _sessions_from(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        day = day if self.is_working(day) else self.next_working(day)
        opens, break_from, break_until, closes = self.hours
        while True:
            for start, end in ((opens, break_from), (break_until, closes)):
                yield self.moment(day, start), self.moment(day, end)
            day = self.next_working(day)

    # --- of one person -----------------------------------------------------------------------

    def of(
        self,
        tz: ZoneInfo,
        hours: Hours | None = None,
        away: tuple[tuple[date, date], ...] = (),
    ) -> Calendar:
        """The same for one person: in a zone and with hours of their own, and their leave."""
        return replace(self, tz=tz, hours=hours or self.hours, away=away)
