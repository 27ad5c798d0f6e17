"""Reminders: what people ask of themselves and of each other; once, or again and again."""

from __future__ import annotations

from datetime import datetime

from bot.language.catalog import Markup
from bot.language.dates import Repeat, first_kept, settled
from bot.matters import followups, journal, rest_days, story, titles, undo
from bot.matters.followups import Debt
from bot.matters.nudges import next_time
from bot.who import days
from bot.who.request import Request
from bot.who.standing import Standing, insist
from storage.matters.followups import FollowUp, last_on
from storage.matters.matter import Matter, Visibility, set_readers
from storage.who.people import Person

KIND, PREFIX, DUTY = "followups", "F", "followups.duty"


def is_to_oneself(followup: FollowUp) -> bool:
    """A reminder one has set oneself: its time comes, but it is never late."""
    return followup.duty == DUTY and followup.asked_by_id == followup.person_id


def may_call_off(me: Standing, followup: FollowUp) -> bool:
    return me.id in (followup.person_id, followup.asked_by_id)


def remind(
    request: Request, person: Person, what: str, at: datetime, repeats: Repeat | None = None
) -> FollowUp:
    """Somebody, or oneself, is to be reminded of something at a moment, or again and again."""
    insist(request.me.insider, "insider")
    if repeats:
        repeats, at = _again(request, person, repeats, at)
    matter = Matter(
        kind=KIND,
        prefix=PREFIX,
        title=titles.read_title(what, "what"),
        visibility=Visibility.NAMED,
        opened_by=request.person,
        owner=person,
        due_at=at,
        opened_at=request.now,
    )
    request.session.add(matter)
    set_readers(request.session, matter, {request.me.id, person.slack_id})
    ladder = "again" if repeats else "reminder"
    opened = followups.owe(request, matter, Debt(person, DUTY, at, request.person, ladder))
    opened.repeats = repeats.written() if repeats else ""
    after = {"owner_id": person.slack_id, "due_at": at.isoformat()}
    after |= {"repeats": opened.repeats} if opened.repeats else {}
    journal.record(request, "followups.remind", matter=matter, about=person, after=after)
    _tell(request, opened, "remind")
    return opened


def _again(
    request: Request, person: Person, repeat: Repeat, at: datetime
) -> tuple[Repeat, datetime]:
    """As it is kept: at the time of day there where they are, and on rest days as whoever sets it
    has always wanted; and when it comes first.
    """
    there = days.of_person(request.session, person, request.calendar)
    kept = rest_days.ruled(request, settled(repeat, at, there), repeat.rest)
    return kept, first_kept(kept, at, request.now, there)


def finish(request: Request, followup: FollowUp, verb: str) -> Markup:
    """A reminder is over: "done", or called off ("cancel")."""
    insist(may_call_off(request.me, followup), "debtor")
    matter = followup.matter
    if followup.repeats and verb == "done":
        return _done_once(request, followup)
    followups.settle(request, followup)
    matter.closed_at = request.now
    after = {"closed_at": request.now.isoformat()}
    before = {"closed_at": None}
    journal.record(request, f"followups.{verb}", matter=matter, before=before, after=after)
    return _tell(request, followup, verb)


def _done_once(request: Request, followup: FollowUp) -> Markup:
    """What comes again is done for this time, even before it has come, and comes again."""
    after = max(request.now, followup.due_at)
    _put_off(request, followup, next_time(request.session, followup, request.calendar, after))
    return _tell(request, followup, "done-once")


def move(request: Request, followup: FollowUp, at: datetime, repeats: Repeat | None = None) -> None:
    """A reminder is wanted at another time; again and again, if that is what is said."""
    insist(may_call_off(request.me, followup), "debtor")
    before = Repeat.read(followup.repeats)
    if repeats:
        repeats = repeats._replace(rest=before.rest if before else "")
        before, at = _again(request, followup.person, repeats, at)
    if before:
        there = days.of_person(request.session, followup.person, request.calendar)
        followup.repeats = settled(before, at, there).written()
        followup.ladder = "again"
    _put_off(request, followup, at, "extend")
    _tell(request, followup, "extend")


def _put_off(request: Request, followup: FollowUp, at: datetime, verb: str = "done") -> None:
    before = {"due_at": followup.due_at.isoformat()}
    followup.due_at = followup.matter.due_at = at
    followup.snoozed_until = None
    followups.resume(request, followup)
    after = {"due_at": at.isoformat()}
    matter = followup.matter
    journal.record(request, f"followups.{verb}", matter=matter, before=before, after=after)


def _tell(request: Request, followup: FollowUp, verb: str) -> Markup:
    """Both ends of a reminder see it as it stands now; the other one hears of it."""
    matter = followup.matter
    ends = {matter.opened_by_id, matter.owner_id}
    told = {"due": followup.due_at, "who": followup.person.name}
    return story.tell(request, matter, f"followups.story-{verb}", ends, **told)


def take_back(request: Request, entry_id: int) -> Matter:
    """Undo, within minutes: a reminder opened is called off, one finished is open again."""
    entry, matter = undo.find(request, entry_id, KIND)
    last = last_on(request.session, matter.id)
    if entry.what == "followups.remind":
        followups.settle(request, last)
        matter.closed_at = request.now
    else:
        matter.closed_at = last.settled_at = last.snoozed_until = None
        last.repeats = entry.before.get("repeats", last.repeats)
        if "due_at" in entry.before:
            matter.due_at = last.due_at = datetime.fromisoformat(entry.before["due_at"])
        followups.resume(request, last)
    undo.record(request, entry, matter)
    _tell(request, last, "undo")
    return matter
