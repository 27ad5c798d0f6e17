"""Pages of an incident: to whoever is called until somebody has it, then to whoever has."""

from __future__ import annotations

from bot.duty import paging
from bot.duty.clocks import followup, minutes
from bot.duty.incidents import BEFORE
from bot.language.catalog import Markup
from bot.who.request import Request
from handlers.duty.incident_card import clocks_of
from handlers.slack.blocks import Block, button, buttons, section
from storage.duty.incidents import Incident, IncidentState
from storage.matters.slips import Slip
from storage.who.people import Person


def page(request: Request, incident: int) -> tuple[str, list[Block]] | None:
    """Until somebody has it. Slack rings no phone: it says whom to dial, and who was not there."""
    found = request.session.get(Incident, incident)
    if found is None or found.state is not IncidentState.REPORTED:
        return None
    said = [_paged(request, found, "incidents.page")]
    for person, why in paging.jumped(request.session, found):
        said.append(request.say("incidents.jumped", name=person.name, why=why))
    whom = paging.to_dial(request.session, found, request.person)
    if whom is not None:
        said.append(request.say("incidents.dial", name=whom.name, phone=whom.phone))
    made = [_step(request, found, "acknowledge", "danger")]
    made += [_step(request, found, "dial")] if whom is not None else []
    return _shown(request, found, said, made)


def still(request: Request, incident: int) -> tuple[str, list[Block]] | None:
    """To whoever has it: a report is due, or they have been silent."""
    found = request.session.get(Incident, incident)
    mine = found is not None and found.matter.owner_id == request.me.id
    if found is None or not mine or found.state is not IncidentState.IN_HAND:
        return None
    owed = _owed(request, found)
    head = _paged(request, found, "incidents.report-due" if owed else "incidents.still")
    same = button("incidents:same", request.say("incidents.same"), found.id)
    made = [_step(request, found, "update", "" if owed else "danger"), same]
    if owed:
        how = "script" if owed == "phone" else "draft"
        help_ = button(f"incidents:{how}", request.say(f"incidents.{how}"), found.id)
        made = [_step(request, found, owed, "danger"), help_, *made]
    return _shown(request, found, [head, *clocks_of(request, found)], made)


def _owed(request: Request, found: Incident) -> str:
    """The report that is due by now, if one is."""
    its, opened = found.clocks, found.matter.opened_at
    for verb, name, done in (
        ("phone", "phone", found.phoned_at),
        ("write", "written", found.written_at),
    ):
        if its[name] and done is None and request.now >= opened + minutes(its, name):
            return verb
    due = followup(its, found.told_at, request.calendar)
    return "write" if due is not None and request.now >= due - BEFORE else ""


def silent(request: Request, incident: int) -> tuple[str, list[Block]] | None:
    """To those above, where whoever has it did not answer."""
    found = request.session.get(Incident, incident)
    if found is None or found.state is not IncidentState.IN_HAND:
        return None
    who, said = found.matter.owner, {"since": found.heard_at, **found.matter.named}
    lines = [request.say("incidents.silent", holder=who.name, **said)]
    if who.phone:
        lines.append(request.say("incidents.dial", name=who.name, phone=who.phone))
    made = [_step(request, found, "take", "danger")]
    made += [_step(request, found, "dial")] if who.phone else []
    return _shown(request, found, lines, made)


def outside(request: Request, slip: int) -> tuple[str, list[Block]] | None:
    """Somebody from elsewhere raises an alarm: whoever is on duty reports it, or does not."""
    found = request.session.get(Slip, slip)
    sender = request.session.get(Person, found.asked["from"]) if found else None
    if found is None or sender is None:
        return None
    text = request.say("incidents.outside-page", name=sender.name, words=found.asked["words"])
    made = button("incidents:sure", request.say("incidents.verb-report"), found.id, "danger")
    return text, [section(text), buttons(made)]


def _paged(request: Request, found: Incident, key: str) -> Markup:
    matter = found.matter
    phone = f" {matter.opened_by.phone}" if matter.opened_by.phone else ""
    said = {**matter.named, "by": matter.opened_by.name, "phone": phone, "at": matter.opened_at}
    return request.say(key, **said)


def _step(request: Request, found: Incident, verb: str, style: str = "") -> Block:
    return button(f"incidents:{verb}", request.say(f"incidents.verb-{verb}"), found.id, style)


def _shown(
    request: Request, found: Incident, said: list[Markup], made: list[Block]
) -> tuple[str, list[Block]]:
    text = "\n".join(said)
    show = button("incidents:show", request.say("incidents.show"), found.id)
    return text, [section(text), buttons(*made, show)]
