"""Is it free? Of what only one case at a time has, such as a room: who has which when, and a button
to book it at the time that was asked about.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from bot.language.catalog import Markup
from bot.language.names import folded
from bot.language.refusals import Refused
from bot.matters.sight import may_see
from bot.processes import alone, ways
from bot.processes.template import Alone, Template
from bot.processes.ways import way_of
from bot.who.request import Request
from bot.who.standing import insist
from handlers.processes import cases
from handlers.slack import read, slips
from handlers.slack.blocks import button, buttons, sections
from handlers.slack.desk import Asked, Reply, Words
from storage.processes.cases import Case, Process


def free(name: str, request: Request, asked: Asked) -> Reply:
    """On the day that is asked about, or from now on: what is booked, and what is not. Whose it is
    stands there for who may see that.
    """
    insist(request.me.insider, "insider")
    process = ways.current(request, name)
    way = way_of(process)
    only = way.alone
    assert only is not None  # else it has no such verb
    said = asked.get("room") or asked.get("room2", "")
    wanted = named(way, only, said)
    due = asked.get("due") or ("" if wanted else said)  # 周五会议室有空吗: the day stands before it
    day = day_of(request, due)
    taken = [
        one for one in alone.to_come(request, process, day)
        if wanted in ("", one.facts[only.what])
    ]  # fmt: skip
    each = [wanted] if wanted else list(way.fields[only.what].choices)
    left = [one for one in each if all(case.facts[only.what] != one for case in taken)]
    lines = [_head(request, way, day, taken), *(_line(request, way, only, one) for one in taken)]
    if left:
        names = [way.fields[only.what].choices[one] for one in left]
        lines.append(request.say("ways.free", names=names))
    said = Markup("\n".join(lines))
    book = {only.what: wanted, "due": due if day else ""}
    return Words(said, [*sections(said), buttons(_book(request, process, book))])


def day_of(request: Request, due: str) -> date | None:
    """Which day is asked about, if that was said."""
    with suppress(Refused):
        return request.calendar.today(read.due(request, {"due": due})) if due else None
    return None


def named(way: Template, only: Alone, said: str) -> str:
    """Which of what is to be had is meant, if any is named."""
    choices, low = way.fields[only.what].choices, folded(said).replace(" ", "")
    found = [
        one for one, words in choices.items()
        if low and any(low in folded(word).replace(" ", "") for word in words.values())
    ]  # fmt: skip
    return found[0] if len(found) == 1 else ""


def _head(request: Request, way: Template, day: date | None, taken: list[Case]) -> Markup:
    key = "ways.booked" if taken else "ways.none-booked"
    return request.say(f"{key}-on" if day else key, way=way.called, day=day, n=len(taken))


def _line(request: Request, way: Template, only: Alone, case: Case) -> Markup:
    what, booking = case.facts[only.what], case.booking
    names = {"what": way.fields[only.what].choices.get(what, what)}
    names |= {"begins": booking.begins_at, "ends": booking.ends_at}
    if not may_see(request.session, request.me, case.matter):
        return request.say("ways.booked-line", **names)
    who = case.matter.opened_by.name
    return request.say("ways.booked-by", **names, **case.matter.named, who=who)


def _book(request: Request, process: Process, asked: Asked) -> dict[str, object]:
    kept = {one: said for one, said in asked.items() if said}
    slip = slips.keep(request, f"{process.name}:start", kept)
    label = request.say("ways.begin", way=way_of(process).called)
    return button(f"{process.name}:book", label, slip.id, "primary")


def book(name: str, request: Request, asked: Asked) -> Reply:
    """Its form, with the time and the thing that were asked about."""
    slip = slips.find(request, asked)
    told = {one: str(said) for one, said in slip.asked.items()}
    return cases.start(request, ways.current(request, name), told | {read.IN_PART: "yes"})
