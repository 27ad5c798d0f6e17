"""Follow-ups: who owes what by when. Features say what is owed; people put it off, or press."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy.orm import Session

from bot.language.catalog import Key
from bot.language.refusals import Refused
from bot.language.workdays import Calendar
from bot.matters import instead, journal, ladders, letters, story
from bot.matters.sight import may_see
from bot.who import days
from bot.who.request import Request
from bot.who.standing import Standing, insist
from storage.matters import followups
from storage.matters.followups import FollowUp
from storage.matters.journal import latest
from storage.matters.matter import Matter, hold
from storage.who.people import Person

SHARED = frozenset({"rounds"})  # kinds of matters in which several people owe something at once
SNOOZE_A_LITTLE = timedelta(hours=3)

# --- rules: no database, no clock, no Slack --------------------------------------------


def owes(me: Standing, followup: FollowUp) -> bool:
    return me.id == followup.person_id


def may_press(me: Standing, followup: FollowUp) -> bool:
    """Whoever sees a matter may ask after it, except the one who owes it; nobody after what comes
    by itself.
    """
    return me.insider and not owes(me, followup) and followup.ladder != "itself"


# --- operations ----------------------------------------------------------------------------


def times_of(session: Session, followup: FollowUp, office: Calendar) -> ladders.Times:
    """What a follow-up's ladder hangs on: a promise made after the due date moves it on."""
    due = followup.promised_at or followup.due_at
    theirs = days.of_person(session, followup.person, office)
    return ladders.Times(followup.opened_at, due, office, theirs)


def resume(request: Request, followup: FollowUp, quiet_until: datetime | None = None) -> None:
    """It speaks next when its ladder says so."""
    times = times_of(request.session, followup, request.calendar)
    after = max(request.now, quiet_until or request.now)
    followup.nudge_at = ladders.next_moment(followup.ladder, after, times)


def put_off(
    request: Request, followup: FollowUp, due_at: datetime, quiet_until: datetime | None = None
) -> None:
    """What is owed is owed by another time; nothing is said of it before it can be done."""
    followup.due_at = due_at
    resume(request, followup, quiet_until)


def settle(request: Request, followup: FollowUp) -> None:
    followup.settled_at, followup.nudge_at = request.now, None


@dataclass(frozen=True)
class Debt:
    """What is to be owed on a matter by somebody, as a feature says whenever it has changed.

    `due_at` and `promised_at` are aware. `fresh`: its time counts from when it began to be owed;
    else who owes it by another time begins anew. `item`: which of several alike, as in Q2.
    """

    person: Person
    duty: str
    due_at: datetime
    asked_by: Person
    ladder: str = "standard"
    promised_at: datetime | None = None
    fresh: bool = False
    item: int = 0

    def is_met_by(self, owed: FollowUp) -> bool:
        same = (owed.person_id, owed.duty, owed.item) == (
            self.person.slack_id, self.duty, self.item
        )  # fmt: skip
        due = self.due_at in (owed.due_at, owed.was_due)  # put off, it is still the same
        return same and (self.fresh or (due and owed.promised_at == self.promised_at))


class Kept(NamedTuple):
    """What `keep` changed: what is owed from now on, and what no longer is."""

    begun: list[FollowUp]
    ended: list[FollowUp]


def keep(request: Request, matter: Matter, debts: Sequence[Debt], of: str = "") -> Kept:
    """These are owed on a matter, and nothing else `of` the feature (the matter's own, unless
    another is named). Who owes something as before goes on owing it: no fresh start.
    """
    owed = of_feature(matter, of or matter.kind)
    ended = [one for one in owed if not any(debt.is_met_by(one) for debt in debts)]
    for one in ended:
        settle(request, one)
    wanted = [debt for debt in debts if not any(debt.is_met_by(one) for one in owed)]
    return Kept([owe(request, matter, debt) for debt in wanted], ended)


