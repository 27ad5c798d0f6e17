"""An incoming paper by its number: the sender's, ours, or one that stands in its title or was said
when a step of it was done.
"""

from __future__ import annotations

from itertools import pairwise

from bot.language.names import folded
from bot.matters.sight import visible_to
from bot.who.request import Request
from storage.processes import cases as stored
from storage.processes.cases import Case

INCOMING, FIELDS = "incoming", ("sign", "receipt")
BRACKETS = str.maketrans("〔〕[]<>", "()()()")


def numbered(request: Request, said: str) -> list[Case]:
    """Those that whoever asks may see, the newest first."""
    wanted = _plain(said).removesuffix("号")
    last = stored.last_of(request.session, INCOMING, visible_to(request.me))
    return [one for one in last if any(_bears(_plain(told), wanted) for told in _told(one))]


def _bears(told: str, wanted: str) -> bool:
    """Whole, not as a part of a longer one."""
    beside = pairwise(told.split(wanted))
    return any(not left[-1:].isdigit() and not right[:1].isdigit() for left, right in beside)


def _told(case: Case) -> list[str]:
    facts = [str(case.facts.get(name, "")) for name in FIELDS]
    return [case.matter.title, *facts, *(one.words for one in case.steps)]


def _plain(said: str) -> str:
    """With one kind of brackets, and without spaces."""
    return "".join(folded(said).translate(BRACKETS).split())
