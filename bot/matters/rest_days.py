"""What becomes of a reminder that comes again and falls on a rest day: whoever set it is asked
once, and it is reckoned anew whenever the calendar changes.
"""

from __future__ import annotations

from bot.language.catalog import Key, Markup
from bot.language.dates import Repeat, aimed_again, may_rest, reckoned
from bot.language.workdays import Calendar
from bot.matters import journal, story
from bot.who import days
from bot.who.request import Request
from bot.who.standing import Standing, insist
from storage.matters import followups as stored
from storage.matters.followups import FollowUp
from storage.who.people import Person

CHOICES = ("before", "after", "skip", "as-is")

# --- rules -----------------------------------------------------------------------------------


def choices_of(repeat: Repeat) -> tuple[str, ...]:
    """What is daily has come on the working day beside it anyway."""
    return CHOICES[2:] if repeat.every == "day" else CHOICES


def usual(person: Person, repeat: Repeat) -> str:
    """What somebody has chosen for such reminders: one for what is daily, one for the rest."""
    chosen = dict(one.split("=") for one in person.rest_days.split())
    return chosen.get(_sort(repeat), "")


def _sort(repeat: Repeat) -> str:
    return "day" if repeat.every == "day" else "date"


def ruled(request: Request, repeat: Repeat, rest: str) -> Repeat:
    """With a rule, or that of whoever asks, if it can fall on a rest day."""
    if not may_rest(repeat, request.calendar):
        return repeat._replace(rest="")
    usually = usual(request.person, repeat)
    return repeat._replace(rest=rest if rest in choices_of(repeat) else usually)


def is_asked(request: Request, followup: FollowUp) -> bool:
    """Has whoever asks still to say what becomes of it on a rest day?"""
    repeat = Repeat.read(followup.repeats)
    if repeat is None or repeat.rest or followup.asked_by_id != request.me.id:
        return False
    return not usual(request.person, repeat) and may_rest(repeat, request.calendar)


def may_choose(me: Standing, followup: FollowUp) -> bool:
    return me.id in (followup.person_id, followup.asked_by_id)


# --- operations ------------------------------------------------------------------------------


def choose(request: Request, followup: FollowUp, rest: str) -> Markup:
    """From now on this reminder does so on rest days; so do the asker's of its sort that nobody
    has answered for, and those yet to be set.
    """
    insist(may_choose(request.me, followup), "debtor")
    sort = _sort(read(followup))
    if followup.asked_by_id == request.me.id:
        for other in stored.repeating(request.session, request.me.id):
            asked = other is not followup and is_asked(request, other)
            if asked and _sort(read(other)) == sort:
                _set(request, other, rest)
        chosen = dict(one.split("=") for one in request.person.rest_days.split())
        kept = {**chosen, sort: rest}
        request.person.rest_days = " ".join(f"{one}={how}" for one, how in kept.items())
    return _set(request, followup, rest)


def read(followup: FollowUp) -> Repeat:
    """The rule of a follow-up that comes again."""
    repeat = Repeat.read(followup.repeats)
    assert repeat is not None  # whoever asks has looked
    return repeat


def _set(request: Request, followup: FollowUp, rest: str) -> Markup:
    old, matter = read(followup), followup.matter
    before = _facts(followup)
    new = ruled(request, old, rest)
    theirs = days.of_person(request.session, followup.person, request.calendar)
    followup.repeats = new.written()
    _aim(request, followup, (old, theirs), (new, theirs))
    after = _facts(followup)
    journal.record(request, "followups.rest", matter=matter, before=before, after=after)
    ends = {matter.opened_by_id, matter.owner_id}
    how = Key(f"followups.rest-{new.rest or 'as-is'}")
    return story.tell(request, matter, "followups.story-rest", ends, how=how, due=followup.due_at)


def _facts(followup: FollowUp) -> dict[str, str]:
    repeat = Repeat.read(followup.repeats)
    rest = repeat.rest if repeat else ""
    due_at = followup.due_at.isoformat()
    return {"repeats": followup.repeats, "rest": rest, "due_at": due_at}


Rule = tuple[Repeat, Calendar]


def _aim(request: Request, followup: FollowUp, before: Rule, after: Rule) -> None:
    """What is to come comes as the new rule and calendar have it."""
    now, is_to_come = request.now, followup.due_at > request.now
    coming = followup.due_at if is_to_come else reckoned(before, followup.due_at, now)
    due = aimed_again(before, after, coming, now)
    if is_to_come or due != reckoned(after, followup.due_at, now):
        followup.due_at = followup.matter.due_at = due
    snoozed = followup.snoozed_until
    followup.nudge_at = min(at for at in (due, snoozed) if at and at > now)


def calendar_changed(request: Request) -> None:
    """The office's days are others than `request` began with: what falls on them is moved."""
    office = days.of_office(request.session, request.calendar.tz)
    for followup in stored.repeating(request.session):
        repeat, person, was = read(followup), followup.person, followup.due_at
        before = days.of_person(request.session, person, request.calendar)
        after = days.of_person(request.session, person, office)
        _aim(request, followup, (repeat, before), (repeat, after))
        if followup.due_at != was:
            story.show(request, followup.matter)
