"""A way of working is retired: nothing new begins by it, what runs goes on. It may come back."""

from __future__ import annotations

from collections.abc import Callable

from bot.language.refusals import Refused
from bot.processes import ways
from bot.processes.ways import way_of
from bot.who.request import Request
from bot.who.standing import insist
from handlers.matters.undo import with_undo
from handlers.processes.case_form import which_form
from handlers.processes.choices import WHOLE
from handlers.slack.blocks import Block, button, buttons, section
from handlers.slack.desk import Asked, AskFirst, Form, Handler, Reply, Words
from storage.processes import cases as stored
from storage.processes.cases import Process

A_FEW = 5  # buttons of one row

Listed = Callable[[Request], list[Process]]


def retire(request: Request, asked: Asked) -> Reply:
    """It is asked first, with how many cases run."""
    insist(request.me.directs, "director")
    process = _meant(request, asked, "retire", ways.known)
    ways.insist_open(process)
    n = sum(stored.running(request.session, process.name).values())
    text = request.say("ways.retire-ask", way=way_of(process).called, n=n)
    now = button("ways:retire-now", request.say("ways.retire"), process.name)
    return Words(text, [section(text), buttons(now)])


def retire_now(request: Request, asked: Asked) -> Reply:
    process = _meant(request, asked, "retire", ways.known)
    entry = ways.retire(request, process)
    said = request.say("ways.retired", way=way_of(process).called)
    return with_undo(request, said, "ways", entry)


def revive(request: Request, asked: Asked) -> Reply:
    insist(request.me.directs, "director")
    process = _meant(request, asked, "revive", ways.retired)
    entry = ways.revive(request, process)
    said = request.say("ways.revived", way=way_of(process).called)
    return with_undo(request, said, "ways", entry)


def _meant(request: Request, asked: Asked, verb: str, each: Listed) -> Process:
    """By its button, by what it is called, or in all that was said; where none is named, it is
    asked which of them. Raises Refused.
    """
    named = asked.get("id") or asked.get("way", "").strip()
    said = named or asked.get(WHOLE, "")
    process = ways.ever_named(request, said) if said else None
    if process is not None:
        return process
    if named:
        raise Refused("cases.no-such-way", field="way", name=named)
    if not each(request):
        raise Refused("ways.none-retired")
    raise AskFirst(lambda anew: Form(which_form(anew, f"ways:{verb}", each)))


def gone(request: Request) -> list[Block]:
    """Under the list, those that are retired: a director may bring one back."""
    found = ways.retired(request)
    if not found:
        return []
    names = [way_of(one).called for one in found]
    made = [section(request.say("ways.retired-list", ways=names))]
    if request.me.directs:
        made.append(buttons(*(_back(request, n, one) for n, one in enumerate(found[:A_FEW]))))
    return made


def _back(request: Request, n: int, process: Process) -> Block:
    label = request.say("ways.revive", way=way_of(process).called)
    return button(f"ways:revive-{n}", label, process.name)


VERBS: dict[str, Handler] = {"retire": retire, "retire-now": retire_now, "revive": revive}
VERBS |= {f"revive-{n}": revive for n in range(A_FEW)}
