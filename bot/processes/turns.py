"""Whose turn it is on a case, by the way it goes; and until when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.language.catalog import LANGUAGES, Both
from bot.matters.same import pieces
from bot.processes.template import Due, Step, Template
from bot.processes.ways import way_of
from bot.who.request import Request
from bot.who.standing import Standing
from storage.matters.matter import Matter
from storage.processes.cases import Case, CaseState, CaseStep, StepState
from storage.who.people import Person

OVER = frozenset({StepState.DONE, StepState.SKIPPED, StepState.WITHDRAWN, StepState.SAID})
NO_STEP = frozenset({StepState.WITHDRAWN, StepState.SAID})  # of no way, and not counted
ONE_HOUR = timedelta(hours=1)
AT_LEAST = 2  # working hours that are left to whoever's turn comes late


def spec(step: CaseStep) -> Step | None:
    """What the way says of it; nothing of one that was added."""
    return way_of(step.case.process).steps.get(step.name)


def called(step: CaseStep) -> Both:
    told = spec(step)
    return told.called if told else Both(dict.fromkeys(LANGUAGES, step.asks))


def comes_now(step: CaseStep) -> bool:
    """To be done by somebody, and all that goes before it is over."""
    return not step.waits and is_next(step)


def has_come(step: CaseStep) -> bool:
    """As `comes_now`, also where one that was added has to be done first."""
    held = any(one.before == step.number and one.state not in OVER for one in step.case.steps)
    return comes_now(step) or held


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


def ends_if_refused(step: CaseStep) -> bool:
    """By the way; what nothing was done before has nobody to be returned to."""
    told = spec(step)
    if told is None or not told.refused:
        return all(one.state is not StepState.DONE for one in step.case.steps)
    return told.refused == "ends"


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


def is_called(step: CaseStep, said: str) -> bool:
    """In either language, or in that of its file: 传阅, circulating."""
    return bool(pieces(said) & pieces(" ".join([*called(step).values(), step.name])))


def named_in(each: Sequence[CaseStep], said: str) -> list[CaseStep]:
    """Those of which most is said, in either language; none where their names are not said, or
    where all are as much.
    """
    told = pieces(said) - (pieces(each[0].case.matter.title) if each else set())
    much = [len(told & pieces(" ".join([*called(one).values(), one.name]))) for one in each]
    most = [one for one, n in zip(each, much, strict=True) if n == max(much)]
    return most if max(much, default=0) and len(most) < len(each) else []


def said_of(request: Request, matter: Matter, said: str) -> CaseStep | None:
    """The one of several, whose turn it is, that is named."""
    case = request.session.get(Case, matter.id)
    waiting = (mine(request.me, case) or live(case)) if case else []
    named = named_in(waiting, said)
    return named[0] if len(named) == 1 else None


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


# --- until when -----------------------------------------------------------------------------------


def moment(said: str) -> datetime:
    """A time that was filled in."""
    return datetime.fromisoformat(said)


def set_times(request: Request, case: Case) -> None:
    """Whose turn has come has until then; whose has not, or not any more, has no time yet."""
    for step in case.steps:
        if step.state is StepState.TODO:
            now = comes_now(step)
            step.due_at = (step.due_at or due_of(request, step)) if now else None


def plan_anew(case: Case) -> None:
    """What hangs on the time that a case is for gets its own anew; what is done stays."""
    way = way_of(case.process)
    for step in case.steps:
        told = spec(step)
        limit = way.due(told, case.facts) if told else None
        if limit is None or limit.place in way.fields or (told and way.event(told)):
            step.due_at = None if step.state is StepState.TODO else step.due_at


def due_of(request: Request, step: CaseStep) -> datetime:
    """By the way, in the office's working time; never so soon that nothing can be done any more,
    and what goes before an event at the latest when that begins.
    """
    told, case, calendar = spec(step), step.case, request.calendar
    limit = way_of(case.process).due(told, case.facts) if told else None
    due = _due(request, limit, case) if limit else case.matter.due_at
    due = max(due, calendar.add_working_hours(request.now, AT_LEAST))
    event = event_of(step)
    return min(due, event) if event and event > request.now else due


def event_of(step: CaseStep) -> datetime | None:
    """When that begins before which it is to be over."""
    told, case = spec(step), step.case
    said = case.facts.get(way_of(case.process).event(told)) if told else None
    return moment(said) if said else None


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
