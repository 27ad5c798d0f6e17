"""Times people write, in Chinese and English: read as deadlines, found in sentences, said back."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import dateparser
from babel.dates import format_datetime

from bot import timewords, workdays
from bot.errors import Refused
from bot.reckoning import NOTHING, PARTS, Said

HORIZON = timedelta(days=400)
LONGEST_SENTENCE, LONGEST_DATE, LONGEST_ECHO = 2000, 40, 60

GLUE = re.compile(
    r"[\s,:()@]*(?:(?:\b(?:at|by|on|before|around|in|the|of)\b|[T于在的])[\s,:()@]*)*",
    re.ASCII | re.IGNORECASE,
)
LEAD = re.compile(
    r"(?:(?P<mark>\b(?:by|before|until|till|due(?:\s+(?:on|by))?|(?:no|not)\s+later\s+than"
    r"|deadline(?:\s+is|:)?|(?:moved|postponed|pushed|extended|rescheduled)\s+to)"
    r"|截[至止][到于]?|不[晚迟]于|最[晚迟]|赶在|(?:延期?|改|推迟|提前|顺延)[到至为])\s*)?"
    r"(?:(?:\bon\b|\bat\b|[于在])\s*)?(?:\bthe\b\s*)?\Z",
    re.ASCII | re.IGNORECASE,
)
ENDING = re.compile(
    r"(?:\s*(?P<mark>[之以]?前(?![后往来期面])|截止|为止))?"
    r"(?:\s*(?:[上提]?交|上?报送?|交稿|完成|办结|给我)(?=[\s,;.!?]|\Z))?"
)
OTHERWISE_BEFORE = re.compile(
    r"(?:\b(?:last|past|every|each|after|since|from|not|except|early|mid|late|between)\b|n't"
    r"|[每从自除]|不是)[\s-]*(?:(?:on|the|in)\b\s*)?\Z",
    re.ASCII | re.IGNORECASE,
)
OTHERWISE_AFTER = re.compile(
    r"\s*(?:[之以]?后|起(?!草)|以来|的|'s\b|(?:after|of|week)\b)", re.ASCII | re.IGNORECASE
)
CROWD_AFTER = re.compile(r"[\s@'-]*(?:\d|[A-Z]{1,3}T\b)", re.ASCII)
CROWD_BEFORE = re.compile(r"(?:\d[\s-]*|(?:北京|纽约|伦敦|东京|当地)时间\s*)\Z", re.ASCII)


@dataclass(frozen=True)
class Found:
    """A deadline in a sentence. `dated_only`: the time of day is the office's, nobody said it."""

    due: datetime
    span: tuple[int, int]
    dated_only: bool


@dataclass(frozen=True)
class Phrase:
    """A stretch of text that names one time; `marked` when the words around say "deadline"."""

    said: Said
    start: int
    end: int
    marked: bool = False


def read_due(text: str, now: datetime, tz: ZoneInfo, lang: str | None = None) -> datetime:
    """The moment, in UTC, that `text` names. In Chinese "12.4" is a date, in English it is not."""
    if lang == "zh":
        text = re.sub(r"^\s*(\d{1,2})\.(\d{1,2})(?![\d.])", r"\1/\2", text)
    found = _settled(text, now, tz) or _asked_of_dateparser(text, now, tz)
    if found is None:
        raise Refused("dates.unclear", text=_short(text))
    return _in_reach(found[0], text, now)


def find_due(text: str, now: datetime, tz: ZoneInfo) -> Found | None:
    """The one deadline in a longer sentence. A past day merely mentioned is not one."""
    found = _settled(text, now, tz)
    if found is None or (found[0] < now and not found[1].marked):
        return None
    due, phrase = found
    dated_only = not (phrase.said.moment or phrase.said.clock or phrase.said.part)
    return Found(_in_reach(due, text, now), (phrase.start, phrase.end), dated_only)


def warm_up() -> None:
    """Pay for all first calls now: dateparser's, the calendar's, Babel's."""
    now = datetime(2026, 1, 5, tzinfo=UTC)
    _asked_of_dateparser("not a date / 不是日期", now, ZoneInfo("UTC"))
    for lang in ("en", "zh"):
        say_due(now, ZoneInfo("UTC"), lang)
    workdays.is_working(now.date())


# --- finding ----------------------------------------------------------------------------


def _settled(text: str, now: datetime, tz: ZoneInfo) -> tuple[datetime, Phrase] | None:
    """The time that counts: the marked before the merely named, the coming before the past."""
    local = now.astimezone(tz)
    times = [(_due(phrase.said, local), phrase) for phrase in _phrases(text, local)]
    times = [each for each in times if each[1].marked] or times
    times = [each for each in times if each[0] >= now] or times
    if len({due for due, _ in times}) > 1:
        raise Refused("dates.two", text=_short(text))
    return times[0] if times else None


def _phrases(text: str, local: datetime) -> list[Phrase]:
    """What in the text is a time somebody should keep; nothing at all if one is in doubt."""
    if len(text) > LONGEST_SENTENCE:
        return []
    text = text.translate(timewords.PLAIN)
    pieces, unread = timewords.pieces(text, local)
    joined: list[Phrase] = []
    for start, end, said in pieces:
        both = _both(joined[-1], said, text[joined[-1].end : start]) if joined else None
        if both is None:
            joined.append(Phrase(said, start, end))
        else:
            joined[-1] = replace(joined[-1], said=both, end=end)
    if any(phrase.said == NOTHING or _crowded(phrase, unread) for phrase in joined):
        return []
    return [phrase for each in joined if (phrase := _in_context(each, text)) is not None]


