"""Days and times of day of the calendar, as forms give them and as people write them."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

from babel import Locale

from bot.language.catalog import LANGUAGES
from bot.language.dates import Doubt, Unsure, names_hours, read_days, read_due
from bot.language.refusals import Refused
from bot.language.workdays import countries
from bot.who.request import Request
from handlers.slack.desk import Asked
from handlers.slack.read import picked

YEARS = 3  # from this one: what is further off was not meant
TIMES_OF_DAY = {"早": 0, "上午": 0, "中午": 12, "下午": 12, "晚": 12, "am": 0, "pm": 12}
CLOCK = re.compile(
    r"(?:after )?(?P<part>早上?|上午|中午|下午|晚上?)?\s*"
    r"(?P<hour>\d{1,2}|[一二两三四五六七八九十]{1,3})"
    r"(?:[:：点时.](?P<minute>\d{2}|半|一刻|三刻)?分?)?\s*(?P<half>am|pm)?(?:以后|之后|后)?",
    re.IGNORECASE,
)
APART = re.compile(r"[,，、&]|\band\b|[和及]", re.IGNORECASE)
MONTH = re.compile(r"(?<=\d )(?!and\b)[a-z]{3,9}\b|\d{1,2}月", re.IGNORECASE)
BARE = re.compile(r"\d{1,2}(?:st|nd|rd|th|[日号])?")
WEEK = re.compile(r"\b(?:next|this) (?=[mtwfs])|(?:下个?|本|这)(?=周|星期|礼拜)", re.IGNORECASE)
WEEKDAY = re.compile(
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?|(?:周|星期|礼拜)[一二三四五六日天]",
    re.IGNORECASE,
)
BESIDE = re.compile(r"\A(?:(?:on|the|also|all|whole|day|of)\s+)+", re.IGNORECASE)
HALF = re.compile(r"上午|下午|\bmorning\b|\bafternoon\b", re.IGNORECASE)
HALF_A_DAY = re.compile(r"半天|\bhalf[ -](?:a )?day\b", re.IGNORECASE)
HALF_APART = re.compile(r"[,，、]\s*(?=(?:上午|下午|morning|afternoon)\s*$)", re.IGNORECASE)
UNTIL = re.compile(r"(?:until|till|到|至)\s*", re.IGNORECASE)
HALVES = ("morning", "afternoon")
OF_WEEK = "week"  # under this name: a day of the week that is meant
MINUTES = {"半": 30, "一刻": 15, "三刻": 45}
DIGITS = "零一二三四五六七八九"


def days(request: Request, asked: Asked) -> tuple[date, date]:
    """The first day and the last, which may be the same; "1 to 3 Dec" is two days of December.
    Raises Refused, on its field, for what is none.
    """
    first, last = asked["first"].strip(), asked.get("last", "").strip()
    if not last:
        return _one_or_more(request, asked)
    begins, ends = picked(first), picked(last)
    if begins and not ends:
        ends = day(request, asked, "last")
    if begins and ends:
        if ends < begins:
            raise Refused("calendar.last-first", field="last")
        return _near(request, begins, "first"), _near(request, ends, "last")
    stretch = f"{first} to {last}" if first.isascii() else f"{first}到{last}"
    try:
        begins, ends = read_days(stretch, request.now, request.calendar)
    except Refused as refusal:
        refusal.field = "first"
        raise
    return _near(request, begins, "first"), _near(request, ends, "last")


def spans(request: Request, asked: Asked, *, halves: bool = False) -> list[tuple[date, date]]:
    """All the days that are named, one by one or in a row: "24 and 26 December" are two. Of next
    Thursday and Friday it is asked of which week. Raises Refused where that would not tell.
    """
    each = apart(asked)
    if chosen := picked(asked.get(OF_WEEK, "")):
        each = [one | {"first": _of_week(request, one["first"], chosen)} for one in each]
    for one in each:
        _insist_whole(request, one, halves=halves)
    if len(each) == 1 and not half_in(asked):
        return [days(request, asked)]
    try:
        found = [days(request, one) for one in each]
    except Unsure as unsure:
        if unsure.meant.doubt is Doubt.WEEK:
            raise Unsure(OF_WEEK, unsure.words, unsure.meant) from None
        raise Refused("calendar.which-of-several", field="first", text=unsure.words) from None
    for (_, before), (after, _), one in zip(found, found[1:], each[1:], strict=False):
        if after <= before:
            raise Refused("calendar.which-of-several", field="first", text=one["first"])
    return found


def _insist_whole(request: Request, asked: Asked, *, halves: bool) -> None:
    """Days are whole, or half a day alone: of what is said beside them nothing may be lost."""
    words = " ".join(filter(None, (asked["first"].strip(), asked.get("last", "").strip())))
    if halves and not asked.get("last"):
        words = HALF.sub(" ", words, count=1)
    if not picked(words) and names_hours(words, request.now, request.calendar):
        key = "calendar.only-halves" if halves else "calendar.only-whole"
        raise Refused(key, field="first")


def apart(asked: Asked) -> list[Asked]:
    """What is asked, once for each of the days, or days in a row, that are named one by one."""
    begins, ends = asked["first"].strip(), asked.get("last", "").strip()
    named, to = _named_in(begins), _named_in(ends)
    if len(named) + len(to) - bool(to) < 2:
        return [asked]
    month = MONTH.search(f"{begins} {ends}")
    week = None if ends else WEEK.search(named[0])  # beside days in a row it may be another
    named, to = (
        [_with_week(_with_month(one, month), week) for one in said] for said in (named, to)
    )
    alone = [asked | {"first": one, "last": ""} for one in named]
    if to:
        alone[-1]["last"] = to[0]
    return alone + [asked | {"first": one, "last": ""} for one in to[1:]]


def _named_in(words: str) -> list[str]:
    return [said for one in APART.split(words) if (said := BESIDE.sub("", one.strip()))]


def _with_month(said: str, month: re.Match[str] | None) -> str:
    """The 24th of 24 and 26 December."""
    if month is None or not BARE.fullmatch(said):
        return said
    return f"{said} {month[0]}" if month[0].isascii() else f"{month[0]}{said}"


def _with_week(said: str, week: re.Match[str] | None) -> str:
    """The Wednesday of next Tuesday and Wednesday."""
    return f"{week[0]}{said}" if week and WEEKDAY.fullmatch(said) else said


def _of_week(request: Request, said: str, chosen: date) -> str:
    """The day that was said of next week, or of this one, in the week of one that was chosen."""
    if not WEEK.match(said):
        return said
    monday = request.calendar.moment(chosen - timedelta(chosen.weekday()), time.min)
    return read_days(WEEK.sub("", said), monday, request.calendar)[0].isoformat()


def with_half(asked: Asked) -> Asked:
    """ "Thursday, morning" is one half of one day."""
    said = ", ".join(filter(None, (asked["first"], asked.get("last", ""))))
    return (
        asked | {"first": joined, "last": ""}
        if (joined := HALF_APART.sub(" ", said)) != said
        else asked
    )


def lacks_half(asked: Asked) -> bool:
    """Half a day is said, and not which."""
    said = asked.get("whole", "")
    return bool(HALF_A_DAY.search(said)) and not asked.get("half") and not half_in(asked)


def half_in(asked: Asked) -> str:
    """Which half of the day is said: "morning", "afternoon", or neither."""
    if chosen := asked.get("half"):
        return chosen if chosen in HALVES else ""
    found = HALF.findall(asked["first"])
    return ("morning" if found[0].lower() in ("上午", "morning") else "afternoon") if found else ""


def _one_or_more(request: Request, asked: Asked) -> tuple[date, date]:
    """A day; a week, 8-10 Dec; or from today on: until 20 Dec."""
    words = asked["first"].strip()
    if until := UNTIL.match(words):
        last = day(request, asked | {"first": words[until.end() :]}, "first")
        return request.calendar.today(request.now), last
    first = day(request, asked, "first")
    if picked(words):
        return first, first
    begins, ends = read_days(words, request.now, request.calendar)
    return first, ends if begins == first else first


def day(request: Request, asked: Asked, field: str) -> date:
    """One day: as a form gives it, or in words; of two Fridays it is asked which."""
    words = asked[field]
    if (found := picked(words)) is None:
        found = _in_words(request, words, field)
    return _near(request, found, field)


def _in_words(request: Request, words: str, field: str) -> date:
    try:
        meant = read_due(words, request.now, request.calendar)
        if meant.doubt in (Doubt.WEEK, Doubt.TWO):
            raise Unsure(field, words, meant)
        return read_days(words, request.now, request.calendar)[0]
    except Refused as refusal:
        if refusal.key == "dates.past" and (found_today := _today(request, words)):
            return found_today
        refusal.field = field
        raise


def _today(request: Request, words: str) -> date | None:
    """Today is not over yet, however late it is."""
    first, last = read_days(words, request.now, request.calendar)
    return first if first == last == request.calendar.today(request.now) else None


def _near(request: Request, found: date, field: str) -> date:
    if abs(found.year - request.calendar.today(request.now).year) > YEARS:
        raise Refused("calendar.far-off", field=field, n=YEARS)
    return found


def clock(text: str, field: str) -> time:
    """ "8:30", "9", "9点", "下午5点半", "5:30pm". Raises Refused for what is no time of day."""
    match = CLOCK.fullmatch(text.strip())
    if match is None:
        raise Refused("calendar.bad-clock", field=field, text=text)
    hour = _number(match["hour"])
    minute = match["minute"] or "0"
    part = (match["half"] or match["part"] or "").lower()
    later = next((add for said, add in TIMES_OF_DAY.items() if part.startswith(said)), 0)
    if later and hour < 12:
        hour += later
    elif part == "am" and hour == 12:
        hour = 0
    try:
        return time(hour, MINUTES[minute] if minute in MINUTES else int(minute))
    except ValueError:
        raise Refused("calendar.bad-clock", field=field, text=text) from None


def _number(text: str) -> int:
    """A number up to 99, in digits or Chinese: 十七, 二十."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.replace("两", "二").rpartition("十")
    return (DIGITS.find(tens) if tens else 1) * 10 * bool(ten) + max(0, DIGITS.find(ones or "零"))


def country(text: str) -> str:
    """A country by its two letters or its name in either language. Raises Refused."""
    said = text.strip()
    if said.upper() in countries():
        return said.upper()
    for lang in LANGUAGES:
        for code, name in Locale(lang).territories.items():
            if name.casefold() == said.casefold() and code in countries():
                return str(code)
    raise Refused("calendar.bad-country", field="country", text=text)


def country_name(code: str, lang: str) -> str:
    return str(Locale(lang).territories.get(code, code))
