"""A/B posts: the director says who stands for whom (domain.md A2.3). Two of one post are never on
duty on the same day; whoever arranges leave or a stand-in asks `storage.who.pairs` as well.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.refusals import Refused
from bot.matters import journal, letters, undo
from bot.who.request import Request
from bot.who.standing import insist
from storage.who import pairs as stored
from storage.who.pairs import Pair
from storage.who.people import Person


def join(request: Request, two: Sequence[Person]) -> int:
    """They are of one A/B post from now on, and both are told; what it is taken back by comes
    back. Raises Refused for who may not, for one person or three, and for who are so already.
    """
    insist(request.me.directs, "director")
    one, other = _two(two)
    if stored.pair_of(request.session, one.slack_id, other.slack_id):
        raise Refused("pairs.are", field="people", one=one.name, other=other.name)
    _put(request, one, other)
    _tell(request, "pairs.told-join", one, other)
    return journal.record(request, "pairs.join", after=_ids(one, other))


def part(request: Request, two: Sequence[Person]) -> int:
    """They are of one post no longer. Raises Refused for who may not, and who are not."""
    insist(request.me.directs, "director")
    one, other = _two(two)
    found = stored.pair_of(request.session, one.slack_id, other.slack_id)
    if found is None:
        raise Refused("pairs.are-not", field="people", one=one.name, other=other.name)
    request.session.delete(found)
    _tell(request, "pairs.told-part", one, other)
    return journal.record(request, "pairs.part", after=_ids(one, other))


def take_back(request: Request, entry_id: int) -> None:
    """Within minutes, as long as nobody has said otherwise since. Raises Refused."""
    entry = undo.own_deed(request, entry_id, "pairs")
    one, other = (request.session.get_one(Person, who) for who in entry.after["people"])
    found = stored.pair_of(request.session, one.slack_id, other.slack_id)
    if (found is not None) != (entry.what == "pairs.join"):
        raise Refused("undo.changed")
    if found is not None:
        request.session.delete(found)
    else:
        _put(request, one, other)
    journal.record(request, "pairs.undo", after=_ids(one, other), reason=entry.what)


def _two(two: Sequence[Person]) -> tuple[Person, Person]:
    if len({one.slack_id for one in two}) != 2 or len(two) != 2:
        raise Refused("pairs.two", field="people")
    return two[0], two[1]


def _put(request: Request, one: Person, other: Person) -> None:
    a, b = sorted((one, other), key=lambda who: who.slack_id)
    request.session.add(Pair(a=a, b=b))
    request.session.flush()


def _tell(request: Request, key: str, one: Person, other: Person) -> None:
    for who, with_whom in ((one, other), (other, one)):
        if who.slack_id != request.me.id:
            said = {"by": request.person, "name": with_whom.name}
            letters.note(request.session, who.slack_id, key, request.now, said)


def _ids(one: Person, other: Person) -> dict[str, list[str]]:
    return {"people": [one.slack_id, other.slack_id]}
