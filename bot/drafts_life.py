"""The life of a draft: its states, who may take which step, whose turn it is (A1.2, A1.7)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import object_session

from bot import moves
from bot.catalog import Key
from bot.moves import Move
from bot.people import Standing
from bot.workdays import Calendar
from storage import rounds
from storage.drafts import Draft
from storage.drafts import DraftState as State
from storage.people import Person
from storage.rounds import Round

WITH_OWNER = frozenset({State.ASSIGNED, State.DRAFTING, State.RETURNED})
WITH_JUDGE = frozenset({State.IN_REVIEW, State.LEADER_REVIEW})
OPEN = WITH_OWNER | WITH_JUDGE | {State.PROBLEM_RAISED}


def is_owner(me: Standing, draft: Draft) -> bool:
    return me.id == draft.matter.owner_id


def is_assigner(me: Standing, draft: Draft) -> bool:
    return me.id == draft.matter.opened_by_id


def runs_it(me: Standing, draft: Draft) -> bool:
    """The assigner; and a director who sees it, unless they write it for somebody else."""
    return is_assigner(me, draft) or (me.directs and not is_owner(me, draft))


def places_it(me: Standing, draft: Draft) -> bool:
    """Who may give it to another writer: its owner, the head of their section, who runs it."""
    return is_owner(me, draft) or runs_it(me, draft) or me.heads_section_of(draft.matter.owner)


def signs(me: Standing, draft: Draft) -> bool:
    """The named signatory, or the delegate recorded for them, if it is not their own (A1.7)."""
    stands_in = draft.signatory_id in me.signs_for and not is_owner(me, draft)
    return me.id == draft.signatory_id or stands_in


def judges(me: Standing, draft: Draft) -> bool:
    """The reviewer while it is in review; the signatory at any time before signing."""
    return signs(me, draft) or (draft.state is State.IN_REVIEW and me.id == draft.reviewer_id)


def passes_on(me: Standing, draft: Draft) -> bool:
    return me.id == draft.reviewer_id and draft.reviewer_id != draft.signatory_id


def is_time_asked_for(draft: Draft) -> bool:
    return draft.wanted_due is not None


def is_judge_gone(draft: Draft) -> bool:
    """Somebody else can be found to judge it only once the one who has it has left."""
    holder = ball(draft)
    return holder is not None and holder.is_out


def parts(draft: Draft) -> set[str]:
    """Who takes part in it, whatever else they are."""
    matter = draft.matter
    return {matter.owner_id, matter.opened_by_id, draft.reviewer_id, draft.signatory_id}


def open_round(draft: Draft) -> Round | None:
    """The round that has to end before a draft is passed on or signed."""
    session = object_session(draft)
    return rounds.open_on(session, draft.id) if session else None


def no_round_is_open(draft: Draft) -> bool:
    return open_round(draft) is None


def _of_the_round(draft: Draft) -> dict[str, Any]:
    found = open_round(draft)
    assert found is not None  # the move was not ready
    kind = Key(f"rounds.kind-{found.kind}")
    return {"n": found.number, "kind": kind, "closes": found.closes_at}


MOVES = moves.table(
    Move(
        "accept",
        frozenset({State.ASSIGNED, State.PROBLEM_RAISED}),
        State.DRAFTING,
        "owner",
        is_owner,
    ),
    Move(
        "sign",
        WITH_JUDGE,
        State.SIGNED_OFF,
        "signatory",
        signs,
        no_round_is_open,
        "rounds.not-ready-sign",
        _of_the_round,
    ),
    Move(
        "pass",
        frozenset({State.IN_REVIEW}),
        State.LEADER_REVIEW,
        "reviewer",
        passes_on,
        no_round_is_open,
        "rounds.not-ready-pass",
        _of_the_round,
    ),
    Move("return", WITH_JUDGE, State.RETURNED, "judge", judges),
    Move("submit", OPEN - {State.LEADER_REVIEW}, State.IN_REVIEW, "owner", is_owner),
    Move("problem", WITH_OWNER, State.PROBLEM_RAISED, "owner", is_owner),
    Move("settle", frozenset({State.PROBLEM_RAISED}), State.ASSIGNED, "assigner", runs_it),
    Move("grant", OPEN, None, "assigner", runs_it, is_time_asked_for, "drafts.not-ready-grant"),
    Move("decline", OPEN, None, "assigner", runs_it, is_time_asked_for, "drafts.not-ready-decline"),
    Move("extend", WITH_OWNER | {State.PROBLEM_RAISED}, None, "owner", is_owner),
    Move("reschedule", OPEN, None, "assigner", runs_it),
    Move("handover", OPEN, None, "placer", places_it),
    Move(
        "replace", WITH_JUDGE, None, "assigner", runs_it, is_judge_gone, "drafts.not-ready-replace"
    ),
    Move("cancel", OPEN, State.CANCELLED, "assigner", runs_it),
)

# Whoever has the ball owes something; nobody does once a draft is signed off or cancelled.
DUTY = {
    State.ASSIGNED: "drafts.duty-accept",
    State.DRAFTING: "drafts.duty-write",
    State.RETURNED: "drafts.duty-revise",
    State.PROBLEM_RAISED: "drafts.duty-answer",
    State.IN_REVIEW: "drafts.duty-review",
    State.LEADER_REVIEW: "drafts.duty-sign",
}


def is_to_sign(draft: Draft) -> bool:
    """Is it with its signatory: passed on, or reviewed and signed by one person?"""
    in_one = draft.state is State.IN_REVIEW and draft.reviewer_id == draft.signatory_id
    return in_one or draft.state is State.LEADER_REVIEW


def duty(draft: Draft) -> str:
    """What is owed by whose turn it is."""
    return DUTY[State.LEADER_REVIEW if is_to_sign(draft) else draft.state]


def ball(draft: Draft) -> Person | None:
    """Whose turn it is."""
    if draft.state in WITH_OWNER:
        return draft.matter.owner
    return {
        State.PROBLEM_RAISED: draft.matter.opened_by,
        State.IN_REVIEW: draft.reviewer,
        State.LEADER_REVIEW: draft.signatory,
    }.get(draft.state)


def working_day_before(draft: Draft, calendar: Calendar) -> datetime | None:
    """The last working day before a due date that falls on a rest day; None if it does not."""
    day = calendar.today(draft.matter.due_at)
    if calendar.is_working(day):
        return None
    return calendar.closing(calendar.previous_working(day))
