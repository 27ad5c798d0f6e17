"""A way of working read from its TOML: what can be none is refused, with the step and the reason.

[data]             called, in both languages; once: while one is under way, another of near its
                   title is asked about; counted: the time by whose month its cases are counted
[data.field.NAME]  what is filled in: kind (line, text, person, people, time, choice, number, link,
                   draft, contact), label in both languages, needed, choices; earlier: a way, whose
                   cases that are near begin it; adds: of what runs, its numbers are added up;
                   units: 份, copies: a number of these in the title is filled in here; keeps: and
                   the title still says of what, as in boxes, or how many of each of several; also:
                   what else a choice is called, urgent = ["急件"]; said: how it stands in a
                   sentence, "from {unit}", "去{where}", "陪餐{people}"; hour: it is asked for,
                   where only a part of the day is said
[[data.step]]      name, called, who, how, standard; due; evidence (none, line, link, file, number,
                   position, remark, car: one of the office's, or a line on another); source,
                   level, rule; after, need, when; checks; opens: what comes of it; waits: for its
                   draft; hourly: when its turn is told of each working hour; up: who hears when
                   it is late; refused: a no ends the case, or returns it to the step before
[[data.advice]]    when, says, source, level, rule: what is said of a case that is so
[data.alone]       of what only one case at a time has: what (a field, or the step that gives a
                   car), from (a time), hours; usual: so many, where none are said

`when` and `hourly`: "letter", "not letter", "urgency = urgent, very_urgent", "hours > 4"; several
of them with "and".
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from contextlib import suppress
from functools import cache
from typing import Any

from bot.language.catalog import LANGUAGES, Both
from bot.language.patterns import compiled
from bot.language.refusals import Refused
from bot.processes.template import (
    EVIDENCE,
    KINDS,
    LEVELS,
    OPENER,
    OPENS,
    REFUSED,
    SOMEBODY,
    WAITS,
    Advice,
    Alone,
    Ask,
    Due,
    Step,
    Template,
    When,
)
from storage.who.people import Role

DUE = re.compile(
    r"(?P<n>\d+) (?P<unit>[hd])(?: (?P<way>after|before) (?P<place>[a-z_-]+))?"
)  # working hours or days; after: start, or a step; before: a time that is filled in
PERSON = re.compile(rf"{SOMEBODY}[A-Z\d]+")
SAID = re.compile(r"[^{}\[\]\\]*\{(?:unit|where|sign|people)\}[^{}\[\]\\]*")
WHEN = re.compile(r"(?P<no>not )?(?P<field>[\w-]+)(?: *(?P<sign>[=<>]) *(?P<said>.+))?")
# What may stand in each table.
OF_WAY = ("called", "once", "counted", "field", "step", "advice", "alone")
OF_FIELD = (
    *("kind", "label", "needed", "choices", "also", "earlier", "adds", "units", "keeps", "said"),
    "hour",
)
OF_STEP = (
    *("name", "called", "who", "how", "standard", "due", "evidence", "source", "level", "rule"),
    *("after", "need", "when", "checks", "opens", "waits", "hourly", "up", "refused"),
)
OF_ADVICE = ("when", "says", "source", "level", "rule")
OF_ALONE = ("what", "from", "hours")
YES_OR_NO = ("once", "needed", "adds", "keeps", "hour")
Table = Mapping[str, Any]
Fields = Mapping[str, Ask]


@cache
def read(name: str, text: str) -> Template:
    """Raises Refused for what can be no way of working, with the step and the reason."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        raise Refused("cases.no-toml", field="text", why=str(wrong)) from None
    data = _table(table.get("data", {}), name)
    fields = {one: _ask(one, told) for one, told in _table(data.get("field", {}), name).items()}
    steps: dict[str, Step] = {}
    for told in _each(data, "step", name):
        step = _step(told, steps, fields)
        steps[step.name] = step
    if not steps or "title" not in fields:
        raise Refused("cases.no-steps", field="text")
    alone, once = _alone(data, name, fields, steps), bool(data.get("once"))
    advice = tuple(_advice(told, fields) for told in _each(data, "advice", name))
    called, counted = _both(data, "called", name), _counted(data, name, fields)
    return Template(name, called, fields, steps, alone, once, advice, counted)


