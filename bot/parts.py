"""Parts: several people write one draft, and one of them makes it one text (统稿; A1.6, A3.1)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from bot import changes, journal, letters, matters, moves, news, undo
from bot import parts_division as division
from bot.catalog import Key, Markup
from bot.errors import Refused
from bot.parts_life import MOVES, WITH_OWNER, ball, steward
from bot.request import Request
from storage.drafts import Draft
from storage.matters import Card, Matter, readers
from storage.parts import Part
from storage.parts import PartState as State
from storage.people import Person

KIND, PREFIX = "parts", "P"
TEXT_MAX = 3000  # what a field of a form holds; more is a document, and its link is handed in


@dataclass(frozen=True)
class Wanted:
    """One part to be given out: a title, a writer, a time; `row` of the form it stands in."""

    title: str
    owner: Person
    due: datetime
    row: str = ""


def give(request: Request, draft: Draft, wanted: Wanted) -> Part:
    """Ask somebody for a part of a draft. Raises Refused for who may not, or what cannot be."""
    division.insist_on_dividing(request, draft)
    title = matters.read_title(wanted.title, f"title{wanted.row}")
    division.check_time(request, draft, wanted.due, f"due{wanted.row}")
    division.check_reader(request, draft, wanted.owner, f"person{wanted.row}")
    before = readers(request.session, draft.matter)
    part = Part(matter=_matter(request, draft, wanted, title), state=State.ASSIGNED)
    part.division = division.division_of(request, draft)
    request.session.add(part)
    request.session.flush()
    asked = {"owner_id": wanted.owner.slack_id, "due_at": wanted.due.isoformat(), "of": draft.id}
    journal.record(request, "parts.give", matter=part.matter, about=wanted.owner, after=asked)
    division.keep_up(request, draft)
    division.note_readers(request, draft, before)
    _tell(request, part, "give", {wanted.owner.slack_id})
    return part


def _matter(request: Request, draft: Draft, wanted: Wanted, title: str) -> Matter:
    return Matter(
        kind=KIND,
        prefix=PREFIX,
        title=title,
        visibility=draft.matter.visibility,
        opened_by=request.person,
        owner=wanted.owner,
        due_at=wanted.due,
        opened_at=request.now,
    )


# Each of these says what it has done, in the words of whoever asked.


def step(request: Request, part: Part, verb: str, *, opinion: str = "") -> Markup:
    """Take a step that needs no more than a word: accept, take, problem, settle, cancel."""
    solved = verb == "accept" and part.state is State.PROBLEM_RAISED
    values = {"opinion": opinion} if opinion or solved else {}
    return change(request, part, verb, values, reason=opinion)


def submit(request: Request, part: Part, text: str) -> Markup:
    """Hand it in: a link, or the words. What the unifier writes is taken in at once."""
    moves.check(MOVES, request.me, part, "submit")
    text = text.strip()
    if not text:
        raise Refused("parts.no-text", field="text")
    if len(text) > TEXT_MAX:
        raise Refused("parts.long-text", field="text", n=len(text), most=TEXT_MAX)
    values: dict[str, Any] = {"text": text, "opinion": "", "wanted_due": None}
    if part.unifier is part.matter.owner:
        values["state"] = State.TAKEN_IN
    return change(request, part, "submit", values)


def return_(request: Request, part: Part, opinion: str, due: datetime) -> Markup:
    """Give it back to its writer with words and a new date."""
    moves.check(MOVES, request.me, part, "return")
    if not opinion.strip():
        raise Refused("parts.no-opinion", field="opinion")
    division.check_time(request, part.draft, due, "due")
    values = {"opinion": opinion, "due_at": due, "promised_at": None, "wanted_due": None}
    return change(request, part, "return", values, reason=opinion)


def hand_over(request: Request, part: Part, to: Person) -> Markup:
    """Give it to another writer, who is asked to accept it anew if it is still to be written."""
    moves.check(MOVES, request.me, part, "handover")
    before = part.matter.owner
    if to is before:
        raise Refused("parts.already-theirs", field="person", name=to.name)
    division.check_reader(request, part.draft, to, "person")
    given: dict[str, Any] = {"owner_id": to.slack_id, "wanted_due": None}
    if part.state in WITH_OWNER:
        given["state"] = State.ASSIGNED
    said = change(request, part, "handover", given)
    seen = before.slack_id in readers(request.session, part.matter)
    if before is not request.person and not seen:
        blanks = {"by": request.person.name, "owner": to.name, "due": part.matter.due_at}
        blanks |= {"number": part.matter.number, "title": part.matter.title}
        letters.note(request.session, before.slack_id, "parts.story-handover", request.now, blanks)
    return said


def take_back(request: Request, entry_id: int) -> Part:
    """Undo one's own last deed, within minutes. A part just given out is withdrawn."""
    entry, matter = undo.find(request, entry_id, KIND)
    part = request.session.get_one(Part, matter.id)
    concerned, seen = _concerned(part), readers(request.session, part.draft.matter)
    changed = None
    if entry.what == "parts.give":
        changed = changes.apply((part, matter), {"state": State.CANCELLED})
    else:
        changes.restore((part, matter), entry.before)
    undo.record(request, entry, matter, changed)
    _settle_in(request, part, seen)
    deed = Key(entry.what.replace(".", ".what-"))
    _tell(request, part, "undo", concerned | _concerned(part), step=deed)
    return part


