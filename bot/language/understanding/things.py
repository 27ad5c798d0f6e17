"""What a sentence names: people, matters, times, links, quotes; and what is left with marks."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterable, Iterator
from datetime import datetime
from typing import Any

from bot.language.dates import find_impossible, find_times, read_due
from bot.language.names import folded
from bot.language.refusals import Refused
from bot.language.understanding import marks
from bot.language.understanding.calls import (
    group_words,
    groups_in,
    people_in,
    slips_in,
    strangers_in,
)
from bot.language.understanding.named import know_the_matter
from bot.language.understanding.seen import Here, Seen, Thing, When, place

HOLE = "\ufffc"


def see(text: str, here: Here) -> Seen:
    """The things in it, found in this order: what was found before is a hole for the next."""
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    look = _Look(" ".join(_form("called").sub(" ", text).split()))
    look.each("mention", marks.PERSON, lambda m: (m[1],))
    look.each("link", marks.LINK, lambda m: m[0])
    look.each("quoted", marks.QUOTED, lambda m: look.text[m.start() + 1 : m.end() - 1])
    look.take(_numbers(look.left, here))
    look.each("version", marks.VERSION, lambda m: m[1] or m[2])
    look.each("counted", marks.NUMBER, lambda m: f"D-{int(m[1] or m[2] or m[3])}")
    called = people_in(look.text, look.left, here.people)
    look.take(Thing(start, end, marks.PERSON, who) for start, end, who in called)
    slips = slips_in(look.shown, look.left, here.people)
    look.take(Thing(start, end, marks.PERSON, who) for start, end, who in slips)
    grouped = tuple(group_words(look.left, here.people))
    early = strangers_in(look.left, look.shown, ("stranger_week", "stranger_group"))
    alone = [one for one in early if look.left[slice(*one[:2])] not in grouped]
    look.take(Thing(start, end, marks.PERSON, who) for start, end, who in alone)
    times = list(_times(look.text, look.shown, here))
    look.take(_together(times, look.text, here))
    strangers = strangers_in(look.left, look.shown)
    look.take(Thing(start, end, marks.PERSON, who) for start, end, who in strangers)
    seen = Seen(look.text, sorted(look.found, key=place), me=here.me)
    seen.groups, seen.grouped = tuple(groups_in(folded(look.text), here.people)), grouped
    know_the_matter(seen, look.left, here.matters, here.thread)
    return seen


class _Look:
    """A sentence while it is looked at: `left` is folded, with holes where things were found."""

    def __init__(self, text: str) -> None:
        self.text, self.left = text, folded(text)
        self.found: list[Thing] = []

    @property
    def shown(self) -> str:
        """As it was typed, with the same holes."""
        pairs = zip(self.text, self.left, strict=True)
        return "".join(HOLE if left == HOLE else typed for typed, left in pairs)

    def take(self, things: Iterable[Thing]) -> None:
        for thing in list(things):
            if HOLE not in self.left[thing.start : thing.end]:
                self.found.append(thing)
                hole = HOLE * (thing.end - thing.start)
                self.left = self.left[: thing.start] + hole + self.left[thing.end :]

    def each(self, name: str, mark: str, value: Callable[[re.Match[str]], Any]) -> None:
        where = self.text if name == "mention" else self.left
        self.take(Thing(*m.span(), mark, value(m)) for m in _form(name).finditer(where))


def _form(name: str) -> re.Pattern[str]:
    return marks.pattern("found", name)


# --- numbers --------------------------------------------------------------------------------------


def _numbers(left: str, here: Here) -> Iterator[Thing]:
    """ "p2" is a page, "A3" a paper and "Q3" a quarter, unless there is such a matter."""
    there = {one.number for one in here.matters} | {here.thread}
    for match in _form("number").finditer(left):
        number = f"{match[1]}-{int(match[2])}".upper()
        dashed = re.search(r"[-–—_]", match[0]) is not None
        if match[1].upper() in here.letters and (dashed or match[1] == "d" or number in there):
            yield Thing(*match.span(), marks.NUMBER, number)


# --- times ---------------------------------------------------------------------------------------


def _times(text: str, shown: str, here: Here) -> Iterator[Thing]:
    """What comes on no date we can count, the last Friday of a month; what the date grammar takes
    for times; then words for days that it leaves alone.
    """
    shown = yield from _uncounted("of_months", text, shown)
    for found in find_times(shown, here.now, here.calendar):
        start, end = found.span
        start, end = _edges(text, start, end)
        said = text[start:end]
        if not _names_a_thing(said, text[end:]):
            mark = marks.REPEAT if found.repeats else marks.day(said)
            at = found.at if (start, end) == found.span else _read(said, here)
            yield Thing(start, end, mark, When(said.strip(), at, found.marked))
            shown = shown[:start] + HOLE * (end - start) + shown[end:]
    if span := find_impossible(shown, here.now, here.calendar):
        yield Thing(*span, marks.TIME, When(text[slice(*span)].strip(), None, marked=True))
        shown = shown[: span[0]] + HOLE * (span[1] - span[0]) + shown[span[1] :]
    shown = yield from _uncounted("so_often", text, shown)
    for match in _form("days").finditer(folded(shown)):
        start, end = _edges(text, *match.span())
        said = text[start:end]
        if not _names_a_thing(said, text[end:]):
            when = When(said, _read(said, here), marked=False)
            yield Thing(start, end, marks.day(said), when)


def _uncounted(name: str, text: str, shown: str) -> Generator[Thing, None, str]:
    """How often something is to come that cannot be kept; gives back what is left to look at."""
    for match in _form(name).finditer(folded(shown)):
        start, end = match.span()
        yield Thing(start, end, marks.REPEAT, When(text[start:end].strip(), None, marked=False))
        shown = shown[:start] + HOLE * (end - start) + shown[end:]
    return shown


def _edges(text: str, start: int, end: int) -> tuple[int, int]:
    """Where a time begins and ends: of 周四晚宴, 顶一下周四的班, 改成周四 it is Thursday."""
    if moved := _form("moved").match(text, start, end):
        start = moved.end()
    evening = text[start:end].endswith("晚") and _form("feast").match(text, end)
    once = text.startswith("下", start) and text.endswith("一", 0, start)
    return start + bool(once), end - bool(evening)


def _together(things: list[Thing], text: str, here: Here) -> list[Thing]:
    """Two times side by side that are read as one, "every Thursday" and "at 5"; or of which it is
    to be asked which is meant: "by Friday or Monday".
    """
    joined: list[Thing] = []
    for thing in sorted(things, key=lambda one: one.start):
        before = joined[-1] if joined else None
        said = text[before.start : thing.end] if before else ""
        between = text[before.end : thing.start].strip(" ,，") if before else "-"
        near = not between or (_form("either").fullmatch(between) and thing.mark != marks.REPEAT)
        at = _read(said, here) if near else None
        unkept = before is not None and before.mark == marks.REPEAT and before.value.at is None
        if before is not None and near and (at or unkept):
            mark = marks.REPEAT if marks.REPEAT in (before.mark, thing.mark) else before.mark
            marked = before.value.marked or thing.value.marked
            joined[-1] = Thing(before.start, thing.end, mark, When(said, at, marked))
        else:
            joined.append(thing)
    return joined


def _names_a_thing(said: str, after: str) -> bool:
    """The Spring Festival of "春节团拜会的致辞", of "New Year toast", is no time."""
    return bool(_form("named_for").search(said.strip())) and not _form("is_when").match(after)


def _read(said: str, here: Here) -> datetime | None:
    try:
        return read_due(said, here.now, here.calendar).at
    except Refused:
        return None
