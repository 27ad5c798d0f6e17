"""The roster: when a day's duty begins and ends, what is published, who gains and loses by it.

From when to when is for its tier to say (`tiers.py`), as wall time. What has begun is past and
does not change; the rest changes by a swap, a replacement or a new publication.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from operator import itemgetter

from sqlalchemy.orm import Session

from bot.duty import tiers
from bot.duty.tiers import USUAL, Terms
from bot.language.refusals import Refused
from bot.language.workdays import Calendar, published
from bot.matters import journal, letters, undo
from bot.who.request import Request
from bot.who.standing import insist
from storage.duty import roster as stored
from storage.duty.roster import Shift, Tier
from storage.who.people import Person, leave_of

AHEAD = -1  # the first letter of a shift; the others count from nought
DAY_BEFORE, SOON, LATE = time(16), timedelta(minutes=30), timedelta(minutes=10)
ONE_DAY = timedelta(days=1)
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)


class Class(StrEnum):
    """Of days, each with a queue and a fairness of its own; a make-up Saturday is a working day."""

    WORKING = "working"
    REST = "rest"
    STATUTORY = "statutory"


Told = tuple[date, Tier, Person | None, Person | None]  # who had it, who has it
Days = Mapping[date, Mapping[Tier, Person]]


@dataclass(frozen=True)
class Change:
    """Who had a day's duty, if anybody did, and who has it now."""

    day: date
    tier: Tier
    was: Person | None
    now: Person


def class_of(calendar: Calendar, day: date) -> Class:
    if calendar.is_working(day):
        return Class.WORKING
    statutory = day in published(calendar.country, day.year).days_off
    return Class.STATUTORY if statutory else Class.REST


def span_of(
    calendar: Calendar, day: date, terms: Terms = USUAL[Tier.OFFICER]
) -> tuple[datetime, datetime]:
    """From when to when the duty of a day goes, in UTC. Where clocks are set back it begins when
    it is first that time of day, and ends when it is last; who is on then is `stored.running`'s.
    """
    begins = terms.working if calendar.is_working(day) else terms.rest
    last = day if terms.until > begins else day + ONE_DAY
    return calendar.moment(day, begins), calendar.last_moment(last, terms.until)


def may_publish(request: Request) -> bool:
    return request.me.directs or request.person.admin


def changes(request: Request, days: Days) -> list[Change]:
    """What a publication would change, day by day. Raises Refused for what has begun."""
    if not days:
        return []
    there = {
        (one.day, one.tier): one for one in stored.between(request.session, min(days), max(days))
    }
    found, terms = [], tiers.of_office(request.session)
    for day, tier, person in _each(days):
        has = there.get((day, tier))
        if has is None or has.person_id != person.slack_id:
            begins = has.begins_at if has else span_of(request.calendar, day, terms[tier])[0]
            if begins <= request.now:
                raise Refused("duty.begun", field="lines", day=day)
            found.append(Change(day, tier, has.person if has else None, person))
    return found


def _each(days: Days) -> Iterable[tuple[date, Tier, Person]]:
    return (
        (day, tier, of[tier]) for day, of in sorted(days.items()) for tier in Tier if tier in of
    )


def publish(request: Request, days: Days) -> tuple[list[Change], int]:
    """These days are as said from now on; each person concerned hears what is new to them. What
    changed comes back, and what it is taken back by. Raises Refused for who may not, and for days
    that have begun.
    """
    insist(may_publish(request), "director")
    found = changes(request, days)
    put(request, found)
    said = {f"{one.day}/{one.tier}": one.now.slack_id for one in found}
    had = {f"{one.day}/{one.tier}": one.was.slack_id for one in found if one.was}
    return found, journal.record(request, "duty.publish", before=had, after=said)


def take_back(request: Request, entry_id: int) -> int:
    """Within minutes, by whoever published: how many days are as they were. Raises Refused."""
    entry = undo.own_deed(request, entry_id, "duty")
    if entry.what != "duty.publish":
        raise Refused("undo.not-yours")
    n = restore(request, entry.before, entry.after)
    journal.record(request, "duty.unpublish", before=entry.after, after=entry.before)
    return n


def slot_of(which: str) -> tuple[date, Tier]:
    """Of "2026-12-01/lead"."""
    day, _, tier = which.partition("/")
    return date.fromisoformat(day), Tier(tier)


def restore(request: Request, before: Mapping[str, str], after: Mapping[str, str]) -> int:
    """Give duties back, by "2026-12-01/lead": each that is still whose it became and has not
    begun, to whoever had it before, or to nobody. How many those were comes back.
    """
    back, gone = [], []
    slots = {slot_of(which): which for which in after}
    days = [day for day, _ in slots]
    for shift in stored.between(request.session, min(days), max(days)) if days else ():
        which = slots.get((shift.day, shift.tier), "")
        if after.get(which) != shift.person_id or shift.begins_at <= request.now:
            continue
        if not (had := before.get(which)):
            gone.append(shift)
        elif had != shift.person_id:
            was = request.session.get_one(Person, had)
            back.append(Change(shift.day, shift.tier, shift.person, was))
    put(request, back, gone)
    return len(back) + len(gone)


