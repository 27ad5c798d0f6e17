"""What a case was told, on its card: its fields as their reader may read them, what is shown for
its steps, and what its way advises.
"""

from __future__ import annotations

import re
from operator import attrgetter

from bot.language.catalog import Key, Markup
from bot.processes import turns
from bot.processes.template import Advice, Alone, Ask
from bot.processes.ways import way_of
from bot.who.request import Request
from handlers.matters.life import WORDS
from handlers.slack.blocks import safe_link, short
from storage.matters.journal import latest
from storage.processes.cases import Case, CaseState, CaseStep, StepState

FILES = 3  # on one card, the last of them
DIGITS = re.compile(r"\d(?:[ -]?\d){4,}")  # of a number at which somebody is reached
FIRST, LAST = 3, 2  # of its figures, those that are shown
ENDS = ("refuse", "call-off")  # before its last step
LONG = 8  # figures; of a shorter one none of the first are


def lines(request: Request, case: Case) -> list[Markup]:
    running, way = case.state is CaseState.RUNNING, way_of(case.process)
    said = [_advice(request, one) for one in way.advised(case.facts)] if running else []
    given = [*_given(request, case), *_files(request, case), *_refused(request, case)]
    return [_facts(request, case), *given, *said]


def _facts(request: Request, case: Case) -> Markup:
    way, say = way_of(case.process), request.say
    told = [
        say("cases.fact", label=one.label, said=_said(request, case, one))
        for name, one in way.fields.items()
        if name != "title" and one.kind != "draft" and case.facts.get(name)
    ]
    return Markup(" · ".join(told))


def _said(request: Request, case: Case, one: Ask) -> object:
    match one.kind, case.facts[one.name]:
        case "choice", str(value):
            return one.choices[value]
        case "time", str(value):
            return turns.moment(value)
        case "person", str(value):
            return Markup(f"<@{value}>")
        case "people", list(value):
            return Markup(" ".join(f"<@{who}>" for who in value))
        case "link", str(value):
            return safe_link(value)
        case "text", str(value):
            return short(" / ".join(value.splitlines()), WORDS)
        case "contact", str(value):
            return value if _has_in_hand(request, case) else masked(value)
    return str(case.facts[one.name])


def had(request: Request, case: Case, only: Alone) -> object:
    """What is booked for it: the one that was chosen, or the car with what was said of that."""
    way = way_of(case.process)
    if only.what in way.fields:
        what = case.facts[only.what]
        return way.fields[only.what].choices.get(what, what)
    return next((one.words for one in case.steps if one.name == only.what), "")


def _given(request: Request, case: Case) -> list[Markup]:
    """Which car it has."""
    done = (one for one in turns.in_order(case) if one.state is StepState.DONE)
    given = (one for one in done if (told := turns.spec(one)) and told.evidence == "car")
    return [
        request.say("cases.fact", label=turns.called(one), said=short(one.words, WORDS))
        for one in given
    ]


def _refused(request: Request, case: Case) -> list[Markup]:
    """Who refused it and why, where it ended so."""
    if case.state is not CaseState.CALLED_OFF:
        return []
    ends = (latest(request.session, case.id, f"cases.{verb}") for verb in ENDS)
    last = max((one for one in ends if one), key=attrgetter("id"), default=None)
    if last is None or not last.what.endswith(".refuse"):
        return []
    return [request.say("cases.refused", who=last.person.name, said=short(last.reason, WORDS))]


def _has_in_hand(request: Request, case: Case) -> bool:
    """Whoever opened it, has a step of it, stands in for one of these, or directs."""
    people = {case.matter.opened_by_id, *(one.person_id for one in case.steps)}
    return request.me.directs or any(request.me.is_or_stands_for(one) for one in people)


def masked(said: str) -> str:
    """138······78: a number but for its ends."""
    return DIGITS.sub(lambda one: _but_its_ends(re.sub(r"\D", "", one[0])), said)


def _but_its_ends(figures: str) -> str:
    first = FIRST if len(figures) >= LONG else 0
    hidden = "·" * (len(figures) - first - LAST)
    return f"{figures[:first]}{hidden}{figures[-LAST:]}"


def _files(request: Request, case: Case) -> list[Markup]:
    """What was shared to show that a step is done."""
    done = [one for one in turns.in_order(case) if one.state is StepState.DONE and one.evidence]
    return [_file(request, one) for one in done if _is_file(one)][-FILES:]


def _is_file(step: CaseStep) -> bool:
    told = turns.spec(step)
    return told is None or told.evidence not in ("link", "car")


def _file(request: Request, step: CaseStep) -> Markup:
    link, words = safe_link(step.evidence), short(step.words, WORDS)
    return request.say("cases.file", step=turns.called(step), link=link, words=words)


def _advice(request: Request, one: Advice) -> Markup:
    level = Key(f"cases.level-{one.level}")
    return request.say("cases.advice", says=one.says, source=one.source or "", level=level)
