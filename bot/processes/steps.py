"""The steps of a case: done, sent back, left out with a reason, handed on, one more put before."""

from __future__ import annotations

from functools import partial
from operator import attrgetter

from bot.language.refusals import Refused
from bot.matters import followups, life
from bot.matters.hanging import Hanging
from bot.matters.kind import Kind, Stage, is_or_stands_in_for, or_director_once_gone
from bot.matters.moves import Field, Move, Ready, Told, Values, table
from bot.processes import alone
from bot.processes.template import BESIDE
from bot.processes.turns import (
    called,
    comes_now,
    goes_before,
    has_turn,
    in_order,
    live,
    mine,
    set_times,
    spec,
    whose_turn,
)
from bot.processes.ways import way_of
from bot.who.request import Request
from bot.who.standing import Standing
from storage.matters.matter import readers, set_readers
from storage.processes.cases import Case, CaseState, CaseStep, StepState
from storage.who.people import Person

TODO, DONE = frozenset({StepState.TODO}), frozenset({StepState.DONE})

# Where what a step has to show is put.
SHOWN = {
    "link": "evidence",
    "file": "evidence",
    **dict.fromkeys(("line", "number", "position", "car"), "words"),
}

holder, opener = attrgetter("person"), attrgetter("case.matter.opened_by")


def keep_up(request: Request, case: Case) -> None:
    """After each step, in this order: 1. whose turn has come gets a time; 2. it is over when no
    step is left; 3. what it is for is its own while it is under way, and only if that is free;
    4. its people read it; 5. each owes their step, and nobody else anything, but that whoever
    chairs reads what has come up to them.
    """
    set_times(request, case)
    if case.state is not CaseState.CALLED_OFF:
        left = any(one.state is StepState.TODO for one in case.steps)
        case.state = CaseState.RUNNING if left else CaseState.DONE
    over = case.state is not CaseState.RUNNING
    alone.keep(request, case)
    case.matter.closed_at = (case.matter.closed_at or request.now) if over else None
    people = {one.person_id for one in case.steps} | {case.matter.opened_by_id}
    people |= {one.above_id for one in case.steps if one.above_id}
    if way_of(case.process).draft and case.matter.comes_of:  # whoever signs reads who agrees
        people |= readers(request.session, case.matter.comes_of)
    set_readers(request.session, case.matter, people)
    life.owe_all(request, KIND, case.matter, case.steps)
    for owed in followups.of_feature(case.matter, "positions"):
        if over or has_turn(case, owed.person):
            followups.settle(request, owed)


# --- steps that are taken -------------------------------------------------------------------------


def _done(request: Request, step: CaseStep, told: Told) -> Values:
    """With what the way wants to be shown."""
    wanted = told_of.evidence if (told_of := spec(step)) else "none"
    field = SHOWN.get(wanted, "")
    if field and not told.get(field):
        raise Refused(f"steps.shows-{wanted}", field=field)
    if wanted == "number" and not any(letter.isdigit() for letter in told["words"]):
        raise Refused("steps.shows-number", field="words")
    return {"words": "", "evidence": "", **told, "done_at": request.now}


def _back(request: Request, step: CaseStep, told: Told) -> Values:
    return {"words": told["words"], "done_at": None, "due_at": None}


def _hand(request: Request, step: CaseStep, told: Told) -> Values:
    return {"person_id": told["person"].slack_id}


def _add(request: Request, case: Case, told: Told) -> Values:
    """One more before the step that is whoever's turn: they go on when it is done."""
    waits = next(iter(mine(request.me, case)), None)
    if waits is None:
        raise Refused("steps.none-of-yours", number=case.matter.number)
    number = max(one.number for one in case.steps) + 1
    asked = {"asks": told["asks"], "person": told["person"], "before": waits.number}
    return {"case": case, "number": number, "name": "", **asked}


def positions(case: Case) -> list[CaseStep]:
    """Of those whose word stands beside that of others, in the order of the way; some have not
    said it yet.
    """
    there = [one for one in in_order(case) if one.state in (StepState.TODO, StepState.DONE)]
    return [one for one in there if (told := spec(one)) and told.evidence in BESIDE]


def writers(step: CaseStep) -> list[Person]:
    """Whoever a position is for beside those whose turn it is: who has the draft it goes with."""
    told = spec(step)
    is_position = told is not None and told.evidence == "position"
    return [one.person for one in step.case.steps if one.waits] if is_position else []


def _may_change(step: CaseStep) -> bool:
    return step.case.state is CaseState.RUNNING and step in positions(step.case)