def owe(request: Request, matter: Matter, debt: Debt) -> FollowUp:
    """From now on this is owed."""
    opened = FollowUp(
        person=debt.person,
        asked_by=debt.asked_by,
        duty=debt.duty,
        ladder=debt.ladder,
        opened_at=request.now,
        due_at=debt.due_at,
        promised_at=debt.promised_at,
        item=debt.item,
    )
    resume(request, opened)
    opened.matter = matter
    request.session.add(opened)
    request.session.flush()
    return opened


def of_feature(matter: Matter, feature: str) -> list[FollowUp]:
    """What is owed on a matter that is one feature's: on a draft, the answers to its questions."""
    return [one for one in followups.open_on(matter) if one.duty.startswith(f"{feature}.")]


def find(request: Request, followup_id: int) -> FollowUp:
    """A follow-up by id. Raises Refused, in the same words whether gone or not to be seen."""
    found = request.session.get(FollowUp, followup_id)
    if found is None or not may_see(request.session, request.me, found.matter):
        raise Refused("matters.gone")
    hold(request.session, found.matter_id)
    request.session.refresh(found)
    return found


def find_open(request: Request, followup_id: int) -> FollowUp:
    """As `find`. Raises Refused too when it is already settled."""
    found = find(request, followup_id)
    if found.settled_at is not None:
        raise Refused("followups.settled", number=found.matter.number)
    return found


def snooze(request: Request, followup: FollowUp, until: datetime) -> datetime:
    """Be quiet to the one who owes until a moment. The due date, and the line above, stay."""
    insist(owes(request.me, followup), "debtor")
    followup.snoozed_until = until
    coming = ladders.next_moment(
        followup.ladder, request.now, times_of(request.session, followup, request.calendar)
    )
    followup.nudge_at = min(until, coming) if coming else until
    after = {"until": until.isoformat()}
    journal.record(request, "followups.snooze", matter=followup.matter, after=after)
    letters.home(request.session, [request.person], request.now)
    return until


def press(request: Request, followup: FollowUp) -> tuple[Person, datetime]:
    """Nudge by hand (催办), at most once in four hours for a matter and a person. Who hears it and
    the moment come back: whoever rests now hears it in the morning.
    """
    if followup.ladder == "itself":
        raise Refused("followups.by-itself", number=followup.matter.number, due=followup.due_at)
    insist(may_press(request.me, followup), "colleague")
    last = latest(request.session, followup.matter_id, "followups.press", request.me.id)
    if last is not None and request.now - last.at < ladders.BETWEEN_MANUAL_NUDGES:
        again = last.at + ladders.BETWEEN_MANUAL_NUDGES
        raise Refused("followups.pressed-lately", who=followup.person.name, last=last.at, at=again)
    if not followup.person.active:
        raise Refused("people.not-here", name=followup.person.name)
    journal.record(request, "followups.press", matter=followup.matter, about=followup.person)
    told = instead.of_the_debtor(
        request.session, followup, {followup.person: "pressed"}, request.now, request.calendar
    )
    [(who, reason)] = told.items()
    if who is request.person:  # its holder is away, and nobody else may see it
        raise Refused("followups.press-away", who=followup.person.name)
    at = ladders.hold(request.now, days.of_person(request.session, who, request.calendar))
    if at > request.now or who is not followup.person:
        line = (followup.id, reason)
        letters.nudge(request.session, who.slack_id, [line], at, now=request.now)
        return who, at
    matter, due, duty = followup.matter, followup.due_at, Key(followup.duty)
    story.tell(request, matter, "followups.pressed", {followup.person_id}, due=due, duty=duty)
    return who, at


def of_matter(matter: Matter) -> FollowUp | None:
    """What is owed on a matter now, if anything: whoever has it in hand before all the rest."""
    owed = of_feature(matter, matter.kind) or followups.open_on(matter)
    return owed[0] if owed else None


def working_day(request: Request, days: int = 1) -> datetime:
    """The end of the working day so many working days from now: what a look or a word takes."""
    calendar = request.calendar
    return calendar.closing(calendar.add_working_days(calendar.today(request.now), days))
