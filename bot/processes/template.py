"""A way of working as data: its fields and its steps, read from TOML (A2.7). No case, no person.

[data.field.held]            what is filled in: kind (line, text, person, people, time, choice,
kind = "time"                number, link, draft), label in both languages, needed, choices
[[data.step]]                who, how, standard, due, evidence, source, rule, after, need, when,
                             checks, waits
[data] once                  while one is under way, another of near its title is asked about
[data.alone]                 of what only one case at a time has: what, from (a time), hours
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from bot.language.catalog import LANGUAGES, Both
from bot.language.refusals import Refused
from storage.who.people import Role

KINDS = ("line", "text", "person", "people", "time", "choice", "number", "link", "draft")
EVIDENCE = ("none", "line", "link", "number", "position", "remark")
BESIDE = ("position", "remark")  # stands beside what others said, and may be superseded
LEVELS = ("law", "central", "standard", "local", "custom")
OPENS = ("", "supervision")
WAITS = ("", "signed", "rechecked", "issued", "filed")
RULES = ("law", "central")  # what may be called a rule; all else is a habit to be edited
OPENER = "opener"
DUE = re.compile(
    r"(?P<n>\d+) (?P<unit>[hd])(?: (?P<way>after|before) (?P<place>[a-z_-]+))?"
)  # working hours or days; after: start, or a step; before: a time that is filled in


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


@dataclass(frozen=True)
class Due:
    """So many working hours or days after the start, a step or a time, or before a time."""

    n: int
    days: bool
    before: bool
    place: str  # "" for: after the step's turn has come


@dataclass(frozen=True)
class Step:
    """`who`: a role, whoever opened it, or the field of a person; of `people` each has one. `need`:
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
    when: tuple[str, bool, frozenset[str]] | None  # a field, whether it must be, and one of these
    checks: tuple[str, ...]
    opens: str  # a kind of matter that comes of it, one after the other
    waits: str  # nobody does it: the draft that was named gets there


class Alone(NamedTuple):
    """The fields by which two cases of one way cannot be at once: the same thing at one time."""

    what: str
    begins: str
    hours: str


@dataclass(frozen=True)
class Template:
    name: str
    called: Both
    fields: Mapping[str, Ask]
    steps: Mapping[str, Step]
    alone: Alone | None
    once: bool

    @property
    def draft(self) -> str:
        """The field that names the draft it goes with, if there is one."""
        return next((one.name for one in self.fields.values() if one.kind == "draft"), "")

    def due(self, step: Step, facts: Mapping[str, Any]) -> Due | None:
        """Until when, as the case is; what was not chosen is what the first choice says."""
        chosen = str(facts.get(step.due_by) or "") if step.due_by else ""
        return step.due.get(chosen) or next(iter(step.due.values()), None)

    def applies(self, step: Step, facts: Mapping[str, Any]) -> bool:
        """Whether a case with these facts has this step at all."""
        if step.when is None:
            return True
        field, wanted, values = step.when
        said = facts.get(field) or ""
        holds = bool(said) if not values else str(said) in values
        return holds is wanted


