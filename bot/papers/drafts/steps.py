"""Drafts: assign, accept, hand in, return, sign off; hand over, give time, cancel (A1.2, A1.7)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from bot.language.catalog import Key, Markup
from bot.language.refusals import Refused
from bot.matters import changes, followups, journal, letters, moves, story, undo
from bot.matters.followups import Debt
from bot.matters.sight import may_see
from bot.papers import guidance, hanging, plan
from bot.papers.brief import KIND, Brief, as_asked, begun
from bot.papers.life import (
    AFTER,
    DAYS,
    DUTY,
    MOVES,
    OVER,
    SIGNED,
    WITH_JUDGE,
    WITH_OWNER,
    ball,
    duty,
)
from bot.papers.parts import kind
from bot.papers.rounds import duties
from bot.who.lookups import colleague, standing
from bot.who.request import Request
from bot.who.standing import insist
from storage.db import Base
from storage.papers import drafts
from storage.papers.drafts import Draft
from storage.papers.drafts import DraftState as State
from storage.who.people import Person, delegates_of


def assign(request: Request, brief: Brief) -> Draft:
    """Ask somebody for a draft. Raises Refused for who may not, or a brief that cannot be."""
    insist(request.me.assigns, "heads")
    draft = begun(request, brief)
    request.session.add(draft)
    _hand_the_ball(request, draft, ball(draft))  # both are written at once
    plan.begin(request, draft, brief.dates)
    matter, asked = draft.matter, as_asked(draft) | plan.noted(brief.dates)
    journal.record(request, "drafts.assign", matter=matter, about=matter.owner, after=asked)
    _pass_the_ball(request, draft)
    _tell(request, draft, "assign", {matter.owner_id})
    guidance.ask_once(request, draft)
    return draft


def check(request: Request, draft: Draft, verb: str) -> None:
    """May this step be taken now? Raises Refused; a version after the signature hears how."""
    if verb == "submit" and draft.state in SIGNED:
        raise Refused("filing.signed-already", number=draft.matter.number)
    moves.check(MOVES, request.me, draft, verb)


# Each of these says what it has done, in the words of whoever asked.


def step(request: Request, draft: Draft, verb: str, *, opinion: str = "") -> Markup:
    """Take a step that needs no more than a word: accept, pass, settle, cancel, problem."""
    solved = verb == "accept" and draft.state is State.PROBLEM_RAISED
    values = {"opinion": opinion} if opinion or solved else {}
    return change(request, draft, verb, values, reason=opinion)


def return_(request: Request, draft: Draft, opinion: str, due: datetime) -> Markup:
    """Send it back to its writer with an opinion and a new date."""
    moves.check(MOVES, request.me, draft, "return")
    if not opinion.strip():
        raise Refused("drafts.no-opinion", field="opinion")
    values = {"opinion": opinion, "due_at": due, "promised_at": None, "wanted_due": None}
    return change(request, draft, "return", values, reason=opinion)


def hand_over(request: Request, draft: Draft, to: Person) -> Markup:
    """Give it to another writer, who is asked to accept it anew if it is still to be written."""
    moves.check(MOVES, request.me, draft, "handover")
    colleague(request, to.slack_id)
    if to is draft.matter.owner:
        raise Refused("drafts.already-theirs", field="person", name=to.name)
    state = State.ASSIGNED if draft.state in WITH_OWNER else draft.state
    reviewers = (draft.reviewer, draft.matter.opened_by, draft.signatory)
    reviewer = next((one for one in reviewers if one is not to), to)
    before = draft.matter.owner
    given = {"owner_id": to.slack_id, "reviewer_id": reviewer.slack_id}
    said = change(request, draft, "handover", given | {"state": state, "wanted_due": None})
    kind.follow_writer(request, draft, before)
    _tell_who_is_out(request, draft, before)
    return said


def _tell_who_is_out(request: Request, draft: Draft, before: Person) -> None:
    """The story is only for who still sees it; who has lost a draft hears so all the same."""
    matter = draft.matter
    seen = may_see(request.session, standing(request.session, before, request.now), matter)
    if before is request.person or seen:
        return
    blanks: dict[str, object] = {"by": request.person.name, "owner": matter.owner.name}
    blanks |= {"number": matter.number, "title": matter.title, "due": matter.due_at}
    letters.note(request.session, before.slack_id, "drafts.story-handover", request.now, blanks)


def replace(request: Request, draft: Draft, to: Person) -> Markup:
    """Somebody else judges it in the place of one who has left the workspace."""
    moves.check(MOVES, request.me, draft, "replace")
    if to is draft.matter.owner:
        raise Refused("drafts.own-reviewer", field="person", name=to.name)
    gone = ball(draft)
    clerk = draft.filing and draft.filing.clerk
    roles = {"reviewer_id": draft.reviewer, "signatory_id": draft.signatory, "clerk_id": clerk}
    given = {role: to.slack_id for role, who in roles.items() if who is gone}
    story = "replace-clerk" if draft.state in AFTER else "replace"
    return change(request, draft, "replace", given, story=story, judge=to)


def take_back(request: Request, entry_id: int) -> Draft:
    """Undo one's own last deed, within minutes. A draft just assigned is withdrawn."""
    entry, matter = undo.find(request, entry_id, KIND)
    draft = request.session.get_one(Draft, matter.id)
    concerned = _concerned(draft)
    changed = None
    if entry.what == "drafts.assign":
        over = {"state": State.CANCELLED, "closed_at": request.now}
        changed = changes.apply((draft, matter), over)
    else:
        changes.restore(_rows(draft), entry.before)
        if "version" in entry.after:
            drafts.withdraw(request.session, draft, entry.after["version"])
        plan.put_back(request, draft, entry.after)
    undo.record(request, entry, matter, changed)
    _pass_the_ball(request, draft)
    step = Key(entry.what.replace(".", ".what-"))
    _tell(request, draft, "undo", concerned | _concerned(draft), step=step)
    return draft


