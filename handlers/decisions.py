"""Decisions at the desk: asking a leader, and what the leader does about it."""

from __future__ import annotations

from collections.abc import Callable

from bot import decisions, followups, moves
from bot.catalog import Markup
from bot.decisions import KIND, Question
from bot.decisions_life import DECIDE, MOVES, WAITING
from bot.decisions_options import which
from bot.errors import Refused
from bot.matters import read_title
from bot.names import folded
from bot.people import BOARD, insist, may_see
from bot.request import Request
from handlers import asked as read
from handlers import decisions_card
from handlers.blocks import TEXT, buttons, section
from handlers.decisions_form import ask_form, step_form
from handlers.desk import Asked, Desk, Reply
from handlers.undo import undo_button
from storage.decisions import Decision
from storage.matters import Visibility
from storage.people import holding

desk = Desk("decisions")
desk.draws("card")(decisions_card.card)
desk.draws("steps")(decisions_card.steps)

NEEDS = {"decide": ("choice",), "return": ("words",), "delegate": ("person",), "again": ("title",)}
ASKS_FIRST = ("withdraw", "again")
MOST = 4


@desk.does("ask")
def ask(request: Request, asked: Asked) -> Reply:
    insist(request.me.insider, "insider")
    if len(asked.get("title", "")) > TEXT:
        read_title(asked["title"])  # no form holds it
    asked = asked | {"person": asked.get("person") or _called(request, asked.get("whom", ""))}
    if read.lacking(request, asked, "person", "title"):
        return Reply(form=ask_form(request, asked))
    decision = decisions.ask(request, _question(request, asked))
    return Reply(*decisions_card.card(request, decision.matter), shown=True)


def _called(request: Request, said: str) -> str:
    """王局, 王主任: the one leader whose name begins like that; else nobody."""
    if not said:
        return ""
    found = holding(request.session, *BOARD)
    meant = [one for one in found if folded(one.name)[:1] == folded(said)[:1]]
    return meant[0].slack_id if len(meant) == 1 else ""


def _question(request: Request, asked: Asked) -> Question:
    leader = read.person(request, asked)
    return Question(
        title=asked["title"],
        leader=leader or request.person,
        options=asked.get("options", ""),
        recommended=asked.get("recommended", ""),
        otherwise=asked.get("otherwise", ""),
        due=read.due(request, asked) if asked.get("due", "").strip() else None,
        visibility=_visibility(asked),
    )


def _visibility(asked: Asked) -> Visibility:
    """A question is for those involved; never for the whole office."""
    named = asked.get("visibility") == Visibility.NAMED
    return Visibility.NAMED if named else Visibility.CHAIN


@desk.does("show")
def show(request: Request, asked: Asked) -> Reply:
    card = decisions_card.card(request, read.matter(request, asked, KIND))
    return read.only_shown(request, asked, Reply(*card))


@desk.does("undo")
def take_back(request: Request, asked: Asked) -> Reply:
    matter = decisions.take_back(request, int(asked["id"])).matter
    return Reply(request.say("undo.done", number=matter.number, title=matter.title), shown=True)


@desk.does("meet")
def meet(request: Request, asked: Asked) -> Reply:
    """What a list calls done: deciding, or asking again."""
    owed = followups.find_open(request, int(asked["id"]))
    verb = "decide" if owed.duty == DECIDE else "again"
    return _step(request, request.session.get_one(Decision, owed.matter_id), verb, {})


@desk.does("relieve")
def relieve(request: Request, asked: Asked) -> Reply:
    """Who has it has left: another decides; or, if who asked has left, it is withdrawn."""
    decision = _decision(request, asked)
    verb = "delegate" if decision.state in WAITING else "withdraw"
    return _step(request, decision, verb, asked)


def _takes(verb: str) -> None:
    @desk.does(verb)
    def take(request: Request, asked: Asked) -> Reply:
        return _step(request, _decision(request, asked), verb, asked)


for _verb in MOVES:
    _takes(_verb)


def _chooses(number: int) -> None:
    @desk.does(f"choose-{number}")
    def choose(request: Request, asked: Asked) -> Reply:
        return _step(request, _decision(request, asked), "decide", asked | {"choice": str(number)})


for _number in range(1, MOST + 1):
    _chooses(_number)


def _decision(request: Request, asked: Asked) -> Decision:
    return request.session.get_one(Decision, read.matter(request, asked, KIND).id)


def _step(request: Request, decision: Decision, verb: str, asked: Asked) -> Reply:
    """Take a step, or ask in a form for what it still needs."""
    moves.check(MOVES, request.me, decision, verb)
    only_asked = verb in ASKS_FIRST and request.surface != "form"
    if only_asked or read.lacking(request, asked, *NEEDS.get(verb, ())):
        return Reply(form=step_form(request, decision, verb, asked))
    said = ACTS[verb](request, decision, asked)
    back = undo_button(request, decision.matter)
    seen = may_see(request.session, request.me, decision.matter)
    # What one press has decided is said back beside it, with the way to undo it.
    shown = seen and request.surface in ("button", "form") and verb != "decide"
    return Reply(said, [section(said), *([buttons(back)] if back else [])], shown=shown)


def _decide(request: Request, decision: Decision, asked: Asked) -> Markup:
    options = list(decision.options) or decisions.both(request)
    number = which(options, asked["choice"])
    if number is None:
        raise Refused("decisions.which", field="choice", said=asked["choice"])
    return decisions.decide(request, decision, number, asked.get("words", "").strip())


def _delegate(request: Request, decision: Decision, asked: Asked) -> Markup:
    to = read.person(request, asked)
    assert to is not None  # `lacking` looked
    return decisions.delegate(request, decision, to, asked.get("words", "").strip())


ACTS: dict[str, Callable[[Request, Decision, Asked], Markup]] = {
    "decide": _decide,
    "delegate": _delegate,
    "return": lambda request, decision, asked: decisions.return_(request, decision, asked["words"]),
    "again": lambda request, decision, asked: decisions.again(
        request, decision, _question(request, asked)
    ),
    "withdraw": lambda request, decision, asked: decisions.withdraw(
        request, decision, asked.get("words", "").strip()
    ),
}