def _supersede(request: Request, step: CaseStep, told: Told) -> Values:
    """What was said before stays in the record; nothing is edited. Said again it stands already,
    and nobody is told anew.
    """
    if told["words"].strip() == step.words.strip():
        raise Refused("steps.stood", field="words", said=step.words)
    return {"words": told["words"], "done_at": request.now}


def _reached(request: Request, step: CaseStep, told: Told) -> Values:
    return {"done_at": request.now}


def _runs(me: Standing, step: CaseStep) -> bool:
    """What waits by itself is nobody's to take."""
    return not step.waits and (me.directs or me.id == step.case.matter.opened_by_id)


def _arranges(me: Standing, step: CaseStep) -> bool:
    """Directors; whoever asked for it only what they do themselves: nobody leaves out, or gives to
    another, the word they wait for.
    """
    return not step.waits and (me.directs or (_runs(me, step) and me.id == step.person_id))


def _comes_after(me: Standing, step: CaseStep) -> bool:
    """Whose turn it is sends back what came before, and nothing that goes on beside it; of what
    several do side by side whoever runs it does, too, until the last has done it.
    """
    behind = any(goes_before(step, one) for one in mine(me, step.case))
    return (behind and not step.waits) or (_runs(me, step) and _goes_on_beside(step))


def _goes_on_beside(step: CaseStep) -> bool:
    return bool(step.name) and any(one.name == step.name for one in live(step.case))


def _facts(step: CaseStep) -> dict[str, object]:
    above = step.above.name if step.above else ""
    names = {"step": called(step), "to": step.person.name, "above": above}
    return {**names, "n": step.number, "due": step.due_at}


def _ladder(step: CaseStep) -> str:
    """Of what is urgent, each working hour."""
    told, way = spec(step), way_of(step.case.process)
    return "hourly" if told and way.is_hourly(told, step.case.facts) else "standard"


_does = or_director_once_gone(is_or_stands_in_for(holder), holder)


def does(me: Standing, step: CaseStep) -> bool:
    return not step.waits and _does(me, step)


TO, WORDS, MAYBE = Field("person", "person"), Field("words"), Field("words", needed=False)
LINK = Field("evidence", "link", needed=False)
NOW = Ready[CaseStep](comes_now, "steps.not-yet", lambda step: {"step": called(step)})

KIND: Kind[CaseStep] = Kind(
    "steps", "", CaseStep, days=1,
    opening=Move("add", frozenset({CaseState.RUNNING}), StepState.TODO, "holder",
                 lambda me, case: bool(mine(me, case)), (Field("asks", "line"), TO), _add,
                 calls=(holder,)),
    moves=table(
        Move("done", TODO, StepState.DONE, "holder", does,
             (MAYBE, LINK), _done, calls=(whose_turn, writers), ready=NOW),
        Move("return", DONE, StepState.TODO, "after", _comes_after, (WORDS,), _back,
             calls=(whose_turn,)),
        Move("supersede", DONE, None, "holder", does, (WORDS,), _supersede,
             calls=(opener, whose_turn, writers),
             ready=Ready(_may_change, "steps.stands", lambda step: {"step": called(step)})),
        Move("hand", TODO, None, "holder", lambda me, step: does(me, step) or _arranges(me, step),
             (TO,), _hand, calls=(holder,)),
        Move("skip", TODO, StepState.SKIPPED, "arranges", _arranges, (WORDS,), calls=(whose_turn,),
             ready=NOW),
    ),
    stages={StepState.TODO: Stage("", holder, opener, "done", "hand", ladder=_ladder)},
    undone=StepState.WITHDRAWN,
    facts=_facts,
    within=lambda request, step: keep_up(request, step.case),
    is_live=comes_now,
    hangs=Hanging("cases", Case, lambda case: case.steps, {
        "number": "step", "state": "step_state", "person_id": "step_person", "words": "step_words",
        "evidence": "step_evidence", "done_at": "step_done_at", "due_at": "step_due",
    }),
)  # fmt: skip

# What happens by itself: the draft it waits for gets there, or is not there any more; its time is
# over, and it goes up.
itself = partial(Move[CaseStep], who="itself", allows=lambda *_: False, calls=(whose_turn,))
ITSELF = table(
    itself("reach", TODO, StepState.DONE, does=_reached),
    itself("go-up", TODO, None, does=lambda *_: {}),
    itself("reopen", DONE, StepState.TODO, does=lambda *_: {"done_at": None}),
)
