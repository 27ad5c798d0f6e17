"""A trip in one sentence: where to, when, back when, who goes, with a car or without."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache

from bot.language.catalog import files
from bot.language.dates import Meant, find_times, read_due
from bot.language.names import MENTION, folded, mentioned, with_mentions
from bot.language.refusals import Refused
from bot.language.workdays import Calendar
from storage.who.people import Person

MOST, TIME = 600, 100  # characters of a sentence, and of a time in it
LONGEST = 60  # days
WEEK = timedelta(days=7)
JOINS = re.compile(r"\b(?:with|and|for(?!\s+lunch))\b", re.IGNORECASE)
GAP = "\0"  # stands where something was understood
BEGINS = {"morning": "opens", "afternoon": "break_until", "evening": "closes"}  # parts of a day
WRITTEN = "%Y-%m-%d %H:%M"  # as a form shows a moment, and reads it again


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(files()["trips"]["data"][name], re.IGNORECASE)


def found(
    said: str, people: Sequence[Person], me: str, now: datetime, calendar: Calendar
) -> dict[str, str]:
    """What was understood, by the names of the fields of a trip."""
    low = with_mentions(said[:MOST], people)
    named = [mentioned(one) for one in re.findall(MENTION, low)]
    rest, money = _money(re.sub(MENTION, GAP, low))
    lasts = _pattern("days").search(rest)
    rest, times = _times(_pattern("days").sub(_gap, rest), now, calendar)
    meant = times | _return(lasts, times, now, calendar)
    meant |= {"car": _car(rest), "heads": _heads(rest), "budget": money}
    for name in ("heads", "no-car", "car"):
        rest = _pattern(name).sub(GAP, rest)
    if topic := _pattern("topic").search(rest):
        meant["topic"] = f"R-{topic['n']}"
        rest = rest.replace(topic[0], GAP)
    alone = low.lstrip().startswith("<@") and not _pattern("me").search(rest)
    meant["people"] = " ".join(named if alone else dict.fromkeys([me, *named]))
    meant["place"] = place = _place(rest)
    if about := _pattern("about").search(rest):
        purpose = about[0].strip(f" {GAP}，,。.").removeprefix("to ")
        meant["title"] = purpose if len(purpose) > len("调研") else f"{place}{purpose}"
    return {name: one for name, one in meant.items() if one}


def _money(said: str) -> tuple[str, str]:
    """预算三千, "hotel 800 and trains 400": a line each, as it was said; what is said of money
    without a sum is a line as well.
    """
    found = list(_sums().finditer(said))
    bare = _sums().sub(_gap, said)
    found += _pattern("money-unsaid").finditer(bare)
    lines = [_line(one) for one in sorted(found, key=re.Match.start)]
    return _pattern("money-unsaid").sub(_gap, bare), "\n".join(lines)


@cache
def _sums() -> re.Pattern[str]:
    known = files()["trips"]["data"]
    what, link, much, alone = (known[f"money-{one}"] for one in ("what", "is", "much", "alone"))
    behind = rf"(?:\s+(?:for|of|in)\s+(?:the\s+)?(?P<of>{what}))?"
    to = rf"(?:\s*(?:[-–~～到至]|\bto\b)\s*{much})?"  # from the least to the most
    said = rf"(?P<what>{what}){link}(?P<much>{much}{to})|(?P<sum>{alone}{to}){behind}"
    return re.compile(said, re.IGNORECASE)


def _line(found: re.Match[str]) -> str:
    """What for, and how much, in this order."""
    named = found.groupdict()
    said = (named.get(one) or "" for one in ("what", "of", "much", "sum"))
    return " ".join(" ".join(said).split()) or found[0].strip(f" {GAP}，,。.")


def _times(said: str, now: datetime, calendar: Calendar) -> tuple[str, dict[str, str]]:
    """When it leaves, and when it is back: the first that is named, unless that is the way back;
    the hour may stand apart from its day. `left` is a time that is for neither.
    """
    apart = JOINS.sub(lambda word: ",".ljust(len(word[0])), said)  # "by five with Sun Lei"
    times = find_times(apart, now, calendar, any_hour=True)
    spans = _whole(said, [one.span for one in times])
    dated, firm = (
        [one.span for one in times if one.dated],
        [one.span for one in times if one.firm],
    )
    ends = [one for one in spans if _is_beside("back", said, one)]
    hours = [
        one
        for one in spans
        if one not in ends and not _holds(one, dated) and _is_beside("leave", said, one)
    ]
    begins = [one for one in spans if one not in ends + hours and _holds(one, firm)]
    leaves = [*begins[:1], *hours[:1]] if begins else []
    returns = (ends[:1] or begins[1:2]) if leaves else []
    left = [one for one in (*begins, *ends) if one not in leaves + returns]
    named = {"leaves_at": leaves, "returns_at": returns}
    meant = {name: " ".join(said[slice(*one)] for one in each) for name, each in named.items()}
    meant["left"] = " ".join(said[slice(*one)] for one in left)
    for start, end in (*leaves, *(returns or ends[:1])):
        said = said[:start] + GAP * (end - start) + said[end:]
    return said, {name: words for name, words in meant.items() if words}


def _holds(whole: tuple[int, int], spans: Sequence[tuple[int, int]]) -> bool:
    return any(whole[0] <= start and end <= whole[1] for start, end in spans)


def _gap(found: re.Match[str]) -> str:
    return GAP * len(found[0])


def _return(
    lasts: re.Match[str] | None, times: dict[str, str], now: datetime, calendar: Calendar
) -> dict[str, str]:
    """周二去两天, "for two days from Tuesday": on the evening of the second, if nothing else is
    said of it.
    """
    days = counted(lasts["n"] or lasts["m"]) if lasts else None
    if days is None or "leaves_at" not in times or "returns_at" in times:
        return {}
    try:
        begins, ends = span(times["leaves_at"], "", now, calendar)
    except Refused:
        return {}
    last = calendar.closing(calendar.today(begins) + timedelta(days=days - 1))
    return {"returns_at": written(last, calendar)} if last > ends else {}


def _whole(said: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """ "On Friday" and "by five" beside it are one time."""
    whole: list[tuple[int, int]] = []
    for start, end in spans:
        if whole and not said[whole[-1][1] : start].strip():
            start = whole.pop()[0]
        whole.append((start, end))
    return whole


def _is_beside(way: str, said: str, span: tuple[int, int]) -> bool:
    """Do the words beside a time say that it is when they `leave`, or are `back`?"""
    start, end = span
    before, after = folded(said[max(start - 12, 0) : start]), folded(said[end : end + 6])
    return bool(
        _pattern(f"{way}-before").search(before) or _pattern(f"{way}-after").match(after.lstrip())
    )


def _car(said: str) -> str:
    if _pattern("no-car").search(said):
        return "no"
    return "yes" if _pattern("car").search(said) else ""


def _heads(said: str) -> str:
    match = _pattern("heads").search(said)
    return match["n"] or match["m"] if match else ""


def _place(said: str) -> str:
    """After 去 or "to"; else what the sentence begins with."""
    match = _pattern("place").search(said)
    if match is not None:
        return (match["place"] or match["place_en"]).strip(f" {GAP}，,。.")
    first = _pattern("place-first").match(said.lstrip())
    return first["place"].strip() if first else ""


# --- from when to when ----------------------------------------------------------------------------


def span(leaves: str, returns: str, now: datetime, calendar: Calendar) -> tuple[datetime, datetime]:
    """From the morning on unless an hour is said, or when the part of the day that is said begins,
    to the evening; "back by five" is five that day,
    "Friday to Saturday noon" is both. Raises Refused, on its field, for what is none.
    """
    first, last = _apart(leaves[:TIME])
    meant = _read("leaves_at", first, now, calendar)
    day = meant.since or calendar.today(meant.at)
    begins = meant.at
    if meant.dated_only or meant.part in BEGINS:
        begins = calendar.moment(day, getattr(calendar.hours, BEGINS.get(meant.part, "opens")))
    ends = meant.at if meant.since else calendar.closing(day)
    if said := returns.strip() or last.strip():
        ends = end(said, begins, now, calendar)
    if ends <= begins:
        raise Refused("trips.back-first", field="returns_at", leaves=begins)
    if ends <= now:
        raise Refused("trips.over", field="returns_at", returns=ends)
    if ends - begins > timedelta(days=LONGEST):
        raise Refused("trips.long", field="returns_at", most=LONGEST)
    return begins, ends


def moved(
    leaves: str, returns: str, was: tuple[datetime, datetime], now: datetime, calendar: Calendar
) -> tuple[datetime, datetime]:
    """As `span`; what is not said is as it was: its hours, where a day alone is, and how long it
    takes. 一天, "by a week": so much later than it was.
    """
    if later := _pattern("later").fullmatch(folded(leaves).strip()):
        days = timedelta(days=counted(later["n"]) or 0) * (
            7 if later["unit"][0] in "周星礼w" else 1
        )
        return was[0] + days, was[1] + days
    first, last = _apart(leaves[:TIME])
    begins, ends = span(leaves, returns, now, calendar)
    day = calendar.today
    if _read("leaves_at", first, now, calendar).dated_only:
        begins = calendar.moment(day(begins), was[0].astimezone(calendar.tz).time())
    elif not returns.strip() and not last.strip() and day(was[0]) == day(was[1]):
        return begins, begins + (was[1] - was[0])
    if returns.strip() or last.strip():
        return begins, ends
    back = day(begins) + (day(was[1]) - day(was[0]))
    return begins, calendar.moment(back, was[1].astimezone(calendar.tz).time())


def end(said: str, begins: datetime, now: datetime, calendar: Calendar) -> datetime:
    """A day as it is meant today; else from when it leaves on: "five" is five of that day, 周四 the
    next Thursday. "Friday 8am" is no return from what leaves that Friday at nine.
    """
    try:
        ends = _read("returns_at", said, now, calendar).at
    except Refused as refusal:
        if refusal.key != "dates.past":
            raise
        ends = now
    if ends > begins:
        return ends
    later = _read("returns_at", said, begins, calendar).at
    return later if calendar.today(later) < calendar.today(begins) + WEEK else ends


def _apart(said: str) -> tuple[str, str]:
    """ "8:30-17:00", 周二到周四: two times."""
    match = _pattern("until").search(said)
    return (said[: match.start()], said[match.end() :]) if match else (said, "")


def _read(field: str, said: str, now: datetime, calendar: Calendar) -> Meant:
    """What a rest day or a weekday leaves open is shown on the card, and binds nobody yet."""
    try:
        return read_due(said, now, calendar)
    except Refused as refusal:
        refusal.field = field
        raise


def written(at: datetime, calendar: Calendar) -> str:
    return f"{at.astimezone(calendar.tz):{WRITTEN}}"


def counted(said: str) -> int | None:
    """ "4", 四, "four": how many, if it says that."""
    known: dict[str, int] = files()["trips"]["data"]["counted"]
    word = folded(said).strip()
    return int(word) if word.isdecimal() and len(word) < 4 else known.get(word)
