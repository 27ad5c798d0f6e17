"""Times people write, in Chinese and English: read as deadlines, found in sentences, said back."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import dateparser
from babel.dates import format_datetime

from bot import timewords
from bot.errors import Refused
from bot.reckoning import NOTHING, PARTS, Said
from bot.workdays import USUAL_HOURS, Calendar

HORIZON = timedelta(days=400)
LONGEST_SENTENCE, LONGEST_DATE, LONGEST_ECHO = 2000, 40, 60


@dataclass(frozen=True)
class Found:
    """A deadline in a sentence. `dated_only`: the time of day is the office's, nobody said it;
    `marked`: the words around it say that it is one ("by", 前).
    """

    due: datetime
    span: tuple[int, int]
    dated_only: bool
    marked: bool = False


@dataclass(frozen=True)
class Phrase:
    """A stretch of text that names one time; `marked` when the words around it say it is due."""

    said: Said
    start: int
    end: int
    marked: bool = False


def read_due(
    text: str,
    now: datetime,
    calendar: Calendar,
    lang: str | None = None,
    *,
    to_remind: bool = False,
) -> datetime:
    """The moment, in UTC, that `text` names. In Chinese "12.4" is a date, in English it is not.
    `to_remind`: a morning is when it begins, not the last of it.
    """
    if lang == "zh":
        text = re.sub(r"^\s*(\d{1,2})\.(\d{1,2})(?![\d.])", r"\1/\2", text)
    times = list(_named(text, now, calendar, to_remind=to_remind)) or _asked_of_dateparser(
        text, now, calendar.tz
    )
    if len(times) != 1:
        raise Refused("dates.two" if times else "dates.unclear", text=_short(text))
    if times[0] < now:
        raise Refused("dates.past", text=_short(text))
    if times[0] > now + HORIZON:
        raise Refused("dates.too-far", text=_short(text))
    return times[0]


def find_due(text: str, now: datetime, calendar: Calendar) -> Found | None:
    """The deadline in a longer sentence, if there is exactly one, and still to come."""
    named = _named(text, now, calendar)
    if len(named) != 1:
        return None
    [(due, phrase)] = named.items()
    if not now <= due <= now + HORIZON:
        return None
    said = phrase.said
    dated_only = not (said.moment or said.clock or said.part)
    return Found(due, (phrase.start, phrase.end), dated_only, phrase.marked)


def find_impossible(text: str, now: datetime, calendar: Calendar) -> tuple[int, int] | None:
    """Where words stand that are put as a deadline and name none: by 30 Feb, 昨天交."""
    if len(text) > LONGEST_SENTENCE:
        return None
    text, local = text.translate(timewords.PLAIN), now.astimezone(calendar.tz)
    pieces, _ = timewords.pieces(text, local, calendar)
    between = [text[one[1] : other[0]] for one, other in pairwise(pieces)]
    if not pieces or not all(map(timewords.GLUE.fullmatch, between)):
        return None
    start, end = pieces[0][0], pieces[-1][1]
    before = text[:start][-40:]
    lead, ending = timewords.LEAD.search(before), timewords.ENDING.match(text, end)
    assert lead is not None  # both may be empty
    assert ending is not None
    past = all(said != NOTHING and _due(said, local) < now for *_, said in pieces)
    impossible = past or NOTHING in [said for *_, said in pieces]
    put = lead["mark"] or ending[0].strip()
    forbidden = timewords.NEVER_AFTER.search(before[: lead.start()])
    found = impossible and put and not forbidden
    return (start - len(lead[0]), ending.end()) if found else None


def warm_up() -> None:
    """Pay for all first calls now: dateparser's, the calendar's, Babel's."""
    now = datetime(2026, 1, 5, tzinfo=UTC)
    _asked_of_dateparser("2026-1-32", now, ZoneInfo("UTC"))  # tried in every language
    for lang in ("en", "zh"):
        say_due(now, ZoneInfo("UTC"), lang)
    Calendar(ZoneInfo("UTC")).is_working(now.date())


# --- finding ----------------------------------------------------------------------------


def _named(
    text: str, now: datetime, calendar: Calendar, *, to_remind: bool = False
) -> dict[datetime, Phrase]:
    """The times that count: the marked before the merely named, the coming before the past."""
    local = now.astimezone(calendar.tz)
    phrases = _phrases(text, local, calendar)
    phrases = [phrase for phrase in phrases if phrase.marked] or phrases
    if to_remind:
        phrases = [replace(phrase, said=_begun(phrase.said, local)) for phrase in phrases]
    times = {_due(phrase.said, local): phrase for phrase in phrases}
    return {due: phrase for due, phrase in times.items() if due >= now} or times


def _phrases(text: str, local: datetime, calendar: Calendar) -> list[Phrase]:
    """What in the text is a time somebody should keep; nothing at all if one is in doubt."""
    if len(text) > LONGEST_SENTENCE:
        return []
    text = text.translate(timewords.PLAIN)
    pieces, unread = timewords.pieces(text, local, calendar)
    joined: list[Phrase] = []
    for start, end, said in pieces:
        piece = Phrase(said, start, end)
        beside = (
            joined
            and start - joined[-1].end <= 20
            and timewords.GLUE.fullmatch(text, joined[-1].end, start)
        )
        joined[-1:] = _neighbours(joined[-1], piece) if beside else [*joined[-1:], piece]
    if any(phrase.said == NOTHING or _crowded(phrase, unread) for phrase in joined):
        return []
    return [phrase for each in joined if (phrase := _in_context(each, text)) is not None]


