"""How long drafts take, at the desk: a few lines, and a picture for who can see it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.language.catalog import Markup
from bot.matters import letters
from bot.papers import pace
from bot.papers.pace import FEWEST, IN_ORDER, OTHER, Lesson, Lessons
from bot.who.request import Request
from handlers.papers.pace_picture import Bar, Chart
from handlers.slack.blocks import context, sections
from handlers.slack.desk import Asked, Desk, Reply, Words
from handlers.slack.files_sent import Enclosure

desk = Desk("learning")


@desk.does("show")
def show(request: Request, asked: Asked) -> Reply:
    found = pace.of_a_year(request)
    if not found.told:
        return Words(request.say("learning.too-few", fewest=FEWEST))
    letters.file(request.session, request.me.id, "learning:picture", request.now)
    text = "\n".join([request.say("learning.title"), *_lines(request, found)])
    return Words(text, [*sections(text), context("\n".join(_small_print(request, found)))])


@desk.draws("picture")
def picture(request: Request, blanks: dict[str, Any]) -> Enclosure | None:
    """The chart of what its reader may know now; None for who leads no more."""
    found = pace.of_a_year(request) if request.me.leads else Lessons(())
    if not found.told:
        return None
    say = request.say
    chart = Chart(
        title=say("learning.picture"),
        unit=say("learning.picture-unit"),
        stages=[say(f"learning.stage-{stage}") for stage in IN_ORDER],
        bars=[_bar(request, one) for one in found.told],
    )
    lines = (
        say("learning.alt-line", kind=_kind(request, one), stages=_stages(request, one))
        for one in found.told
    )
    alt = say("learning.alt", lines=Markup("".join(lines)))
    return Enclosure("stages.png", chart.title, chart.png, words=chart.unit, alt=alt)


def _bar(request: Request, one: Lesson) -> Bar:
    return Bar(
        name=request.say("learning.picture-kind", kind=_kind(request, one), n=one.n),
        stages=[one.days[stage] for stage in IN_ORDER],
        note=request.say("learning.picture-returns", n=_number(one.returns)),
    )


def _small_print(request: Request, found: Lessons) -> Iterator[Markup]:
    yield request.say("learning.meant", fewest=FEWEST)
    if found.untold:
        yield request.say("learning.untold", n=found.untold)
    if request.surface != "message":
        yield request.say("learning.picture-comes")


def _lines(request: Request, found: Lessons) -> list[Markup]:
    return [_line(request, one) for one in found.told]


def _line(request: Request, one: Lesson) -> Markup:
    return request.say(
        "learning.line",
        kind=_kind(request, one),
        n=one.n,
        whole=_number(one.whole),
        stages=_stages(request, one),
        returns=_number(one.returns),
    )


def _kind(request: Request, one: Lesson) -> Markup:
    return request.say("learning.other" if one.kind == OTHER else f"drafts.type-{one.kind}")


def _stages(request: Request, one: Lesson) -> Markup:
    """Each stage that took any time, with its days."""
    say = request.say
    took = [(say(f"learning.stage-{stage}"), _number(one.days[stage])) for stage in IN_ORDER]
    said = [say("learning.stage", stage=stage, days=days) for stage, days in took if days != "0"]
    return Markup(" · ".join(said))


def _number(value: float) -> str:
    """One decimal at most: nobody plans by less."""
    return f"{value:.1f}".removesuffix(".0")
