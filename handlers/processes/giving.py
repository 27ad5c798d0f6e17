"""Which car a case has: those of the office, with what stands against each at its time."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.names import folded
from bot.matters import life
from bot.matters.sight import owner_of
from bot.processes import alone
from bot.processes.steps import KIND
from bot.processes.ways import way_of
from bot.who.request import Request
from handlers.matters.life import LifeDesk
from handlers.slack import slips
from handlers.slack.blocks import Block, button, buttons, section
from handlers.slack.desk import Asked, Reply, Words
from handlers.slack.said import unmarked
from storage.processes.bookings import CAR, Wanted
from storage.processes.cases import CaseStep
from storage.research import cars
from storage.research.cars import Car

OTHER = "other"  # none of the office's


def given(request: Request, desk: LifeDesk[CaseStep], step: CaseStep, asked: Asked) -> Reply | None:
    """The one that is named or pressed; else it is asked which. None where there is nothing to
    choose from, or another is meant: that is said in a line.
    """
    pool = cars.pool(request.session)
    if not pool or request.surface == "form" or asked.get("car") == OTHER:
        return None
    words = asked.get("words", "").strip()
    named = [one for one in pool if asked.get("car") == str(one.id)] or _named(pool, words)
    if len(named) != 1:
        return _which(request, step, pool, words)
    told = {"words": words or _driven(request, named[0]), "evidence": str(named[0].id)}
    said = life.take(request, KIND, step, "done", told)
    return desk.done(request, step.matter, said, pressed=True)


def _named(pool: Sequence[Car], words: str) -> list[Car]:
    """Of A1 and A12 only the one that is said whole."""
    low = folded(words)
    found = [one for one in pool if folded(one.name) in low]
    longer = [folded(one.name) for one in found]
    return [one for one in found if not any(folded(one.name) in it[1:] for it in longer)]


def _driven(request: Request, car: Car) -> str:
    if car.driver is None:
        return car.name
    return unmarked(request, "steps.car-driven", car=car.name, driver=car.driver.name)


def _which(request: Request, step: CaseStep, pool: Sequence[Car], words: str) -> Reply:
    wanted, number = _times(step), step.matter.number
    text = request.say("steps.which-car-ever", number=number)
    if wanted:
        times = {"begins": wanted.begins, "ends": wanted.ends}
        text = request.say("steps.which-car", number=number, **times)
    each = [_one(request, step, one, wanted, words) for one in pool]
    other = _button(request, step, OTHER, words, "steps.other-car")
    return Words(text, [section(text), *each, buttons(other)])


def _times(step: CaseStep) -> Wanted | None:
    only = way_of(step.case.process).alone
    return alone.times_of(only, step.case) if only else None


def _one(request: Request, step: CaseStep, car: Car, wanted: Wanted | None, words: str) -> Block:
    told = {"name": car.name, "seats": car.seats}
    has = wanted._replace(what=f"{CAR}{car.id}") if wanted else None
    if has and (other := alone.taken(request, has, step.case)):
        lead = owner_of(request.session, request.me, other.matter)
        times = {"leaves": other.begins, "returns": other.ends}
        return section(request.say("cars.line-taken", **told, **times, lead=lead))
    take = _button(request, step, str(car.id), words, "cars.take")
    return section(request.say("cars.line-free", **told), take)


def _button(request: Request, step: CaseStep, car: str, words: str, label: str) -> Block:
    kept = {"step": str(step.id), "car": car, "words": words}
    slip = slips.keep(request, "steps:done", {name: one for name, one in kept.items() if one})
    return button("steps:anyway", request.say(label), slip.id)
