"""What calls for a talk (A2.16, domain.md 2.9), as a hint to whoever gives one: found when they
look, and kept nowhere.

Which deeds do stands beside each feature's texts, as `[data.talked_of]`: why, and the state it came
from, if only from that one. It is told as far as whoever looks may see it, for a month, and no more
once they have noted a talk since.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from bot.language.catalog import Key, files
from bot.matters.sight import visible_to
from bot.people import talks
from bot.who.request import Request
from storage.people import occasions as stored
from storage.people.growth import taken_back
from storage.who.people import Person, Role, everyone

A_MONTH, HALF_A_YEAR = timedelta(days=31), timedelta(days=183)
LONG = 14  # days of leave


@dataclass(frozen=True)
class Occasion:
    person: Person
    why: Key
    on: date


@cache
def whys() -> Mapping[str, tuple[str, str]]:
    """By deed: why, and from which state."""
    found = {}
    for feature, table in files().items():
        for verb, said in table.get("data", {}).get("talked_of", {}).items():
            why, _, state = said.partition(" ")
            found[f"{feature}.{verb}"] = (f"occasions.why-{why}", state)
    return found


def found(request: Request) -> list[Occasion]:
    """The newest of each of the staff one answers for. Raises Refused for who notes no talks."""
    theirs = {one.slack_id: one for one in _staff(request)}
    last = {one.with_id: one.on for one in reversed(talks.mine(request)) if not one.by}
    newest: dict[str, Occasion] = {}
    for who, why, on in sorted(_all(request), key=lambda one: one[2]):
        if who in theirs and on > last.get(who, date.min):
            newest[who] = Occasion(theirs[who], Key(why), on)
    return sorted(newest.values(), key=lambda one: one.on, reverse=True)


def _all(request: Request) -> Iterator[tuple[str, str, date]]:
    session, office = request.session, request.calendar
    today, since = office.today(request.now), request.now - A_MONTH
    deeds = stored.deeds_of(session, whys(), since, visible_to(request.me))
    undone = taken_back(session, [entry for entry, _ in deeds])
    for entry, who in deeds:
        why, state = whys()[entry.what]
        if entry.id not in undone and state in ("", entry.before.get("state")):
            yield who, why, office.today(entry.at)
    first, last = office.today(since), today - timedelta(days=1)
    for leave in stored.long_leaves(session, first, last, LONG):
        yield leave.person_id, "occasions.why-leave", leave.last


def long_without(request: Request) -> list[Person]:
    """The staff one answers for with whom one has noted no talk for half a year."""
    today = request.calendar.today(request.now)
    own = (one for one in talks.mine(request) if not one.by)
    lately = {one.with_id for one in own if today - one.on < HALF_A_YEAR}
    return [one for one in _staff(request) if one.slack_id not in lately]


def _staff(request: Request) -> list[Person]:
    staff = [one for one in everyone(request.session) if one.role is Role.STAFF and not one.is_out]
    return [one for one in staff if request.me.answers_for(one)]
