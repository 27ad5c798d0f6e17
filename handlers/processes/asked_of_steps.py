"""What is said of a step by what it is called, or of one that is not to be done yet."""

from __future__ import annotations

from bot.language.refusals import Refused
from bot.matters.same import pieces
from bot.processes import turns
from bot.who.request import Request
from handlers.processes.steps import desk, find, of_case, open_verbs
from handlers.slack.blocks import button, buttons, section
from handlers.slack.desk import Asked, Reply, Words
from storage.processes.cases import Case, CaseStep, StepState

A_FEW = 5  # buttons of one row


def skip(request: Request, asked: Asked) -> Reply:
    """The step that is called so: never the whole case. Where several people have it, whose."""
    if not asked.get("called"):
        return desk.take(request, find(request, asked), "skip", asked)
    case, said = of_case(request, asked), asked["called"]
    named = [one for one in case.steps if one.state is StepState.TODO and _is_called(one, said)]
    if not named:
        now = list({one.name: turns.called(one) for one in turns.live(case)}.values())
        raise Refused("steps.none-called", number=case.matter.number, said=said, steps=now)
    theirs = [one for one in named if "skip" in open_verbs(request, one)]
    if len(theirs) > 1:
        return _whose(request, case, theirs)
    told = {name: words for name, words in asked.items() if name != "called"}
    return desk.take(request, (theirs or named)[0], "skip", told)


def _is_called(step: CaseStep, said: str) -> bool:
    """In either language, or in that of its file: 传阅, circulating."""
    return bool(pieces(said) & pieces(" ".join([*turns.called(step).values(), step.name])))


def _whose(request: Request, case: Case, named: list[CaseStep]) -> Reply:
    step, number = turns.called(named[0]), case.matter.number
    text = request.say("steps.skip-whose", number=number, step=step, n=len(named))
    made = [
        button(f"steps:skip-{n}", one.person.name, one.id) for n, one in enumerate(named[:A_FEW])
    ]
    return Words(text, [section(text), buttons(*made)])


def skip_one(request: Request, asked: Asked) -> Reply:
    return skip(request, {"step": asked["id"]})


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
    return Words(text, [section(text), buttons(*made)])


VERBS = {"skip": skip, "not-yet": not_yet} | {f"skip-{n}": skip_one for n in range(A_FEW)}
