"""The life of a draft: its states, who is who in it, whose turn it is (A1.2, A1.7, A2.9)."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from bot.language.workdays import Calendar
from bot.matters.kind import Stage
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


def writes(me: Standing, draft: Draft) -> bool:
    """Its owner; or whoever stands in for them while they are away, unless they judge it (A2.3)."""
    judged_by = (draft.reviewer_id, draft.signatory_id)
    return is_owner(me, draft) or (
        draft.matter.owner_id in me.stands_for and me.id not in judged_by
    )


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
    """The office sends it out and files it: whoever has it in hand, a director, the head of the
    writer's section; its writer only if it is in their hand.
    """
    over_it = me.directs or me.heads_section_of(draft.matter.owner)
    return me.id == clerk(draft).slack_id or (over_it and not is_owner(me, draft))


def goes_out(draft: Draft) -> bool:
    """Is it an official paper, to be re-checked and issued? A speech is only filed."""
    return draft.doc_type in GOING_OUT


def may_go_out(draft: Draft) -> bool:
    """Of a draft whose type nobody has said the office knows what it is."""
    return goes_out(draft) or not draft.doc_type


def has_its_number(draft: Draft) -> bool:
    """Registered; or of a type that is counted in a way of its own, or not at all."""
    return not goes_out(draft) or is_numbered(draft)


def is_numbered(draft: Draft) -> bool:
    """It bears a register number, or is of a type that is counted in a way of its own."""
    if draft.doc_type in OWN_COUNT:
        return True
    return draft.filing is not None and draft.filing.reference is not None


def is_to_file(draft: Draft) -> bool:
    return draft.state is not State.FILED and (draft.state is State.ISSUED or not goes_out(draft))


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
    return rounds.open_on(draft)


def no_round_is_open(draft: Draft) -> bool:
    return open_round(draft) is None


# --- whose turn it is, for what ------------------------------------------------------------------


def owner(draft: Draft) -> Person:
    return draft.matter.owner


def assigner(draft: Draft) -> Person:
    return draft.matter.opened_by


def reviewer(draft: Draft) -> Person:
    return draft.reviewer


def signatory(draft: Draft) -> Person:
    return draft.signatory


def clerk(draft: Draft) -> Person:
    """Who has it in hand once it is signed."""
    return draft.filing.clerk if draft.filing and draft.filing.clerk else assigner(draft)


stage = Stage[Draft]
FILING = partial(stage, relief="replace", ladder="filing")

# Nobody has it once it is filed or cancelled. For its filing nobody waits.
STAGES: dict[State, Stage[Draft]] = {
    State.ASSIGNED: stage("accept", owner, assigner, "accept", "handover", ladder="accept"),
    State.DRAFTING: stage("write", owner, assigner, "submit", "handover"),
    State.RETURNED: stage("revise", owner, assigner, "submit", "handover"),
    State.PROBLEM_RAISED: stage("answer", assigner, assigner, "settle", "settle", 1),
    State.IN_REVIEW: stage("review", reviewer, owner, "pass", "replace", 1),
    State.LEADER_REVIEW: stage("sign", signatory, owner, "sign", "replace", 1),
    State.SIGNED_OFF: FILING("recheck", clerk, assigner, "recheck", days=1),
    State.RECHECKED: FILING("issue", clerk, assigner, "issue", days=1),
    State.ISSUED: FILING("file", clerk, clerk, "file", days=5),
}


def is_to_sign(draft: Draft) -> bool:
    """Is it with its signatory: passed on, or reviewed and signed by one person?"""
    in_one = draft.state is State.IN_REVIEW and draft.reviewer_id == draft.signatory_id
    return in_one or draft.state is State.LEADER_REVIEW


def stage_of(draft: Draft) -> Stage[Draft] | None:
    """Where it stands: what is not sent out is filed at once."""
    if draft.state in AFTER and draft.matter.closed_at is not None:
        return None  # signed before the office began to see to what follows
    if draft.state in AFTER and is_to_file(draft):
        return STAGES[State.ISSUED]
    return STAGES.get(State.LEADER_REVIEW if is_to_sign(draft) else draft.state)


def duty(draft: Draft) -> str:
    """What is owed by whose turn it is."""
    now = stage_of(draft)
    return f"drafts.duty-{now.duty}" if now else ""


def ball(draft: Draft) -> Person | None:
    """Whose turn it is."""
    now = stage_of(draft)
    return now.holder(draft) if now else None


def working_day_before(draft: Draft, calendar: Calendar) -> datetime | None:
    """The last working day before a due date that falls on a rest day; None if it does not."""
    day = calendar.today(draft.matter.due_at)
    if calendar.is_working(day):
        return None
    return calendar.closing(calendar.previous_working(day))
