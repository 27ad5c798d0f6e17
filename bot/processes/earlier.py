"""What a case finds of others that went its way: what was repaired before, what is still open."""

from __future__ import annotations

from bot.matters.same import is_near, pieces
from bot.matters.sight import visible_to
from bot.processes.ways import way_of
from bot.who.request import Request
from storage.matters.matter import Matter, come_of
from storage.processes import cases as stored
from storage.processes.cases import Case, StepState

MOST = 5  # earlier ones that begin a field


def of_way(request: Request, name: str, said: str) -> list[Case]:
    """Of the cases of this way that whoever asks may see, those that share a word with what is
    said, the newest first.
    """
    wanted = pieces(said)
    titles = stored.titles_of(request.session, name, visible_to(request.me))
    near = [one for one, title in titles if wanted & pieces(title)][:MOST]
    return [request.session.get_one(Case, one) for one in near]


def still_open(request: Request, case: Case) -> list[Matter]:
    """What came of earlier cases of nearly its title and is not over, the earliest due first, as
    far as whoever asks may see it.
    """
    seen, title = visible_to(request.me), case.matter.title
    titles = stored.titles_of(request.session, case.process.name, seen)
    before = [one for one, said in titles if one < case.id and is_near(said, title)]
    made = come_of(request.session, before, seen) if before else []
    return sorted((one for one in made if one.closed_at is None), key=lambda one: one.due_at)


def outcome(case: Case) -> str:
    """What was said last when one of its steps was done."""
    done = [one for one in case.steps if one.state is StepState.DONE and one.words]
    return max(done, key=lambda one: one.number).words if done else ""


def running(request: Request, name: str) -> list[Case]:
    """The cases of this way that run, as far as whoever asks may see them; in the order of the
    time they are for, if they are for one.
    """
    return sorted(stored.running_of(request.session, name, visible_to(request.me)), key=_when)


def _when(case: Case) -> tuple[str, int]:
    alone = way_of(case.process).alone
    return str(case.facts.get(alone.begins, "")) if alone else "", case.id
