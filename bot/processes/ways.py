"""The ways of working an office has: those that came with us, and its own; by version (A2.7)."""

from __future__ import annotations

from functools import cache
from typing import Any

from bot.language.catalog import WAYS
from bot.language.refusals import Refused
from bot.matters import journal, undo
from bot.processes import calling, checks, holders, reading
from bot.processes.regulations import own
from bot.processes.template import SOMEBODY, Template
from bot.who.request import Request
from bot.who.standing import insist
from storage.matters.journal import Entry
from storage.processes import cases as stored
from storage.processes.cases import Process


@cache
def shipped() -> dict[str, str]:
    """The texts that came with us, by name."""
    return {file.stem: file.read_text("utf-8") for file in sorted(WAYS.glob("*.toml"))}


def way_of(process: Process) -> Template:
    return reading.read(process.name, process.text)


def current(request: Request, name: str) -> Process:
    """The version by which a case is started now. What the office made of it stands, and what it
    retired; what came with us is taken over when a new one comes. Raises Refused when there is none
    of that name.
    """
    there, ours = stored.newest(request.session, name), shipped().get(name)
    stands = there is not None and (there.by_id or there.retired_at or there.text == ours)
    if ours is None or stands:
        if there is None:
            raise Refused("cases.no-such-way", field="way", name=name)
        return there
    return _add(request, name, ours, there)


def _add(request: Request, name: str, text: str, last: Process | None, by: str = "") -> Process:
    version = last.version + 1 if last else 1
    made = Process(name=name, version=version, text=text, at=request.now, by_id=by or None)
    request.session.add(made)
    request.session.flush()
    return made


def newer(request: Request, process: Process) -> bool:
    """Whether cases are started by a later version now."""
    return current(request, process.name) is not process


def every(request: Request) -> list[Process]:
    """All there are, each in its newest version."""
    names = {*shipped(), *stored.names(request.session)}
    return [current(request, name) for name in sorted(names)]


def known(request: Request) -> list[Process]:
    """Those by which cases are begun."""
    return [one for one in every(request) if one.retired_at is None]


def retired(request: Request) -> list[Process]:
    return [one for one in every(request) if one.retired_at is not None]


def made_here(request: Request) -> tuple[list[Template], list[Template]]:
    """Those of the office alone; and those that came with us, as the office has them; but what is
    retired.
    """
    each = stored.own(request.session)
    made = {one.name: way_of(one) for one in each if one.retired_at is None}
    own = [way for name, way in made.items() if name not in shipped()]
    gone = {one.name for one in each if one.retired_at is not None}
    left = ((name, text) for name, text in shipped().items() if name not in gone)
    return own, [made.get(name) or reading.read(name, text) for name, text in left]


def is_retired(request: Request, name: str) -> bool:
    each = stored.own(request.session)
    return any(one.name == name and one.retired_at is not None for one in each)


@cache
def said_beside() -> tuple[str, ...]:
    """The fields of ways that came with us which are told in a sentence: from whom, where to."""
    each = (reading.read(name, text) for name, text in shipped().items())
    return tuple({one.name: one for way in each for one in way.fields.values() if one.said})


def nearest(request: Request, said: str) -> list[Process]:
    """Those whose names are like it, the nearest first."""
    found = calling.nearest(said, [way_of(one) for one in known(request)])
    return [current(request, one.name) for one in found]


def named(request: Request, said: str) -> Process | None:
    """The one that is called so, in either language or by its name; else the only one that is
    called so in part. Raises Refused for one that is retired.
    """
    found = calling.alike(said, _own_first(known(request)))
    if found is None and (gone := ever_named(request, said)) is not None:
        insist_open(gone)
    return current(request, found.name) if found else None


def ever_named(request: Request, said: str) -> Process | None:
    """As `named`, and it may be retired."""
    found = calling.alike(said, _own_first(every(request)))
    return current(request, found.name) if found else None


