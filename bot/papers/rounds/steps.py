"""Rounds: several people are asked what they think of a version of a draft; the round closes by
itself, or early, or is given more time (A1.5, A1.6).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.language.catalog import Markup
from bot.language.refusals import Refused
from bot.matters import changes, followups, journal, moves, undo
from bot.papers.life import OPEN
from bot.papers.readers import let_them_read
from bot.papers.rounds.duties import give_the_judge_time, keep_up, owe
from bot.papers.rounds.life import (
    FEWEST,
    KIND,
    MOST,
    MOVES,
    PREFIX,
    WORKING_DAYS,
    opens_rounds,
)
from bot.papers.rounds.story import tell
from bot.papers.rounds.words import names
from bot.who.request import Request
from bot.who.standing import insist
from storage.matters import followups as owing
from storage.matters.journal import Entry
from storage.matters.matter import Matter, Visibility, hold, readers
from storage.papers import rounds
from storage.papers.drafts import Draft, DraftState
from storage.papers.rounds import Answer, Invited, Round, RoundKind
from storage.papers.rounds import RoundState as State
from storage.who.people import Person

UNDONE = ("open", "close", "extend")  # what can be taken back


@dataclass(frozen=True)
class Call:
    """Whom to ask, and until when; without a time or a version, the usual ones."""

    kind: RoundKind
    people: Sequence[Person]
    closes_at: datetime | None = None
    version: int | None = None
    silence_counts: bool = False


def open_round(session: Session, draft: Draft) -> Round | None:
    """The round that is open on a draft: it is neither passed on nor signed before that ends."""
    return rounds.open_on(draft)


def check_opens(request: Request, draft: Draft) -> None:
    """Raises Refused where no round can be opened now, or not by this person."""
    insist(opens_rounds(request.me, draft), "round-opener")
    moves.insist_in(draft, OPEN)
    if not draft.versions:
        raise Refused("rounds.no-version", number=draft.matter.number)
    if found := open_round(request.session, draft):
        raise Refused("rounds.open-already", n=found.number, closes=found.closes_at)


def open_(request: Request, draft: Draft, call: Call) -> Round:
    """Ask people for their comments on a version. Raises Refused for what cannot be."""
    check_opens(request, draft)
    people = _asked(request, draft, call)
    closes_at = call.closes_at or usual_closing(request, call.kind)
    if closes_at <= request.now:
        raise Refused("drafts.gone-by", field="due", due=closes_at)
    opened = Round(
        matter=_matter(request, draft, closes_at),
        draft=draft,
        number=len(rounds.of_draft(draft)) + 1,
        kind=call.kind,
        state=State.OPEN,
        version=_version(request, draft, call.version),
        silence_counts=call.silence_counts and call.kind is RoundKind.CONSULTATION,
        closes_at=closes_at,
        invited=[Invited(person_id=one.slack_id, answer=Answer.NONE) for one in people],
    )
    request.session.add(opened)
    request.session.flush()
    after = {"state": State.OPEN.value, "due_at": closes_at.isoformat(), "version": opened.version}
    ids = [one.slack_id for one in people]
    journal.record(request, "rounds.open", matter=opened.matter, after=after | {"people": ids})
    let_them_read(request.session, draft)
    keep_up(request, draft)
    give_the_judge_time(request, draft)
    tell(request, opened, "open", {*ids, draft.matter.owner_id})
    return opened


def usual_closing(request: Request, kind: RoundKind) -> datetime:
    calendar = request.calendar
    day = calendar.add_working_days(calendar.today(request.now), WORKING_DAYS[kind])
    return calendar.closing(day)


def _asked(request: Request, draft: Draft, call: Call) -> list[Person]:
    """The people of a round, each once. Of an internal-only draft nobody is asked who is not on
    its list, and they hear nothing of it.
    """
    people = list({one.slack_id: one for one in call.people}.values())
    if draft.matter.owner in people:
        raise Refused("rounds.own-draft", field="people", name=draft.matter.owner.name)
    on_it = readers(request.session, draft.matter)
    others = [one.name for one in people if one.slack_id not in on_it]
    if draft.matter.visibility is Visibility.NAMED and others:
        raise Refused("rounds.not-listed", field="people", names=names(request.say, others))
    if not FEWEST[call.kind] <= len(people) <= MOST[call.kind]:
        least, most = FEWEST[call.kind], MOST[call.kind]
        raise Refused(f"rounds.size-{call.kind}", field="people", least=least, most=most)
    return people


def _version(request: Request, draft: Draft, wanted: int | None) -> int:
    there = [one.number for one in draft.versions]
    if wanted is not None and wanted not in there:
        raise Refused("rounds.other-version", field="version", wanted=wanted, last=there[-1])
    return wanted or there[-1]


def _matter(request: Request, draft: Draft, closes_at: datetime) -> Matter:
    return Matter(
        kind=KIND,
        prefix=PREFIX,
        title=draft.matter.title,
        visibility=draft.matter.visibility,
        opened_by=request.person,
        owner=draft.matter.owner,
        due_at=closes_at,
        opened_at=request.now,
    )


def extend(request: Request, round_: Round, closes_at: datetime) -> Markup:
    """Another closing time, later or earlier, still to come."""
    moves.check(MOVES, request.me, round_, "extend")
    if closes_at <= request.now:
        raise Refused("drafts.gone-by", field="due", due=closes_at)
    values = {"closes_at": closes_at, "due_at": closes_at}
    before, after = changes.apply((round_, round_.matter), values)
    journal.record(request, "rounds.extend", matter=round_.matter, before=before, after=after)
    _closes_anew(request, round_)
    silent = {one.person_id for one in round_.invited if one.answer is Answer.NONE}
    return tell(request, round_, "extend", silent)


def _closes_anew(request: Request, round_: Round) -> None:
    request.session.flush()
    for owed in owing.open_on(round_.matter):
        followups.put_off(request, owed, round_.closes_at)
    give_the_judge_time(request, round_.draft)


def close(request: Request, round_: Round) -> Markup:
    """End it before its time."""
    moves.check(MOVES, request.me, round_, "close")
    if not rounds.claim(request.session, round_, request.now):
        raise Refused("rounds.closed-already", number=round_.matter.number)
    return _end(request, round_, "close")


def close_by_itself(request: Request, round_: Round) -> None:
    """Its time has come; of any number of sweeps one closes it, in its opener's name."""
    hold(request.session, round_.id)
    request.session.refresh(round_)
    if round_.closes_at <= request.now and rounds.claim(request.session, round_, request.now):
        _end(request, round_, "close-itself")


