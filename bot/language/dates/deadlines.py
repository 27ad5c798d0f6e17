"""Deadlines: a time in a field or a sentence; what it means, and what else it may mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from bot.language.dates import sentence
from bot.language.dates.doubts import Doubt, doubt_about
from bot.language.dates.repeats import following
from bot.language.dates.rows import PLAIN, Phrase, read_by
from bot.language.dates.said import Now, Repeat, Said, begun, moment_of
from bot.language.dates.saying import say_due
from bot.language.dates.sentence import named, phrases
from bot.language.dates.unknown import asked_of_dateparser
from bot.language.refusals import Refused
from bot.language.workdays import Calendar

LONGEST_ECHO = 60
WHOLE_WEEK = re.compile(
    r"\b(?:next|this)\s+week\b|[本这下]个?(?:周|星期|礼拜)(?![一二三四五六日天初中末底])"
)
FARTHEST_YEARS = 10


@dataclass(frozen=True)
class Meant:
    """What a text means as a time: `at` in UTC, or one of `others`, if there is a `doubt`.

    `dated_only`: the time of day is the office's, nobody said it; `repeats`: it is the first of
    many; `since`: it is the last of a stretch of days that begins then; `part`: of the time of day
    only this was said, a name in PARTS, and `at` is the end of it.
    """

    at: datetime
    dated_only: bool
    others: tuple[datetime, ...] = ()
    doubt: Doubt | None = None
    repeats: Repeat | None = None
    since: date | None = None
    part: str = ""

    @property
    def choices(self) -> tuple[datetime, ...]:
        return (self.at, *self.others)


class Unsure(Exception):
    """A time may mean several: nobody is bound by it before it is asked which. `words` stood in
    `field`. What was done until then comes to nothing.
    """

    def __init__(self, field: str, words: str, meant: Meant) -> None:
        super().__init__(field, words)
        self.field, self.words, self.meant = field, words, meant


# Of what is named after a festival, a year's end or a whole week, the time is part of the name.
SURE = frozenset({"hours", "figures", "repeated", "from now", "working days", "dates", "days"})


@dataclass(frozen=True)
class Found:
    """A time in a sentence: where it stands, and whether the words around it say it is due.
    `dated`: a day is said; `firm`: it is a time wherever it stands.
    """

    span: tuple[int, int]
    marked: bool
    at: datetime
    dated_only: bool
    repeats: bool
    dated: bool
    firm: bool


def read_due(
    text: str,
    now: datetime,
    calendar: Calendar,
    lang: str | None = None,
    *,
    to_remind: bool = False,
) -> Meant:
    """What `text` means as a time. In Chinese "12.4" is a date, in English it is not. `to_remind`:
    a morning is when it begins, not the last of it, and a rest day is as good as another.

    Raises Refused for what is no time, is over, or lies ten years off.
    """
    when = Now(now.astimezone(calendar.tz), calendar)
    times = list(_read(text, when, lang).values())
    if to_remind:
        times = [begun(said, when) for said in times]
    if not times:
        raise Refused("dates.unclear", text=shortened(text), unread=text)
    said = times[0]
    at = moment_of(said, when)
    if said.repeats and at < now:
        at = following(said.repeats, at, now, calendar)
    coming = [moment_of(one, when) for one in times]
    if at < now and not said.others:
        raise Refused("dates.past", text=shortened(text))
    if at.year > now.year + FARTHEST_YEARS:
        raise Refused("dates.too-far", text=shortened(text))
    doubt, others = doubt_about(said, coming, when, to_remind=to_remind)
    at, *others = [one for one in (at, *others) if one >= now] or [at]
    if at < now:
        raise Refused("dates.past", text=shortened(text))
    part = "" if said.clock or said.moment else said.part
    return Meant(at, not _is_exact(said), tuple(others), doubt, said.repeats, said.since, part)


def _read(text: str, when: Now, lang: str | None) -> dict[datetime, Said]:
    times = {due: phrase.said for due, phrase in named(text, when, lang).items()}
    if times:
        return times
    asked = asked_of_dateparser(text, when)
    return {moment_of(asked, when): asked} if asked else {}


def _is_exact(said: Said) -> bool:
    return bool(said.moment or said.clock or said.part)


def find_due(text: str, now: datetime, calendar: Calendar, lang: str | None = None) -> Found | None:
    """The deadline in a longer sentence, if there is exactly one, and still to come."""
    when = Now(now.astimezone(calendar.tz), calendar)
    times = named(text, when, lang)
    if len(times) != 1:
        return None
    [(at, phrase)] = times.items()
    if phrase.said.repeats:
        at = max(at, now)
    if not now <= at < now.replace(year=now.year + FARTHEST_YEARS) or _is_a_stretch(phrase):
        return None
    return _found(phrase, at)


def _found(phrase: Phrase, at: datetime) -> Found:
    said = phrase.said
    return Found(
        span=(phrase.start, phrase.end),
        marked=phrase.marked,
        at=at,
        dated_only=not _is_exact(said),
        repeats=said.repeats is not None,
        dated=bool(said.day or said.moment),
        firm=said.firm or phrase.marked,
    )


def find_times(
    text: str, now: datetime, calendar: Calendar, *, any_hour: bool = False
) -> list[Found]:
    """All times in a sentence, whatever each is for, as they stand; also those that are over. With
    `any_hour` also an hour that may be something else: 九点, 中午.
    """
    when = Now(now.astimezone(calendar.tz), calendar)
    stand = phrases(text, when, any_hour=any_hour)
    return [_found(phrase, moment_of(phrase.said, when)) for phrase in stand]


def holds_time(text: str, now: datetime, calendar: Calendar) -> bool:
    """Does a part of it surely name a day, an hour or a repeat, whatever stands around it?"""
    when = Now(now.astimezone(calendar.tz), calendar)
    found = read_by(text.translate(PLAIN), when)
    meant = ((piece.said, rule) for piece, rule in found if rule.reading is not None)
    return any(rule.family in SURE and said.firm for said, rule in meant)


def _is_a_stretch(phrase: Phrase) -> bool:
    """Days or hours from … to … are when something goes on, unless something is due within them."""
    said = phrase.said
    return bool(said.since or said.until) and not phrase.marked


def find_impossible(text: str, now: datetime, calendar: Calendar) -> tuple[int, int] | None:
    """Where words stand that are put as a deadline and name none: by 30 Feb, 昨天交."""
    return sentence.impossible(text, Now(now.astimezone(calendar.tz), calendar))


def read_days(text: str, now: datetime, calendar: Calendar) -> tuple[date, date]:
    """The first and last day a text speaks of: "1 to 3 Dec", 周三到周五, 下周, 明天. Raises
    Refused.
    """
    when = Now(now.astimezone(calendar.tz), calendar)
    found = phrases(text, when)
    times = [phrase.said for phrase in found]
    days = [one.day for one in times if one.day]
    if len(days) == 2 and len(times) == 2 and not _is_a_way(text, found):
        raise Refused("dates.two-days", text=shortened(text), one=days[0], other=days[1])
    if len(days) != len(times) or not _is_a_way(text, found) or _says_more(text, when):
        raise Refused("dates.unclear", text=shortened(text), unread=text)
    first, last = times[0].since or min(days), max(days)
    if times[0].week and WHOLE_WEEK.search(text):
        first = max(times[0].week, when.today)
    if last < when.today:
        raise Refused("dates.past", text=shortened(text))
    return first, last


def _is_a_way(text: str, found: Sequence[Phrase]) -> bool:
    """One day, or from one to another: two side by side contradict each other."""
    match found:
        case [_]:
            return True
        case [one, other]:
            return BETWEEN_DAYS.search(text[one.end : other.start]) is not None
    return False


def names_hours(text: str, now: datetime, calendar: Calendar) -> bool:
    """Is a time of day said beside the days, an hour or a part: tomorrow from 3pm, 周五下午?"""
    when = Now(now.astimezone(calendar.tz), calendar)
    times = [piece.said for piece, _ in read_by(text.translate(PLAIN), when)]
    return any(one.part or one.clock or one.moment for one in times)


BETWEEN_DAYS = re.compile(
    r"\b(?:to|until|till?|through|and|or)\b|[和及与到至或、,，&~～–—-]", re.IGNORECASE
)
BESIDE_DAYS = re.compile(
    r"(?:\b(?:on|from|the|and|to|until|till|through|between|in|for|of|all|both|a|whole|day|days|next"
    r"|this|coming|inclusive|included|it|is|be|only|working|office)\b|[\s,;.:&/()~–—-]"
    r"|[和及与从到至起在把是共全办都一天两整这那个的、])*",
    re.IGNORECASE,
)


def _says_more(text: str, when: Now) -> bool:
    """Is something left over beside the days: "and the Wednesday after", "except the 28th"?"""
    rest = text.translate(PLAIN)
    for phrase in phrases(text, when):
        rest = rest[: phrase.start] + " " * (phrase.end - phrase.start) + rest[phrase.end :]
    return BESIDE_DAYS.fullmatch(rest) is None


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST_ECHO else text[: LONGEST_ECHO - 1] + "…"


# --- as the evaluator asks for it ----------------------------------------------------------


@cache
def _usual_calendar(tz: str) -> Calendar:
    return Calendar(ZoneInfo(tz))


def deadline(text: str, now: datetime, tz: str, lang: str | None = None) -> date | datetime | None:
    """The likeliest deadline in a text: a day, a moment in the zone `tz`, or none. Of several
    readings the first is given; whoever binds somebody by it asks first (`read_due`).
    """
    _warm()
    return _likeliest(text, now, tz, lang)


def _likeliest(text: str, now: datetime, tz: str, lang: str | None) -> date | datetime | None:
    calendar = _usual_calendar(tz)
    when = Now(now.astimezone(calendar.tz), calendar)
    times = {at: one for at, one in named(text, when, lang).items() if _is_to_come(one, at, when)}
    if len(times) != 1:
        return _as_dateparser(text, when) if not times else None
    [(at, phrase)] = times.items()
    said = phrase.said
    if said.repeats or _is_a_stretch(phrase):
        return None
    if said.moment or said.clock:
        return at.astimezone(calendar.tz)
    return said.day or calendar.today(at)


def _is_to_come(phrase: Phrase, at: datetime, when: Now) -> bool:
    """Still to come; today is, however late it is."""
    said = phrase.said
    today = said.day == when.today and not (said.clock or said.moment or said.part)
    return at >= when.local or today or bool(said.part and said.day and said.day >= when.today)


@cache
def _warm() -> None:
    """Once: whoever asks without having warmed up pays for it with the first call alone."""
    warm_up()


def _as_dateparser(text: str, when: Now) -> date | datetime | None:
    said = asked_of_dateparser(text, when)
    if said is None or said.day is None or said.day < when.today:
        return None
    return moment_of(said, when).astimezone(when.calendar.tz) if said.clock else said.day


def warm_up(now: datetime | None = None) -> None:
    """Pay for all first calls now: dateparser's, the calendar's, Babel's."""
    now = now or datetime(2026, 1, 5, tzinfo=UTC)
    zone = ZoneInfo("UTC")
    asked_of_dateparser("2026-1-32", Now(now, Calendar(zone)))  # tried in every language
    for lang in ("en", "zh"):
        say_due(now, zone, lang)
    for text in (
        "下周五下班前",
        "3个工作日内",
        "节前",
        "by COB next Friday",
        "before Christmas 9am ET",
    ):
        _likeliest(text, now, "UTC", None)
