"""A roster is proposed: what is known of people and days becomes a task, and is filled.

Nobody is asked who is on leave or on a trip, who said they cannot, whose text is due in the morning
of a duty, or who had one just before; nor two of one A/B post on one day. Days of a special block
are not planned, and move nobody's turn. What cannot be filled is named with its reasons.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import select

from bot.duty import tiers
from bot.duty.filling import WEIGHT, Slot, Task, Why, fill, reasons
from bot.duty.roster import ONE_DAY, Class, class_of, may_publish, span_of
from bot.language.refusals import Refused
from bot.matters import journal
from bot.matters.sight import visible_to
from bot.who.request import Request
from bot.who.standing import BOARD, DIRECTORS, insist
from storage.duty import blocks, wishes
from storage.duty import roster as stored
from storage.duty.roster import Shift, Tier
from storage.matters.matter import Matter
from storage.memory import rows
from storage.office.settings import settings
from storage.who.pairs import pairs
from storage.who.people import Leave, Person, Role, everyone

A_YEAR, MOST_APART = timedelta(days=365), 14
MORNING = timedelta(hours=3)  # after a duty: a text that is due then is written in its night
LEADS = BOARD | DIRECTORS | {Role.DEPUTY_DIRECTOR, Role.OTHER_LEADER}


@dataclass(frozen=True)
class Plan:
    """`unfilled`: how many could not, and why, by slot."""

    days: Mapping[date, Mapping[Tier, Person]]
    unfilled: Sequence[tuple[date, Tier, Counter[Why]]]


def propose(
    request: Request, first: date, last: date, before: frozenset[tuple[str, date]] = frozenset()
) -> Plan:
    """The days from the first to the last that nobody has; what is published stays. `before`: who
    was to have which by an earlier plan, and goes before others who are as good.
    """
    able = pools(request)
    task = _task(request, able, first, last)
    task = replace(task, rather=task.rather | before)
    who = fill(task)
    known = {one.slack_id: one for of in able.values() for one in of}
    days: dict[date, dict[Tier, Person]] = {}
    for slot, one in zip(task.slots, who, strict=True):
        if one is not None:
            for day in slot.days:
                days.setdefault(day, {})[slot.tier] = known[one]
    unfilled = [
        (day, slot.tier, reasons(task, who, n))
        for n, slot in enumerate(task.slots)
        if who[n] is None
        for day in slot.days
    ]
    return Plan(days, unfilled)


def pools(request: Request) -> dict[Tier, list[Person]]:
    """Leaders lead; everybody else of the office keeps the desk."""
    office = [one for one in everyone(request.session) if not one.is_out and _has_a_post(one)]
    return {
        tier: [one for one in office if (one.role in LEADS) == (tier is Tier.LEAD)] for tier in Tier
    }


def _has_a_post(one: Person) -> bool:
    return one.role is not Role.OUTSIDER


def next_in_turn(request: Request, shifts: Iterable[Shift]) -> dict[Tier, Person]:
    """In each tier that is kept whoever has done least of these, as kinds of day weigh."""
    load = Counter[str]()
    for one in shifts:
        load[one.person_id] += WEIGHT[class_of(request.calendar, one.day)]
    able = {tier: of for tier, of in pools(request).items() if of}
    kept = tiers.kept(request.session)
    return {one: min(able[one], key=lambda who: load[who.slack_id]) for one in kept if one in able}


def keep_apart(request: Request, days: int) -> None:
    """From now on so many days lie from one duty of somebody to the next, at least; what is
    published stays. Raises Refused for who may not, and for too many.
    """
    insist(may_publish(request), "director")
    if not 1 <= days <= MOST_APART:
        raise Refused("duty.bad-apart", field="days_said", most=MOST_APART)
    kept = settings(request.session)
    before, kept.duty_apart = kept.duty_apart, days
    journal.record(request, "duty.apart", before={"days": before}, after={"days": days})


# --- the task ------------------------------------------------------------------------------------


def _task(
    request: Request,
    able: Mapping[Tier, Sequence[Person]],
    first: date,
    last: date,
) -> Task:
    session, apart = request.session, settings(request.session).duty_apart
    margin = apart * ONE_DAY
    known = stored.between(session, first - A_YEAR, last + margin)
    special = blocks.blocks(session, first - A_YEAR, last)
    there = {(one.day, one.tier) for one in known}
    days = [first + n * ONE_DAY for n in range((last - first).days + 1)]
    regular = [day for day in days if not any(one.holds(day) for one in special)]
    terms = tiers.of_office(session)
    open_ = {
        tier: [day for day in regular if terms[tier].needs(works=request.calendar.is_working(day))
               and (day, tier) not in there]
        for tier in Tier
    }  # fmt: skip
    slots = [one for tier in Tier for one in _turns(request, tier, open_[tier], terms[tier].run)]
    slots.sort(key=lambda one: (one.day, list(Tier).index(one.tier)))
    turns = [one for one in known if not any(block.holds(one.day) for block in special)]
    done, latest = _worked(request, able, turns)
    near = [one for one in known if one.day >= first - margin]
    return Task(
        slots=slots,
        able={tier: [one.slack_id for one in of] for tier, of in able.items()},
        apart=apart,
        barred=barred(request, first, last),
        held=_held(near),
        partners=partners(request),
        done=done,
        last=latest,
        rather=_wished(request, days),
    )


def _turns(request: Request, tier: Tier, days: Iterable[date], run: int) -> Iterator[Slot]:
    """A day a turn; of working days in a row as many as are one turn."""
    left: list[date] = []
    for day in days:
        kind = class_of(request.calendar, day)
        if kind is not Class.WORKING:
            yield Slot(day, tier, kind)
            continue
        if left and (len(left) == run or request.calendar.next_working(left[-1]) != day):
            yield Slot(left[0], tier, Class.WORKING, tuple(left[1:]))
            left = []
        left.append(day)
    if left:
        yield Slot(left[0], tier, Class.WORKING, tuple(left[1:]))


def _held(shifts: Iterable[Shift]) -> dict[date, frozenset[str]]:
    held: dict[date, frozenset[str]] = defaultdict(frozenset)
    for one in shifts:
        held[one.day] |= {one.person_id}
    return held


def _worked(
    request: Request, able: Mapping[Tier, Sequence[Person]], shifts: Iterable[Shift]
) -> tuple[Counter[tuple[str, Class]], dict[tuple[str, Class], date]]:
    """What was worked in the last twelve months and is published, swaps and all; who is new begins
    with the least that anybody has done: nobody catches up for the time before they came.
    """
    done, last = Counter[tuple[str, Class]](), dict[tuple[str, Class], date]()
    for shift in shifts:
        key = (shift.person_id, class_of(request.calendar, shift.day))
        done[key] += 1
        last[key] = max(last.get(key, date.min), shift.day)
    seen = {who for who, _ in done}
    for of in able.values():
        veterans = [one.slack_id for one in of if one.slack_id in seen]
        for new in (one.slack_id for one in of if veterans and one.slack_id not in seen):
            done.update({(new, kind): min(done[one, kind] for one in veterans) for kind in Class})
    return done, last


def partners(request: Request) -> dict[str, frozenset[str]]:
    """Who is of one A/B post with whom."""
    found: dict[str, frozenset[str]] = defaultdict(frozenset)
    for a, b in pairs(request.session):
        found[a.slack_id] |= {b.slack_id}
        found[b.slack_id] |= {a.slack_id}
    return found


# --- who cannot ----------------------------------------------------------------------------------


def barred(request: Request, first: date, last: date) -> dict[tuple[str, date], Why]:
    """Who cannot have which day, whoever else is on duty."""
    days = [first + n * ONE_DAY for n in range((last - first).days + 1)]
    due = dict.fromkeys(_due(request, first, last), Why.DUE)
    never = [one for one in wishes.wishes(request.session, first) if one.never]
    cannot = {(one.person_id, day): Why.CANNOT for one in never for day in days if one.is_of(day)}
    return due | cannot | absent(request, days)


def absent(request: Request, days: Iterable[date]) -> dict[tuple[str, date], Why]:
    """Who is away on which of these days, for whatever reason the office knows."""
    leave = [one for one in rows(request.session, Leave) if not one.half]
    return {
        (one.person_id, day): Why.TRIP if one.trip_id else Why.AWAY
        for day in days
        for one in leave
        if one.first <= day <= one.last
    }


def _due(request: Request, first: date, last: date) -> Iterable[tuple[str, date]]:
    """Whose text is due during a duty or in the morning after it; of texts one may see."""
    office = request.calendar
    begins, ends = _on_duty(request, first)[0], _on_duty(request, last)[1] + MORNING
    chosen = select(Matter.owner_id, Matter.due_at).where(
        Matter.kind == "drafts",
        Matter.closed_at.is_(None),
        Matter.due_at >= begins,
        Matter.due_at <= ends,
        visible_to(request.me),
    )
    for who, due in request.session.execute(chosen):
        for day in (office.today(due) - ONE_DAY, office.today(due)):
            begins, ends = _on_duty(request, day)
            if begins <= due <= ends + MORNING:
                yield who, day


def _on_duty(request: Request, day: date) -> tuple[datetime, datetime]:
    """From when to when anybody at all is on duty of a day."""
    terms = tiers.of_office(request.session)
    spans = [span_of(request.calendar, day, terms[one]) for one in tiers.kept(request.session)]
    spans = spans or [span_of(request.calendar, day)]
    return min(begins for begins, _ in spans), max(ends for _, ends in spans)


def _wished(request: Request, days: Sequence[date]) -> frozenset[tuple[str, date]]:
    rather = [one for one in wishes.wishes(request.session, days[0]) if not one.never]
    return frozenset((one.person_id, day) for one in rather for day in days if one.is_of(day))