@cache
def read(name: str, text: str) -> Template:
    """Raises Refused for what can be no way of working, with the step and the reason."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        raise Refused("cases.no-toml", field="text", why=str(wrong)) from None
    data = table.get("data", {})
    fields = {one: _ask(one, told) for one, told in data.get("field", {}).items()}
    steps: dict[str, Step] = {}
    for told in data.get("step", []):
        step = _step(told, steps, fields)
        steps[step.name] = step
    if not steps or "title" not in fields:
        raise Refused("cases.no-steps", field="text")
    alone, once = _alone(data, name, fields), bool(data.get("once"))
    return Template(name, _both(data, "called", name), fields, steps, alone, once)


def _alone(data: Mapping[str, Any], name: str, fields: Mapping[str, Ask]) -> Alone | None:
    told = data.get("alone")
    if told is None:
        return None
    alone = Alone(*(str(told.get(one, "")) for one in ("what", "from", "hours")))
    kinds = [fields[one].kind if one in fields else "" for one in alone]
    if kinds not in (["choice", "time", "number"], ["line", "time", "number"]):
        raise _wrong(name, "alone", ", ".join(alone))
    return alone


def _wrong(step: str, what: str, said: object = "") -> Refused:
    return Refused(f"cases.wrong-{what}", field="text", step=step, said=str(said))


def _both(told: Mapping[str, Any], name: str, of: str) -> Both:
    said = told.get(name)
    if not isinstance(said, dict) or not all(said.get(lang) for lang in LANGUAGES):
        raise _wrong(of, "language", name)
    return Both({lang: str(said[lang]) for lang in LANGUAGES})


def _maybe(told: Mapping[str, Any], name: str, of: str) -> Both | None:
    return _both(told, name, of) if name in told else None


def _one_of(said: str, known: Collection[str], of: str, what: str) -> str:
    if said not in known:
        raise _wrong(of, what, said)
    return said


def _ask(name: str, told: Mapping[str, Any]) -> Ask:
    kind = _one_of(told.get("kind", "line"), KINDS, name, "kind")
    choices = {one: _both(told["choices"], one, name) for one in told.get("choices", {})}
    if (kind == "choice") != bool(choices):
        raise _wrong(name, "choices")
    needed, earlier = bool(told.get("needed")), str(told.get("earlier", ""))
    adds = kind == "number" and bool(told.get("adds"))
    return Ask(name, kind, _both(told, "label", name), needed, choices, earlier, adds)


def _step(told: Mapping[str, Any], before: Mapping[str, Step], fields: Mapping[str, Ask]) -> Step:
    name = str(told.get("name", ""))
    if not name or name in before:
        raise _wrong(name, "name", name)
    last = tuple(before)[-1:]
    after = tuple(_one_of(one, before, name, "after") for one in told.get("after", last))
    need = told.get("need")
    if need is not None and not 1 <= need <= len(after):
        raise _wrong(name, "need", need)
    return Step(
        name=name,
        called=_both(told, "called", name),
        who=_who(str(told.get("who", OPENER)), name, fields),
        how=_maybe(told, "how", name),
        standard=_maybe(told, "standard", name),
        due=_dues(told.get("due", ""), name, before, fields),
        due_by=told["due"]["by"] if isinstance(told.get("due"), dict) else "",
        evidence=_one_of(told.get("evidence", "none"), EVIDENCE, name, "evidence"),
        source=_maybe(told, "source", name),
        level=_one_of(told.get("level", "custom"), LEVELS, name, "level"),
        rule=str(told.get("rule", "")),
        after=after,
        need=need,
        when=_when(told.get("when", ""), name, fields),
        checks=tuple(told.get("checks", ())),
        opens=_one_of(told.get("opens", ""), OPENS, name, "kind"),
        waits=_waits(str(told.get("waits", "")), name, fields),
    )


def _waits(said: str, step: str, fields: Mapping[str, Ask]) -> str:
    if said and not any(one.kind == "draft" and one.needed for one in fields.values()):
        raise _wrong(step, "waits", said)
    return _one_of(said, WAITS, step, "waits")


def _who(said: str, step: str, fields: Mapping[str, Ask]) -> str:
    people = {one.name for one in fields.values() if one.kind in ("person", "people")}
    return _one_of(said, {OPENER, *people, *(role.value for role in Role)}, step, "who")


def _dues(
    said: Any, step: str, before: Mapping[str, Step], fields: Mapping[str, Ask]
) -> Mapping[str, Due]:
    """ "3 d", or by a choice: { by = "urgency", ordinary = "5 d", urgent = "3 d" }."""
    if not isinstance(said, dict):
        return {"": _due(str(said), step, before, fields)} if said else {}
    by = _one_of(str(said.get("by", "")), fields, step, "when")
    dues = {value: one for value, one in said.items() if value != "by"}
    for value in dues:
        _one_of(value, fields[by].choices, step, "when")
    return {value: _due(str(one), step, before, fields) for value, one in dues.items()}


def _due(said: str, step: str, before: Mapping[str, Step], fields: Mapping[str, Ask]) -> Due:
    match = DUE.fullmatch(said)
    if match is None:
        raise _wrong(step, "due", said)
    times = {one.name for one in fields.values() if one.kind == "time"}
    if match["way"]:
        known = times if match["way"] == "before" else {"start", *before, *times}
        if match["place"] not in known:
            raise _wrong(step, "due", said)
    return Due(
        int(match["n"]), match["unit"] == "d", match["way"] == "before", match["place"] or ""
    )


def _when(
    said: str, step: str, fields: Mapping[str, Ask]
) -> tuple[str, bool, frozenset[str]] | None:
    """ "letter", "not letter", "urgency = urgent, very_urgent"."""
    if not said:
        return None
    left, _, right = said.partition("=")
    wanted = not left.startswith("not ")
    field = _one_of(left.removeprefix("not ").strip(), fields, step, "when")
    values = frozenset(one.strip() for one in right.split(",") if one.strip())
    for value in values if fields[field].choices else ():
        _one_of(value, fields[field].choices, step, "when")
    return field, wanted, values
