"""A leader's ledger: what waits for them, what they promised and lead; theirs alone (A3.6)."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.refusals import Refused
from bot.matters import journal, letters
from bot.office import owed
from bot.who.lookups import colleague
from bot.who.request import Request
from storage.leaders import ledger as stored
from storage.leaders.ledger import LedgerShare
from storage.matters.followups import FollowUp
from storage.papers import parts
from storage.who.people import Person

GROUPS = ("decisions", "parts", "to-sign", "others", "promises", "leads")
PAPERS = ("drafts", "rounds")  # what is reviewed and signed
Lists = dict[str, list[FollowUp]]


def group(owed: FollowUp, leader_id: str) -> str:
    """Where one thing stands in a leader's ledger."""
    if owed.person_id != leader_id:
        return "leads"
    kind = owed.matter.kind
    if kind in ("decisions", "parts"):
        return kind
    if kind == "followups" or owed.promised_at is not None or _is_kept_as_promised(owed):
        return "promises"
    if owed.matter.owner_id == leader_id:
        return "leads"
    return "to-sign" if kind in PAPERS else "others"


def _is_kept_as_promised(owed: FollowUp) -> bool:
    """Under supervision, and by their own word: nobody else leads what they have proposed."""
    matter = owed.matter
    return matter.kind == "supervision" and matter.owner_id == matter.opened_by_id


def sorted_out(found: Sequence[FollowUp], leader_id: str) -> Lists:
    """In groups, each by due time; decisions as they were asked, the oldest first."""
    lists = {name: [one for one in found if group(one, leader_id) == name] for name in GROUPS}
    lists["decisions"].sort(key=lambda owed: (owed.matter.opened_at, owed.id))
    return lists


def lists(request: Request, leader: Person) -> Lists:
    """A leader's ledger, as far as whoever asks may see what stands in it."""
    unified = parts.unified_by(request.session, leader.slack_id)
    return sorted_out(owed.led_by(request, leader, unified), leader.slack_id)


def whose(request: Request, leader: Person) -> Person:
    """Whose ledger may be shown. Raises Refused for one that is not, whatever stands in it."""
    if leader is request.person:
        if not request.me.keeps_ledger:
            raise Refused("ledger.none")
    elif leader.slack_id not in request.me.ledgers:
        raise Refused("ledger.not-shared", name=leader.name)
    return leader


def share(request: Request, to: Person) -> None:
    """Let somebody of the office see one's ledger, from now until it is ended."""
    _insist_on_own(request)
    colleague(request, to.slack_id)
    if to is request.person:
        raise Refused("people.not-oneself", field="person")
    if to in stored.readers_of(request.session, request.me.id):
        raise Refused("ledger.shared-already", name=to.name)
    request.session.add(LedgerShare(leader_id=request.me.id, person_id=to.slack_id))
    journal.record(request, "ledger.share", about=to, after={"reader_id": to.slack_id})
    blanks = {"name": request.person.name}
    letters.note(request.session, to.slack_id, "ledger.shared-with-you", request.now, blanks)


def end_share(request: Request, to: Person | None) -> list[Person]:
    """From now on this person, or nobody at all, sees one's ledger; who did comes back."""
    _insist_on_own(request)
    found = stored.readers_of(request.session, request.me.id)
    ended = [one for one in found if to is None or one is to]
    if not ended:
        raise Refused("ledger.not-shared-yet")
    for one in ended:
        key = (request.me.id, one.slack_id)
        request.session.delete(request.session.get_one(LedgerShare, key))
        journal.record(request, "ledger.end-share", about=one, before={"reader_id": one.slack_id})
        blanks = {"name": request.person.name}
        letters.note(request.session, one.slack_id, "ledger.share-ended", request.now, blanks)
    return ended


def set_digest(request: Request, *, on: bool) -> None:
    """The two digests of a day are wanted, or not."""
    _insist_on_own(request)
    mine = stored.ledger_of(request.session, request.me.id)
    before, mine.digest_on = mine.digest_on, on
    journal.record(request, "ledger.digest", before={"on": before}, after={"on": on})


def _insist_on_own(request: Request) -> None:
    if not request.me.keeps_ledger:
        raise Refused("ledger.none")