def _neighbours(one: Phrase, other: Phrase) -> list[Phrase]:
    """Side by side: one time if they agree, two if both are surely times, or else a doubt."""
    both = _both(one.said, other.said)
    if both is not None:
        return [Phrase(both, one.start, other.end)]
    if one.said.firm and other.said.firm:
        return [replace(one, marked=True), replace(other, marked=True)]  # "by Friday or Monday"
    return [one, replace(other, said=NOTHING)]


def _both(one: Said, other: Said) -> Said | None:
    """Two neighbours as one time, if they agree."""
    days, parts = _days(one, other), _parts(one, other)
    if NOTHING in (one, other) or one.moment or other.moment or (one.clock and other.clock):
        return None
    if len(days) > 1 or len(parts) > 1:
        return None
    return Said(
        day=next(iter(days), None),
        part=next(iter(parts), ""),
        clock=one.clock or other.clock,
        exact=one.exact or other.exact,
        firm=one.firm or other.firm or bool(one.clock or other.clock),
        bare=all(each.bare for each in (one, other) if each.day),
    )


def _days(one: Said, other: Said) -> set[date]:
    """The days named; a weekday that only repeats the date beside it is none: 12月8日（周二）."""
    if (
        one.day
        and other.day
        and one.day.weekday() == other.day.weekday()
        and one.bare != other.bare
    ):
        return {each.day for each in (one, other) if each.day and not each.bare}
    return {each.day for each in (one, other) if each.day}


def _parts(one: Said, other: Said) -> set[str]:
    """The parts of the day named; "first thing" says more than "morning" beside it."""
    parts = {one.part, other.part} - {""}
    return parts - {"morning"} if "early" in parts else parts


def _crowded(phrase: Phrase, unread: str) -> bool:
    """Whether a number or a zone stands beside that belongs to the time and was not read."""
    after, before = unread[phrase.end : phrase.end + 20], unread[: phrase.start][-20:]
    return bool(timewords.CROWD_AFTER.match(after) or timewords.CROWD_BEFORE.search(before))


def _in_context(phrase: Phrase, text: str) -> Phrase | None:
    """The phrase with "by" and 前, if the words around let it be a deadline."""
    before = text[: phrase.start][-40:]
    lead, ending = timewords.LEAD.search(before), timewords.ENDING.match(text, phrase.end)
    assert lead is not None  # both may be empty
    assert ending is not None
    start, end = phrase.start - len(lead[0]), ending.end()
    if timewords.NEVER_AFTER.search(before[: lead.start()]) or timewords.NEVER_BEFORE.match(
        text, end
    ):
        return None
    marked = phrase.marked or bool(lead["mark"] or ending["mark"])
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


def _begun(said: Said, local: datetime) -> Said:
    """A morning as it begins, while that is still to come."""
    early = replace(said, part="early")
    return early if said.part == "morning" and _due(early, local) > local else said


def _time_of_day(said: Said) -> timedelta:
    """Since midnight; 今晚12点 is 24 hours, 晚上1点 is 25."""
    earliest, until = PARTS[said.part]
    if said.clock is None:
        return timedelta(hours=until)
    hour, minute = said.clock
    if hour <= 12 and (said.part or not said.exact):
        hour = next(h for h in range(hour % 12, 48, 12) if h >= earliest)
    return timedelta(hours=hour, minutes=minute)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_ECHO else text[: LONGEST_ECHO - 1] + "…"


# --- dateparser -------------------------------------------------------------------------


def _asked_of_dateparser(text: str, now: datetime, tz: ZoneInfo) -> list[datetime]:
    """For a text that is nothing but a date, in a shape no rule knows: Oct-2, 23/Sep/2027."""
    text = text.translate(timewords.PLAIN).strip()
    if len(text) > LONGEST_DATE or not timewords.NOTHING_BUT_A_DATE.fullmatch(text):
        return []
    local = now.astimezone(tz).replace(tzinfo=None)
    settings: dict[str, object] = {
        "DATE_ORDER": "MDY",
        "PARSERS": ["absolute-time"],  # the others take "15h" or a number for a time
        "PREFER_DATES_FROM": "future",
        "RELATIVE_BASE": local,
        "REQUIRE_PARTS": ["day", "month"],
    }
    naive = dateparser.parse(text, languages=["zh", "en"], settings=settings)
    if naive is None:
        return []
    if naive.time() in (time(), local.time()):  # it fills these in where no time is said
        naive = datetime.combine(naive, USUAL_HOURS.closes)
    return [naive.replace(tzinfo=tz).astimezone(UTC)]


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


def say_distance(at: datetime, now: datetime, calendar: Calendar) -> tuple[str, int]:
    """How far off `at` is: a text of the catalog, and the number for its blank `n`."""
    today, day = calendar.today(now), calendar.today(at)
    working = abs(calendar.working_days_between(today, day))
    if at < now:
        return ("dates.overdue-by", working) if working else ("dates.overdue", 0)
    if (day - today).days < 2:
        return ("dates.tomorrow", 1) if day > today else ("dates.today", 0)
    if working == 0:
        return "dates.in-days", (day - today).days
    return "dates.in-working-days", working
