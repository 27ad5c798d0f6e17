"""What a sentence names: people, matters, times, links, quotes; and what is left with marks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
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
from bot.language.workdays import Calendar
from storage.who.people import Person

HOLE = "\ufffc"
LIKE = 0.5  # how much of a title must be said


@dataclass(frozen=True)
class Known:
    """A matter that whoever speaks may see."""

    number: str
    title: str


@dataclass(frozen=True)
class Here:
    """Who speaks, where, and what they may see. `thread`: the number of the matter under whose
    card it is said, or whose card was the last; `letters`: those that numbers begin with.
    """

    me: str
    people: Sequence[Person]
    now: datetime
    calendar: Calendar
    matters: Sequence[Known] = ()
    thread: str = ""
    letters: str = "DPACF"


@dataclass(frozen=True)
class Thing:
    start: int
    end: int
    mark: str
    value: Any = None


@dataclass(frozen=True)
class When:
    """A time as it was said; `at` where it can be read, `marked` if it is said to be the last."""

    said: str
    at: datetime | None
    marked: bool


@dataclass
class Seen:
    """A sentence and the things in it. `guessed`: the matter is known by its title only; `others`
    are numbers of matters whose titles fit as well; `me` is whoever speaks.
    """

    text: str
    things: list[Thing]
    number: str = ""
    guessed: bool = False
    others: tuple[str, ...] = ()
    me: str = ""
    groups: tuple[str, ...] = ()  # people who are meant by "everybody", "the writers"
    grouped: tuple[str, ...] = ()  # and the words that mean them

    @property
    def masked(self) -> str:
        return self._masked(self.things)

    @property
    def unguessed(self) -> str:
        """With the words of a title left in it."""
        return self._masked([one for one in self.things if one.mark != marks.NUMBER])

    @property
    def plain(self) -> str:
        """As it was said, without numbers and links; the words of a title stay."""
        out = (marks.LINK,) if self.guessed else (marks.NUMBER, marks.LINK)
        return self._masked([Thing(t.start, t.end, " ") for t in self.things if t.mark in out])

    def of(self, *kinds: str) -> list[Thing]:
        return [one for one in self.things if one.mark in kinds]

    def said(self, thing: Thing) -> str:
        return self.text[thing.start : thing.end]

    def _masked(self, things: Sequence[Thing]) -> str:
        pieces, at = [], 0
        for thing in things:
            pieces += [self.text[at : thing.start], thing.mark]
            at = thing.end
        return "".join([*pieces, self.text[at:]])


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
    seen = Seen(look.text, sorted(look.found, key=lambda one: one.start), me=here.me)
    seen.groups, seen.grouped = tuple(groups_in(folded(look.text), here.people)), grouped
    _know_the_matter(seen, look.left, here)
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


# --- numbers, and matters by their titles --------------------------------------------------------


def _numbers(left: str, here: Here) -> Iterator[Thing]:
    """ "p2" is a page, "A3" a paper and "Q3" a quarter, unless there is such a matter."""
    there = {one.number for one in here.matters} | {here.thread}
    for match in _form("number").finditer(left):
        number = f"{match[1]}-{int(match[2])}".upper()
        dashed = re.search(r"[-–—_]", match[0]) is not None
        if match[1].upper() in here.letters and (dashed or match[1] == "d" or number in there):
            yield Thing(*match.span(), marks.NUMBER, number)


def _know_the_matter(seen: Seen, left: str, here: Here) -> None:
    """By its number; by some words of its title, unless two fit as well, or it is to be new."""
    if numbers := seen.of(marks.NUMBER):
        seen.number = numbers[0].value
        return
    scored = [(*_likeness(left, folded(one.title)), one) for one in here.matters if one.title]
    best = max((score for score, _, _ in scored), default=0.0)
    likely = [(span, one) for score, span, one in scored if score >= max(LIKE, best - 0.1)]
    if not likely and not seen.of(marks.PERSON):
        likely = _of_its_kind(left, here.matters)
    if len(likely) != 1:
        seen.others = tuple(one.number for _, one in likely)
        return
    (start, end), one = likely[0]
    if _form("new").search(left[:start]):
        return
    seen.number, seen.guessed = one.number, True
    if not any(thing.start < end and start < thing.end for thing in seen.things):
        seen.things.append(Thing(start, end, marks.NUMBER, one.number))
        seen.things.sort(key=lambda thing: thing.start)


def _of_its_kind(left: str, matters: Sequence[Known]) -> list[tuple[tuple[int, int], Known]]:
    """The speech, of one who sees just one: those whose titles name what is named."""
    named = list(_form("paper").finditer(left))
    return [(named[0].span(), one) for one in matters if named and named[0][0] in folded(one.title)]


def _likeness(said: str, title: str) -> tuple[float, tuple[int, int]]:
    """How much of what is a title's own is said, and from where to where: 讲话稿, "notice" are
    the titles of many.
    """
    generic = _form("generic")
    own = generic.sub(" ", title)
    pairs = [
        run[n : n + 2] for run in re.findall(r"[\u4e00-\u9fff]+", own) for n in range(len(run) - 1)
    ]
    units = re.findall(r"[a-z]{3,6}", own) + pairs
    at = [said.find(unit) for unit in units if unit in said]
    if not at:
        return 0.0, (0, 0)
    kinds = {kind.removesuffix("稿") or kind for kind in generic.findall(title) if len(kind) > 1}
    named = sum(kind in said for kind in kinds)
    places = [(n, n + len(unit)) for unit in units if (n := said.find(unit)) >= 0]
    end = max(to for start, to in places if start - min(at) < len(title) + 6)
    tail = re.compile(rf"[a-z]*(?:\s?(?:{generic.pattern}))*").match(said, end)
    share = 0.6 * min(1, len(at) / min(len(units), 3)) + 0.2 * min(named, 2)
    return share, (min(at), tail.end() if tail else end)


# --- times ---------------------------------------------------------------------------------------


def _times(text: str, shown: str, here: Here) -> Iterator[Thing]:
    """What the date grammar takes for times; then words for days that it leaves alone."""
    for found in find_times(shown, here.now, here.calendar):
        start, end = found.span
        said = text[start:end]
        if not _names_a_thing(said, text[end:]):
            mark = marks.REPEAT if found.repeats else marks.day(said)
            yield Thing(start, end, mark, When(said.strip(), found.at, found.marked))
            shown = shown[:start] + HOLE * (end - start) + shown[end:]
    if span := find_impossible(shown, here.now, here.calendar):
        yield Thing(*span, marks.TIME, When(text[slice(*span)].strip(), None, marked=True))
        shown = shown[: span[0]] + HOLE * (span[1] - span[0]) + shown[span[1] :]
    for match in _form("days").finditer(folded(shown)):
        said = text[slice(*match.span())]
        if not _names_a_thing(said, text[match.end() :]):
            when = When(said, _read(said, here), marked=False)
            yield Thing(*match.span(), marks.day(said), when)


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
        if before is not None and near and (at := _read(said, here)):
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
