"""Drafts: assign, accept, hand in, return, sign off; hand over, give time, cancel (A1.2, A1.7)."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy.exc import IntegrityError

from bot.language.catalog import Key, Markup
from bot.language.refusals import Refused
from bot.matters import changes, followups, journal, letters, life, moves, story, undo
from bot.matters.moves import Move, Told, Values
from bot.matters.sight import may_see
from bot.papers import hanging, numbers, parts, plan
from bot.papers.brief import KIND, Brief, as_asked, begun
from bot.papers.drafts import directly, filing, versions
from bot.papers.drafts.moves import MOVES
from bot.papers.life import AFTER, OVER, SIGNED, ball, stage_of
from bot.papers.rounds import duties
from bot.who.lookups import standing
from bot.who.request import Request
from bot.who.standing import insist
from storage.db import Base
from storage.matters.matter import copy_to
from storage.papers import drafts
from storage.papers.drafts import Draft
from storage.papers.drafts import DraftState as State
from storage.papers.filing import Filing
from storage.who.people import Person, delegates_of

FILED = ("clerk_id", "reference", "issued_on", "issued_to", "retention")  # what is said of filing


def assign(request: Request, brief: Brief) -> Draft:
    """Ask somebody for a draft. Raises Refused for who may not, or a brief that cannot be; what it
    comes of has its own say who may.
    """
    insist(request.me.assigns or brief.of is not None, "heads")
    draft = begun(request, brief)
    request.session.add(draft)
    _hand_the_ball(request, draft)  # both are written at once
    plan.begin(request, draft, brief.dates)
    matter, asked = draft.matter, as_asked(draft) | plan.noted(brief.dates)
    others, copies = brief.apart()
    asked |= {name: sorted(of) for name, of in (("others", others), ("copies", copies)) if of}
    journal.record(request, "drafts.assign", matter=matter, about=matter.owner, after=asked)
    _pass_the_ball(request, draft)
    if others or copies:
        copy_to(request.session, matter, others | copies)
        _tell_along(request, draft, others)
    called = {matter.owner_id, matter.opened_by_id, *copies}
    _tell(request, draft, "begin" if brief.of else "assign", called)
    directly.tell_the_director(request, draft, others | copies)
    return draft


def _tell_along(request: Request, draft: Draft, others: Collection[str]) -> None:
    """Who writes along has the card too, and hears what is wanted of them."""
    matter, now = draft.matter, request.now
    letters.cards(request.session, sorted(others), matter.id, now)
    names = {"by": request.person.name, "number": matter.number, "title": matter.title}
    said = {**names, "owner": matter.owner.name, "due": matter.due_at}
    for who in sorted(others):
        key = "drafts.write-along"
        letters.note(request.session, who, key, now, said, matter_id=matter.id, loud=True)


def check(request: Request, draft: Draft, verb: str) -> Move[Draft]:
    """May this step be taken now? Raises Refused; a version after the signature hears how."""
    if verb == "submit" and draft.state in SIGNED:
        raise Refused("filing.signed-already", number=draft.matter.number)
    return moves.check(MOVES, request.me, draft, verb)


def take(request: Request, draft: Draft, verb: str, told: Told) -> Markup:
    """Take a step; it comes back in the words of whoever took it. Raises Refused. In this order:

    1. may it be taken; 2. `does`; 3. the version that is handed in with it; 4. the rows; 5. the
    record, with before and after; 6. whose turn it is; 7. everybody concerned is told.
    """
    move = check(request, draft, verb)
    reason, values = told.get(move.said, ""), move.does(request, draft, told)
    if "link" in told:
        values |= {"version": versions.add_version(request, draft, told, reason).number}
    return _change(request, draft, move, values, reason)


def register(request: Request, draft: Draft, told: Told) -> Markup:
    """Two may want one number in the same moment: who comes second hears of the next."""
    taken = filing.taken(request, numbers.read(told["reference"]))
    try:
        return take(request, draft, "register", told)
    except IntegrityError:
        raise taken from None


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
        changes.restore(_rows(request, draft, {}), entry.before)
        if "version" in entry.after:
            drafts.withdraw(request.session, draft, entry.after["version"])
        plan.put_back(request, draft, entry.after)
    undo.record(request, entry, matter, changed)
    _pass_the_ball(request, draft)
    step = Key(entry.what.replace(".", ".what-"))
    _tell(request, draft, "undo", concerned | _concerned(draft), step=step)
    return draft


# --- how a draft changes ---------------------------------------------------------------------


def _change(
    request: Request, draft: Draft, move: Move[Draft], values: Values, reason: str
) -> Markup:
    """The one place a draft changes; what no column holds is noted in the record."""
    writer, called = draft.matter.owner, move.heard_by(draft)
    rows = _rows(request, draft, values)
    before, after = changes.apply(rows, values | _moved(request, move, values))
    what, matter = f"{KIND}.{move.verb}", draft.matter
    if matter.owner is not writer:
        parts.follow_writer(draft, writer)
    after |= plan.follow_due(request, draft, move.verb, before.get("due_at"))
    journal.record(request, what, matter=matter, before=before, after=after, reason=reason)
    _pass_the_ball(request, draft)
    called |= move.heard_by(draft) | _whose_turn(request, draft, move)
    facts = {**_facts(draft), "words": reason, "said": f"“{reason}”" if reason else ""}
    facts |= {"version": after["version"]} if "version" in after else {}
    said = _tell(request, draft, _story(draft, move, after), called, **facts)
    if draft.matter.owner is not writer:
        _tell_who_is_out(request, draft, writer)
    return said


def _rows(request: Request, draft: Draft, values: Values) -> tuple[Base, ...]:
    """The rows a draft is kept in; its filing begins with the first that is said of it."""
    if draft.filing is None and not values.keys().isdisjoint(FILED):
        draft.filing = Filing(draft_id=draft.id)
        request.session.flush()
    return (draft, draft.matter, *([draft.filing] if draft.filing else []))


def _moved(request: Request, move: Move[Draft], values: Values) -> Values:
    """Where a step leads, and whether it ends there."""
    if move.target is None:
        return {}
    over = {"closed_at": request.now if move.target in OVER else None}
    return {"state": move.target} | over


def _whose_turn(request: Request, draft: Draft, move: Move[Draft]) -> set[str]:
    """Whoever has it now; and who signs in the signatory's place, when it comes to be signed: the
    writer never does. What it weighs asks nothing of anybody.
    """
    holder = ball(draft)
    if holder is None or move.verb == "weigh":
        return set()
    if move.verb not in ("submit", "pass", "changed") or holder is not draft.signatory:
        return {holder.slack_id}
    delegates = delegates_of(request.session, draft.signatory_id, request.now)
    return {holder.slack_id} | (delegates - {draft.matter.owner_id})


def _story(draft: Draft, move: Move[Draft], after: Values) -> str:
    """A promise, a signature for somebody else, a new clerk are told in words of their own."""
    if move.verb == "replace" and draft.state in AFTER:
        return "replace-clerk"
    told = {("extend", "late"): "extend-late", ("sign", "for_id"): "sign-for"}
    return next((told[move.verb, one] for one in after if (move.verb, one) in told), move.verb)


def _facts(draft: Draft) -> dict[str, object]:
    """What the story of a step may name."""
    facts: dict[str, object] = {"whom": draft.signatory.name, "judge": ball(draft)}
    facts |= {"wanted": draft.wanted_due, "weight": Key(f"drafts.weight-{draft.weight}")}
    if kept := draft.filing:
        facts |= {"reference": kept.reference, "day": kept.issued_on, "to": kept.issued_to}
        facts |= {"kept": Key(f"filing.retention-{kept.retention}")} if kept.retention else {}
    return {name: one for name, one in facts.items() if one is not None}


def _tell_who_is_out(request: Request, draft: Draft, before: Person) -> None:
    """The story is only for who still sees it; who has lost a draft hears so all the same."""
    matter = draft.matter
    seen = may_see(request.session, standing(request.session, before, request.now), matter)
    if before is request.person or seen:
        return
    blanks = matter.named | {"by": request.person.name, "owner": matter.owner.name}
    blanks |= {"due": matter.due_at}
    letters.note(request.session, before.slack_id, "drafts.story-handover", request.now, blanks)


def _concerned(draft: Draft) -> set[str]:
    """Its writer, and whoever has the ball."""
    holder = ball(draft)
    return {draft.matter.owner_id} | ({holder.slack_id} if holder else set())


def _tell(
    request: Request, draft: Draft, verb: str, called: Collection[str], **blanks: object
) -> Markup:
    matter = draft.matter
    names = {"owner": matter.owner.name, "due": matter.due_at}
    return story.tell(request, matter, f"{KIND}.story-{verb}", called, **names, **blanks)


def _pass_the_ball(request: Request, draft: Draft) -> None:
    """Who takes part may read it; who has the ball owes something, and nobody else does.

    Whoever has it already for the same thing goes on owing it: a step aside is no fresh start.
    What else is waited for on it (an outline, an answer) follows.
    """
    _hand_the_ball(request, draft)
    hanging.keep_up(request, draft)


def _hand_the_ball(request: Request, draft: Draft) -> None:
    now = stage_of(draft)
    owed = [life.debt(request, KIND, draft, now)] if now else []
    if followups.keep(request, draft.matter, owed).begun:
        duties.give_the_judge_time(request, draft)
