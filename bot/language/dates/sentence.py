"""From words to times: what belongs together, and which of the times in a text count."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from bot.language.dates.context import (
    CROWD_AFTER,
    CROWD_BEFORE,
    ENDING,
    LEAD,
    NEVER_AFTER,
    in_context,
)
from bot.language.dates.rows import FLAGS, PLAIN, Phrase, pieces
from bot.language.dates.said import NOTHING, Now, Said, moment_of, together

WINDOW = 75  # letters at either end of a longer text; what is between them is not read
MOST_TIMES = 5  # in one sentence: more than these are a table or a trick, and no deadline
# What may stand between two words for one time, or between two times.
GLUE = re.compile(
    r"(?:\b(?:at|by|on|for|before|around|in|the|of|this|or|and|to|sharp|time)\b"
    r"|[\s,:()@~/–—.-]|[T于在到的至和及]|或者?|那天|当天|也就是|就是|即)*",
    FLAGS,
)
EITHER = re.compile(r"\b(?:or|and)\b|[/或和及、]", FLAGS)  # "by Friday or Monday"
ALONG = re.compile(r"\s*(?:到|至|-|–|—|~|\b(?:to|through|till|until)\b)\s*(?:the\s+)?", FLAGS)


def phrases(text: str, now: Now, *, any_hour: bool = False) -> list[Phrase]:
    """What in the text is a time somebody should keep; nothing at all if one is in doubt. Of a long
    one `any_hour` changes nothing.
    """
    if len(text) > 2 * WINDOW:
        return _at_both_ends(text, now)
    found, text, unread = _joined(text, now)
    if len(found) > MOST_TIMES:
        return []
    if any(_is_none(phrase.said) or _crowded(phrase, unread) for phrase in found):
        return []
    read = (in_context(each, text, now, any_hour=any_hour) for each in found)
    return [phrase for phrase in read if phrase is not None]


def _is_none(said: Said) -> bool:
    """No time at all, or a way from a day that nobody knows: the day before the party."""
    return said == NOTHING or bool(said.shift and not (said.day or said.moment))


def _at_both_ends(text: str, now: Now) -> list[Phrase]:
    """Of a long text: a deadline stands where it begins, or where it ends."""
    shift = len(text) - 2 * WINDOW
    found = phrases(f"{text[: WINDOW - 1]}\n{text[-WINDOW:]}", now)
    far = [one for one in found if one.start >= WINDOW]
    near = [one for one in found if one.end < WINDOW]
    return near + [replace(one, start=one.start + shift, end=one.end + shift) for one in far]


def _joined(text: str, now: Now) -> tuple[list[Phrase], str, str]:
    text = text.translate(PLAIN)
    found, unread = pieces(text, now)
    joined: list[Phrase] = []
    for piece in found:
        beside = joined and _are_neighbours(text, joined[-1], piece)
        joined[-1:] = _neighbours(text, joined[-1], piece, now) if beside else [*joined[-1:], piece]
    return joined, text, unread


def _are_neighbours(text: str, one: Phrase, other: Phrase) -> bool:
    near = other.start - one.end <= 20
    between = (glue.fullmatch(text, one.end, other.start) for glue in (GLUE, ALONG))
    return near and any(between)


def _neighbours(text: str, one: Phrase, other: Phrase, now: Now) -> list[Phrase]:
    """Side by side: one time if they agree, a stretch, two if both are surely times, or a doubt."""
    if ALONG.fullmatch(text, one.end, other.start) and (stretch := _stretch(one, other, now)):
        return [stretch]
    if not GLUE.fullmatch(text, one.end, other.start):
        return [one, other]
    both = together(one.said, other.said, now)
    either = EITHER.search(text, one.end, other.start)  # "by Friday or Monday"
    if both is not None and either and other.said.shift and other.said.shift.weekday is not None:
        after = Phrase(both, other.start, other.end, marked=True)  # and the Wednesday after
        return [replace(one, marked=True), after]
    if both is not None:
        return [Phrase(both, one.start, other.end, one.marked or other.marked)]
    if one.said.firm and other.said.firm:
        differ = one.said.day and other.said.day  # "by Friday 3 December", a Thursday
        if not either and not differ:
            return [one, other]
        return [replace(one, marked=True), replace(other, marked=True)]
    return [one, replace(other, said=NOTHING)]


def _stretch(one: Phrase, other: Phrase, now: Now) -> Phrase | None:
    """周三到周五, 5pm to 6pm."""
    first, last = one.said, other.said
    if first.day and last.day:
        if first.weekday is not None and first.others and first.others[0] <= last.day < first.day:
            first = replace(first, day=first.others[0])  # 周三到周五, said on a Wednesday
        assert first.day is not None
        day = last.day
        if last.weekday is not None and day < first.day:
            day = first.day + (day - first.day) % (day.resolution * 7)
        if day <= first.day:
            return None
        said = replace(last, day=day, since=first.day, weekday=None, others=())
        return Phrase(said, one.start, other.end)
    if first.clock and last.clock and not last.day:
        said = replace(first, until=last.clock, exact=first.exact or last.exact)
        return Phrase(said, one.start, other.end)
    return None


def _crowded(phrase: Phrase, unread: str) -> bool:
    """Whether a number stands beside that belongs to the time and was not read."""
    after, before = unread[phrase.end : phrase.end + 20], unread[: phrase.start][-20:]
    return bool(CROWD_AFTER.match(after) or CROWD_BEFORE.search(before))


def named(text: str, now: Now, lang: str | None = None) -> dict[datetime, Phrase]:
    """The times that count: the marked before the merely named, the coming before the past."""
    if lang == "zh":  # in Chinese "12.4" is a date
        text = re.sub(r"^(\s*\d{1,2})\.(\d{1,2})(?=\s*(?:\Z|[,;，。 ]|[之以]?前))", r"\1/\2", text)
    found = phrases(text, now)
    found = [phrase for phrase in found if phrase.marked] or found
    times = {moment_of(phrase.said, now): phrase for phrase in found}
    return {due: phrase for due, phrase in times.items() if due >= now.local} or times


def impossible(text: str, now: Now) -> tuple[int, int] | None:
    """Where words stand that are put as a deadline and name none: by 30 Feb, 昨天交."""
    if len(text) > 2 * WINDOW:
        return None
    plain = text.translate(PLAIN)
    found, _ = pieces(plain, now)
    between = [plain[one.end : other.start] for one, other in pairwise(found)]
    if not found or not all(map(GLUE.fullmatch, between)):
        return None
    start, end = found[0].start, found[-1].end
    before = plain[:start][-40:]
    lead, ending = LEAD.search(before), ENDING.match(plain, end)
    assert lead is not None  # both may be empty
    assert ending is not None
    saids = [phrase.said for phrase in found]
    past = NOTHING not in saids and all(moment_of(said, now) < now.local for said in saids)
    put = lead["mark"] or ending[0].strip()
    forbidden = NEVER_AFTER.search(before[: lead.start()])
    told = (past or NOTHING in saids) and put and not forbidden
    return (start - len(lead[0]), ending.end()) if told else None
