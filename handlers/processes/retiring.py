"""A way of working is retired: nothing new begins by it, what runs goes on. It may come back."""

from __future__ import annotations

from bot.language.refusals import Refused
from bot.processes import ways
from bot.processes.ways import way_of
from bot.who.request import Request
from bot.who.standing import insist
from handlers.matters.undo import with_undo
from handlers.slack.blocks import Block, button, buttons, section
from handlers.slack.desk import Asked, Handler, Reply, Words
from storage.processes import cases as stored
from storage.processes.cases import Process

A_FEW = 5  # buttons of one row


def retire(request: Request, asked: Asked) -> Reply:
    """It is asked first, with how many cases run."""
    insist(request.me.directs, "director")
    process = _meant(request, asked)
    ways.insist_open(process)
    n = sum(stored.running(request.session, process.name).values())
    text = request.say("ways.retire-ask", way=way_of(process).called, n=n)
    now = button("ways:retire-now", request.say("ways.retire"), process.name)
    return Words(text, [section(text), buttons(now)])


def retire_now(request: Request, asked: Asked) -> Reply:
    process = _meant(request, asked)
    entry = ways.retire(request, process)
    said = request.say("ways.retired", way=way_of(process).called)
    return with_undo(request, said, "ways", entry)


def revive(request: Request, asked: Asked) -> Reply:
    insist(request.me.directs, "director")
    process = _meant(request, asked)
    entry = ways.revive(request, process)
    said = request.say("ways.revived", way=way_of(process).called)
    return with_undo(request, said, "ways", entry)


def _meant(request: Request, asked: Asked) -> Process:
    """By its button, or by what it is called. Raises Refused."""
    said = asked.get("id") or asked.get("way", "").strip()
    process = ways.ever_named(request, said) if said else None
    if process is None:
        raise Refused("cases.no-such-way", field="way", name=said)
    return process


def gone(request: Request) -> list[Block]:
    """Under the list, those that are retired: a director may bring one back."""
    found = [one for one in ways.every(request) if one.retired_at is not None]
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