def put(request: Request, found: Sequence[Change], gone: Sequence[Shift] = ()) -> None:
    """Make it so, and tell whoever gains or loses a day, once; what is `gone` nobody has."""
    told: list[Told] = [(one.day, one.tier, one.was, one.now) for one in found]
    told += [(one.day, one.tier, one.person, None) for one in gone]
    days = [one.day for one in found]
    there = stored.between(request.session, min(days), max(days)) if found else ()
    known = {(one.day, one.tier): one for one in there}
    for one in found:
        _put(request, one, known.get((one.day, one.tier)))
    for shift in gone:
        request.session.delete(shift)
    request.session.flush()
    request.session.expire_all()  # whose they were is no longer true
    for person, lines in _lines(sorted(told, key=itemgetter(0, 1))).items():
        if person != request.me.id:
            letters.page(request.session, person, "duty:changed", {"lines": lines}, request.now)


def _lines(told: Iterable[Told]) -> dict[str, list[list[str | int]]]:
    """Of everybody's letter: each day, whether it is gained, and from or to whom."""
    lines: dict[str, list[list[str | int]]] = {}
    for day, tier, was, now in told:
        for who, other, gains in ((was, now, 0), (now, was, 1)):
            if who is not None:
                line = [day.isoformat(), tier.value, gains, other.slack_id if other else ""]
                lines.setdefault(who.slack_id, []).append(line)
    return lines


def _put(request: Request, change: Change, shift: Shift | None) -> None:
    session, day, tier = request.session, change.day, change.tier
    if shift is None:
        begins, ends = span_of(request.calendar, day, tiers.of_office(session)[tier])
        first = _first(request.now)
        shift = Shift(tier=tier, day=day, begins_at=begins, ends_at=ends, revision=first)
        session.add(shift)
    shift.person_id, shift.revision = change.now.slack_id, shift.revision + 1
    shift.taken_over_at = None
    shift.step, shift.speaks_at = next_word(request.calendar, shift, request.now)


def retime(session: Session, now: datetime, calendar: Calendar) -> None:
    """Duties whose day has become another kind of day, or whose tier has other times, begin and
    end as these say; whose they are hear. To be called when the calendar or a tier is another; it
    holds the shifts, for several processes may do so at once.
    """
    terms = tiers.of_office(session)
    for shift in stored.held(session, calendar.today(now) - ONE_DAY):
        was = (shift.begins_at, shift.ends_at)
        new = _moved(shift, span_of(calendar, shift.day, terms[shift.tier]), now)
        if new != was and shift.ends_at > now:
            shift.begins_at, shift.ends_at = new
            shift.revision += 1
            shift.step, shift.speaks_at = next_word(calendar, shift, now)
            letters.page(session, shift.person_id, "duty:retimed", {"shift": shift.id}, now)


def _moved(
    shift: Shift, span: tuple[datetime, datetime], now: datetime
) -> tuple[datetime, datetime]:
    """What has begun has begun, and what should have begins now; nobody who has taken over waits
    any longer than they would have.
    """
    begins, ends = span
    if shift.begins_at <= now:
        return shift.begins_at, ends if ends > now else shift.ends_at
    begins = max(begins, now)
    return min(begins, shift.begins_at) if shift.taken_over_at else begins, ends


def _first(now: datetime) -> int:
    """What a new shift counts its changes from: above all that stood in its place before."""
    return int((now - BEGINNING).total_seconds())


def next_word(calendar: Calendar, shift: Shift, after: datetime) -> tuple[int, datetime | None]:
    """Which of its letters comes next, and when: a week ahead, on a day people work; the afternoon
    before, half an hour before, and, unless it was taken over by then, ten minutes after its
    beginning.
    """
    early, eve = shift.day - 7 * ONE_DAY, shift.day - ONE_DAY
    if not calendar.is_working(early):
        early = calendar.previous_working(early)
    afternoons = [calendar.moment(day, DAY_BEFORE) for day in (early, eve)]
    moments = (*afternoons, shift.begins_at - SOON, shift.begins_at + LATE)
    coming = ((n, at) for n, at in enumerate(moments, AHEAD) if at > after)
    return next(coming, (len(moments) + AHEAD, None))


def on_leave(request: Request, person: Person, day: date) -> bool:
    leave = leave_of(request.session, person.slack_id)
    return any(one.first <= day <= one.last for one in leave if not one.half)


def wanted(session: Session, calendar: Calendar, day: date) -> list[Tier]:
    """The tiers in which somebody has to have the duty of a day."""
    works = calendar.is_working(day)
    return [one for one, of in tiers.of_office(session).items() if of.needs(works=works)]


def wanted_at(session: Session, calendar: Calendar, at: datetime) -> list[Tier]:
    """The tiers in which somebody has to be on duty at a moment."""
    today, terms = calendar.today(at), tiers.of_office(session)
    on = {
        tier
        for day in (today - ONE_DAY, today)
        for tier in wanted(session, calendar, day)
        if (span := span_of(calendar, day, terms[tier]))[0] <= at < span[1]
    }
    return [tier for tier in Tier if tier in on]


def shown(session: Session, found: Iterable[Shift]) -> list[Tier]:
    """The tiers of a table: those that are kept, and those in which somebody has a day of it."""
    there = {*tiers.kept(session), *(one.tier for one in found)}
    return [tier for tier in Tier if tier in there]


def gaps(session: Session, calendar: Calendar, first: date, last: date) -> list[tuple[date, Tier]]:
    """Days that need somebody and have nobody, or somebody who has left: to be said as gaps."""
    held = {
        (one.day, one.tier) for one in stored.between(session, first, last) if not one.person.is_out
    }
    days = (first + n * ONE_DAY for n in range((last - first).days + 1))
    needed = ((day, tier) for day in days for tier in wanted(session, calendar, day))
    return [one for one in needed if one not in held]
