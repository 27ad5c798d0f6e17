"""The steps in the life of a draft: who may take each, what it is told, what it sets (A1.2)."""

from __future__ import annotations

from functools import partial
from typing import Any

from bot.language.refusals import Refused
from bot.matters.life import to_come
from bot.matters.moves import Field, Move, Moves, Ready, Told, Values, handed_over, kept, table
from bot.matters.time_moves import FREE, time_moves
from bot.papers.drafts import filing
from bot.papers.drafts.weight import weigh
from bot.papers.life import (
    AFTER,
    OPEN,
    WITH_JUDGE,
    WITH_OWNER,
    assigner,
    ball,
    handles,
    has_its_number,
    is_judge_gone,
    is_to_file,
    judges,
    may_go_out,
    no_round_is_open,
    open_round,
    owner,
    passes_on,
    places_it,
    runs_it,
    signs,
    writes,
)
from bot.papers.returning import REVISED_BY
from bot.papers.rounds.story import facts
from bot.who.request import Request
from storage.papers.drafts import Draft, Weight
from storage.papers.drafts import DraftState as State
from storage.who.people import Person

# --- what a step sets --------------------------------------------------------------------------


def accept(request: Request, draft: Draft, told: Told) -> Values:
    """A problem that was raised is over with it."""
    return {"opinion": ""} if draft.state is State.PROBLEM_RAISED else {}


def return_(request: Request, draft: Draft, told: Told) -> Values:
    """Back to its writer, with an opinion and a new date."""
    return FREE | {"opinion": told["opinion"], "due_at": to_come(request, told["due"])}


def hand_over(request: Request, draft: Draft, told: Told) -> Values:
    """To another writer, who is asked to accept it anew if it is still to be written."""
    to, anew = told["person"], draft.state in WITH_OWNER
    reviewers = (draft.reviewer, draft.matter.opened_by, draft.signatory)
    reviewer = next((one for one in reviewers if one is not to), to)
    given = handed_over(draft, to, State.ASSIGNED if anew else None)
    return given | {"reviewer_id": reviewer.slack_id}


def replace(request: Request, draft: Draft, told: Told) -> Values:
    """Somebody else judges it in the place of one who has left the workspace."""
    to, gone = told["person"], ball(draft)
    if to is draft.matter.owner:
        raise Refused("drafts.own-reviewer", field="person", name=to.name)
    clerk = draft.filing and draft.filing.clerk
    roles = {"reviewer_id": draft.reviewer, "signatory_id": draft.signatory, "clerk_id": clerk}
    return {role: to.slack_id for role, who in roles.items() if who is gone}


# --- the table ---------------------------------------------------------------------------------


def holder(draft: Draft) -> Person:
    return ball(draft) or owner(draft)


def _of_the_round(draft: Draft) -> dict[str, Any]:
    found = open_round(draft)
    assert found is not None  # the move was not ready
    return facts(found)


def _unless_round(key: str) -> Ready[Draft]:
    return Ready(no_round_is_open, key, _of_the_round)


step = Move[Draft]
by_office = partial(step, who="clerk", allows=handles)
times: Moves[Draft] = time_moves(
    writes, runs_it, owner, assigner, who="assigner",
    asking=WITH_OWNER | {State.PROBLEM_RAISED}, states=OPEN, ready=Ready(),
    fits=lambda request, draft, due: to_come(request, due),
)  # fmt: skip
in_review, signed = frozenset({State.IN_REVIEW}), frozenset({State.SIGNED_OFF})
rechecked, filed = frozenset({State.RECHECKED}), frozenset({State.FILED})
troubled, everybody = frozenset({State.PROBLEM_RAISED}), (owner, assigner, holder)

OPINION, WORDS, TO = Field("opinion"), Field("opinion", needed=False), Field("person", "person")
LINK, NEW_TEXT = Field("link", "line"), Field("link", "line", needed=False)
VERSION = (
    *(LINK, Field("note", needed=False), Field("version", "line", needed=False)),
    Field("text", "text", needed=False),
)
REFERENCE = Field("reference", "line", start=filing.suggested_reference)
DAY = Field(
    "day", "day", False, start=lambda request, _: request.calendar.today(request.now).isoformat()
)
WEIGHT = Field("weight", "choice", own=True, choices=tuple(Weight))
RETENTION = partial(Field, "retention", "choice", start=filing.kept_for, choices=filing.retentions)

MOVES = table(
    step("accept", frozenset({State.ASSIGNED}) | troubled, State.DRAFTING, "owner", writes,
         (), accept),
    step("sign", WITH_JUDGE, State.SIGNED_OFF, "signatory", signs, (WORDS,), filing.sign,
         everybody, _unless_round("rounds.not-ready-sign"), asks_first=True),
    step("pass", in_review, State.LEADER_REVIEW, "reviewer", passes_on, (WORDS,),
         ready=_unless_round("rounds.not-ready-pass")),
    step("return", WITH_JUDGE, State.RETURNED, "judge", judges, (OPINION, REVISED_BY), return_,
         (owner,)),
    step("submit", OPEN - {State.LEADER_REVIEW}, State.IN_REVIEW, "owner", writes, VERSION,
         lambda request, draft, told: {"opinion": "", "wanted_due": None}),
    step("problem", WITH_OWNER, State.PROBLEM_RAISED, "owner", writes, (OPINION,)),
    step("settle", troubled, State.ASSIGNED, "assigner", runs_it, (OPINION,)),
    times["grant"], times["decline"], times["extend"], times["reschedule"],
    step("handover", OPEN, None, "placer", places_it, (TO,), hand_over, everybody),
    step("replace", WITH_JUDGE | AFTER, None, "assigner", runs_it, (TO,), replace,
         ready=Ready(is_judge_gone, "drafts.not-ready-replace")),
    step("cancel", OPEN, State.CANCELLED, "assigner", runs_it, (WORDS,), kept, everybody,
         asks_first=True),
    by_office("recheck", signed, State.RECHECKED,
              ready=Ready(may_go_out, "drafts.not-ready-recheck")),
    by_office("changed", signed | rechecked, State.LEADER_REVIEW, told=(OPINION, NEW_TEXT),
              does=filing.changed),
    by_office("register", rechecked, None, told=(REFERENCE,), does=filing.register),
    by_office("issue", rechecked, State.ISSUED, told=(Field("to", "line"), DAY),
              does=filing.issue, ready=Ready(has_its_number, "drafts.not-ready-issue")),
    by_office("file", AFTER, State.FILED, told=(RETENTION(needed=False),), does=filing.file,
              ready=Ready(is_to_file, "drafts.not-ready-file"), asks_first=True),
    by_office("retain", filed, None, told=(RETENTION(),), does=filing.file),
    step("weigh", OPEN, None, "assigner", runs_it, (WEIGHT,), weigh),
)  # fmt: skip
