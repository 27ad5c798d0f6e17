"""What was agreed for those who go is done when the trip is; and undone when it is not made."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.language.catalog import Key
from bot.matters import followups, journal, story
from bot.matters.reminders import KIND as REMINDERS
from bot.research.relief import DROP, POSTPONE, ends
from bot.who.request import Request
from storage.matters.followups import FollowUp
from storage.research.relief import Relief, ReliefState
from storage.research.trips import AWAY, GOING, TripState

Done = dict[str, Any]  # as JSON: when it was due, and when it is now, or that it was dropped
DROPPED = "dropped"


def keep_up(request: Request, relief: Relief) -> None:
    """As it is agreed now, for the trip as it is now."""
    trip, done = relief.trip, dict(relief.done)
    is_made = trip.state in (*GOING, TripState.SETTLED) and relief.person_id in trip.people.split()
    is_on = relief.state is ReliefState.AGREED and is_made
    for number, was in relief.done.items():
        wanted = relief.lines.get(number) == was["as"] and was["until"] == _until(relief, was["as"])
        in_time = datetime.fromisoformat(was["due"]) > ends(request, trip)  # it was shortened
        if not is_on or not wanted or in_time:
            _undo(request, number, done.pop(number))
    if is_on and trip.state in AWAY:
        for number, choice in relief.lines.items():
            if number not in done and choice in (POSTPONE, DROP):
                done |= _do(request, relief, number, choice)
    relief.done = done
    request.session.flush()


def _until(relief: Relief, choice: str) -> str:
    return relief.until.isoformat() if choice == POSTPONE else DROPPED


def _do(request: Request, relief: Relief, number: str, choice: str) -> dict[str, Done]:
    """Nothing, if it was settled meanwhile, or would be in time after all."""
    found = request.session.get_one(FollowUp, int(number))
    if found.settled_at is not None or found.due_at > ends(request, relief.trip):
        return {}
    was = {"due": found.due_at.isoformat(), "as": choice, "until": _until(relief, choice)}
    if choice == POSTPONE:
        put_off(request, found, relief.until)
    else:
        _drop(request, found)
    return {number: was}


def put_off(request: Request, found: FollowUp, until: datetime) -> None:
    """The date of the matter moves along, where it is what its owner owes; whoever waits hears."""
    before = found.due_at
    matter = found.matter
    if found.person_id == matter.owner_id and before == matter.due_at and not found.item:
        matter.due_at = until
    found.was_due = found.was_due or before
    followups.put_off(request, found, until)
    _record(request, found, "postpone", before, until)


def _drop(request: Request, found: FollowUp) -> None:
    followups.settle(request, found)
    if found.matter.kind == REMINDERS:
        found.matter.closed_at = request.now
    _record(request, found, "drop", found.due_at, None)


def _undo(request: Request, number: str, was: Done) -> None:
    """Back to what it was, unless somebody has given it another time since, or it is over."""
    found = request.session.get_one(FollowUp, int(number))
    due = datetime.fromisoformat(was["due"])
    if was["until"] == DROPPED:
        _pick_up(request, found)
    elif found.settled_at is None and found.due_at.isoformat() == was["until"]:
        if found.matter.due_at == found.due_at and found.person_id == found.matter.owner_id:
            found.matter.due_at = due
        before, found.was_due = found.due_at, None
        followups.put_off(request, found, due)
        _record(request, found, "move-back", before, due)


def _pick_up(request: Request, found: FollowUp) -> None:
    matter = found.matter
    if found.settled_at is None or (matter.closed_at and matter.kind != REMINDERS):
        return
    found.settled_at = None
    if matter.kind == REMINDERS:
        matter.closed_at = None
    followups.put_off(request, found, found.due_at)
    _record(request, found, "move-back", None, found.due_at)


def _record(
    request: Request, found: FollowUp, verb: str, before: datetime | None, after: datetime | None
) -> None:
    """It stands in the record of its matter; whoever owes it and whoever waits for it hear it."""
    was, now = ({"due_at": one.isoformat() if one else None} for one in (before, after))
    matter = found.matter
    journal.record(
        request, f"trips.{verb}", matter=matter, about=found.person, before=was, after=now
    )
    called = {found.person_id, found.asked_by_id}
    told = {"due": found.due_at, "duty": Key(found.duty), "who": found.person.name}
    story.tell(request, matter, f"trips.story-{verb}", called, **told)
