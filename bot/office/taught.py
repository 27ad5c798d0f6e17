"""What was chosen for which words, with the office's consent: an example of its own.

A sentence is kept without names, numbers, times, links and titles, and only while it is short; of
what only a few may see, nothing is. For whoever chose it it counts at once; for everybody, once
two people have chosen the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.language.refusals import Refused
from bot.language.understanding.features import pieces
from bot.matters import journal
from bot.who.request import Request
from bot.who.standing import insist
from storage.office import taught as stored
from storage.office.settings import settings
from storage.office.taught import Taught

LONGEST = 60  # letters: a longer one says more than what is to be done
SHOWN, COUNTED = 20, 300  # the newest
ALIKE = 0.6  # of their words, for one sentence to speak for another
WEIGHT = 3.0  # as a logarithm, where all words are the same


def keep(request: Request, words: str, intent: str) -> None:
    """Keep what was meant, if the office has agreed to that."""
    if words and len(words) <= LONGEST and settings(request.session).keeps_unread:
        kept = Taught(at=request.now, person_id=request.me.id, words=words, intent=intent)
        request.session.add(kept)


def lean(request: Request, masked: str) -> Mapping[str, float]:
    """What speaks for an intent: that it was chosen before, for words like these."""
    if not settings(request.session).keeps_unread:
        return {}
    said, found = set(pieces(masked)), dict[str, dict[str, float]]()
    for one in stored.newest(request.session, COUNTED):
        words = set(pieces(one.words))
        alike = len(said & words) / (len(said | words) or 1)
        if alike >= ALIKE:
            who = found.setdefault(one.intent, {})
            who[one.person_id] = max(who.get(one.person_id, 0.0), alike)
    return {
        intent: WEIGHT * max(who.values())
        for intent, who in found.items()
        if request.me.id in who or len(who) > 1
    }


def taught(request: Request) -> Sequence[Taught]:
    """What was kept, newest first: for directors and admins."""
    insist(request.me.directs or request.person.admin, "director")
    return stored.newest(request.session, SHOWN)


def forget(request: Request, number: int | None = None) -> int:
    """Delete one, or all that was kept; how many there were. Raises Refused for an unknown one."""
    insist(request.me.directs or request.person.admin, "director")
    n = stored.forget(request.session, number)
    if number is not None and not n:
        raise Refused("offers.no-such", number=number)
    journal.record(request, "offers.forget", before={"kept": n}, after={"kept": 0})
    return n
