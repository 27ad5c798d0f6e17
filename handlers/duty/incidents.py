"""Incidents at the desk: reported, also from outside; their steps; whether anybody took one."""

from __future__ import annotations

import re
from datetime import timedelta

from bot.duty import facts, incidents, paging
from bot.duty.incidents import HANDED, KIND
from bot.language.catalog import Key, Markup
from bot.language.refusals import Refused
from bot.matters import life
from bot.matters.sight import may_see
from bot.who.request import Request
from handlers.duty import clocks as clock_desk
from handlers.duty import pages, reports
from handlers.duty.incident_card import choices, lines
from handlers.matters.life import Face, LifeDesk
from handlers.matters.undo import undone
from handlers.slack import slips
from handlers.slack.blocks import button, buttons, section
from handlers.slack.desk import Asked, Reply, Then, Words
from storage.duty import incidents as stored
from storage.duty import roster
from storage.duty.incidents import Incident
from storage.duty.rules import rules
from storage.matters.journal import of_matter
from storage.matters.slips import tear
from storage.who.people import Person

LATELY = timedelta(days=3)
CLOCK = re.compile(r"(?P<h>[01]?\d|2[0-3])[:：点.](?P<m>[0-5]\d)?")
NEAR = timedelta(minutes=10)
QUESTION = re.compile(r"[?？]\s*$|吗\s*$|没有\s*$")


# --- reported -------------------------------------------------------------------------------------


def report(request: Request, asked: Asked) -> Reply:
    """What was understood in part is the report itself: nobody is asked at three at night."""
    words = asked.get("words") or asked.get("title", "")
    if not request.me.insider:
        return _from_outside(request, words)
    if not words.strip():
        return desk.begin(request, asked)
    if "sure" not in asked and request.surface != "form" and not facts.is_one(words):
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
    whom = paging.to_dial(request.session, incident, request.person)
    if not asked.get("words") and whom is not None:
        said = request.say("incidents.dialled", name=Markup(whom.name), phone=Markup(whom.phone))
        asked = asked | {"words": said}
    return desk.take(request, incident, "dial", asked)


def same(request: Request, asked: Asked) -> Reply:
    """Still on it: in one press, for whoever has both hands full."""
    words = request.say("incidents.same")
    return desk.take(request, desk.item(request, asked), "update", asked | {"words": words})


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
    Face(lines, signal="🚨", choices=choices),
    report=report,
    dial=dial,
    regrade=regrade,
    undo=take_back,
    reply=reply,
)
for _verb, _handler in {
    "sure": sure,
    "pass-on": pass_on,
    "same": same,
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
desk.draws("page")(pages.page)
desk.draws("still")(pages.still)
desk.draws("silent")(pages.silent)
desk.draws("outside")(pages.outside)