# --- how a draft changes ---------------------------------------------------------------------


def change(
    request: Request,
    draft: Draft,
    verb: str,
    values: Mapping[str, Any],
    *,
    reason: str = "",
    noted: Mapping[str, Any] | None = None,
    story: str = "",
    **blanks: object,
) -> Markup:
    """The one place a draft changes: the move is checked, the row set, the journal written
    (with what else is `noted`), the ball passed and everybody told, in the words of `story`.
    Raises Refused as `moves.check` does.
    """
    concerned = _concerned(draft)
    before, after = changes.apply(_rows(draft), _moved(request, draft, verb, values))
    what, matter = f"{KIND}.{verb}", draft.matter
    after |= noted or {}
    after |= plan.follow_due(request, draft, verb, before.get("due_at"))
    journal.record(request, what, matter=matter, before=before, after=after, reason=reason)
    _pass_the_ball(request, draft)
    called = _called(draft, verb, concerned) | _delegates(request, draft, verb)
    said = f"“{reason}”" if reason else ""
    return _tell(request, draft, story or verb, called, words=reason, said=said, **blanks)


def _moved(request: Request, draft: Draft, verb: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """What is set by a step: where it leads, and whether it ends there."""
    target = moves.check(MOVES, request.me, draft, verb).target
    state = {} if target is None or "state" in values else {"state": target}
    over = {} if target is None else {"closed_at": request.now if target in OVER else None}
    return {**values, **state, **over}


def _rows(draft: Draft) -> tuple[Base, ...]:
    """The rows a draft is kept in."""
    return (draft, draft.matter, *([draft.filing] if draft.filing else []))


def _concerned(draft: Draft) -> set[str]:
    """Its writer, and whoever has the ball."""
    holder = ball(draft)
    return {draft.matter.owner_id} | ({holder.slack_id} if holder else set())


def _called(draft: Draft, verb: str, before: Collection[str]) -> set[str]:
    """Whom a step asks something of, or is done to: they hear it outside the thread."""
    holder = ball(draft)
    called = {holder.slack_id} if holder and verb not in ("accept", "extend", "weigh") else set()
    if verb in ("handover", "cancel", "sign"):
        called |= {*before, draft.matter.owner_id}
    if verb in ("reschedule", "grant", "decline", "return"):
        called |= {draft.matter.owner_id}
    if verb in ("extend", "problem", "sign", "handover", "cancel"):
        called |= {draft.matter.opened_by_id}
    return called


def _delegates(request: Request, draft: Draft, verb: str) -> set[str]:
    """Who signs in the signatory's place, when it comes to be signed; the writer never does."""
    if verb not in ("submit", "pass", "changed") or ball(draft) is not draft.signatory:
        return set()
    return delegates_of(request.session, draft.signatory_id, request.now) - {draft.matter.owner_id}


def _tell(
    request: Request, draft: Draft, verb: str, called: Collection[str], **blanks: object
) -> Markup:
    return story.tell(
        request,
        draft.matter,
        f"{KIND}.story-{verb}",
        called,
        owner=draft.matter.owner.name,
        due=draft.matter.due_at,
        **blanks,
    )


def _pass_the_ball(request: Request, draft: Draft) -> None:
    """Who takes part may read it; who has the ball owes something, and nobody else does.

    Whoever has it already for the same thing goes on owing it: a step aside is no fresh start.
    What else is waited for on it (an outline, an answer) follows.
    """
    _hand_the_ball(request, draft, ball(draft))  # both are written at once
    hanging.keep_up(request, draft)


def _hand_the_ball(request: Request, draft: Draft, holder: Person | None) -> None:
    kept = followups.keep(request, draft.matter, [_debt(request, draft, holder)] if holder else [])
    if kept.begun:
        duties.give_the_judge_time(request, draft)


def _debt(request: Request, draft: Draft, holder: Person) -> Debt:
    """Reviewing, signing and answering a problem take until the end of the next working day."""
    owed, rung, waits = duty(draft), _ladder(draft), _who_waits(draft, holder)
    if draft.state in WITH_OWNER:
        return Debt(holder, owed, draft.matter.due_at, waits, rung, draft.promised_at)
    due = followups.working_day(request, DAYS.get(owed, 1))
    return Debt(holder, owed, due, waits, rung, fresh=True)


def _who_waits(draft: Draft, holder: Person) -> Person:
    """For the judge's word its writer, for the paper whoever assigned it; for its filing nobody."""
    if duty(draft) == DUTY[State.ISSUED]:
        return holder
    return draft.matter.owner if draft.state in WITH_JUDGE else draft.matter.opened_by


def _ladder(draft: Draft) -> str:
    if draft.state in AFTER:
        return "filing"
    return "accept" if draft.state is State.ASSIGNED else "standard"
