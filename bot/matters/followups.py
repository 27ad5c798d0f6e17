"""Follow-ups: who owes what by when; opened by features, or by people for themselves and others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.language.catalog import Key, Markup
from bot.language.dates import Repeat, first_kept, settled
from bot.language.refusals import Refused
from bot.matters import instead, journal, ladders, letters, rest_days, story, titles, undo
from bot.matters.nudges import next_time, times_of
from bot.matters.sight import may_see
from bot.who import days
from bot.who.request import Request
from bot.who.standing import Standing, insist
from storage.matters import followups
from storage.matters.followups import FollowUp
from storage.matters.journal import latest
from storage.matters.matter import Matter, Visibility, hold, set_readers
from storage.who.people import Person

KIND, PREFIX, DUTY = "followups", "F", "followups.duty"
SHARED = frozenset({"rounds"})  # kinds of matters in which several people owe something at once
SNOOZE_A_LITTLE = timedelta(hours=3)

# --- rules: no database, no clock, no Slack --------------------------------------------


def owes(me: Standing, followup: FollowUp) -> bool:
    return me.id == followup.person_id


def is_to_oneself(followup: FollowUp) -> bool:
    """A reminder one has set oneself: its time comes, but it is never late."""
    return followup.duty == DUTY and followup.asked_by_id == followup.person_id


def may_press(me: Standing, followup: FollowUp) -> bool:
    """Whoever sees a matter may ask after it, except the one who owes it; nobody after what comes
    by itself.
    """
    return me.insider and not owes(me, followup) and followup.ladder != "itself"


def may_call_off(me: Standing, followup: FollowUp) -> bool:
    return me.id in (followup.person_id, followup.asked_by_id)


# --- operations ----------------------------------------------------------------------------


def open_followup(
    request: Request,
    matter: Matter,
    person: Person,
    duty: str,
    ladder: str,
    due_at: datetime,
    *,
    asked_by: Person,
    promised_at: datetime | None = None,
    item: int = 0,
) -> FollowUp:
    """From now on `person` owes `duty` by `due_at`, or by what was `promised_at` later."""
    opened = FollowUp(
        person=person,
        asked_by=asked_by,
        duty=duty,
        ladder=ladder,
        opened_at=request.now,
        due_at=due_at,
        promised_at=promised_at,
        item=item,
    )
    _resume(request, opened)
    opened.matter = matter
    request.session.add(opened)
    request.session.flush()
    return opened


def _resume(request: Request, followup: FollowUp, quiet_until: datetime | None = None) -> None:
    times = times_of(request.session, followup, request.calendar)
    after = max(request.now, quiet_until or request.now)
    followup.nudge_at = ladders.next_moment(followup.ladder, after, times)


def put_off(
    request: Request, followup: FollowUp, due_at: datetime, quiet_until: datetime | None = None
) -> None:
    """What is owed is owed by another time; nothing is said of it before it can be done."""
    followup.due_at = due_at
    _resume(request, followup, quiet_until)


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
        times = (owed.due_at, owed.promised_at) == (self.due_at, self.promised_at)
        return same and (self.fresh or times)


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
    return Kept([_owe(request, matter, debt) for debt in wanted], ended)


def _owe(request: Request, matter: Matter, debt: Debt) -> FollowUp:
    return open_followup(
        request, matter, debt.person, debt.duty, debt.ladder, debt.due_at,
        asked_by=debt.asked_by, promised_at=debt.promised_at, item=debt.item,
    )  # fmt: skip


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
    opened = open_followup(request, matter, person, DUTY, ladder, at, asked_by=request.person)
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
    settle(request, followup)
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
    _resume(request, followup)
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
    last = followups.last_on(request.session, matter.id)
    if entry.what == "followups.remind":
        settle(request, last)
        matter.closed_at = request.now
    else:
        matter.closed_at = last.settled_at = last.snoozed_until = None
        last.repeats = entry.before.get("repeats", last.repeats)
        if "due_at" in entry.before:
            matter.due_at = last.due_at = datetime.fromisoformat(entry.before["due_at"])
        _resume(request, last)
    undo.record(request, entry, matter)
    _tell(request, last, "undo")
    return matter


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