def insist(name: str, text: str) -> Template:
    """As `read`, for what is to be published: a slip in it is not left out in silence, either."""
    way, data = read(name, text), tomllib.loads(text)["data"]
    _only(data, OF_WAY, name)
    _only(data.get("alone", {}), (*OF_ALONE, "usual"), name)
    if way.fields["title"].kind != "line":
        raise _wrong("title", "kind", way.fields["title"].kind)
    for one, told in data.get("field", {}).items():
        _only(told, OF_FIELD, one)
        if told.get("adds") and told.get("kind") != "number":
            raise _wrong(one, "adds")
    for told in data.get("step", []):
        _only(told, OF_STEP, told["name"])
    for told in data.get("advice", []):
        _only(told, OF_ADVICE, "advice")
    return way


def _only(told: Table, known: Collection[str], of: str) -> None:
    """Nothing stands in it but what is known, and what may be so or not says which."""
    for one, said in told.items():
        _one_of(one, known, of, "key")
        if one in YES_OR_NO and not isinstance(said, bool):
            raise _wrong(of, "yes", f"{one} = {said}")


def _wrong(step: str, what: str, said: object = "") -> Refused:
    return Refused(f"cases.wrong-{what}", field="text", step=step, said=str(said))


# --- tables and values ---------------------------------------------------------------------------


def _table(told: Any, of: str) -> Table:
    if not isinstance(told, dict):
        raise _wrong(of, "key", told)
    return told


def _each(data: Table, name: str, of: str) -> list[Any]:
    told = data.get(name, [])
    if not isinstance(told, list):
        raise _wrong(of, "key", name)
    return told


def _names(told: Table, name: str, of: str, usual: tuple[str, ...] = ()) -> tuple[str, ...]:
    said = told.get(name, usual)
    if isinstance(said, str) or not all(isinstance(one, str) for one in said):
        raise _wrong(of, "list", name)
    return tuple(said)


def _both(told: Table, name: str, of: str) -> Both:
    said = told.get(name)
    if not isinstance(said, dict) or not all(said.get(lang) for lang in LANGUAGES):
        raise _wrong(of, "language", name)
    return Both({lang: str(said[lang]) for lang in LANGUAGES})


def _maybe(told: Table, name: str, of: str) -> Both | None:
    return _both(told, name, of) if name in told else None


def _one_of(said: str, known: Collection[str], of: str, what: str) -> str:
    if said not in known:
        raise _wrong(of, what, said)
    return said


# --- what is filled in ---------------------------------------------------------------------------


def _ask(name: str, told: Any) -> Ask:
    told = _table(told, name)
    kind = _one_of(told.get("kind", "line"), KINDS, name, "kind")
    each = _table(told.get("choices", {}), name)
    choices = {one: _both(each, one, name) for one in each}
    if (kind == "choice") != bool(choices):
        raise _wrong(name, "choices")
    label, needed = _both(told, "label", name), bool(told.get("needed"))
    earlier, adds = str(told.get("earlier", "")), kind == "number" and bool(told.get("adds"))
    units, keeps = _names(told, "units", name), bool(told.get("keeps"))
    called = _table(told.get("also", {}), name)
    also = {_one_of(one, choices, name, "when"): _names(called, one, name) for one in called}
    said = tuple(_said(one, name) for one in _names(told, "said", name))
    hour = kind == "time" and bool(told.get("hour"))
    return Ask(name, kind, label, needed, choices, earlier, adds, units, keeps, also, said, hour)


def _said(phrase: str, field: str) -> str:
    with suppress(re.error):
        if SAID.fullmatch(phrase) and compiled(phrase):
            return phrase
    raise _wrong(field, "said", phrase)


def _alone(data: Table, name: str, fields: Fields, steps: Mapping[str, Step]) -> Alone | None:
    if "alone" not in data:
        return None
    told = _table(data["alone"], name)
    said = [str(told.get(one, "")) for one in OF_ALONE]
    what, begins, hours = said
    times = [fields[one].kind if one in fields else "" for one in (begins, hours)]
    thing = fields[what].kind if what in fields else steps[what].evidence if what in steps else ""
    usual = told.get("usual", 0)
    if thing not in ("choice", "line", "car") or times != ["time", "number"]:
        raise _wrong(name, "alone", ", ".join(said))
    if not isinstance(usual, int) or usual < 0:
        raise _wrong(name, "alone", f"usual = {usual}")
    return Alone(what, begins, hours, usual)


