"""Outlines: handed in before the text, and fixed or returned with words, each on the clock."""

from __future__ import annotations

from functools import partial

from bot.language.refusals import Refused
from bot.matters import followups, life
from bot.matters.hanging import Hanging
from bot.matters.kind import Kind, Stage
from bot.matters.moves import Field, Move, Told, Values, table
from bot.papers import plan
from bot.papers.life import OPEN, is_owner, runs_it, signs, writes
from bot.who.request import Request
from bot.who.standing import Standing
from storage.papers import outline
from storage.papers.drafts import Draft
from storage.papers.outline import Outline
from storage.papers.outline import OutlineState as State
from storage.who.people import Person

MOST = 3000


def may_judge(me: Standing, item: Outline) -> bool:
    """Whoever runs the draft or will sign it, if they are not its writer."""
    draft = item.draft
    return (runs_it(me, draft) or signs(me, draft)) and not is_owner(me, draft)


def judges(draft: Draft) -> list[Person]:
    """The assigner; of what they write themselves, or once they have left, the signatory."""
    chosen = (draft.matter.opened_by, draft.signatory, draft.reviewer)
    return [who for who in chosen if who is not draft.matter.owner and not who.is_out]


def is_wanted(draft: Draft) -> bool:
    """Nobody waits for an outline once there is a text, or the draft is over."""
    return draft.state in OPEN and not draft.versions


def _is_live(item: Outline) -> bool:
    judged = item.state is State.RETURNED or judges(item.draft)
    return is_wanted(item.draft) and bool(judged)


def check_wanted(draft: Draft) -> None:
    """Raises Refused when a text is there already, or there is nobody to judge it."""
    if draft.versions:
        raise Refused("outline.text-is-there", number=draft.matter.number)
    if not judges(draft):
        raise Refused("outline.nobody-judges", number=draft.matter.number)


def _hand_in(request: Request, draft: Draft, told: Told) -> Values:
    """The outline itself, or a link to it."""
    check_wanted(draft)
    text = told["text"]
    if len(text) > MOST:
        raise Refused("outline.too-long", field="text", n=len(text), most=MOST)
    number, due = outline.next_number(draft), followups.working_day(request)
    by = {"by": request.person, "at": request.now}
    return {"draft": draft, "number": number, "text": text, "due_at": due, **by}


def _fix(request: Request, item: Outline, told: Told) -> Values:
    return {"opinion": told.get("opinion", ""), "judged_by_id": request.me.id}


def _return(request: Request, item: Outline, told: Told) -> Values:
    """The next one is due when was said, or in a working day."""
    due = told.get("due") or followups.working_day(request)
    return {"due_at": due, **_fix(request, item, told)}


judge = partial(
    Move[Outline], sources=frozenset({State.HANDED_IN}), who="outline", allows=may_judge,
    calls=(lambda item: item.matter.owner,),
)  # fmt: skip
KIND: Kind[Outline] = Kind(
    "outline", "", Outline, days=1,
    opening=Move(
        "hand-in", OPEN, State.HANDED_IN, "owner", writes, (Field("text", "text"),), _hand_in
    ),
    moves=table(
        judge("fix", target=State.FIXED, told=(Field("opinion", needed=False),), does=_fix),
        judge("return", target=State.RETURNED, told=(Field("opinion"), Field("due", "due", False)),
              does=_return),
    ),
    stages={
        State.HANDED_IN: Stage(
            "judge", lambda item: judges(item.draft)[0], lambda item: item.by, "judge"
        ),
        State.RETURNED: Stage(
            "revise", lambda item: item.matter.owner, lambda item: item.matter.opened_by, "hand-in"
        ),
    },
    undone=State.WITHDRAWN,
    facts=lambda item: {"n": item.number, "due": item.due_at},
    within=lambda request, item: keep_up(request, item.draft),
    is_live=_is_live,
    hangs=Hanging("drafts", Draft, lambda draft: draft.outlines, {
        "number": "version", "state": "outline_state", "due_at": "outline_due",
        "opinion": "outline_opinion", "judged_by_id": "outline_judge",
    }),
)  # fmt: skip


def keep_up(request: Request, draft: Draft) -> None:
    """The draft has changed, or its outline: whose turn it is with the last one."""
    last = outline.latest(draft)
    life.owe_all(request, KIND, draft.matter, [last] if last else [])
    plan.keep_up(request, draft)
