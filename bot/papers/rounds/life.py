"""The life of a round: its states, who may open it, say something in it, end it (A1.5, A1.6)."""

from __future__ import annotations

from bot.matters import moves
from bot.matters.moves import Move
from bot.papers.life import OPEN as DRAFT_OPEN
from bot.papers.life import is_assigner, is_owner
from bot.who.standing import Standing
from storage.papers.drafts import Draft
from storage.papers.rounds import Answer, Comment, Round, RoundKind
from storage.papers.rounds import RoundState as State

KIND, PREFIX = "rounds", "C"
FEWEST = {RoundKind.REVISION: 2, RoundKind.CONSULTATION: 1}
MOST = {RoundKind.REVISION: 8, RoundKind.CONSULTATION: 30}
WORKING_DAYS = {RoundKind.REVISION: 1, RoundKind.CONSULTATION: 3}
OVER = frozenset({State.CLOSED, State.MERGED, State.EXPLAINED})


def opens_rounds(me: Standing, draft: Draft) -> bool:
    """Its reviewer, assigner, signatory; a director who sees it, unless they write it."""
    judges = me.id in (draft.reviewer_id, draft.signatory_id) or is_assigner(me, draft)
    return me.insider and (judges or (me.directs and not is_owner(me, draft)))


def can_have_one(draft: Draft) -> bool:
    return draft.state in DRAFT_OPEN


def runs_it(me: Standing, round_: Round) -> bool:
    """Whoever opened it; and a director who sees it, unless they write the draft."""
    return me.id == round_.matter.opened_by_id or (me.directs and not writes_it(me, round_))


def writes_it(me: Standing, round_: Round) -> bool:
    return me.id == round_.matter.owner_id


def is_asked(me: Standing, round_: Round) -> bool:
    return any(one.person_id == me.id for one in round_.invited)


def is_silent(me: Standing, round_: Round) -> bool:
    return any(one.person_id == me.id and one.answer is Answer.NONE for one in round_.invited)


def have_all_answered(round_: Round) -> bool:
    return all(one.answer is not Answer.NONE for one in round_.invited)


def is_open_to(me: Standing, comment: Comment, round_: Round) -> bool:
    """One's own comment can be changed and withdrawn as long as the round is open."""
    return me.id == comment.person_id and round_.state is State.OPEN


MOVES = moves.table(
    Move("comment", OVER | {State.OPEN}, None, "invited", is_asked),
    Move("agree", frozenset({State.OPEN}), None, "invited", is_asked),
    Move("extend", frozenset({State.OPEN}), None, "opener", runs_it),
    Move("close", frozenset({State.OPEN}), State.CLOSED, "opener", runs_it),
    Move("decide", OVER, State.MERGED, "owner", writes_it),
    Move("explain", frozenset({State.MERGED}), State.EXPLAINED, "owner", writes_it),
)
