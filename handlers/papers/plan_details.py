"""A plan where a draft is shown: the next date on its card, all of them in its details."""

from __future__ import annotations

from bot.language.catalog import Key, Markup
from bot.papers import plan
from bot.papers.life import OPEN, runs_it
from bot.who.request import Request
from handlers.papers.plan_form import too_short
from handlers.slack.blocks import Block, button, context, row
from handlers.slack.blocks import section as paragraph
from storage.papers import plan as stored
from storage.papers.drafts import Draft
from storage.papers.plan import Step


def lines(request: Request, draft: Draft) -> list[Markup]:
    """The step that comes next."""
    coming = [one for one in stored.steps(draft) if one.done_at is None]
    if not coming or draft.state not in OPEN:
        return []
    step = Key(f"plan.step-{coming[0].name}")
    return [request.say("plan.card", step=step, due=coming[0].due_at)]


def section(request: Request, draft: Draft) -> list[Block]:
    say, steps = request.say, stored.steps(draft)
    title = paragraph(f"*{say('plan.title')}*")
    open_form = _button(request, draft)
    if steps:
        said = "\n".join(_line(request, one) for one in steps)
        return [title, paragraph(said), *row(open_form)]
    if not open_form:
        return [title, context(say("plan.none"))]
    found = plan.proposed(request, draft)
    dates = [
        say("plan.line", step=Key(f"plan.step-{name}"), due=at) for name, at in found.dates.items()
    ]
    short = [context(too_short(request, found))] if found.left_out else []
    proposal = "\n".join([say("plan.could-be"), *dates])
    return [title, paragraph(proposal), *short, *row(open_form)]


def _line(request: Request, step: Step) -> Markup:
    name = Key(f"plan.step-{step.name}")
    if step.done_at is not None:
        return request.say("plan.line-done", step=name, due=step.due_at, done=step.done_at)
    late = step.due_at < request.now
    return request.say("plan.line-late" if late else "plan.line", step=name, due=step.due_at)


def _button(request: Request, draft: Draft) -> list[Block]:
    if draft.state not in OPEN or not runs_it(request.me, draft):
        return []
    return [button("plan:open", request.say("plan.button"), draft.id)]
