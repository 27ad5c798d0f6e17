"""The parts of a draft, shown with it: one line on its card, and all of them in its details."""

from __future__ import annotations

from bot.matters.moves import state_of
from bot.papers.parts.division import divides, parts_of, unifier_of
from bot.papers.parts.steps import HANDED_OVER
from bot.who.request import Request
from bot.who.standing import BOARD
from handlers.slack.blocks import Block, button, buttons, context
from handlers.slack.blocks import section as block
from storage.papers.drafts import Draft
from storage.papers.parts import Part

MOST = 20  # parts in a list; each has its own card


def line(request: Request, draft: Draft) -> list[Block]:
    """On the card of a draft that is divided: how many parts, and how many are in."""
    found = parts_of(request, draft)
    if not found:
        return []
    done = len([one for one in found if one.state in HANDED_OVER])
    show = button("parts:list", request.say("parts.show-all"), draft.id)
    return [block(request.say("parts.on-card", n=len(found), done=done), show)]


def section(request: Request, draft: Draft) -> list[Block]:
    """Nothing where nothing is divided and the reader cannot divide it."""
    may_divide = _buttons(request, draft, [])
    return listing(request, draft) if may_divide or parts_of(request, draft) else []


def listing(request: Request, draft: Draft) -> list[Block]:
    """Who writes what, who makes one text of it, and the buttons to change that."""
    found, say, matter = parts_of(request, draft), request.say, draft.matter
    names = {"number": matter.number, "title": matter.title}
    if not found:
        made = _buttons(request, draft, found)
        text = say("parts.none", owner=matter.owner.name, **names)
        return [block(text), *made]
    title = say("parts.title", unifier=unifier_of(draft).name, **names)
    lines = [_line(request, one) for one in found[:MOST]]
    rest = [context(say("parts.more", n=len(found) - MOST))] if len(found) > MOST else []
    return [block(title), *lines, *rest, *_buttons(request, draft, found)]


def _line(request: Request, part: Part) -> Block:
    matter = part.matter
    said = request.say(
        "parts.line",
        number=matter.number,
        title=matter.title,
        owner=matter.owner.name,
        state=state_of(part),
        due=matter.due_at,
    )
    return block(said, button("parts:show", request.say("followups.show"), part.id))


def _buttons(request: Request, draft: Draft, found: list[Part]) -> list[Block]:
    """For who may divide it, as long as it is open."""
    if not divides(request.me, draft) or draft.matter.closed_at is not None:
        return []
    made = [
        button("parts:divide", request.say("parts.divide"), draft.id),
        button("parts:unify", request.say("parts.name-unifier"), draft.id),
    ]
    leads = any(one.matter.owner.role in BOARD for one in found)
    if not leads:
        made.append(button("parts:ideas", request.say("parts.ask-ideas"), draft.id))
    return [buttons(*made)]
