"""A way of working as data: its fields, its steps and what it advises (A2.7). No case, no person.

`reading.py` says what its file is like.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from bot.language.catalog import Both

KINDS = (
    *("line", "text", "person", "people", "time", "choice", "number", "link", "draft"),
    "contact",  # a line that only whoever has the case in hand reads whole
)
EVIDENCE = ("none", "line", "link", "file", "number", "position", "remark", "car")
BESIDE = ("position", "remark")  # stands beside what others said, and may be superseded
LEVELS = ("law", "central", "standard", "local", "custom")
OPENS = ("", "supervision")
REFUSED = ("", "ends", "returns")
WAITS = ("", "signed", "rechecked", "issued", "filed")
RULES = ("law", "central")  # what may be called a rule; all else is a habit to be edited
OPENER = "opener"
SOMEBODY = "@"  # before the id of somebody of the office


@dataclass(frozen=True)
class Ask:
    """Something that is filled in when a case is started."""

    name: str
    kind: str
    label: Both
    needed: bool
    choices: Mapping[str, Both]
    earlier: str  # a way, of whose cases those that are near begin this field
    adds: bool  # of several cases it is added up
    units: tuple[str, ...] = ()  # of a number: what is counted in a title belongs here
    keeps: bool = False  # the title still says in what
    also: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # what else its choices are called
    said: tuple[str, ...] = ()  # how it is said in a sentence, as phrases are written
    hour: bool = False  # of a time: it begins at an hour, not some time in the morning


class Due(NamedTuple):
    """So many working hours or days after the start, a step or a time, or before a time."""

    n: int
    days: bool
    before: bool
    place: str  # "" for: after the step's turn has come


class When(NamedTuple):
    """Whether a field was filled in, is one of these values, or is a number above or below one; or
    that it is not so.
    """

    field: str
    wanted: bool
    values: frozenset[str] = frozenset()
    above: int | None = None
    below: int | None = None

    def holds(self, facts: Mapping[str, Any]) -> bool:
        said = str(facts.get(self.field) or "")
        if self.above is not None or self.below is not None:
            found = said.isdecimal() and self._between(int(said))
        else:
            found = said in self.values if self.values else bool(said)
        return found is self.wanted

    def _between(self, n: int) -> bool:
        return (self.above is None or n > self.above) and (self.below is None or n < self.below)


@dataclass(frozen=True)
class Step:
    """`who`: a role, whoever opened it, somebody of the office, "@U012AB3CD", or the field of a
    person; of `people` each has one. `need`:
    how many of those `after` which it comes have to be over; none: all of them. `rule`: the
    section behind it, "reception#table", "G-12#第三条".
    """

    name: str
    called: Both
    who: str
    how: Both | None
    standard: Both | None
    due: Mapping[str, Due]  # by the choice of `due_by`, or just one, under ""
    due_by: str
    evidence: str
    source: Both | None
    level: str
    rule: str
    after: tuple[str, ...]
    need: int | None
    when: tuple[When, ...]  # all of these hold of a case that has it
    checks: tuple[str, ...]
    opens: str  # a kind of matter that comes of it, one after the other
    waits: str  # nobody does it: the draft that was named gets there
    hourly: tuple[When, ...]  # if all hold, whoever has it is reminded each working hour
    up: str  # who hears, once, when its time is over and it is not
    refused: str  # what a no means here; "": the step before again, or the end of what has none


class Alone(NamedTuple):
    """The fields by which two cases cannot be at once: the same thing at one time. `what` may also
    be the step that gives a car; of `usual` hours is what says none.
    """

    what: str
    begins: str
    hours: str
    usual: int = 0


@dataclass(frozen=True)
class Advice:
    """What is said, and refuses nothing, of a case that is so."""

    when: tuple[When, ...]
    says: Both
    source: Both | None
    level: str
    rule: str


@dataclass(frozen=True)
class Template:
    name: str
    called: Both
    fields: Mapping[str, Ask]
    steps: Mapping[str, Step]
    alone: Alone | None
    once: bool
    advice: tuple[Advice, ...]
    counted: str  # the time by which its cases are counted, month by month

    @property
    def draft(self) -> str:
        """The field that names the draft it goes with, if there is one."""
        return next((one.name for one in self.fields.values() if one.kind == "draft"), "")

    @property
    def time(self) -> str:
        """The field that says when that is what it is for, if it is for something at a time."""
        return next((one.name for one in self.fields.values() if one.kind == "time"), "")

    def due(self, step: Step, facts: Mapping[str, Any]) -> Due | None:
        """Until when, as the case is; what was not chosen is what the first choice says."""
        chosen = str(facts.get(step.due_by) or "") if step.due_by else ""
        return step.due.get(chosen) or next(iter(step.due.values()), None)

    def event(self, step: Step) -> str:
        """The time that was filled in before which it is to be over: something that comes after it
        is counted from that, or it is itself, and nothing before it comes after that.
        """
        before = {one.name: self._before(one) for one in self.steps.values()}
        for later in self.steps.values():
            if later is not step and step.name not in before[later.name]:
                continue
            for due in later.due.values():
                mine = (step, *(self.steps[name] for name in before[step.name]))
                if due.place in self.fields and not any(_is_after(one, due.place) for one in mine):
                    return due.place
        return ""

    def _before(self, step: Step) -> set[str]:
        """All that goes before it."""
        return {*step.after}.union(*(self._before(self.steps[name]) for name in step.after))

    def applies(self, step: Step, facts: Mapping[str, Any]) -> bool:
        """Whether a case with these facts has this step at all."""
        return all(one.holds(facts) for one in step.when)

    def is_hourly(self, step: Step, facts: Mapping[str, Any]) -> bool:
        return bool(step.hourly) and all(one.holds(facts) for one in step.hourly)

    def advised(self, facts: Mapping[str, Any]) -> list[Advice]:
        return [one for one in self.advice if all(each.holds(facts) for each in one.when)]

    def rules(self) -> list[tuple[str, str]]:
        """The sections it rests on, each with the step or the advice that does."""
        steps = [(one.name, one.rule) for one in self.steps.values()]
        told = [("advice", one.rule) for one in self.advice]
        return [(name, rule) for name, rule in (*steps, *told) if rule]


def _is_after(step: Step, time: str) -> bool:
    return any(due.place == time and not due.before for due in step.due.values())
