"""The life of a draft: its states, who may take which step, whose turn it is (A1.2, A1.7, A2.9)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import object_session

from bot.language.catalog import Key
from bot.language.workdays import Calendar
from bot.matters import moves
from bot.matters.moves import Move, Ready
from bot.papers.brief import GOING_OUT, OWN_COUNT
from bot.who.standing import Standing
from storage.papers import rounds
from storage.papers.drafts import Draft
from storage.papers.drafts import DraftState as State
from storage.papers.rounds import Round
from storage.who.people import Person

WITH_OWNER = frozenset({State.ASSIGNED, State.DRAFTING, State.RETURNED})
WITH_JUDGE = frozenset({State.IN_REVIEW, State.LEADER_REVIEW})
OPEN = WITH_OWNER | WITH_JUDGE | {State.PROBLEM_RAISED}
AFTER = frozenset({State.SIGNED_OFF, State.RECHECKED, State.ISSUED})  # with the office
SIGNED = AFTER | {State.FILED}
OVER = frozenset({State.FILED, State.CANCELLED})


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


def handles(me: Standing, draft: Draft) -> bool:
    """The office sends it out and files it: whoever has it in hand or assigned it, a director,
    the head of the writer's section; its writer only in one of the first two parts.
    """
    in_hand = draft.filing is not None and draft.filing.clerk_id == me.id
    over_it = me.directs or me.heads_section_of(draft.matter.owner)
    return in_hand or is_assigner(me, draft) or (over_it and not is_owner(me, draft))


def goes_out(draft: Draft) -> bool:
    """Is it an official paper, to be re-checked and issued? A speech is only filed."""
    return draft.doc_type in GOING_OUT


def may_go_out(draft: Draft) -> bool:
    """Of a draft whose type nobody has said the office knows what it is."""
    return goes_out(draft) or not draft.doc_type


def has_its_number(draft: Draft) -> bool:
    """Registered; or of a type that is counted in a way of its own, or not at all."""
    if not goes_out(draft) or draft.doc_type in OWN_COUNT:
        return True
    return draft.filing is not None and draft.filing.reference is not None


def is_to_file(draft: Draft) -> bool:
    return draft.state is not State.FILED and (draft.state is State.ISSUED or not goes_out(draft))


def is_time_asked_for(draft: Draft) -> bool:
    return draft.wanted_due is not None


def is_judge_gone(draft: Draft) -> bool:
    """Somebody else can be found to judge it only once the one who has it has left."""
    holder = ball(draft)
    return holder is not None and holder.is_out


def taking_part(draft: Draft) -> set[str]:
    """Who takes part in it, whatever else they are."""
    matter = draft.matter
    clerk = draft.filing.clerk_id if draft.filing else None
    people = {matter.owner_id, matter.opened_by_id, draft.reviewer_id, draft.signatory_id}
    return people | ({clerk} if clerk else set())


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


def _asked_for(verb: str) -> Ready[Draft]:
    return Ready(is_time_asked_for, f"drafts.not-ready-{verb}")


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
        ready=Ready(no_round_is_open, "rounds.not-ready-sign", _of_the_round),
    ),
    Move(
        "pass",
        frozenset({State.IN_REVIEW}),
        State.LEADER_REVIEW,
        "reviewer",
        passes_on,
        ready=Ready(no_round_is_open, "rounds.not-ready-pass", _of_the_round),
    ),
    Move("return", WITH_JUDGE, State.RETURNED, "judge", judges),
    Move("submit", OPEN - {State.LEADER_REVIEW}, State.IN_REVIEW, "owner", is_owner),
    Move("problem", WITH_OWNER, State.PROBLEM_RAISED, "owner", is_owner),
    Move("settle", frozenset({State.PROBLEM_RAISED}), State.ASSIGNED, "assigner", runs_it),
    Move(
        "grant",
        OPEN,
        None,
        "assigner",
        runs_it,
        ready=Ready(is_time_asked_for, "drafts.not-ready-grant"),
    ),
    Move(
        "decline",
        OPEN,
        None,
        "assigner",
        runs_it,
        ready=Ready(is_time_asked_for, "drafts.not-ready-decline"),
    ),
    Move("extend", WITH_OWNER | {State.PROBLEM_RAISED}, None, "owner", is_owner),
    Move("reschedule", OPEN, None, "assigner", runs_it),
    Move("handover", OPEN, None, "placer", places_it),
    Move(
        "replace",
        WITH_JUDGE | AFTER,
        None,
        "assigner",
        runs_it,
        ready=Ready(is_judge_gone, "drafts.not-ready-replace"),
    ),
    Move("cancel", OPEN, State.CANCELLED, "assigner", runs_it),
    Move(
        "recheck",
        frozenset({State.SIGNED_OFF}),
        State.RECHECKED,
        "clerk",
        handles,
        ready=Ready(may_go_out, "drafts.not-ready-recheck"),
    ),
    Move(
        "changed",
        frozenset({State.SIGNED_OFF, State.RECHECKED}),
        State.LEADER_REVIEW,
        "clerk",
        handles,
    ),
    Move("register", frozenset({State.RECHECKED}), None, "clerk", handles),
    Move(
        "issue",
        frozenset({State.RECHECKED}),
        State.ISSUED,
        "clerk",
        handles,
        ready=Ready(has_its_number, "drafts.not-ready-issue"),
    ),
    Move(
        "file",
        AFTER,
        State.FILED,
        "clerk",
        handles,
        ready=Ready(is_to_file, "drafts.not-ready-file"),
    ),
    Move("retain", frozenset({State.FILED}), None, "clerk", handles),
    Move("weigh", OPEN, None, "assigner", runs_it),
)

# Whoever has the ball owes something; nobody does once a draft is filed or cancelled.
DUTY = {
    State.ASSIGNED: "drafts.duty-accept",
    State.DRAFTING: "drafts.duty-write",
    State.RETURNED: "drafts.duty-revise",
    State.PROBLEM_RAISED: "drafts.duty-answer",
    State.IN_REVIEW: "drafts.duty-review",
    State.LEADER_REVIEW: "drafts.duty-sign",
    State.SIGNED_OFF: "drafts.duty-recheck",
    State.RECHECKED: "drafts.duty-issue",
    State.ISSUED: "drafts.duty-file",
}
DAYS = {"drafts.duty-file": 5}  # working days a duty takes; the others take one


def is_to_sign(draft: Draft) -> bool:
    """Is it with its signatory: passed on, or reviewed and signed by one person?"""
    in_one = draft.state is State.IN_REVIEW and draft.reviewer_id == draft.signatory_id
    return in_one or draft.state is State.LEADER_REVIEW


def duty(draft: Draft) -> str:
    """What is owed by whose turn it is."""
    if draft.state in AFTER and is_to_file(draft):
        return DUTY[State.ISSUED]
    return DUTY[State.LEADER_REVIEW if is_to_sign(draft) else draft.state]


def ball(draft: Draft) -> Person | None:
    """Whose turn it is."""
    if draft.state in WITH_OWNER:
        return draft.matter.owner
    if draft.state in AFTER and draft.matter.closed_at is None:
        return draft.filing.clerk if draft.filing else draft.matter.opened_by
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
