"""Parts: several people write one draft, and one of them makes it one text (统稿; A1.6, A3.1)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from sqlalchemy import select

from bot.matters import journal, letters, life
from bot.matters.kind import Kind, Stage, is_
from bot.matters.moves import Field, Move, Ready, kept, table
from bot.matters.time_moves import time_moves
from bot.papers.life import OPEN as DRAFT_OPEN
from bot.papers.parts import steps
from bot.papers.parts.division import (
    check_reader,
    check_time,
    divides,
    division_of,
    insist_on_dividing,
    note_readers,
)
from bot.papers.parts.steps import (
    OPEN,
    UNSOLVED,
    WITH_OWNER,
    asks,
    owner,
    runs_it,
    steward,
    unifier,
)
from bot.papers.readers import let_them_read
from bot.who.request import Request
from storage.matters.matter import Card, hold, readers, set_readers
from storage.papers import parts
from storage.papers.drafts import Draft
from storage.papers.parts import Division, Part
from storage.papers.parts import PartState as State
from storage.who.people import Person

OPINION, LIVE = Field("opinion"), Ready(steps.is_live, "parts.draft-over")
IN_TWO_DAYS = Field("due", "due", start=lambda request, _: request.say("drafts.default-return-due"))
stage = partial(Stage[Part], ladder=steps.ladder)
step = partial(Move[Part], ready=LIVE)
times = time_moves(
    asks, runs_it, owner, steward, asking=WITH_OWNER | UNSOLVED, states=OPEN, ready=LIVE,
    fits=lambda request, part, due: check_time(request, part.draft, due),
)  # fmt: skip
assigned, handed_in, writes = frozenset({State.ASSIGNED}), frozenset({State.HANDED_IN}), is_(owner)
TEXT, TO = Field("text", "text", own=True), Field("person", "person")
BACK = (OPINION, IN_TWO_DAYS)
WHY, heard = Field("opinion", needed=False), (owner,)

KIND: Kind[Part] = Kind(
    "parts", "P", Part, days=3,
    opening=Move(
        "give", DRAFT_OPEN, State.ASSIGNED, "divider", divides,
        (Field("title", "line"), TO, Field("due", "due")), steps.give,
    ),
    moves=table(
        times["grant"], times["decline"],
        step("accept", assigned | UNSOLVED, State.WRITING, "owner", writes, (), steps.accept),
        step("take", handed_in, State.TAKEN_IN, "unifier", is_(unifier), calls=heard),
        step("settle", UNSOLVED, State.ASSIGNED, "steward", runs_it, (OPINION,)),
        step("submit", OPEN, State.HANDED_IN, "owner", writes, (TEXT,), steps.submit),
        step("return", handed_in, State.RETURNED, "unifier", is_(unifier), BACK, steps.return_),
        step("problem", WITH_OWNER, State.PROBLEM_RAISED, "owner", asks, (OPINION,)),
        times["extend"], times["reschedule"],
        step("handover", OPEN, None, "placer", steps.places_it, (TO,), steps.hand_over, heard),
        Move("cancel", OPEN, State.CANCELLED, "steward", runs_it, (WHY,), kept, heard, LIVE, True),
    ),
    stages={
        State.ASSIGNED: stage("accept", owner, steward, "accept", "handover"),
        State.WRITING: stage("write", owner, steward, "submit", "handover"),
        State.RETURNED: stage("revise", owner, steward, "submit", "handover"),
        State.PROBLEM_RAISED: stage("answer", steward, steward, "settle", "handover", 1),
        State.HANDED_IN: stage("unify", unifier, owner, "take", "handover", 1),
    },
    undone=State.CANCELLED,
    people=lambda part: {part.matter.owner_id},
    facts=steps.facts,
    within=lambda request, part: follow(request, part),
    is_live=steps.is_live,
    listed=lambda part: f"{part.draft.matter.title}: {part.matter.title}",
)  # fmt: skip


# --- a draft and its parts follow each other -----------------------------------------------------


def follow(request: Request, part: Part) -> None:
    """A part has changed: the readers of its draft may, and its card counts its parts."""
    session, draft = request.session, part.draft
    seen = readers(session, draft.matter)
    keep_up(request, draft)
    note_readers(request, draft, seen)
    holders = session.scalars(select(Card.person_id).where(Card.matter_id == draft.id))
    letters.cards(session, sorted(holders), draft.id, request.now)


def keep_up(request: Request, draft: Draft) -> None:
    """Whatever happened to a draft or a part: who takes part reads both, and whose turn it is
    owes something. A draft signed off or cancelled has nobody wait for its parts.
    """
    hold(request.session, draft.id)  # parts that change at once take turns
    people = let_them_read(request.session, draft)
    for part in parts.ever_of(request.session, draft.id):
        set_readers(request.session, part.matter, people | {part.matter.owner_id})
        part.matter.visibility = draft.matter.visibility
        _pass_the_ball(request, part)


def _pass_the_ball(request: Request, part: Part) -> None:
    """Whoever waits or waited for it sees it drawn anew; who need not any more is told."""
    kept, now = life.owe(request, KIND, part), KIND.stage(part)
    waited_for = [one.person for one in kept.ended]
    if now is None and part.state in KIND.stages:
        _let_go(request, part, waited_for)
    if kept.begun or kept.ended:
        _draw_anew(request, part, waited_for, [now.holder(part)] if now else [])


def _let_go(request: Request, part: Part, waited_for: Sequence[Person]) -> None:
    """The draft is signed off or cancelled: nobody waits for this any more."""
    blanks = {"number": part.matter.number, "title": part.matter.title}
    for who in waited_for:
        if who is not request.person:
            letters.note(request.session, who.slack_id, "parts.let-go", request.now, blanks)


def _draw_anew(
    request: Request, part: Part, waited: Sequence[Person], waits: Sequence[Person]
) -> None:
    session = request.session
    holders = set(session.scalars(select(Card.person_id).where(Card.matter_id == part.id)))
    called = {who.slack_id for who in waits}
    letters.cards(session, sorted(holders | called), part.id, request.now)
    letters.home(session, [*waited, *waits], request.now)


# --- who makes one text of it --------------------------------------------------------------------


def name_unifier(request: Request, draft: Draft, to: Person) -> None:
    """Somebody else makes one text of the parts; its writer is the usual one."""
    insist_on_dividing(request, draft)
    check_reader(request, draft, to, "unifier")
    division, seen = division_of(request, draft), readers(request.session, draft.matter)
    before = {"unifier_id": division.unifier.slack_id}
    after = {"unifier_id": to.slack_id}
    if before == after:
        return
    _name(request, division, None if to is draft.matter.owner else to)
    journal.record(
        request, "parts.unifier", matter=draft.matter, about=to, before=before, after=after
    )
    keep_up(request, draft)
    note_readers(request, draft, seen)
    if to is not request.person:
        blanks = {"by": request.person.name, "number": draft.matter.number}
        blanks["title"] = draft.matter.title
        letters.note(request.session, to.slack_id, "parts.unifier-named", request.now, blanks)


def follow_writer(request: Request, draft: Draft, before: Person) -> None:
    """A draft has another writer: who unified it because they wrote it no longer does."""
    if draft.division is None or draft.division.named_id != before.slack_id:
        return
    _name(request, draft.division, None)
    keep_up(request, draft)


def _name(request: Request, division: Division, to: Person | None) -> None:
    division.named = to
    request.session.flush()
