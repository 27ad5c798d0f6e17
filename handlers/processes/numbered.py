"""Which paper bears a number, and with whom it is."""

from __future__ import annotations

from bot.language.catalog import Markup
from bot.language.names import folded
from bot.language.patterns import compiled
from bot.language.refusals import Refused
from bot.processes import turns
from bot.processes.numbered import numbered
from bot.who.request import Request
from handlers.slack.blocks import section
from handlers.slack.desk import Asked, Reply, Then, Words
from storage.processes.cases import Case

A_FEW = 5


def find(request: Request, asked: Asked) -> Reply:
    """Its card; of several a line each."""
    said = asked.get("sign") or _sign_in(asked.get("whole", ""))
    if not said:
        raise Refused("cases.which-sign")
    found = numbered(request, said)[:A_FEW]
    if not found:
        raise Refused("cases.none-numbered", said=said)
    if len(found) == 1:
        return Then("cases:show", {"number": found[0].matter.number})
    head = request.say("cases.some-numbered", n=len(found), said=said)
    text = Markup("\n".join([head, *(_line(request, one) for one in found)]))
    return Words(text, [section(text)])


def _sign_in(said: str) -> str:
    found = compiled("{sign}").search(folded(said))
    return found["sign"] if found else ""


def _line(request: Request, case: Case) -> Markup:
    steps = [
        request.say("steps.whose-one", step=turns.called(one), to=one.person.name)
        for one in turns.live(case)
    ]
    return request.say("cases.one-numbered", **case.matter.named, steps=steps)
