"""Steps without a rule and rules no step uses, as the director reads them; a step's rule opened."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.catalog import Markup
from bot.processes.regulations import gaps
from bot.processes.regulations.library import Shelved
from bot.processes.template import Step, Template
from bot.who.request import Request
from handlers.slack.blocks import Block, button, buttons, section
from handlers.slack.desk import Asked, Reply, Words
from storage.processes.regulations import Regulation

MOST = 12  # of each
Drawn = tuple[str, list[Block]]


def show(request: Request, asked: Asked) -> Reply:
    return Words(*_drawn(request))


def note(request: Request, day: str) -> Drawn | None:
    """The note of a month, as things stand when it is read; none for who directs no more."""
    return _drawn(request) if request.me.directs else None


def _drawn(request: Request) -> Drawn:
    found, say = gaps.find(request), request.say
    told = [
        *_list(request, "bare", [_step(request, *one) for one in found.bare]),
        *_list(request, "lost", [_step(request, *one) for one in found.lost]),
        *_list(request, "unused", [_rule(request, one) for one in found.unused]),
    ]
    text = Markup("\n".join(told)) if told else say("regulations.no-gaps")
    made = buttons(button("regulations:list", say("regulations.list-button")))
    return text, [*(section(one) for one in told or [text]), made]


def _list(request: Request, name: str, lines: Sequence[Markup]) -> list[Markup]:
    if not lines:
        return []
    title = request.say(f"regulations.gaps-{name}", n=len(lines))
    more = [request.say("regulations.more", n=len(lines) - MOST)] if len(lines) > MOST else []
    return [Markup("\n".join([title, *lines[:MOST], *more]))]


def _step(request: Request, way: Template, step: Step) -> Markup:
    return request.say("regulations.gap-step", way=way.called, step=step.called, rule=step.rule)


def _rule(request: Request, one: Shelved | Regulation) -> Markup:
    if isinstance(one, Shelved):
        return request.say("regulations.gap-rule", rule=one.title)
    return request.say("regulations.gap-own", **one.matter.named)
