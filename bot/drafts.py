"""Drafts: assign, accept, hand in, return, sign off; hand over, give time, cancel (A1.2, A1.7)."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from bot import changes, followups, journal, letters, moves, news, rounds_duties, undo
from bot.catalog import Key, Markup
from bot.drafts_brief import KIND, Brief, as_asked, begun
from bot.drafts_life import MOVES, WITH_JUDGE, WITH_OWNER, ball, duty
from bot.errors import Refused
from bot.people import colleague, insist, may_see, standing
from bot.request import Request
from storage import drafts
from storage.drafts import Draft, Version
from storage.drafts import DraftState as State
from storage.followups import FollowUp, open_on
from storage.people import Person, delegates_of

LINK = re.compile(r"https?://[^\s/]+\S*")


def assign(request: Request, brief: Brief) -> Draft:
    """Ask somebody for a draft. Raises Refused for who may not, or a brief that cannot be."""
    insist(request.me.assigns, "heads")
    draft = begun(request, brief)
    request.session.add(draft)
    request.session.flush()
    matter, asked = draft.matter, as_asked(draft)
    journal.record(request, "drafts.assign", matter=matter, about=matter.owner, after=asked)
    _pass_the_ball(request, draft)
    _tell(request, draft, "assign", {matter.owner_id})
    return draft


# Each of these says what it has done, in the words of whoever asked.


def step(request: Request, draft: Draft, verb: str, *, opinion: str = "") -> Markup:
    """Take a step that needs no more than a word: accept, pass, settle, cancel, problem."""
    solved = verb == "accept" and draft.state is State.PROBLEM_RAISED
    values = {"opinion": opinion} if opinion or solved else {}
    return change(request, draft, verb, values, reason=opinion)


def sign(request: Request, draft: Draft, opinion: str) -> Markup:
    """Sign it off; a delegate does so in the signatory's place, and the record says for whom."""
    values = {"opinion": opinion} if opinion else {}
    if request.me.id == draft.signatory_id:
        return change(request, draft, "sign", values, reason=opinion)
    noted = {"for_id": draft.signatory_id}
    whom = draft.signatory.name
    return change(
        request, draft, "sign", values, reason=opinion, noted=noted, story="sign-for", whom=whom
    )


def submit(request: Request, draft: Draft, link: str, note: str, called: str = "") -> Markup:
    """Hand in a version: a link to the text, a note, its number (the next one by default)."""
    moves.check(MOVES, request.me, draft, "submit")
    if not LINK.fullmatch(link.strip()):
        raise Refused("drafts.no-link", field="link")
    handed_in = Version(
        draft_id=draft.id,
        number=_version_number(request, draft, called.strip()),
        link=link.strip(),
        note=note,
        by_id=request.me.id,
        at=request.now,
    )
    request.session.add(handed_in)
    spent = {"opinion": "", "wanted_due": None}  # what was said and asked before
    number = handed_in.number
    noted = {"version": number}
    return change(request, draft, "submit", spent, reason=note, noted=noted, version=number)


def _version_number(request: Request, draft: Draft, said: str) -> int:
    """The number somebody gave a version, or the next one. Raises Refused for one gone by."""
    last = max((one.number for one in drafts.versions(request.session, draft)), default=0)
    if not said:
        return last + 1
    if not said.isdecimal() or len(said) > 4:
        raise Refused("drafts.bad-number", field="version", next=last + 1)
    if int(said) <= last:
        raise Refused("drafts.old-number", field="version", n=last, next=last + 1)
    return int(said)


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
    parts = {"reviewer_id": draft.reviewer, "signatory_id": draft.signatory}
    given = {part: to.slack_id for part, who in parts.items() if who is gone}
    return change(request, draft, "replace", given, judge=to)


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
        changes.restore((draft, matter), entry.before)
        if "version" in entry.after:
            drafts.withdraw(request.session, draft, entry.after["version"])
    undo.record(request, entry, matter, changed)
    _read_anew(request, draft)
    _pass_the_ball(request, draft)
    step = Key(f"journal.what-{entry.what.replace('.', '-')}")
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
    before, after = changes.apply((draft, draft.matter), _moved(request, draft, verb, values))
    _read_anew(request, draft)
    what, matter = f"{KIND}.{verb}", draft.matter
    after |= noted or {}
    journal.record(request, what, matter=matter, before=before, after=after, reason=reason)
    _pass_the_ball(request, draft)
    called = _called(draft, verb, concerned) | _delegates(request, draft, verb)
    said = f"“{reason}”" if reason else ""
    return _tell(request, draft, story or verb, called, words=reason, said=said, **blanks)