# --- how a part changes ------------------------------------------------------------------------


def change(
    request: Request,
    part: Part,
    verb: str,
    values: Mapping[str, Any],
    *,
    reason: str = "",
    noted: Mapping[str, Any] | None = None,
    story: str = "",
    **blanks: object,
) -> Markup:
    """The one place a part changes: the move is checked, the row set, the journal written, the
    ball passed and everybody told. Raises Refused as `moves.check` does.
    """
    concerned, seen = _concerned(part), readers(request.session, part.draft.matter)
    target = moves.check(MOVES, request.me, part, verb).target
    state = {} if target is None or "state" in values else {"state": target}
    before, after = changes.apply((part, part.matter), {**values, **state})
    after |= noted or {}
    what = f"{KIND}.{verb}"
    journal.record(request, what, matter=part.matter, before=before, after=after, reason=reason)
    _settle_in(request, part, seen)
    called = _called(part, verb, concerned)
    said = f"“{reason}”" if reason else ""
    return _tell(request, part, story or verb, called, words=reason, said=said, **blanks)


def _settle_in(request: Request, part: Part, seen: Collection[str]) -> None:
    """Its people are who the new ids say they are, and so are the readers of its draft."""
    request.session.flush()
    request.session.refresh(part)
    request.session.refresh(part.matter)
    division.keep_up(request, part.draft)
    division.note_readers(request, part.draft, seen)


def _concerned(part: Part) -> set[str]:
    holder = ball(part)
    return {part.matter.owner_id} | ({holder.slack_id} if holder else set())


def _called(part: Part, verb: str, before: Collection[str]) -> set[str]:
    """Whom a step asks something of, or is done to: they hear it outside the thread."""
    holder = ball(part)
    called = {holder.slack_id} if holder and verb not in ("accept", "extend") else set()
    if verb in ("handover", "cancel"):
        called |= {*before, part.matter.owner_id}
    if verb in ("reschedule", "grant", "decline", "return", "take"):
        called |= {part.matter.owner_id}
    if verb in ("extend", "problem"):
        called |= {steward(part).slack_id}
    return called


def _tell(
    request: Request, part: Part, verb: str, called: Collection[str], **blanks: object
) -> Markup:
    """The part's own cards and story; the draft's card counts its parts, and is drawn anew."""
    session, draft = request.session, part.draft.matter
    holders = session.scalars(select(Card.person_id).where(Card.matter_id == draft.id))
    letters.cards(session, sorted(holders), draft.id, request.now)
    blanks |= {"owner": part.matter.owner.name, "due": part.matter.due_at, "draft": draft.number}
    return news.tell(request, part.matter, f"{KIND}.story-{verb}", called, **blanks)
