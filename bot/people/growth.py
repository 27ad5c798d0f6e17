"""The development record (成长档案, A1.18) and one's own view of it (前景, A2.19).

It grows by itself: what counts stands beside each feature's texts, as `[data.grows]`: of which of
three abilities a deed is, and whether its owner grows by it, or whoever did it ("doer"), or all who
went "along". It is read
by the person, the head of their section, directors and leaders; nothing is counted or ranked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from bot.language.catalog import Key, Markup, files
from bot.matters.sight import visible_to
from bot.people.opportunities import POSTING, SORTS
from bot.who.lookups import section_heads_of
from bot.who.request import Request
from bot.who.standing import insist
from storage.duty import roster
from storage.duty.roster import Shift
from storage.matters.journal import Entry
from storage.matters.matter import Matter, Visibility
from storage.people import growth as stored
from storage.people import opportunities
from storage.people.opportunities import Opportunity, OpportunityState
from storage.research.trips import gone_on_by
from storage.who.people import Person

ABILITIES = ("organise", "handle", "work")  # 组织协调, 办事处事, 实际工作
A_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Deed:
    matter: Matter
    at: datetime


@dataclass(frozen=True)
class Record:
    """A year of one person: what they have done by ability, what they were given, their last duty;
    of what sort they have had nothing yet.
    """

    person: Person
    done: Mapping[str, Sequence[Deed]]
    had: Sequence[Opportunity]
    duty: Shift | None
    not_yet: Sequence[str]


@cache
def counts() -> Mapping[str, tuple[str, str]]:
    """By deed: the ability, and who grows by it if it is not its owner."""
    found = {}
    for feature, table in files().items():
        for verb, said in table.get("data", {}).get("grows", {}).items():
            ability, _, who = said.partition(" ")
            found[f"{feature}.{verb}"] = (ability, who)
    return found


def of(request: Request, person: Person, since: datetime | None = None) -> Record:
    """A year, unless it is `since` then. Raises Refused for whoever may not read it."""
    insist(request.me.answers_for(person), "heads")
    return _gathered(request, person, since or request.now - A_YEAR)


def _gathered(request: Request, person: Person, since: datetime) -> Record:
    """As far as whoever asks may see it."""
    session, who = request.session, person.slack_id
    had = opportunities.had_by(session, who, visible_to(request.me))
    sorts = {one.sort for one in had}
    return Record(
        person=person,
        done=_done(request, person, since),
        had=had,
        duty=roster.last_of(session, who, request.now),
        not_yet=[one for one in SORTS if one not in sorts],
    )


def _done(request: Request, person: Person, since: datetime) -> dict[str, list[Deed]]:
    """By ability, each matter once, the newest first; what was taken back is not there."""
    known, who = counts(), person.slack_id
    theirs = {
        "": Matter.owner_id == who,
        "doer": Entry.person_id == who,
        "along": gone_on_by(who),
    }
    whats = {what: theirs[grows] for what, (_, grows) in known.items()}
    found = stored.deeds_of(request.session, since, whats, visible_to(request.me))
    undone = stored.taken_back(request.session, [entry for entry, _ in found])
    done: dict[str, dict[int, Deed]] = {one: {} for one in ABILITIES}
    for entry, matter in found:
        if entry.id not in undone:
            done[known[entry.what][0]].setdefault(matter.id, Deed(matter, entry.at))
    return {ability: list(deeds.values()) for ability, deeds in done.items()}


def frozen(request: Request, person: Person, since: datetime | None = None) -> str:
    """The record in words, as it stands now, for eyes that are not all alike: what only some may
    see is left out, and what whoever asks may not. That they have a part in what it is for is seen
    to there.
    """
    found, say = _gathered(request, person, since or request.now - A_YEAR), request.say
    lines: list[str] = []
    for ability, deeds in found.done.items():
        told = [f"• {deed(request, one)}" for one in deeds if _widely_seen(one.matter)]
        shown = "\n".join(["", *told]) if told else say("growth.nothing-yet")
        lines.append(
            say("growth.line", ability=Key(f"growth.ability-{ability}"), deeds=Markup(shown))
        )
    had = [
        chance(request, one)
        for one in found.had
        if _widely_seen(one.matter) and (since is None or one.matter.opened_at >= since)
    ]
    return "\n".join([*lines, *([say("growth.had"), *had] if had else [])])


def _widely_seen(matter: Matter) -> bool:
    return matter.visibility in (Visibility.OFFICE, Visibility.CHAIN)


def deed(request: Request, one: Deed) -> Markup:
    return request.say("growth.deed", **one.matter.named, at=one.at.date())


def chance(request: Request, one: Opportunity) -> Markup:
    sort, at = Key(f"opportunities.sort-{one.sort}"), one.matter.due_at
    return request.say("growth.chance", **one.matter.named, sort=sort, at=at.date())


def offered(request: Request) -> list[Opportunity]:
    """What waits for one's own answer."""
    found = opportunities.open_to(request.session, request.me.id)
    return [one for one in found if one.state is OpportunityState.OFFERED]


def who_can_help(request: Request, found: Record) -> list[Person]:
    """Whoever heads the section of whose record it is, and their mentors."""
    on_post = [one for one in found.had if one.sort == POSTING and one.matter.closed_at is None]
    heads = section_heads_of(request.session, found.person)
    known = dict.fromkeys([*heads, *(one.mentor for one in on_post)])
    return [one for one in known if one is not found.person]
