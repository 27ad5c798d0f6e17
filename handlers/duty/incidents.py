"""Incidents at the desk: a card with its clocks, pages with whom to dial, the report drafted."""

from __future__ import annotations

from datetime import datetime

from bot.duty import facts, incidents
from bot.duty.incidents import KIND, PHONE, WRITTEN
from bot.language.catalog import Key, Markup
from bot.matters import life
from bot.who.request import Request
from handlers.matters.life import Face, LifeDesk, last_words
from handlers.slack import slips
from handlers.slack.blocks import Block, button, buttons, section, sections
from handlers.slack.desk import Asked, Reply, Then, Words
from storage.duty.incidents import Incident, IncidentState
from storage.matters.journal import Entry, of_matter
from storage.matters.slips import tear


def lines(request: Request, incident: Incident) -> list[Markup]:
    """What is known, what is not yet, the clocks, and what was said last."""
    say, there, lacks = request.say, facts.found(incident.said), facts.missing(incident.said)
    known = [
        say("incidents.known", name=Key(f"incidents.fact-{name}"), words=words)
        for name, words in there.items()
    ]
    said = known or [say("incidents.said", words=incident.said)]
    if lacks and incident.matter.closed_at is None:
        comma = "、" if request.catalog.lang_of(request.person) == "zh" else ", "
        names = comma.join(say(f"incidents.fact-{name}") for name in lacks)
        said.append(say("incidents.lacks", names=Markup(names)))
    said.append(say("incidents.graded", grade=Key(f"incidents.grade-{incident.grade}")))
    opened = incident.matter.opened_at
    said.append(_clock(request, "phone", opened + PHONE, incident.phoned_at))
    said.append(_clock(request, "written", opened + WRITTEN, incident.written_at))
    return [*said, *last_words(request, incident.words)]


def _clock(request: Request, which: str, by: datetime, done: datetime | None) -> Markup:
    if done is not None:
        return request.say(f"incidents.done-{which}", at=done)
    if request.now > by:
        return request.say(f"incidents.late-{which}", by=by)
    minutes = {"phone": PHONE, "written": WRITTEN}[which].seconds // 60
    return request.say(f"incidents.open-{which}", by=by, n=minutes)


def report(request: Request, asked: Asked) -> Reply:
    """What was understood in part is the report itself: nobody is asked at three at night."""
    words = asked.get("words") or asked.get("title", "")
    if not words.strip():
        return desk.begin(request, asked)
    if "sure" not in asked and request.surface != "form" and "what" not in facts.found(words):
        return _is_it_one(request, words)
    incident: Incident = life.begin(request, KIND, {"words": words.strip()})
    incidents.begin(request, incident)
    return Words(*desk.card(request, incident.matter), shown=True)


def _is_it_one(request: Request, words: str) -> Reply:
    """紧急：请李娜写一份通知 is none: nobody is paged before somebody says so."""
    slip = slips.keep(request, "incidents:report", {"words": words, "sure": "yes"})
    text = request.say("incidents.is-it-one", words=words)
    made = [
        button("incidents:sure", request.say("incidents.verb-report"), slip.id, "danger"),
        button("drafts:assign", request.say("incidents.no-a-draft"), "-"),
        button("followups:remind", request.say("incidents.no-a-reminder"), "-"),
    ]
    return Words(text, [section(text), buttons(*made)])


def sure(request: Request, asked: Asked) -> Reply:
    slip = slips.find(request, asked)
    what, kept = slip.what, dict(slip.asked)
    tear(request.session, slip)
    return Then(what, kept)


def draft(request: Request, asked: Asked) -> Reply:
    """The report as text, for a person to send: first, follow-up or final by where it stands."""
    incident = desk.item(request, asked)
    over = incident.state is IncidentState.CLOSED
    told = [one for one in of_matter(request.session, incident.matter.id) if _is_told(one, over)]
    kind = "final" if over else "followup" if told or incident.written_at else "first"
    there = facts.found(incident.said)
    said = [
        request.say(f"incidents.report-{kind}", title=incident.matter.title),
        request.say("incidents.said", words=incident.said),
        *(
            request.say(
                "incidents.known", name=Key(f"incidents.fact-{one}"), words=there.get(one, "—")
            )
            for one in facts.ASKED
        ),
        *(request.say("incidents.went", at=one.at, words=one.reason) for one in told),
        request.say("incidents.report-end", at=request.now, name=request.person.name),
    ]
    text = "\n".join(said)
    return Words(text, sections(text))


def _is_told(entry: Entry, over: bool) -> bool:
    """What came of it, as long as it stands."""
    verb = entry.what.partition(".")[2]
    return bool(entry.reason) and (
        verb in ("phone", "write", "update") or (over and verb == "close")
    )


desk = LifeDesk(KIND, Face(lines, signal="🚨"), report=report)
desk.does("draft")(draft)
desk.does("sure")(sure)


@desk.draws("page")
def page(request: Request, incident: int) -> tuple[str, list[Block]] | None:
    """Until somebody has it. Slack rings no phone: it says whom to dial."""
    found = request.session.get(Incident, incident)
    if found is None or found.state is not IncidentState.REPORTED:
        return None
    return _paged(request, found, "incidents.page", "acknowledge")


@desk.draws("still")
def still(request: Request, incident: int) -> tuple[str, list[Block]] | None:
    """To whoever has it, and has been silent."""
    found = request.session.get(Incident, incident)
    mine = found is not None and found.matter.owner_id == request.me.id
    if found is None or not mine or found.state is not IncidentState.IN_HAND:
        return None
    return _paged(request, found, "incidents.still", "update")


def _paged(request: Request, found: Incident, key: str, verb: str) -> tuple[str, list[Block]]:
    matter, say = found.matter, request.say
    phone = f" {matter.opened_by.phone}" if matter.opened_by.phone else ""
    said = {**matter.named, "by": matter.opened_by.name, "phone": phone, "at": matter.opened_at}
    text = say(key, **said)
    do_it = button(f"incidents:{verb}", say(f"incidents.verb-{verb}"), found.id, "danger")
    show = button("incidents:show", say("incidents.show"), found.id)
    return text, [section(text), buttons(do_it, show)]
