"""An outline where a draft is shown: its steps on the card, its words in the details."""

from __future__ import annotations

from bot.language.catalog import Markup
from bot.matters.moves import open_to, state_of
from bot.papers import outline
from bot.who.request import Request
from handlers.slack.blocks import Block, beginning, button, row
from handlers.slack.blocks import section as paragraph
from storage.papers import outline as stored
from storage.papers import plan
from storage.papers.drafts import Draft
from storage.papers.outline import Outline, OutlineState
from storage.papers.plan import StepName

BEGINNING = 600  # characters; a page of its own has all of it


def presses(request: Request, draft: Draft) -> list[Block]:
    """To the writer while one is waited for; to who may fix one that is there."""
    item = stored.latest(draft)
    if item is not None and may_judge(request, item):
        return [_judge(request, draft)]
    planned = {one.name: one for one in plan.steps(draft)}
    step = planned.get(StepName.OUTLINE)
    returned = item is not None and item.state is OutlineState.RETURNED
    waited_for = returned or (step is not None and step.done_at is None)
    return [_hand_in(request, draft)] if waited_for and _may_hand_in(request, draft) else []


def may_judge(request: Request, item: Outline) -> bool:
    open_now = open_to(outline.KIND.moves, request.me, item)
    return outline.is_wanted(item.draft) and bool(open_now)


def _may_hand_in(request: Request, draft: Draft) -> bool:
    return request.me.id == draft.matter.owner_id and outline.is_wanted(draft)


def _judge(request: Request, draft: Draft) -> Block:
    return button("outline:judge", request.say("outline.button-judge"), draft.id)


def _hand_in(request: Request, draft: Draft) -> Block:
    return button("outline:hand-in", request.say("outline.button-hand-in"), draft.id)


def section(request: Request, draft: Draft) -> list[Block]:
    """The last one, and what was said of it; nothing where there is none."""
    item, made = stored.latest(draft), []
    if _may_hand_in(request, draft):
        made.append(_hand_in(request, draft))
    if item is None:
        return row(made)
    if may_judge(request, item):
        made.insert(0, _judge(request, draft))
    made.append(button("outline:show", request.say("outline.whole"), draft.id))
    return [paragraph(_words(request, item)), *row(made)]


def _words(request: Request, item: Outline) -> Markup:
    words, opinion = (beginning(one, BEGINNING) for one in (item.text, item.opinion))
    said = {"words": words, "said": f"“{opinion}”" if opinion else ""}
    names = {"n": item.number, "by": item.by.name, "at": item.at, "state": state_of(item)}
    return request.say("outline.details", **names, **said)
