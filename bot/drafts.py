"""Drafts: assign, accept, hand in, return, sign off; hand over, give time, cancel (A1.2, A1.7)."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import datetime
from typing import Any

from bot import changes, followups, journal, letters, moves, news, undo, workdays
from bot.catalog import Key, Markup
from bot.drafts_brief import KIND, Brief, as_asked, begun
from bot.drafts_life import MOVES, WITH_JUDGE, WITH_OWNER, ball, duty
from bot.errors import Refused
from bot.people import colleague, insist, may_see, standing
from bot.request import Request
from storage import drafts
from storage.drafts import Draft, Version
from storage.drafts import DraftState as State
from storage.followups import settle_all
from storage.journal import latest
from storage.matters import set_readers
from storage.people import Person, delegates_of

LINK = re.compile(r"https?://[^\s/]+\S*")


def assign(request: Request, brief: Brief) -> Draft:
    """Ask somebody for a draft. Raises Refused for who may not, or a brief that cannot be."""
    insist(request.me.assigns, "assigner")
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
    """Take a step that needs no more than a word: accept, pass, settle, sign, cancel, problem."""
    return change(request, draft, verb, reason=opinion, **({"opinion": opinion} if opinion else {}))


def submit(request: Request, draft: Draft, link: str, note: str, number: str = "") -> Markup:
    """Hand in a version: a link to the text, a note, its number (the next one by default)."""
    moves.check(MOVES, request.me, draft, "submit")
    if not LINK.fullmatch(link.strip()):
        raise Refused("drafts.no-link", field="link")
    handed_in = Version(
        draft_id=draft.id,
        number=_version_number(request, draft, number.strip()),
        link=link.strip(),
        note=note,
        by_id=request.me.id,
        at=request.now,
    )
    request.session.add(handed_in)
    return change(request, draft, "submit", reason=note, version=handed_in.number, opinion="")


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
    dates = {"due_at": due, "promised_at": None, "wanted_due": None}
    return change(request, draft, "return", reason=opinion, opinion=opinion, **dates)


def reschedule(request: Request, draft: Draft, due: datetime) -> Markup:
    moves.check(MOVES, request.me, draft, "reschedule")
    if due <= request.now:
        raise Refused("drafts.gone-by", field="due", due=due)
    return change(request, draft, "reschedule", due_at=due, wanted_due=None, promised_at=None)


def extend(request: Request, draft: Draft, wanted: datetime, reason: str) -> Markup:
    """Ask for more time. After the due date, that date stands for the record, and what is
    asked for is a promise (domain.md finding 7).
    """
    moves.check(MOVES, request.me, draft, "extend")
    due = draft.promised_at or draft.matter.due_at
    if wanted <= due:
        raise Refused("drafts.not-later", field="due", due=due)
    late = request.now > draft.matter.due_at
    return change(request, draft, "extend", reason=reason, wanted_due=wanted, late=late)


def grant(request: Request, draft: Draft) -> Markup:
    """Agree to the time asked for: a new due date if it was asked in time, else a promise."""
    moves.check(MOVES, request.me, draft, "grant")
    wanted = draft.wanted_due
    if _asked_late(request, draft):
        return change(request, draft, "grant", wanted_due=None, promised_at=wanted)
    return change(request, draft, "grant", wanted_due=None, promised_at=None, due_at=wanted)


def _asked_late(request: Request, draft: Draft) -> bool:
    asked = latest(request.session, draft.id, "drafts.extend")
    return bool(asked and asked.after.get("late"))


def decline(request: Request, draft: Draft) -> Markup:
    return change(request, draft, "decline", wanted_due=None)


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
    said = change(
        request,
        draft,
        "handover",
        owner_id=to.slack_id,
        reviewer_id=reviewer.slack_id,
        state=state,
        wanted_due=None,
    )
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
    return change(request, draft, "replace", **given)


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


def change(request: Request, draft: Draft, verb: str, *, reason: str = "", **values: Any) -> Markup:
    """The one place a draft changes: the move is checked, the row set, the journal written,
    the ball passed and everybody told. Raises Refused as `moves.check` does.
    """
    move = moves.check(MOVES, request.me, draft, verb)
    if move.target is not None:
        values.setdefault("state", move.target)
    if move.target in (State.SIGNED_OFF, State.CANCELLED):
        values["closed_at"] = request.now
    noted = {name: values.pop(name) for name in ("version", "late") if name in values}
    concerned = _concerned(draft)
    before, after = changes.apply((draft, draft.matter), values)
    _read_anew(request, draft)
    what = f"{KIND}.{verb}"
    journal.record(
        request, what, matter=draft.matter, before=before, after=after | noted, reason=reason
    )
    _pass_the_ball(request, draft)
    story = "extend-late" if noted.pop("late", False) else verb
    wanted = {"wanted": draft.wanted_due} if verb == "extend" else {}
    judge = {"judge": ball(draft)} if verb == "replace" else {}
    called = _called(draft, verb, concerned) | _delegates(request, draft, verb)
    return _tell(request, draft, story, called, words=reason, **noted, **wanted, **judge)


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
    """Who takes part may read it; who has the ball owes something, and nobody else does."""
    matter, holder = draft.matter, ball(draft)
    parts = {matter.owner_id, matter.opened_by_id, draft.reviewer_id, draft.signatory_id}
    set_readers(request.session, matter, parts)
    settle_all(request.session, matter.id, request.now)
    if holder is None:
        return
    mine = draft.state in WITH_OWNER
    followups.open_followup(
        request,
        matter,
        holder,
        duty(draft),
        "accept" if draft.state is State.ASSIGNED else "standard",
        matter.due_at if mine else _a_working_day_from(request),
        asked_by=matter.owner if draft.state in WITH_JUDGE else matter.opened_by,
        promised_at=draft.promised_at if mine else None,
    )


def _a_working_day_from(request: Request) -> datetime:
    """Reviewing, signing and answering a problem take until the end of the next working day."""
    today = request.now.astimezone(request.tz).date()
    day = workdays.add_working_days(today, 1)
    return datetime.combine(day, workdays.CLOSING, request.tz)