def _moved(request: Request, draft: Draft, verb: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """What is set by a step: where it leads, and that it ends there."""
    target = moves.check(MOVES, request.me, draft, verb).target
    state = {} if target is None or "state" in values else {"state": target}
    over = target in (State.SIGNED_OFF, State.CANCELLED)
    return {**values, **state, **({"closed_at": request.now} if over else {})}


def _read_anew(request: Request, draft: Draft) -> None:
    """Its people are who the new ids say they are."""
    request.session.flush()
    request.session.refresh(draft)
    request.session.refresh(draft.matter)


def _concerned(draft: Draft) -> set[str]:
    """Its writer, and whoever has the ball."""
    holder = ball(draft)
    return {draft.matter.owner_id} | ({holder.slack_id} if holder else set())


def _called(draft: Draft, verb: str, before: Collection[str]) -> set[str]:
    """Whom a step asks something of, or is done to: they hear it outside the thread."""
    holder = ball(draft)
    called = {holder.slack_id} if holder and verb not in ("accept", "extend") else set()
    if verb in ("handover", "cancel", "sign"):
        called |= {*before, draft.matter.owner_id}
    if verb in ("reschedule", "grant", "decline", "return"):
        called |= {draft.matter.owner_id}
    if verb in ("extend", "problem", "sign", "handover", "cancel"):
        called |= {draft.matter.opened_by_id}
    return called


def _delegates(request: Request, draft: Draft, verb: str) -> set[str]:
    """Who signs in the signatory's place, when it comes to be signed; the writer never does."""
    if verb not in ("submit", "pass") or ball(draft) is not draft.signatory:
        return set()
    return delegates_of(request.session, draft.signatory_id, request.now) - {draft.matter.owner_id}


def _tell(
    request: Request, draft: Draft, verb: str, called: Collection[str], **blanks: object
) -> Markup:
    return news.tell(
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
    """
    matter, holder = draft.matter, ball(draft)
    rounds_duties.let_read(request, draft)
    owed = open_on(request.session, matter.id)
    if holder is not None and any(_is_still_owed(one, draft, holder) for one in owed):
        return
    for one in owed:
        followups.settle(request, one)
    if holder is not None:
        _owe(request, draft, holder)
        rounds_duties.give_the_judge_time(request, draft)


def _is_still_owed(owed: FollowUp, draft: Draft, holder: Person) -> bool:
    mine = draft.state in WITH_OWNER
    times = (draft.matter.due_at, draft.promised_at)
    same_time = not mine or (owed.due_at, owed.promised_at) == times
    return owed.person_id == holder.slack_id and owed.duty == duty(draft) and same_time


def _owe(request: Request, draft: Draft, holder: Person) -> None:
    mine = draft.state in WITH_OWNER
    followups.open_followup(
        request,
        draft.matter,
        holder,
        duty(draft),
        "accept" if draft.state is State.ASSIGNED else "standard",
        draft.matter.due_at if mine else _a_working_day_from(request),
        asked_by=draft.matter.owner if draft.state in WITH_JUDGE else draft.matter.opened_by,
        promised_at=draft.promised_at if mine else None,
    )


def _a_working_day_from(request: Request) -> datetime:
    """Reviewing, signing and answering a problem take until the end of the next working day."""
    calendar = request.calendar
    return calendar.closing(calendar.next_working(calendar.today(request.now)))
