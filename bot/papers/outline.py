"""Outlines: handed in before the text, and fixed or returned with words, each on the clock."""

from __future__ import annotations

from datetime import datetime

from bot.language.catalog import Markup
from bot.language.refusals import Refused
from bot.matters import followups, journal, moves, story, undo
from bot.matters.followups import Debt
from bot.matters.moves import Move
from bot.papers import plan
from bot.papers.life import OPEN, is_owner, runs_it, signs
from bot.who.request import Request
from bot.who.standing import Standing, insist
from storage.papers import outline
from storage.papers.drafts import Draft, versions
from storage.papers.outline import Outline
from storage.papers.outline import OutlineState as State
from storage.who.people import Person

MOST = 3000


def judges(me: Standing, item: Outline) -> bool:
    """Whoever runs the draft or will sign it, if they are not its writer."""
    draft = item.draft
    return (runs_it(me, draft) or signs(me, draft)) and not is_owner(me, draft)


MOVES = moves.table(
    Move("fix", frozenset({State.HANDED_IN}), State.FIXED, "outline", judges),
    Move("return", frozenset({State.HANDED_IN}), State.RETURNED, "outline", judges),
)


def hand_in(request: Request, draft: Draft, text: str) -> Markup:
    """The writer says what is to be written: the outline itself, or a link to it."""
    insist(is_owner(request.me, draft), "owner")
    check_open(request, draft)
    text = text.strip()
    if len(text) > MOST:
        raise Refused("outline.too-long", field="text", n=len(text), most=MOST)
    handed_in = Outline(
        draft=draft,
        number=outline.next_number(request.session, draft.id),
        text=text,
        by=request.person,
        at=request.now,
        state=State.HANDED_IN,
        due_at=followups.working_day(request),
    )
    request.session.add(handed_in)
    request.session.flush()
    after = {"version": handed_in.number}
    journal.record(request, "outline.hand-in", matter=draft.matter, after=after)
    keep_up(request, draft)
    return _tell(request, handed_in, "hand-in", {_judge(draft)})


def check_open(request: Request, draft: Draft) -> None:
    """Raises Refused when a text is there already, or nobody waits for one any more."""
    if draft.state not in OPEN:
        state = moves.state_of(draft)
        raise Refused("office.too-late", number=draft.matter.number, state=state)
    if versions(request.session, draft):
        raise Refused("outline.text-is-there", number=draft.matter.number)
    if _judge(draft) is None:
        raise Refused("outline.nobody-judges", number=draft.matter.number)


def judge(
    request: Request, item: Outline, verb: str, opinion: str, due: datetime | None = None
) -> Markup:
    """Fix it, or return it with words and a date for the next one."""
    move = moves.check(MOVES, request.me, item, verb)
    if verb == "return" and not opinion.strip():
        raise Refused("drafts.no-opinion", field="opinion")
    before = {"outline_state": item.state.value, "outline_due": item.due_at.isoformat()}
    assert move.target is not None  # both lead somewhere
    item.state, item.opinion, item.judged_by_id = State(move.target), opinion, request.me.id
    item.due_at = due or item.due_at
    noted = {"version": item.number}
    what, matter = f"outline.{verb}", item.matter
    journal.record(request, what, matter=matter, before=before, after=noted, reason=opinion)
    keep_up(request, item.draft)
    return _tell(request, item, verb, {matter.owner}, opinion=opinion, due=item.due_at)


def _tell(
    request: Request, item: Outline, verb: str, called: set[Person | None], **blanks: object
) -> Markup:
    ids = {who.slack_id for who in called if who is not None}
    opinion = str(blanks.pop("opinion", ""))
    blanks |= {"n": item.number, "words": opinion, "said": f"“{opinion}”" if opinion else ""}
    return story.tell(request, item.matter, f"outline.story-{verb}", ids, **blanks)


def take_back(request: Request, entry_id: int) -> Draft:
    """Undo one's own last step on an outline, within minutes."""
    entry, matter = undo.find(request, entry_id, "drafts")
    draft = request.session.get_one(Draft, matter.id)
    item = outline.latest(request.session, matter.id)
    if item is None or not entry.what.startswith("outline."):
        raise Refused("undo.moved-on", number=matter.number)
    if entry.what == "outline.hand-in":
        item.state = State.WITHDRAWN
    else:
        item.state = State(entry.before["outline_state"])
        item.due_at = datetime.fromisoformat(entry.before["outline_due"])
        item.opinion, item.judged_by_id = "", None
    request.session.flush()
    undo.record(request, entry, matter)
    keep_up(request, draft)
    _tell(request, item, "undo", {matter.owner, _judge(draft)})
    return draft


# --- it follows its draft --------------------------------------------------------------------


def keep_up(request: Request, draft: Draft) -> None:
    """Whose turn it is with the outline; nobody's once there is a text, or it is over."""
    item = outline.latest(request.session, draft.id)
    over = draft.state not in OPEN or bool(versions(request.session, draft))
    holder = None if item is None or over else _holder(item)
    debts = [_debt(item, holder)] if item and holder else []
    followups.keep(request, draft.matter, debts, "outline")
    plan.keep_up(request, draft)


def _holder(item: Outline) -> Person | None:
    if item.state is State.HANDED_IN:
        return _judge(item.draft)
    return item.matter.owner if item.state is State.RETURNED else None


def _judge(draft: Draft) -> Person | None:
    """The assigner; of what they write themselves, or once they have left, the signatory."""
    chosen = (draft.matter.opened_by, draft.signatory, draft.reviewer)
    there = (who for who in chosen if who is not draft.matter.owner and not who.is_out)
    return next(there, None)


def _debt(item: Outline, holder: Person) -> Debt:
    if item.state is State.RETURNED:
        return Debt(holder, "outline.duty-revise", item.due_at, item.matter.opened_by)
    return Debt(holder, "outline.duty-judge", item.due_at, item.by, item=item.number)