def _counted(data: Table, name: str, fields: Fields) -> str:
    times = {one.name for one in fields.values() if one.kind == "time"}
    return _one_of(str(data["counted"]), times, name, "when") if "counted" in data else ""


def _advice(told: Any, fields: Fields) -> Advice:
    told = _table(told, "advice")
    when = _when(str(told.get("when", "")), "advice", fields)
    if not when:
        raise _wrong("advice", "when")
    level = _one_of(told.get("level", "custom"), LEVELS, "advice", "level")
    says, source = _both(told, "says", "advice"), _maybe(told, "source", "advice")
    return Advice(when, says, source, level, str(told.get("rule", "")))


# --- steps ---------------------------------------------------------------------------------------


def _step(told: Any, before: Mapping[str, Step], fields: Fields) -> Step:
    name = str(told.get("name", "")) if isinstance(told, dict) else ""
    if not name or name in before:
        raise _wrong(name, "name", name)
    after = _names(told, "after", name, tuple(before)[-1:])
    for one in after:
        _one_of(one, before, name, "after")
    need = told.get("need")
    if need is not None and (not isinstance(need, int) or not 1 <= need <= len(after)):
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
        when=_when(str(told.get("when", "")), name, fields),
        checks=_names(told, "checks", name),
        opens=_one_of(told.get("opens", ""), OPENS, name, "opens"),
        waits=_waits(str(told.get("waits", "")), name, fields),
        hourly=_when(str(told.get("hourly", "")), name, fields),
        up=_who(str(told["up"]), name, fields) if "up" in told else "",
        refused=_one_of(told.get("refused", ""), REFUSED, name, "refused"),
    )


def _waits(said: str, step: str, fields: Fields) -> str:
    if said and not any(one.kind == "draft" and one.needed for one in fields.values()):
        raise _wrong(step, "waits", said)
    return _one_of(said, WAITS, step, "waits")


def _who(said: str, step: str, fields: Fields) -> str:
    if PERSON.fullmatch(said):
        return said
    people = {one.name for one in fields.values() if one.kind in ("person", "people")}
    return _one_of(said, {OPENER, *people, *(role.value for role in Role)}, step, "who")


def _dues(said: Any, step: str, before: Mapping[str, Step], fields: Fields) -> Mapping[str, Due]:
    """ "3 d", or by a choice: { by = "urgency", ordinary = "5 d", urgent = "3 d" }."""
    if not isinstance(said, dict):
        return {"": _due(str(said), step, before, fields)} if said else {}
    by = _one_of(str(said.get("by", "")), fields, step, "when")
    dues = {value: one for value, one in said.items() if value != "by"}
    for value in dues:
        _one_of(value, fields[by].choices, step, "when")
    return {value: _due(str(one), step, before, fields) for value, one in dues.items()}


def _due(said: str, step: str, before: Mapping[str, Step], fields: Fields) -> Due:
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


def _when(said: str, step: str, fields: Fields) -> tuple[When, ...]:
    each = said.split(" and ") if said else []
    return tuple(_condition(one, step, fields) for one in each)


def _condition(said: str, step: str, fields: Fields) -> When:
    told = WHEN.fullmatch(said.strip())
    if told is None:
        raise _wrong(step, "when", said)
    field, wanted = _one_of(told["field"], fields, step, "when"), not told["no"]
    if told["sign"] in ("<", ">"):
        n = told["said"].strip()
        if fields[field].kind != "number" or not n.isdecimal():
            raise _wrong(step, "when", said)
        above, below = (int(n), None) if told["sign"] == ">" else (None, int(n))
        return When(field, wanted, above=above, below=below)
    values = frozenset(one.strip() for one in (told["said"] or "").split(",") if one.strip())
    for value in values if fields[field].choices else ():
        _one_of(value, fields[field].choices, step, "when")
    return When(field, wanted, values)