def _both(before: Phrase, said: Said, between: str) -> Said | None:
    """Two neighbours as one time, if they are close and agree."""
    one = before.said
    if len(between) > 20 or not GLUE.fullmatch(between) or NOTHING in (one, said):
        return None
    if one.moment or said.moment or (one.clock and said.clock):
        return None
    if one.part and said.part and one.part != said.part:
        return None
    days = {each.day for each in _dated(one, said) if each.day}
    if len(days) > 1:
        return None
    return Said(
        day=days.pop() if days else None,
        part=one.part or said.part,
        clock=one.clock or said.clock,
        exact=one.exact or said.exact,
        firm=one.firm or said.firm or bool(one.clock or said.clock),
    )


def _dated(one: Said, other: Said) -> tuple[Said, ...]:
    """Without the weekday that only repeats the date beside it: 12月8日（周二）."""
    if one.day and other.day and one.day.weekday() == other.day.weekday():
        return tuple(each for each in (one, other) if not each.bare) or (one,)
    return one, other


def _crowded(phrase: Phrase, unread: str) -> bool:
    """Whether a number or a zone stands beside that belongs to the time and was not read."""
    after, before = unread[phrase.end : phrase.end + 20], unread[: phrase.start][-20:]
    return bool(CROWD_AFTER.match(after) or CROWD_BEFORE.search(before))


def _in_context(phrase: Phrase, text: str) -> Phrase | None:
    """The phrase with "by" and 前, if the words around let it be a deadline."""
    before = text[: phrase.start][-40:]
    lead, ending = LEAD.search(before), ENDING.match(text, phrase.end)
    assert lead is not None  # both may be empty
    assert ending is not None
    start, end = phrase.start - len(lead[0]), ending.end()
    if OTHERWISE_BEFORE.search(before[: lead.start()]) or OTHERWISE_AFTER.match(text, end):
        return None
    marked = bool(lead["mark"] or ending["mark"])
    alone = not re.search(r"\w", text[:start] + text[end:])
    counts = phrase.said.firm or marked or alone
    return Phrase(phrase.said, start, end, marked) if counts else None


def _due(said: Said, local: datetime) -> datetime:
    if said.moment:
        return said.moment
    day = said.day or local.date()
    due = datetime.combine(day, time(), local.tzinfo) + _time_of_day(said)
    if said.clock and not said.day and due <= local:
        due += timedelta(days=1)  # "9点" at ten is tomorrow's
    return due.astimezone(UTC)


def _time_of_day(said: Said) -> timedelta:
    """Since midnight; 今晚12点 is 24 hours, 晚上1点 is 25."""
    earliest, until = PARTS[said.part]
    if said.clock is None:
        return timedelta(hours=until)
    hour, minute = said.clock
    if hour <= 12 and (said.part or not said.exact):
        hour = next(h for h in range(hour % 12, 48, 12) if h >= earliest)
    return timedelta(hours=hour, minutes=minute)


def _in_reach(due: datetime, text: str, now: datetime) -> datetime:
    if due < now:
        raise Refused("dates.past", text=_short(text))
    if due > now + HORIZON:
        raise Refused("dates.too-far", text=_short(text))
    return due


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_ECHO else text[: LONGEST_ECHO - 1] + "…"


# --- dateparser -------------------------------------------------------------------------


def _asked_of_dateparser(text: str, now: datetime, tz: ZoneInfo) -> tuple[datetime, None] | None:
    """For a short text that is nothing but a date, in a shape no rule knows."""
    local = now.astimezone(tz).replace(tzinfo=None)
    text = text.translate(timewords.PLAIN).strip()
    if len(text) > LONGEST_DATE or timewords.BLANK in timewords.pieces(text, local)[1]:
        return None
    settings: dict[str, object] = {
        "DATE_ORDER": "MDY",
        "PARSERS": ["relative-time", "absolute-time"],  # not the timestamps
        "PREFER_DATES_FROM": "future",
        "RELATIVE_BASE": local,
        "REQUIRE_PARTS": ["day", "month"],
    }
    naive = dateparser.parse(text, languages=["zh", "en"], settings=settings)
    if naive is None:
        return None
    if naive.time() in (time(), local.time()):  # it fills these in where no time is said
        naive = naive.replace(hour=18)
    return naive.replace(tzinfo=tz).astimezone(UTC), None


# --- saying -----------------------------------------------------------------------------


@cache
def _patterns() -> dict[str, dict[str, str]]:
    file = Path(__file__).parent / "text" / "dates.toml"
    return tomllib.loads(file.read_text("utf-8"))


def say_due(at: datetime, tz: ZoneInfo, lang: str, now: datetime | None = None) -> str:
    """12月4日 周五 18:00, or Fri 4 Dec 18:00; with the year if it is not that of `now`."""
    local = at.astimezone(tz)
    same_year = now is None or now.astimezone(tz).year == local.year
    pattern = _patterns()["moment" if same_year else "moment-year"][lang]
    return format_datetime(local, pattern, tzinfo=tz, locale=lang)


def say_distance(at: datetime, now: datetime, tz: ZoneInfo) -> tuple[str, int]:
    """How far off `at` is: a text of the catalog, and the number for its blank `n`."""
    today, day = now.astimezone(tz).date(), at.astimezone(tz).date()
    working = abs(workdays.working_days_between(today, day))
    if at < now:
        return ("dates.overdue-by", working) if working else ("dates.overdue", 0)
    if (day - today).days < 2:
        return ("dates.tomorrow", 1) if day > today else ("dates.today", 0)
    if working == 0:
        return "dates.in-days", (day - today).days
    return "dates.in-working-days", working
