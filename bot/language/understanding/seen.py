"""A sentence and what was found in it, and what is known before it is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.language.understanding import marks
from bot.language.workdays import Calendar
from storage.who.people import Person


@dataclass(frozen=True)
class Known:
    """A matter that whoever speaks may see; `over`: it was closed not long ago; `also`: what else
    it is known by, such as who sent it.
    """

    number: str
    title: str
    over: bool = False
    also: str = ""


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


def place(thing: Thing) -> int:
    return thing.start


@dataclass
class Seen:
    """A sentence and the things in it. `guessed`: the matter is known by its title only; `hinted`
    are matters of whose titles a word or two is said, and `hint` where; `me` is whoever speaks.
    """

    text: str
    things: list[Thing]
    number: str = ""
    guessed: bool = False
    hinted: tuple[str, ...] = ()
    hint: Thing | None = None
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
    def hinting(self) -> str:
        """With a mark in the place of the words that hint at a matter."""
        return self._masked(
            sorted([*self.things, self.hint] if self.hint else self.things, key=place)
        )

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
