"""The card of an incident: what is known, what is not yet, its clocks, who is called next."""

from __future__ import annotations

from datetime import datetime

from bot.duty import clocks, facts
from bot.duty.clocks import minutes
from bot.duty.incidents import OPEN
from bot.language.catalog import Key, Markup
from bot.matters.moves import Move
from bot.who.request import Request
from handlers.duty.clocks import source
from handlers.matters.life import last_words
from handlers.slack.blocks import Block, button
from storage.duty.incidents import Incident, IncidentState


def lines(request: Request, incident: Incident) -> list[Markup]:
    """What is known, what is not yet, the clocks, and what was said last."""
    say, there = request.say, facts.found(incident.said)
    lacks = facts.missing(there)
    known = [
        say("incidents.known", name=Key(f"incidents.fact-{name}"), words=words)
        for name, words in there.items()
    ]
    said = known or [say("incidents.said", words=incident.said)]
    over = incident.state not in OPEN
    if lacks and not over:
        said.append(say("incidents.lacks", names=[Key(f"incidents.fact-{one}") for one in lacks]))
    said.append(say("incidents.graded", grade=Key(f"incidents.grade-{incident.grade}")))
    said += clocks_of(request, incident)
    if incident.state is IncidentState.REPORTED:
        said.append(_ladder(request, incident))
    if incident.state is IncidentState.ENDED:
        said.append(say("incidents.now-the-final"))
    return [*said, *last_words(request, incident.words)]


def choices(request: Request, incident: Incident, move: Move[Incident]) -> list[Block]:
    """Beside a report in writing its draft; beside the final one the timeline, too."""
    if move.verb not in ("write", "final"):
        return []
    say, number, style = request.say, incident.id, "primary" if move.verb == "final" else ""
    usual = button(f"incidents:{move.verb}", say(f"incidents.verb-{move.verb}"), number, style)
    draft = button("incidents:draft", say("incidents.draft"), number)
    times = button("incidents:timeline", say("incidents.timeline-button"), number)
    return [usual, draft, times] if style else [usual, draft]


def clocks_of(request: Request, incident: Incident) -> list[Markup]:
    """Each with where it is from; what is over has no follow-up any more."""
    its, opened, over = incident.clocks, incident.matter.opened_at, incident.state not in OPEN
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
    rungs = {one: opened + minutes(its, one) for one in ("directors", "leaders")}
    said = {one: f"{at.astimezone(request.calendar.tz):%H:%M}" for one, at in rungs.items()}
    said |= {"n": its["again"]}
    return request.say("incidents.ladder", **said)