def _end(request: Request, round_: Round, verb: str) -> Markup:
    """Nobody is waited for any more but the writer; where nobody said anything, nor is he."""
    alive = round_.draft.state is not DraftState.CANCELLED
    said = rounds.comments(request.session, round_.id) if alive else ()
    if not said:
        changes.apply((round_, round_.matter), {"state": State.EXPLAINED, "closed_at": request.now})
    before = {"state": State.OPEN.value, "ended_at": None, "closed_at": None}
    after = {"state": round_.state.value, "ended_at": request.now.isoformat()}
    journal.record(request, f"rounds.{verb}", matter=round_.matter, before=before, after=after)
    owe(request, round_)
    give_the_judge_time(request, round_.draft)
    called = {round_.matter.opened_by_id} if alive else set()
    called |= {round_.matter.owner_id} if said else set()
    must = sum(one.must for one in said)
    return tell(request, round_, verb, called, comments=len(said), must=must, **answers(round_))


def answers(round_: Round) -> dict[str, int]:
    """How many were asked, and how many of them have said something."""
    there = [one for one in round_.invited if one.answer is not Answer.NONE]
    return {"asked": len(round_.invited), "answered": len(there)}


def can_be_undone(deed: Entry) -> bool:
    """A comment is withdrawn instead; who has heard of a fate has heard of it."""
    return deed.what.removeprefix(f"{KIND}.") in UNDONE


def take_back(request: Request, entry_id: int) -> Round:
    """Undo one's own last deed, within minutes. A round just opened is withdrawn."""
    entry, matter = undo.find(request, entry_id, KIND)
    found = request.session.get_one(Round, matter.id)
    other = open_round(request.session, found.draft)
    if not can_be_undone(entry) or (other is not None and other is not found):
        raise Refused("undo.moved-on", number=matter.number)
    changed = None
    if entry.what == "rounds.open":
        over = {"state": State.TAKEN_BACK, "closed_at": request.now}
        changed = changes.apply((found, matter), over)
    else:
        changes.restore((found, matter), entry.before)
    undo.record(request, entry, matter, changed)
    tell(request, found, "undo", {one.person_id for one in found.invited})
    let_them_read(request.session, found.draft)
    keep_up(request, found.draft)
    _closes_anew(request, found)
    return found
