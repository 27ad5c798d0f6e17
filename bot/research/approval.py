"""Who agrees to a trip, one after another (A1.12); where it is very urgent in words first, and on
paper once it is back (domain 2.11).
"""

from __future__ import annotations

from operator import attrgetter

from bot.language.refusals import Refused
from bot.matters.moves import Told, Values
from bot.research.trip_plan import ANEW, insist_one_stays
from bot.who import lookups
from bot.who.request import Request
from bot.who.standing import BOARD, DIRECTORS
from storage.research.trips import Trip, rules
from storage.research.trips import TripState as S
from storage.who.people import Person, Role, holding

owner, planner = attrgetter("matter.owner"), attrgetter("matter.opened_by")
HEADS = BOARD | DIRECTORS | {Role.SECTION_HEAD}


def approver(trip: Trip) -> Person:
    """Whose word is waited for."""
    return trip.approver or owner(trip)


def send(request: Request, trip: Trip, told: Told) -> Values:
    """Where nobody has to agree, it is agreed to."""
    _insist_it_can_be(request, trip)
    line = [one.slack_id for one in _line(request, trip)]
    given: Values = ANEW | {"line": " ".join(line), "words": ""}
    return given | (_next(line) or {"state": S.APPROVED})


def approve(request: Request, trip: Trip, told: Told) -> Values:
    """The next is asked; after the last of them it may be made, or was."""
    if trip.state is S.ASKED:
        _insist_it_can_be(request, trip)
    agreed = [*trip.agreed.split(), approver(trip).slack_id]
    left = [one for one in trip.line.split() if one not in agreed]
    given: Values = {"agreed": " ".join(agreed), "words": told.get("words", "")}
    if trip.state is S.AFTER:
        return given | {"state": S.AFTER if left else S.BACK, "approver_id": next(iter(left), None)}
    return given | (_next(left) or {"approver_id": None})


def give_back(request: Request, trip: Trip, told: Told) -> Values:
    return ANEW | {"words": told["words"]}


def pass_on(request: Request, trip: Trip, told: Told) -> Values:
    """Another agrees in the place of whoever it waits for."""
    to, was = told["person"], approver(trip)
    if to in (owner(trip), planner(trip)):
        raise Refused("trips.not-own", field="person", name=to.name)
    line = [to.slack_id if one == was.slack_id else one for one in trip.line.split()]
    return {"line": " ".join(dict.fromkeys(line)), "approver_id": to.slack_id}


def in_words(request: Request, trip: Trip, told: Told) -> Values:
    """Somebody who may has said yes: all who have to agree hear it, and sign once it is back."""
    _insist_it_can_be(request, trip)
    by = told["person"]
    if by in (*trip.travellers, planner(trip)):
        raise Refused("trips.not-own", field="person", name=by.name)
    line = _line(request, trip)
    if by not in line and by.role not in HEADS:
        raise Refused("trips.none-to-ask", field="person", name=by.name)
    after = " ".join(dict.fromkeys(one.slack_id for one in (*line, by)))
    return ANEW | {"line": after, "oral_id": by.slack_id, "words": told["words"]}


def denied(request: Request, trip: Trip, told: Told) -> Values:
    """Whoever is said to have agreed has not: before it leaves it is a plan again; later that is
    noted on it, and the others who have to sign still do.
    """
    words = {"words": told.get("words", "")}
    if trip.state is S.APPROVED and request.now < trip.leaves_at:
        return ANEW | words | {"state": S.DRAFT}
    line = [one for one in trip.line.split() if one != trip.oral_id]
    given: Values = words | {"denied": True, "line": " ".join(line)}
    if trip.state is not S.AFTER:
        return given
    left = [one for one in line if one not in trip.agreed.split()]
    return given | {"state": S.AFTER if left else S.BACK, "approver_id": next(iter(left), None)}


def afterwards(trip: Trip) -> Values:
    """Of what was agreed to in words the paper is still to be signed."""
    left = [one for one in trip.line.split() if one not in trip.agreed.split()]
    return {"state": S.AFTER, "approver_id": left[0]} if trip.oral_id and left else {}


def _line(request: Request, trip: Trip) -> list[Person]:
    """Who has to agree, in order: the head of the section, a director, a leader, as far up as the
    office has settled; then whoever sees to its money. Nobody agrees to a trip they go on, and
    whoever holds a post and planned it has agreed.
    """
    session, own = request.session, rules(request.session)
    lead = owner(trip)
    chosen_by = [trip.topic.leader] if trip.topic and trip.topic.leader.role in BOARD else []
    steps = {
        "section": lookups.section_heads_of(session, lead),
        "director": [*lookups.directors(session), *holding(session, *sorted(DIRECTORS))],
        "leader": [*chosen_by, *holding(session, *sorted(BOARD))],
    }
    wanted = list(steps)[: list(steps).index(own.until) + 1]
    if lead.role in BOARD:
        wanted = []
    each = [steps[step] for step in wanted]
    if trip.budget and own.finance:
        each.append([own.finance])
    going, known = trip.travellers, {lead, planner(trip)}
    able = [[one for one in those if not one.is_out] for those in each]
    asked = [those for those in able if those and those[0] not in known]
    found = [next((one for one in those if one not in going), None) for those in asked]
    return list(dict.fromkeys(one for one in found if one is not None and one not in known))


def _insist_it_can_be(request: Request, trip: Trip) -> None:
    """Its days may be over, and whoever shares a post on leave, since it was planned."""
    if trip.returns_at <= request.now:
        raise Refused("trips.lapsed", number=trip.matter.number, returns=trip.returns_at)
    insist_one_stays(request, trip.travellers, (trip.leaves_at, trip.returns_at), trip.id)


def _next(line: list[str]) -> Values:
    return {"state": S.ASKED, "approver_id": line[0]} if line else {}
