"""The steps of a case: done, sent back, left out with a reason, handed on, one more put before."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from operator import attrgetter

from bot.language.catalog import LANGUAGES, Both
from bot.language.refusals import Refused
from bot.matters import followups, life
from bot.matters.hanging import Hanging
from bot.matters.kind import Kind, Stage, is_or_stands_in_for, or_director_once_gone
from bot.matters.moves import Field, Move, Ready, Told, Values, table
from bot.processes import alone
from bot.processes.template import BESIDE, Due, Step, Template
from bot.processes.ways import way_of
from bot.who.request import Request
from bot.who.standing import Standing
from storage.matters.matter import readers, set_readers
from storage.processes.cases import Case, CaseState, CaseStep, StepState
from storage.who.people import Person

TODO, DONE = frozenset({StepState.TODO}), frozenset({StepState.DONE})
OVER = frozenset({StepState.DONE, StepState.SKIPPED, StepState.WITHDRAWN})
ONE_HOUR = timedelta(hours=1)
AT_LEAST = 2  # working hours that are left to whoever's turn comes late

# Where what a step has to show is put.
SHOWN = {
    "link": "evidence",
    "file": "evidence",
    **dict.fromkeys(("line", "number", "position"), "words"),
}

holder, opener = attrgetter("person"), attrgetter("case.matter.opened_by")


# --- whose turn it is -----------------------------------------------------------------------------


def spec(step: CaseStep) -> Step | None:
    """What the way says of it; nothing of one that was added."""
    return way_of(step.case.process).steps.get(step.name)


def called(step: CaseStep) -> Both:
    told = spec(step)
    return told.called if told else Both(dict.fromkeys(LANGUAGES, step.asks))


def comes_now(step: CaseStep) -> bool:
    """To be done by somebody, and all that goes before it is over."""
    return not step.waits and is_next(step)


def is_next(step: CaseStep) -> bool:
    """As `comes_now`, but that it may be one that waits by itself."""
    case = step.case
    if step.state is not StepState.TODO or case.state is CaseState.CALLED_OFF:
        return False
    if any(one.before == step.number and one.state not in OVER for one in case.steps):
        return False
    told, way = spec(step), way_of(case.process)
    if told is None:
        return True
    before = [one for one in case.steps if one.name in told.after]
    if told.need is not None:
        return sum(one.state in OVER for one in before) >= min(told.need, len(before))
    return all(_is_over(case, way, name) for name in told.after)


def _is_over(case: Case, way: Template, name: str) -> bool:
    """All of that name; if a case like this has none, what would go before it."""
    of_name = [one for one in case.steps if one.name == name]
    if of_name:
        return all(one.state in OVER for one in of_name)
    return all(_is_over(case, way, one) for one in way.steps[name].after)


def in_order(case: Case) -> list[CaseStep]:
    """As the way has them; one that was added before the one it holds up."""
    places = {name: n for n, name in enumerate(way_of(case.process).steps)}
    of_number = {one.number: one for one in case.steps}

    def place(step: CaseStep) -> tuple[int, bool, int]:
        held = of_number.get(step.before, step)
        return places.get(held.name, len(places)), held is step, step.number

    return sorted(case.steps, key=place)


def live(case: Case) -> list[CaseStep]:
    return [one for one in case.steps if comes_now(one)]


def whose_turn(step: CaseStep) -> list[Person]:
    """Who has something to do on its case now."""
    return [one.person for one in live(step.case)]


def has_turn(case: Case, person: Person) -> bool:
    return any(one.person is person for one in live(case))


def mine(me: Standing, case: Case) -> list[CaseStep]:
    return [one for one in live(case) if me.is_or_stands_for(one.person_id)]


def moment(said: str) -> datetime:
    """A time that was filled in."""
    return datetime.fromisoformat(said)


# --- until when -----------------------------------------------------------------------------------


def set_times(request: Request, case: Case) -> None:
    """Whose turn has come has until then; whose has not, or not any more, has no time yet."""
    for step in case.steps:
        if step.state is StepState.TODO:
            now = comes_now(step)
            step.due_at = (step.due_at or due_of(request, step)) if now else None


def due_of(request: Request, step: CaseStep) -> datetime:
    """By the way, in the office's working time; never so late that nothing can be done any more."""
    told, case, calendar = spec(step), step.case, request.calendar
    limit = way_of(case.process).due(told, case.facts) if told else None
    due = _due(request, limit, case) if limit else case.matter.due_at
    least = calendar.add_working_hours(request.now, AT_LEAST)
    return max(due, least)


def _due(request: Request, due: Due, case: Case) -> datetime:
    calendar, at = request.calendar, _from(request, due, case)
    n = -due.n if due.before else due.n
    if due.days:
        return calendar.closing(calendar.add_working_days(calendar.today(at), n))
    return at - due.n * ONE_HOUR if due.before else calendar.add_working_hours(at, due.n)


def _from(request: Request, due: Due, case: Case) -> datetime:
    if due.before:
        said = case.facts.get(due.place)
        return moment(said) if said else case.matter.due_at
    if due.place == "start":
        return case.matter.opened_at
    if said := way_of(case.process).fields.get(due.place) and case.facts.get(due.place):
        return moment(said)
    times = (one.done_at for one in case.steps if one.name == due.place and one.done_at)
    return max(times, default=request.now)


def keep_up(request: Request, case: Case) -> None:
    """After each step, in this order: 1. whose turn has come gets a time; 2. it is over when no
    step is left, and is under way again only if what it is for is still free; 3. its people read
    it; 4. each owes their step, and nobody else anything, but that whoever chairs reads
    what has come up to them.
    """
    set_times(request, case)
    if case.state is not CaseState.CALLED_OFF:
        left = any(one.state is StepState.TODO for one in case.steps)
        case.state = CaseState.RUNNING if left else CaseState.DONE
    over = case.state is not CaseState.RUNNING
    if case.matter.closed_at is not None and not over:
        alone.insist_still_free(request, case)
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
    """What was said before stays in the record; nothing is edited."""
    return {"words": told["words"], "done_at": request.now}


def _reached(request: Request, step: CaseStep, told: Told) -> Values:
    return {"done_at": request.now}


def goes_before(step: CaseStep, one: CaseStep) -> bool:
    """Whether a step had to be over before that one's turn came: by the way, or as it was added."""
    if step.before:
        return step.before == one.number
    way, told = way_of(step.case.process), spec(_held_up(one))
    before = list(told.after) if told else []
    for name in before:  # and what goes before that
        before += [more for more in way.steps[name].after if more not in before]
    return step.name in before


def _held_up(one: CaseStep) -> CaseStep:
    """One that was added stands where the one it holds up does."""
    return next((other for other in one.case.steps if other.number == one.before), one)


def _runs(me: Standing, step: CaseStep) -> bool:
    """What waits by itself is nobody's to take."""
    return not step.waits and (me.directs or me.id == step.case.matter.opened_by_id)


def _arranges(me: Standing, step: CaseStep) -> bool:
    """Directors; whoever asked for it only what they do themselves: nobody leaves out, or gives to
    another, the word they wait for.
    """
    return not step.waits and (me.directs or (_runs(me, step) and me.id == step.person_id))


def _comes_after(me: Standing, step: CaseStep) -> bool:
    """Whose turn it is sends back what came before, and nothing that goes on beside it; whoever
    runs it may, too.
    """
    behind = any(goes_before(step, one) for one in mine(me, step.case))
    return _runs(me, step) or (behind and not step.waits)


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
