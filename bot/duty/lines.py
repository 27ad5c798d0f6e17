"""A roster as people write it: a line a day, or a span of days, who leads, who keeps the desk:
12.1 张三 李四, or 12.3-12.4 张三局长 李四.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from bot.duty import tiers
from bot.duty.planning import LEADS
from bot.duty.roster import ONE_DAY
from bot.language.catalog import files
from bot.language.names import MENTION, called, with_mentions
from bot.who.request import Request
from storage.duty.roster import Tier
from storage.who.people import Person, everyone

DAY = re.compile(
    r"\s{0,9}(?:(?P<y>20\d\d)[-./年])?(?P<m>\d{1,2})[-./月](?P<d>\d{1,2})[日号]?"
    r"(?:\s{0,9}(?:-|~|–|—|至|到)\s{0,9}(?:(?P<m2>\d{1,2})[-./月])?(?P<d2>\d{1,2})[日号]?(?!\d))?"
    r"[\s:：,，]{0,9}(?:[(（]?(?:周|星期|礼拜)[一二三四五六日天][)）]?)?[\s:：,，]{0,9}"
)
BETWEEN = re.compile(r"[\s,，、;；/+&和与:：|\t]*")
HALF_A_YEAR = 180
LONGEST = 31  # days of one line
BOTH = 2  # a leader and an officer, as most offices have
MOST, SHOWN = 400, 80  # lines; letters of one that is shown


@dataclass(frozen=True)
class Problem:
    """What is wrong with a line: its number, its words, and the key of why."""

    n: int
    line: str
    key: str


Days = dict[date, dict[Tier, Person]]


def read(request: Request, text: str) -> tuple[Days, list[Problem]]:
    """The days that are said, and every line that cannot be: with one of those nothing counts."""
    office = [one for one in everyone(request.session) if not one.is_out and not one.robot]
    days: Days = {}
    problems: list[Problem] = []
    each = text.splitlines()
    if len(each) > MOST:
        problems.append(Problem(MOST + 1, each[MOST].strip()[:SHOWN], "too-long"))
    for n, line in enumerate(each[:MOST], 1):
        if not line.strip() or _is_heading(line, office):
            continue
        said, people, key = _line(request, line, office)
        if not key and any(day in days for day in said):
            key = "twice"
        if key:
            problems.append(Problem(n, line.strip()[:SHOWN], key))
        days |= dict.fromkeys(said, people)
    return days, problems


def _is_heading(line: str, office: list[Person]) -> bool:
    """值班表（12月）: no day at its beginning, and nobody in it."""
    dated = DAY.match(line) or re.match(r"\s{0,9}\d", line)
    return not dated and len(line) < 40 and not _people(line, office)[0]


def _line(
    request: Request, line: str, office: list[Person]
) -> tuple[list[date], dict[Tier, Person], str]:
    """The days of a line, who has them, and the key of what is wrong with it."""
    match = DAY.match(line)
    if match is None:
        return [], {}, "no-day"
    days = _days(request, match)
    if not days:
        return [], {}, "no-such-day"
    ids, rest = _people(line[match.end() :], office)
    known = {one.slack_id: one for one in office}
    people = [known[one] for one in ids if one in known]
    if rest or len(people) != len(ids):
        return days, {}, "stranger"
    if not people:
        return days, {}, "nobody"
    able = tiers.kept(request.session) or [*Tier]
    if len(people) > len(able) or len({*ids}) < len(ids):
        return days, {}, "too-many" if len(able) == BOTH else "more-than-tiers"
    if len(people) == 1:
        return days, {_only(able, people[0]): people[0]}, ""
    return days, dict(zip(able, people, strict=False)), ""


def _only(able: list[Tier], person: Person) -> Tier:
    """Where somebody stands who is alone in a line."""
    leads = Tier.LEAD in able and person.role in LEADS
    return Tier.LEAD if leads else next((one for one in able if one is not Tier.LEAD), able[0])


def _days(request: Request, match: re.Match[str]) -> list[date]:
    """The one that is said, or all from it to the last; none if there are no such days."""
    first = _day(request, match)
    if first is None or not match["d2"]:
        return [first] if first else []
    try:
        last = first.replace(month=int(match["m2"] or first.month), day=int(match["d2"]))
    except ValueError:
        return []
    if match["m2"] and last < first:
        last = last.replace(year=last.year + 1)
    n = (last - first).days
    return [first + one * ONE_DAY for one in range(n + 1)] if 0 <= n < LONGEST else []


def _day(request: Request, match: re.Match[str]) -> date | None:
    """In this year, or in the next one if it has long gone by in this."""
    today = request.calendar.today(request.now)
    try:
        if match["y"]:
            return date(int(match["y"]), int(match["m"]), int(match["d"]))
        day = date(today.year, int(match["m"]), int(match["d"]))
        return day.replace(year=day.year + 1) if (today - day).days > HALF_A_YEAR else day
    except ValueError:
        return None


def _people(said: str, office: list[Person]) -> tuple[list[str], str]:
    """Slack ids in their order, and what is left that is nobody's name or title."""
    named = with_mentions(said, office)
    ids = re.findall(r"<@(\w+)", named)
    rest = BETWEEN.sub("", _titles().sub("", re.sub(MENTION, " ", named)))
    return ids, rest


@cache
def _titles() -> re.Pattern[str]:
    """Before a name or after it: 副主任, 同志, Director."""
    return re.compile(files()["duty"]["data"]["titles"], re.IGNORECASE)


def is_roster(request: Request, text: str) -> bool:
    """Does a line begin with a day and name somebody of the office?"""
    office = [one for one in everyone(request.session) if not one.is_out]
    first = text.splitlines()[:50]
    return any(DAY.match(line) and _people(line, office)[0] for line in first)


def written(days: Mapping[date, Mapping[Tier, Person]], lang: str) -> str:
    """As it can be read again."""
    return "\n".join(_written(days, lang))


def _written(days: Mapping[date, Mapping[Tier, Person]], lang: str) -> Iterator[str]:
    for day, of in sorted(days.items()):
        names = [called(of[tier].name, lang) for tier in Tier if tier in of]
        yield f"{day.year}-{day.month}-{day.day} {' '.join(names)}"
