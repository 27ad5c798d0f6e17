"""What was booked and is not needed any more, such as a room, said without its number."""

from __future__ import annotations

import re
from datetime import date

from bot.language.dates import find_times
from bot.processes import alone, ways
from bot.processes.template import Alone, Template
from bot.processes.ways import way_of
from bot.who.request import Request
from bot.who.standing import insist
from handlers.processes.booked import day_of
from handlers.processes.cases import desk
from handlers.processes.choices import named_in
from handlers.slack.blocks import Block, button, buttons, section, short
from handlers.slack.desk import Asked, Reply, Words
from handlers.slack.read import PLAINLY
from handlers.slack.said import unmarked
from storage.processes.cases import Case

A_FEW, LABEL = 5, 75
ANYBODYS = re.compile(
    r"我们?|的|订|那[间个场]|\b(?:my|our|the|any more|any longer|after all)\b", re.IGNORECASE
)


def off(name: str, request: Request, asked: Asked) -> Reply:
    """The booking of whoever speaks, if only one can be meant: it is called off at once, with a way
    back. Which of several is asked; so it is where something is named that is not there.
    """
    insist(request.me.insider, "insider")
    process = ways.current(request, name)
    way = way_of(process)
    only = way.alone
    assert only is not None  # else it has no such verb
    wanted, unknown, day = _meant(request, way, only, asked)
    mine = [
        one for one in alone.to_come(request, process, day)
        if one.matter.opened_by_id == request.me.id and wanted in ("", one.facts[only.what])
    ]  # fmt: skip
    if not mine:
        return Words(request.say("ways.off-none", way=way.called))
    if len(mine) == 1 and not unknown:
        return let_go(request, mine[0])
    made = [_button(request, way, only, n, one) for n, one in enumerate(mine[:A_FEW])]
    text = request.say("ways.off-which")
    return Words(text, [section(text), buttons(*made)])


def _meant(
    request: Request, way: Template, only: Alone, asked: Asked
) -> tuple[str, str, date | None]:
    """Which of what is to be had; what was said of it that names none; which day. 周五的二号会议室:
    the day may stand before it.
    """
    before, behind = asked.get("room", ""), asked.get("room2", "")
    first, _, then = before.partition("的")
    timed = find_times(first, request.now, request.calendar) if "due" not in asked else []
    is_day = bool(timed) and bool(then or not _named(way, only, first))  # 一号 is a room, too
    if is_day:
        before = then
    due = asked.get("due") or (first if is_day else "")
    rest = ANYBODYS.sub(" ", f"{before} {behind}").strip()
    wanted = _named(way, only, before, behind) if rest else ""
    return wanted, "" if wanted else rest, day_of(request, due)


def _named(way: Template, only: Alone, before: str, behind: str = "") -> str:
    return named_in(way.fields[only.what], f"{before}会议室 room {behind}")


def _button(request: Request, way: Template, only: Alone, n: int, case: Case) -> Block:
    begins, what = case.booking.begins_at, case.facts[only.what]
    names = {"what": way.fields[only.what].choices.get(what, what), "begins": begins}
    label = unmarked(request, "ways.off-one", **names, title=case.matter.title)
    return button(f"{way.name}:off-{n}", short(label, LABEL), case.id)


def press(request: Request, asked: Asked) -> Reply:
    return let_go(request, desk.item(request, asked))


def let_go(request: Request, case: Case) -> Reply:
    told = {"id": str(case.id), "words": unmarked(request, "ways.off-reason")}
    told[PLAINLY] = "yes"
    return desk.take(request, case, "call-off", told)
