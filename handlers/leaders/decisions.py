"""Decisions at the desk: what sets them apart is one button for each option."""

from __future__ import annotations

from functools import partial

from bot.language.catalog import Key, Markup
from bot.leaders.decisions import KIND
from bot.leaders.options import MOST, named
from bot.matters.moves import Move
from bot.who.request import Request
from handlers.matters.life import WORDS, Face, LifeDesk, last_words
from handlers.slack import read
from handlers.slack.blocks import Block, button, short
from handlers.slack.desk import Asked, Reply
from storage.leaders.decisions import Decision


def lines(request: Request, decision: Decision) -> list[Markup]:
    say, found = request.say, options(request, decision)
    if decision.chosen:
        found.append(say("decisions.card-chosen", option=named(decision)[decision.chosen - 1]))
    elif decision.otherwise:
        found.append(say("decisions.card-otherwise", text=short(decision.otherwise, WORDS)))
    return found + last_words(request, decision.words)


def options(request: Request, decision: Decision) -> list[Markup]:
    """The options people wrote, a line each, the recommended one marked."""
    keys = {decision.recommended: "decisions.option-recommended"}
    said = enumerate(named(decision), 1)
    return [request.say(keys.get(n, "decisions.option"), n=n, option=one) for n, one in said]


def choices(request: Request, decision: Decision, move: Move[Decision]) -> list[Block]:
    """An option decides in one press; the other steps are as they are."""
    if move.verb != "decide":
        return []
    return [_choice(request, decision, n, one) for n, one in enumerate(named(decision), 1)]


def _choice(request: Request, decision: Decision, n: int, said: str) -> Block:
    own = isinstance(said, Key)  # our own yes and no need no number
    label = request.say(said) if own else request.say("decisions.option", n=n, option=said)
    style = "primary" if n == decision.recommended else ""
    return button(f"decisions:choose-{n}", label, decision.id, style)


def ask(request: Request, asked: Asked) -> Reply:
    return desk.begin(request, read.addressed(request, asked))


def choose(number: int, request: Request, asked: Asked) -> Reply:
    return desk.verbs["decide"](request, asked | {"choice": str(number)})


desk = LifeDesk(KIND, Face(lines, choices=choices), ask=ask)
desk.verbs |= {f"choose-{n}": partial(choose, n) for n in range(1, MOST + 1)}
