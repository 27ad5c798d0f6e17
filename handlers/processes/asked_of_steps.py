"""What is said of a step by what it is called, or of one that is not to be done yet."""

from __future__ import annotations

from bot.language.refusals import Refused
from bot.processes import turns
from bot.processes.cases import refuses
from bot.who.request import Request
from handlers.language.which import asked_which
from handlers.processes.steps import (
    YES,
    desk,
    find,
    is_to_agree,
    of_case,
    open_verbs,
    spoken_of,
)
from handlers.slack.blocks import button, buttons, section
from handlers.slack.desk import Asked, Handler, Reply, Words
from storage.processes.cases import Case, CaseStep, StepState

SAID = ("step", "item", "nth", "called")  # what says of which step


def skip(request: Request, asked: Asked) -> Reply:
    """The step that is called so: never the whole case. Where several people have it, whose."""
    if not asked.get("called"):
        return desk.take(request, find(request, asked), "skip", asked)
    case, said = of_case(request, asked), asked["called"]
    named = [
        one for one in case.steps if one.state is StepState.TODO and turns.is_called(one, said)
    ]
    if not named:
        now = list({one.name: turns.called(one) for one in turns.live(case)}.values())
        raise Refused("steps.none-called", number=case.matter.number, said=said, steps=now)
    theirs = [one for one in named if "skip" in open_verbs(request, one)]
    if len(theirs) > 1:
        return _whose(request, case, theirs)
    told = {name: words for name, words in asked.items() if name != "called"}
    return desk.take(request, (theirs or named)[0], "skip", told)


def _whose(request: Request, case: Case, named: list[CaseStep]) -> Reply:
    step, number = turns.called(named[0]), case.matter.number
    text = request.say("steps.skip-whose", number=number, step=step, n=len(named))
    answers = [(one.person.name, {"step": str(one.id)}) for one in named]
    return asked_which(request, "steps:skip", {}, text, answers)


def not_yet(request: Request, asked: Asked) -> Reply:
    """Neither a yes nor a no: nothing is done, and what could be is asked about."""
    case, say = of_case(request, asked), request.say
    mine, number = turns.mine(request.me, case), case.matter.number
    if not mine:
        raise Refused("steps.none-of-yours", number=number)
    text = say("steps.waits", number=number, step=turns.called(mine[0]), due=mine[0].due_at)
    made = [
        button(f"steps:{one}", say(f"steps.verb-{two}"), case.id)
        for one, two in (("back", "return"), ("hand", "hand"))
    ]
    if refuses(request.me, case):
        made.append(button("cases:refuse", say("cases.verb-refuse"), case.id))
    return Words(text, [section(text), buttons(*made)])


# --- which of several that are to be done side by side --------------------------------------------


def of_one(verb: str, usual: Handler) -> Handler:
    """As usual, once it is known of which."""

    def handler(request: Request, asked: Asked) -> Reply:
        several = _several(request, asked)
        return _which(request, verb, asked, several) if several else usual(request, asked)

    return handler


def _several(request: Request, asked: Asked) -> list[CaseStep]:
    """Those whose turn it is, where nothing says which of them; or where a yes is said, and none
    waits for one.
    """
    if request.surface == "form" or any(asked.get(one) for one in SAID):
        return []
    case = of_case(request, asked)
    mine = turns.mine(request.me, case)
    waiting = mine or turns.live(case)
    if spoken_of(waiting, asked):
        return []
    if asked.get(YES) and not any(map(is_to_agree, mine)):
        return mine
    alike = len({one.name or one.number for one in waiting}) < len(waiting)
    return [] if alike or len(waiting) < 2 else waiting


def _which(request: Request, verb: str, asked: Asked, several: list[CaseStep]) -> Reply:
    say, number = request.say, several[0].case.matter.number
    which = "steps.which" if len(several) > 1 else "steps.which-if"
    question = say(which, number=number, called=say(f"steps.verb-{verb}"))
    answers = [(say("steps.one", step=turns.called(one)), {"step": str(one.id)}) for one in several]
    return asked_which(request, f"steps:{verb}", asked, question, answers)


VERBS = {"skip": skip, "not-yet": not_yet}
