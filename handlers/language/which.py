"""Which of a few was meant: a question with a button an answer, and what was asked goes on."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.catalog import Markup
from bot.who.request import Request
from handlers.slack import slips
from handlers.slack.blocks import button, buttons, section
from handlers.slack.desk import Asked, Desk, Reply, Then, Words
from storage.matters.slips import tear

desk = Desk("which")

MOST = 5  # buttons of one row


def asked_which(
    request: Request,
    what: str,
    asked: Asked,
    question: Markup,
    answers: Sequence[tuple[str, Asked]],
) -> Words:
    """Each answer's label, and what it adds to what was asked, which waits on a slip."""
    each = answers[:MOST]
    slip = slips.keep(request, what, {"asked": asked, "answers": [adds for _, adds in each]})
    made = [button(f"which:take-{n}", label, slip.id) for n, (label, _) in enumerate(each)]
    return Words(question, [section(question), buttons(*made)])


def _takes(n: int) -> None:
    @desk.does(f"take-{n}")
    def take(request: Request, asked: Asked) -> Reply:
        """What was asked goes on with this answer, once."""
        slip = slips.find(request, asked)
        before: Asked = slip.asked["asked"] | slip.asked["answers"][n]
        what = slip.what
        tear(request.session, slip)
        return Then(what, before)


for _n in range(MOST):
    _takes(_n)
