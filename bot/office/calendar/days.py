"""The days that stand out in a calendar, and how they are said. No database, no clock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from babel.dates import format_date

from bot.language.catalog import Markup, files
from bot.language.workdays import ONE_DAY, Calendar, published

SUBSTITUTED = "Day off (substituted"  # what the package calls a day given for a make-up day


class Kind(StrEnum):
    """Why a day is worked or not, from the plainest to the office's own word."""

    WORKING = "working"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MAKE_UP = "make-up"
    CLOSED = "closed"
    WORKED = "worked"


OWN = (Kind.CLOSED, Kind.WORKED)


@dataclass(frozen=True)
class Span:
    """Days in a row of one kind and name."""

    first: date
    last: date
    kind: Kind
    name: str = ""

    def days(self) -> list[date]:
        return list(each_day(self.first, self.last))


def each_day(first: date, last: date) -> Iterator[date]:
    return (first + n * ONE_DAY for n in range((last - first).days + 1))


def kind_of(calendar: Calendar, day: date) -> Kind:
    """Of the office, whoever may be away."""
    if day in calendar.own:
        return Kind.WORKED if calendar.own[day] else Kind.CLOSED
    year = published(calendar.country, day.year)
    if day in year.make_up_days:
        return Kind.MAKE_UP
    if day in year.days_off:
        return Kind.HOLIDAY
    return Kind.WEEKEND if calendar.is_weekend(day) else Kind.WORKING


def special(
    calendar: Calendar, names: Mapping[date, str], lang: str, first: date, last: date
) -> list[Span]:
    """What sets these days apart: holidays with the weekends they take in, make-up days, and the
    office's own days by their `names`.
    """

    def mark(day: date) -> tuple[Kind, str]:
        kind = kind_of(calendar, day)
        if kind in OWN:
            return kind, names.get(day, "")
        return (Kind.HOLIDAY if kind is Kind.WEEKEND else kind), ""

    spans = []
    for (kind, name), group in groupby(each_day(first, last), key=mark):
        days = list(group)
        if kind is Kind.HOLIDAY:
            if all(kind_of(calendar, day) is Kind.WEEKEND for day in days):
                continue
            name = holiday_name(calendar, lang, days)
        if kind is not Kind.WORKING:
            spans.append(Span(days[0], days[-1], kind, name))
    return spans


def own_spans(names: Mapping[date, str], own: Mapping[date, bool], since: date) -> list[Span]:
    """The office's own days from one on, those in a row together."""
    spans: list[Span] = []
    for day in sorted(day for day in own if day >= since):
        kind = Kind.WORKED if own[day] else Kind.CLOSED
        found = Span(day, day, kind, names.get(day, ""))
        before = spans[-1] if spans else None
        if before and (before.last + ONE_DAY, before.kind, before.name) == (day, kind, found.name):
            spans[-1] = Span(before.first, day, kind, found.name)
        else:
            spans.append(found)
    return spans


def holiday_name(calendar: Calendar, lang: str, days: list[date]) -> str:
    """What a holiday is called; two that lie together have both names."""
    found: dict[str, None] = {}
    for day in days:
        plain = published(calendar.country, day.year).days_off.get(day, SUBSTITUTED)
        if not plain.startswith(SUBSTITUTED):
            said = published(calendar.country, day.year, lang).days_off[day]
            found[said.partition("（")[0].partition(" (")[0]] = None
    between: str = files()["calendar"]["data"]["and"][lang]
    return between.join(found)


# --- saying ---------------------------------------------------------------------------------------


def say_span(first: date, last: date, lang: str, year: int = 0) -> Markup:
    """10月1日–7日, 1–7 Oct; a single day with its weekday; with the year if it is another."""
    with_year = "-year" if year and last.year != year else ""
    patterns = files()["calendar"]["data"][f"span{with_year}"][lang]
    if first == last:
        return Markup(format_date(first, patterns["day"], locale=lang))
    near = "month" if (first.year, first.month) == (last.year, last.month) else "apart"
    begins, ends = (
        format_date(day, pattern, locale=lang)
        for day, pattern in zip((first, last), patterns[near], strict=True)
    )
    return Markup(f"{begins}–{ends}")
