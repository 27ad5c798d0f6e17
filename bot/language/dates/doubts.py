"""What else a time may mean: the caller asks which, and nobody is bound by a day not meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.language.dates.said import Now, Said, moment_of

TWO_YEARS = 2
AT_HOME = (6, 7)  # hours that are before work or after it
NOON, HALF_A_DAY = (12, 0, 0), timedelta(hours=12)


class Doubt(StrEnum):
    """Why one has to ask; each has its question in the texts."""

    TWO = "two"  # two times are named
    WEEK = "week"  # "next Friday": of this week, or of the next
    NOON = "noon"  # 12 o'clock, at noon or at midnight
    HALF = "half"  # on Friday at 7, to be reminded: before work, or after it
    STRETCH = "stretch"  # from … to …: by its first day, or by its last
    REST_DAY = "rest-day"  # nobody works that day
    ROLLED = "rolled"  # this year's has only just gone by
    FAR = "far"  # more than two years off


def doubt_about(
    said: Said, named: Sequence[datetime], now: Now, *, to_remind: bool = False
) -> tuple[Doubt | None, list[datetime]]:
    """Why to ask about `said`, and what else it may mean, likeliest first."""
    at = moment_of(said, now)
    if len(named) > 1:
        return Doubt.TWO, list(named[1:4])
    days = [day for day in said.others if moment_of(replace(said, day=day), now) >= now.local]
    if days:
        return Doubt.WEEK, [moment_of(replace(said, day=day), now) for day in days]
    if said.clock == NOON and not said.part and not said.exact:
        tonight = at - HALF_A_DAY  # said in the afternoon, noon is tomorrow's
        return Doubt.NOON, [tonight if tonight > now.local and not said.day else at + HALF_A_DAY]
    if to_remind and _is_at_home(said, now):
        return Doubt.HALF, [at - HALF_A_DAY]
    if said.since and said.since >= now.today:
        return Doubt.STRETCH, [moment_of(replace(said, day=said.since), now)]
    if said.rolled:
        return Doubt.ROLLED, []
    if not to_remind and not said.moment and (others := _working_days_beside(said, at, now)):
        return Doubt.REST_DAY, others
    if at > now.local.replace(year=now.local.year + TWO_YEARS, day=min(now.local.day, 28)):
        return Doubt.FAR, []
    return None, []


def _is_at_home(said: Said, now: Now) -> bool:
    """Another day's hour that is as good in the morning as in the evening; tonight's is sure."""
    alone = not (said.part or said.exact or said.repeats)
    later = said.day is not None and said.day > now.today
    return bool(alone and later and said.clock and said.clock[0] in AT_HOME)


def _working_days_beside(said: Said, at: datetime, now: Now) -> list[datetime]:
    """Of a rest day, the working day before it, and the one after."""
    calendar = now.calendar
    day = calendar.today(at)
    if calendar.is_working(day):
        return []
    found = (calendar.previous_working(day), calendar.next_working(day))
    hour = at.astimezone(calendar.tz).time() if said.clock else calendar.hours.closes
    return [moment for one in found if (moment := calendar.moment(one, hour)) >= now.local]
