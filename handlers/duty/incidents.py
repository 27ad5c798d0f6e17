"""Incidents at the desk: a card with its clocks, pages with whom to dial, what is told upward."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from bot.duty import clocks, facts, incidents
from bot.duty.clocks import minutes
from bot.duty.incidents import HANDED, KIND
from bot.language.catalog import Key, Markup
from bot.language.refusals import Refused
from bot.matters import life
from bot.matters.sight import may_see
from bot.who.request import Request
from handlers.duty import clocks as clock_desk
from handlers.duty import reports
from handlers.duty.clocks import source
from handlers.matters.life import Face, LifeDesk, last_words
from handlers.matters.undo import undone
from handlers.slack import slips
from handlers.slack.blocks import Block, button, buttons, section
from handlers.slack.desk import Asked, Reply, Then, Words
from storage.duty import incidents as stored
from storage.duty import roster
from storage.duty.incidents import Incident, IncidentState
from storage.duty.rules import rules
from storage.matters.journal import of_matter
from storage.matters.slips import Slip, tear
from storage.who.people import Person

LATELY = timedelta(days=3)
CLOCK = re.compile(r"(?P<h>[01]?\d|2[0-3])[:：点.](?P<m>[0-5]\d)?")
NEAR = timedelta(minutes=10)
QUESTION = re.compile(r"[?？]\s*$|吗\s*$|没有\s*$")


# --- the card -------------------------------------------------------------------------------------


def lines(request: Request, incident: Incident) -> list[Markup]:
    """What is known, what is not yet, the clocks, and what was said last."""
    say, there, lacks = request.say, facts.found(incident.said), facts.missing(incident.said)
    known = [
        say("incidents.known", name=Key(f"incidents.fact-{name}"), words=words)
        for name, words in there.items()
    ]
    said = known or [say("incidents.said", words=incident.said)]
    over = incident.matter.closed_at is not None
    if lacks and not over:
        comma = "、" if request.catalog.lang_of(request.person) == "zh" else ", "
        names = comma.join(say(f"incidents.fact-{name}") for name in lacks)
        said.append(say("incidents.lacks", names=Markup(names)))
    said.append(say("incidents.graded", grade=Key(f"incidents.grade-{incident.grade}")))
    said += clocks_of(request, incident)
    if incident.state is IncidentState.REPORTED:
        said.append(_ladder(request, incident))
    if incident.state is IncidentState.CLOSED:
        said.append(say("incidents.now-the-final"))
    return [*said, *last_words(request, incident.words)]


def clocks_of(request: Request, incident: Incident) -> list[Markup]:
    """Each with where it is from; what is over has no follow-up any more."""
    its, opened, over = incident.clocks, incident.matter.opened_at, incident.matter.closed_at
    done = {"phone": incident.phoned_at, "written": incident.written_at}
    said = [
        _clock(request, incident, name, opened + minutes(its, name), done[name])
        for name in clocks.UPWARD
        if its[name] and not (over and done[name] is None)
    ]
    due = clocks.followup(its, incident.told_at, request.calendar)
    if due is not None and not over:
        said.append(_clock(request, incident, "followup", due, None))
    return said


def _clock(
    request: Request, incident: Incident, which: str, by: datetime, done: datetime | None
) -> Markup:
    if done is not None:
        return request.say(f"incidents.done-{which}", at=done)
    if request.now > by:
        return request.say(f"incidents.late-{which}", by=by)
    from_ = source(request, incident.grade, incident.clocks)
    n = incident.clocks.get(which, 0)
    times = incident.clocks["followups"]
    return request.say(f"incidents.open-{which}", by=by, n=n, times=times, source=from_)


def _ladder(request: Request, incident: Incident) -> Markup:
    """Who is called next, and when, as long as nobody has it."""
    opened, its = incident.matter.opened_at, incident.clocks
    directors, leaders = opened + minutes(its, "directors"), opened + minutes(its, "leaders")
    said = {"directors": directors, "leaders": leaders, "n": its["again"]}
    return request.say("incidents.ladder", **said)


# --- reported -------------------------------------------------------------------------------------


def report(request: Request, asked: Asked) -> Reply:
    """What was understood in part is the report itself: nobody is asked at three at night."""
    words = asked.get("words") or asked.get("title", "")
    if not request.me.insider:
        return _from_outside(request, words)
    if not words.strip():
        return desk.begin(request, asked)
    if "sure" not in asked and request.surface != "form" and "what" not in facts.found(words):
        return _is_it_one(request, words)
    words = words.strip()
    if asked.get("from") and (sender := request.session.get(Person, asked["from"])):
        words = request.say("incidents.said-by", words=Markup(words), name=Markup(sender.name))
    if known := incidents.same_words(request, words):
        return Words(*desk.card(request, known.matter))
    return Words(*desk.card(request, incidents.report(request, words).matter), shown=True)


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


def _from_outside(request: Request, words: str) -> Reply:
    """An alarm is not lost by who raises it: it is passed on, or it is said whom to ring."""
    if not words.strip():
        raise Refused("office.not-for-you", who=Key("office.who-insider"))
    on = [one.person.name for one in roster.running(request.session, request.now)]
    names = " · ".join(on)
    ring = (
        request.say("incidents.outside-ring", names=names)
        if on
        else request.say("incidents.outside-nobody")
    )
    if not rules(request.session).passes_on:
        return Words(request.say("incidents.outside-not-sent", ring=ring))
    slip = slips.keep(request, "incidents:pass-on", {"words": words.strip()})
    text = request.say("incidents.outside-ask", words=words.strip(), ring=ring)
    made = button("incidents:pass-on", request.say("incidents.outside-send"), slip.id, "danger")
    return Words(text, [section(text), buttons(made)])


def pass_on(request: Request, asked: Asked) -> Reply:
    slip = slips.find(request, asked)
    words = str(slip.asked["words"])
    tear(request.session, slip)
    called = incidents.pass_on(request, words)
    names = " · ".join(one.name for one in called)
    return Words(request.say("incidents.outside-sent", names=names), answers=True)


# --- steps ----------------------------------------------------------------------------------------


def dial(request: Request, asked: Asked) -> Reply:
    """Who dialled whom is on record: from a page without a word, else the form asks."""
    incident = desk.item(request, asked)
    whom = incidents.to_dial(request.session, incident, request.person)
    if not asked.get("words") and whom is not None:
        said = request.say("incidents.dialled", name=Markup(whom.name), phone=Markup(whom.phone))
        asked = asked | {"words": said}
    return desk.take(request, incident, "dial", asked)


def reply(request: Request, asked: Asked) -> Reply:
    """Words in the thread under its card are how it stands; a question is answered by the card."""
    incident = desk.item(request, asked)
    if QUESTION.search(asked["text"]):
        return Words(*desk.card(request, incident.matter))
    return desk.take(request, incident, "update", asked | {"words": asked["text"]})


def regrade(request: Request, asked: Asked) -> Reply:
    """The grade as it is said, in either language."""
    catalog, said = request.catalog, asked.get("grade", "")
    for one in incidents.GRADES:
        if said in catalog.text(f"incidents.grade-{one}").values():
            asked = asked | {"grade": one.value}
    return desk.take(request, desk.item(request, asked), "regrade", asked)


def take_back(request: Request, asked: Asked) -> Reply:
    return undone(request, life.take_back(request, HANDED, int(asked["id"])).matter)


def taken(request: Request, asked: Asked) -> Reply:
    """Did anybody take the 03:10 report? From the record; nobody is asked, and nobody hears."""
    found = _meant(request, asked.get("when", ""))
    noted = _in_the_log(request, asked.get("when", ""))
    if found is None:
        return Words(noted or request.say("incidents.none-then", when=asked.get("when", "")))
    did = [one for one in of_matter(request.session, found.id) if one.what.endswith("acknowledge")]
    said = {**found.matter.named, "at": found.matter.opened_at}
    if did:
        text = request.say("incidents.taken-by", by=did[-1].person.name, since=did[-1].at, **said)
    else:
        text = request.say("incidents.taken-by-nobody", **said)
    show = button("incidents:show", request.say("incidents.show"), found.id)
    times = button("incidents:timeline", request.say("incidents.timeline-button"), found.id)
    return Words(text, [section(text), buttons(show, times)])


def _meant(request: Request, when: str) -> Incident | None:
    """The one of that time of day, said in it or reported about then; of no time, the last."""
    since = request.now - LATELY
    seen = [
        one
        for one in stored.lately(request.session, since)
        if may_see(request.session, request.me, one.matter)
    ]
    clock = CLOCK.search(when)
    if clock is None:
        return next(iter(seen), None)
    hour, minute = int(clock["h"]), int(clock["m"] or 0)
    for one in seen:
        at = one.matter.opened_at.astimezone(request.calendar.tz)
        then = at.replace(hour=hour, minute=minute)
        if f"{hour:02}:{minute:02}" in one.said.replace("：", ":") or abs(at - then) <= NEAR:
            return one
    return None


def _in_the_log(request: Request, when: str) -> Markup | None:
    """What the log of those days says of that time, if it was no incident."""
    clock = CLOCK.search(when)
    if clock is None or not request.me.insider:
        return None
    hour, minute = int(clock["h"]), int(clock["m"] or 0)
    for one in reversed(roster.logged(request.session, request.now - LATELY)):
        at = one.at.astimezone(request.calendar.tz)
        near = abs(at - at.replace(hour=hour, minute=minute)) <= NEAR
        if near or f"{hour:02}:{minute:02}" in one.words.replace("：", ":"):
            return request.say("incidents.in-the-log", at=one.at, by=one.by.name, words=one.words)
    return None


desk = LifeDesk(
    KIND,
    Face(lines, signal="🚨"),
    report=report,
    dial=dial,
    regrade=regrade,
    undo=take_back,
    reply=reply,
)
for _verb, _handler in {
    "sure": sure,
    "pass-on": pass_on,
    "taken": taken,
    "draft": reports.draft,
    "script": reports.script,
    "timeline": reports.timeline,
    "paper": reports.sends("report", "docx"),
    "timeline-word": reports.sends("timeline", "docx"),
    "timeline-excel": reports.sends("timeline", "xlsx"),
    "clocks": clock_desk.show,
    "clocks-edit": clock_desk.edit,
    "clocks-reset": clock_desk.reset,
}.items():
    desk.does(_verb)(_handler)
desk.draws("file")(reports.file)


# --- pages ----------------------------------------------------------------------------------------


@desk.draws("page")
def page(request: Request, incident: int) -> tuple[str, list[Block]] | None:
    """Until somebody has it. Slack rings no phone: it says whom to dial, and who was not there."""
    found = request.session.get(Incident, incident)
    if found is None or found.state is not IncidentState.REPORTED:
        return None
    said = [_paged(request, found, "incidents.page")]
    for person, why in incidents.jumped(request.session, found):
        said.append(request.say("incidents.jumped", name=person.name, why=why))
    whom = incidents.to_dial(request.session, found, request.person)
    if whom is not None:
        said.append(request.say("incidents.dial", name=whom.name, phone=whom.phone))
    made = [_step(request, found, "acknowledge", "danger")]
    made += [_step(request, found, "dial")] if whom is not None else []
    return _shown(request, found, said, made)


@desk.draws("still")
def still(request: Request, incident: int) -> tuple[str, list[Block]] | None:
    """To whoever has it, and has been silent."""
    found = request.session.get(Incident, incident)
    mine = found is not None and found.matter.owner_id == request.me.id
    if found is None or not mine or found.state is not IncidentState.IN_HAND:
        return None
    said = [_paged(request, found, "incidents.still"), *clocks_of(request, found)]
    made = [_step(request, found, "update", "danger")]
    made.append(button("incidents:script", request.say("incidents.script"), found.id))
    made.append(button("incidents:draft", request.say("incidents.draft"), found.id))
    return _shown(request, found, said, made)


@desk.draws("outside")
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