def _own_first(each: list[Process]) -> list[Template]:
    """Of two that are called alike the office means its own."""
    return [way_of(one) for one in sorted(each, key=lambda one: one.name in shipped())]


def insist_open(process: Process) -> None:
    """Raises Refused for one by which no case is begun any more."""
    if process.retired_at is not None:
        raise Refused("cases.retired", field="way", way=way_of(process).called)


def publish(request: Request, name: str, text: str) -> tuple[Process, int]:
    """From now on cases of this name are started so; what runs goes on as it began. With the entry
    by which it is undone. Raises Refused for who may not, and for what can be no way of working.
    """
    insist(request.me.directs, "director")
    _insist(request, reading.insist(name, text))
    last = current(request, name) if {name} & {*shipped(), *stored.names(request.session)} else None
    if last is not None and last.text == text:
        raise Refused("cases.same-way", field="text", name=name)
    made = _add(request, name, text, last, request.me.id)
    return made, journal.record(request, "ways.publish", after=_named(made))


def retire(request: Request, process: Process) -> int:
    """No case is begun by it any more; what runs goes on. The entry comes back, by which it is
    taken back. Raises Refused.
    """
    insist(request.me.directs, "director")
    insist_open(process)
    process.retired_at = request.now
    return journal.record(request, "ways.retire", after=_named(process))


def revive(request: Request, process: Process) -> int:
    """It counts again. Raises Refused."""
    insist(request.me.directs, "director")
    if process.retired_at is None:
        raise Refused("cases.not-retired", field="way", way=way_of(process).called)
    process.retired_at = None
    return journal.record(request, "ways.revive", after=_named(process))


def _named(process: Process) -> dict[str, Any]:
    return {"name": process.name, "version": process.version}


def take_back(request: Request, entry_id: int) -> Process | None:
    """That it was retired, or brought back; one's own version, while it is the newest: the one
    before it counts again, as the next; of the first that nothing was begun by nothing is left.
    Raises Refused when it is too late.
    """
    entry = undo.own_deed(request, entry_id, "ways")
    name, version = entry.after["name"], entry.after["version"]
    last = stored.newest(request.session, name)
    if last is None or last.version != version:
        raise Refused("undo.changed")
    if not entry.what.endswith(".publish"):
        return _turned(request, entry, last)
    before = stored.of_version(request.session, name, version - 1)
    if before is None and stored.began(request.session, last):
        raise Refused("undo.changed")
    made = _add(request, name, before.text, last, before.by_id or "") if before else None
    if made is None:
        request.session.delete(last)
    now = {"name": name, "version": made.version if made else 0}
    journal.record(request, "ways.undo", before=entry.after, after=now, reason=entry.what)
    return made


def _turned(request: Request, entry: Entry, process: Process) -> Process:
    """Retired again, or not any more."""
    was = entry.what.endswith(".revive")
    if was is (process.retired_at is not None):
        raise Refused("undo.changed")
    process.retired_at = request.now if was else None
    now = _named(process)
    journal.record(request, "ways.undo", before=entry.after, after=now, reason=entry.what)
    return process


def _insist(request: Request, way: Template) -> None:
    """Raises Refused for a rule or a check that is not there, and for a field that begins with
    cases of no way.
    """
    for name, rule in way.rules():
        if own.cited(request, rule) is None:
            raise Refused("cases.wrong-rule", field="text", step=name, said=rule)
    for step in way.steps.values():
        for who in (step.who, step.up):
            if who.startswith(SOMEBODY) and holders.named(request, who) is None:
                raise Refused("cases.wrong-who", field="text", step=step.name, said=who)
        for name in step.checks:
            if name not in checks.KNOWN or checks.KNOWN[name][0] not in way.fields:
                raise Refused("cases.wrong-check", field="text", step=step.name, said=name)
    there = {way.name, *shipped(), *stored.names(request.session)}
    for one in way.fields.values():
        if one.earlier and one.earlier not in there:
            raise Refused("cases.wrong-earlier", field="text", step=one.name, said=one.earlier)
