"""Random rosters, holidays, hours, leave, swaps, people who go: at any minute one holder a tier, or
a gap that is said; reckoned once more and otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bot.duty import roster, rules, swaps
from bot.language.refusals import Refused
from bot.who import days as calendars
from handlers.slack.wording import request_for
from storage.duty import roster as stored
from storage.duty.roster import Tier
from storage.office.calendar import OwnDay
from storage.who.people import Leave, Person
from tests.conftest import WEDNESDAY, empty_office
from tests.door import Door

FIRST, DAYS = date(2026, 10, 21), 16  # with the end of summer time in Europe and America
NOW = datetime(2026, 10, 20, 3, tzinfo=UTC)
TIERS = (Tier.LEAD, Tier.OFFICER)
OFFICERS = ("UZHANG", "ULINA", "USUN", "UZHOU", "UCHEN")
PEOPLE = {Tier.LEAD: ("UWANG", "ULIU", "UZHAO"), Tier.OFFICER: OFFICERS}
ZONES = ("Asia/Shanghai", "Europe/London", "America/New_York")
HOURS = ("17:00 09:00 09:00", "18:30 08:30 08:30", "09:00 09:00 17:00", "01:30 01:30 01:30")
ONE_DAY, QUARTER = timedelta(days=1), timedelta(minutes=15)


@cache
def moments(zone, day, at):
    """When a clock there shows it, by walking its quarters of an hour; or if it never does, as
    long after the clock has jumped as it would have been after the quarter before.
    """
    wanted, noon = datetime.combine(day, at), datetime.combine(day, time(12), UTC)
    quarters = (noon + n * QUARTER for n in range(-4 * 30, 4 * 30))
    shows = [(one, one.astimezone(ZoneInfo(zone)).replace(tzinfo=None)) for one in quarters]
    if exact := [one for one, shown in shows if shown == wanted]:
        return exact
    before, shown = max(one for one in shows if one[1] < wanted)
    return [before + (wanted - shown)]


@dataclass
class Model:
    """What should be so: whose each day is, from when to when; what is off; which hours there are;
    who is away when, and who has gone.
    """

    zone: str
    lot: Random
    now: datetime = NOW
    held: dict[tuple[date, Tier], tuple[str, datetime, datetime]] = field(default_factory=dict)
    worked: dict[date, bool] = field(default_factory=dict)
    hours: dict[Tier, str] = field(default_factory=lambda: dict.fromkeys(TIERS, HOURS[0]))
    away: set[tuple[str, date]] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)

    def span(self, day, tier):
        """By walking the minutes of the clock there, not by any rule of time zones."""
        working, rest, until = (time.fromisoformat(one) for one in self.hours[tier].split())
        begins = working if self.worked.get(day, day.weekday() < 5) else rest
        ends = day if until > begins else day + ONE_DAY
        return moments(self.zone, day, begins)[0], moments(self.zone, ends, until)[-1]

    def put(self, day, tier, who):
        begins, ends = self.held.get((day, tier), ("", *self.span(day, tier)))[1:]
        self.held[day, tier] = (who, begins, ends)

    def retimed(self):
        for which, (who, begins, ends) in self.held.items():
            new, until = self.span(*which)
            if begins > self.now:
                self.held[which] = (who, max(new, self.now), until)
            elif ends > self.now:
                self.held[which] = (who, begins, until if until > self.now else ends)

    def has_begun(self, day, tier):
        return self.held.get((day, tier), ("", *self.span(day, tier)))[1] <= self.now

    def is_over(self, day, tier):
        """It was had by the hours of then; other hours ask for it no second time."""
        return (day, tier) in self.held and self.held[day, tier][2] <= self.now

    def on(self, tier, at):
        """Who is on: of two, whoever came last."""
        found = [
            (begins, who)
            for (_, of), (who, begins, ends) in self.held.items()
            if of is tier and begins <= at < ends
        ]
        return max(found)[1] if found else None


class Office:
    """The same done in earnest, in a transaction that is thrown away."""

    def __init__(self, door, session, model):
        self.door, self.session, self.model = door, session, model
        self.swapped = 0

    def asks(self, who):
        person = self.session.get_one(Person, who)
        found = request_for(self.door.bot, self.session, person, self.model.now)
        calendar = calendars.of_office(self.session, ZoneInfo(self.model.zone))
        return replace(found, calendar=replace(calendar, country=""))

    def opens(self):
        """Hours of its own, and a roster of all days; some of it is over already."""
        self.other_hours(self.model.lot.choice((HOURS[0], HOURS[-1])))
        self.publish([FIRST + n * ONE_DAY for n in range(DAYS)])
        self.time_goes_by()

    def publish(self, days=()):
        lot, first = self.model.lot, FIRST + self.model.lot.randrange(DAYS) * ONE_DAY
        days = days or [first + n * ONE_DAY for n in range(lot.randint(1, 9))]
        chosen = {
            day: {tier: lot.choice(PEOPLE[tier]) for tier in TIERS if lot.random() < 0.9}
            for day in days
        }
        named = {
            day: {tier: self.session.get_one(Person, who) for tier, who in of.items()}
            for day, of in chosen.items()
        }
        new = {(day, tier): who for day, of in chosen.items() for tier, who in of.items()
               if self.model.held.get((day, tier), ("",))[0] != who}  # fmt: skip
        if any(self.model.has_begun(*which) for which in new):
            with pytest.raises(Refused, match=r"duty\.begun"):
                roster.publish(self.asks("UZHAO"), named)
            return
        roster.publish(self.asks("UZHAO"), named)
        for (day, tier), who in new.items():
            self.model.put(day, tier, who)

    def day_of_another_kind(self):
        lot, today = self.model.lot, self.model.now.astimezone(ZoneInfo(self.model.zone)).date()
        day = lot.choice([today, today + ONE_DAY, FIRST + lot.randrange(DAYS) * ONE_DAY])
        worked = not self.model.worked.get(day, day.weekday() < 5)
        self.model.worked[day] = worked
        own = OwnDay(day=day, worked=worked, name="", by_id="UZHAO", at=NOW)
        self.session.merge(own)
        self.session.flush()
        asked = self.asks("UZHAO")
        roster.retime(self.session, self.model.now, asked.calendar)
        self.model.retimed()

    def other_hours(self, hours=""):
        tier, hours = self.model.lot.choice(TIERS), hours or self.model.lot.choice(HOURS)
        self.model.hours[tier] = hours
        told = dict(zip(("working", "rest", "until"), hours.split(), strict=True))
        rules.settle(self.asks("UZHAO"), tier, told | {"cover": "always"})
        self.model.retimed()

    def leave(self):
        lot = self.model.lot
        who, first = lot.choice(OFFICERS), FIRST + lot.randrange(DAYS) * ONE_DAY
        last = first + lot.randrange(4) * ONE_DAY
        self.session.add(Leave(person_id=who, first=first, last=last))
        self.session.flush()
        self.model.away |= {(who, first + n * ONE_DAY) for n in range((last - first).days + 1)}

    def goes(self):
        if self.model.lot.random() < 0.3:
            who = self.model.lot.choice(OFFICERS)
            self.session.get_one(Person, who).active = False
            self.session.flush()
            self.model.gone.add(who)

    def swap(self):
        """A shift is given to somebody, with or without one of theirs in return."""
        coming = list(stored.to_come(self.session, self.model.now))
        mine = [one for one in coming if one.person_id in {*OFFICERS} - self.model.gone]
        if not mine:
            return
        lot = self.model.lot
        one, to = lot.choice(mine), lot.choice(sorted({*OFFICERS} - self.model.gone))
        theirs = [other for other in coming if other.person_id == to and other is not one]
        back = lot.choice(theirs) if theirs and lot.random() < 0.5 else None
        told = {"shift": str(one.id), "people": [self.session.get_one(Person, to)]}
        told |= {"back": str(back.id)} if back else {}
        giver = one.person_id
        try:
            found = swaps.ask(self.asks(giver), told)
            swaps.answer(self.asks(to), found, "accept", {})
        except Refused:
            return
        self.swapped += 1
        assert (to, one.day) not in self.model.away
        self.model.put(one.day, one.tier, to)
        if back is not None:
            assert (giver, back.day) not in self.model.away
            self.model.put(back.day, back.tier, giver)

    def time_goes_by(self):
        self.model.now += timedelta(minutes=self.model.lot.randrange(60 * 60))

    # --- what must be so --------------------------------------------------------------------

    def is_so(self):
        """At every change, the second before it, and at minutes drawn by lot."""
        model = self.model
        changes = {at for _, *span in model.held.values() for at in span}
        changes |= {at for n in range(DAYS) for tier in TIERS
                    for at in model.span(FIRST + n * ONE_DAY, tier)}  # fmt: skip
        lot = [NOW + timedelta(minutes=model.lot.randrange(20 * 24 * 60)) for _ in range(20)]
        calendar = self.asks("UZHAO").calendar
        gaps = {*roster.gaps(self.session, calendar, FIRST, FIRST + (DAYS - 1) * ONE_DAY)}
        for at in sorted(changes | {at - timedelta(seconds=1) for at in changes} | {*lot}):
            on = stored.running(self.session, at)
            assert len({one.tier for one in on}) == len(on), at
            there = {one.tier: one.person_id for one in on}
            assert there == {t: who for t in TIERS if (who := model.on(t, at))}, at
            if at >= model.now:
                self.is_said(at, {t for t, who in there.items() if who not in model.gone}, gaps)

    def is_said(self, at, there, gaps):
        """Whoever is missing is missing on a day that is said to be a gap, and nowhere else."""
        for tier in set(TIERS) - there:
            near = (at.date() + n * ONE_DAY for n in range(-2, 2))
            days = [day for day in near if FIRST <= day < FIRST + DAYS * ONE_DAY]
            spans = {day: self.model.span(day, tier) for day in days}
            wanted = [
                day
                for day, (begins, ends) in spans.items()
                if begins <= at < ends and not self.model.is_over(day, tier)
            ]
            assert not wanted or any((day, tier) in gaps for day in wanted), (at, tier)


DEEDS = ("publish", "publish", "swap", "swap", "day_of_another_kind", "other_hours", "leave",
         "goes", "time_goes_by")  # fmt: skip


@pytest.fixture(scope="module")
def office():
    opened = Door(empty_office(), WEDNESDAY)
    opened.casts()
    yield opened
    opened.closes()


def played(office, seed, zone, deeds):
    """How many swaps and holders there were, so that nobody can say that nothing happened."""
    with office.bot.sessions() as session:
        played_here = Office(office, session, Model(zone, Random(seed)))
        played_here.opens()
        for deed in deeds:
            getattr(played_here, deed)()
        played_here.is_so()
        session.rollback()
    return played_here.swapped, len(played_here.model.held)


@settings(max_examples=30, deadline=None, phases=[Phase.generate])  # a lot is not made simpler
@given(st.integers(0, 10**9), st.sampled_from(ZONES), st.lists(st.sampled_from(DEEDS), max_size=12))
def test_at_any_minute_there_is_one_holder_a_tier_or_a_gap_that_is_said(office, seed, zone, deeds):
    played(office, seed, zone, deeds)


def test_these_plays_have_swaps_and_holders_in_them(office):
    """Else the above holds of nothing."""
    lot = Random(7)
    found = [played(office, n, ZONES[n % 3], [*DEEDS, *lot.choices(DEEDS, k=6)]) for n in range(6)]
    assert sum(swapped for swapped, _ in found) >= 5
    assert min(held for _, held in found) >= 8
