"""Who fits a task (A2.15): two or three of the staff with plain reasons; whoever asks chooses, and
nobody is given anything by the bot.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from bot.language.catalog import files
from bot.language.names import folded
from bot.language.refusals import Refused
from bot.matters import journal
from bot.office import load
from bot.who.request import Request
from bot.who.standing import insist
from storage.matters import outbox
from storage.matters.matter import Matter
from storage.matters.outbox import Letter, LetterKind
from storage.people import strengths as stored
from storage.people.strengths import Strength
from storage.who.pairs import partners
from storage.who.people import Person, Role

SUGGESTED = 3  # people


@dataclass(frozen=True)
class Fit:
    """Somebody who could be asked, and why: their strength, their wish, what is due meanwhile; that
    they share a post, or a section, with whoever has it.
    """

    person: Person
    strength: Strength | None
    wish: Strength | None
    due: int
    shares_post: bool = False
    same_section: bool = False


def suggest(request: Request, task: str, last: date) -> list[Fit]:
    """Two or three of the staff for a task until a day, in words: who is strong in it, who would
    like to learn it, who has least due meanwhile. Nobody who is away all the time.
    """
    insist(request.me.assigns, "heads")
    rows = [one for one in _there(request, last) if request.me.answers_for(one.person)]
    return _best(request, rows, task)


def instead(request: Request, matter: Matter) -> list[Fit]:
    """As `suggest`, of who else could do what somebody has. Whoever has it, or gave it, may ask as
    well as who gives work: of colleagues they learn what every colleague may, and nothing of
    strengths. Raises Refused for anybody else, and of what is over.
    """
    me = request.me
    insist(me.assigns or me.id in (matter.owner_id, matter.opened_by_id), "heads")
    if matter.closed_at is not None:
        raise Refused("fitting.over", **matter.named)
    there = _there(request, request.calendar.today(matter.due_at))
    others = [one for one in there if one.person.slack_id not in (matter.owner_id, me.id)]
    mine = [one for one in others if not me.assigns or me.answers_for(one.person)]
    return _best(request, mine, matter.title, matter.owner)


def tell(request: Request, matter: Matter) -> bool:
    """Whoever gave it hears, once a day, that whoever has it asks for somebody else. Raises Refused
    for anybody else.
    """
    insist(request.me.id == matter.owner_id and matter.closed_at is None, "owner")
    slot = f"fitting:{matter.id}:{request.calendar.today(request.now):%Y-%m-%d}"
    if outbox.in_slot(request.session, slot):
        return False
    said = {"matter": matter.id, "by": request.me.id}
    letter = Letter(kind=LetterKind.PAGE, to=matter.opened_by_id, key="fitting:asked", blanks=said,
                    slot=slot, not_before=request.now)  # fmt: skip
    outbox.put_in_slot(request.session, letter)
    journal.record(request, "fitting.tell", matter=matter)
    return True


def _there(request: Request, last: date) -> list[load.Row]:
    """The staff who are not away for whole days until then."""
    today = request.calendar.today(request.now)
    found = load.rows(request, today, max(today, last))
    staff = [one for one in found if one.person.role is Role.STAFF]
    return [one for one in staff if all(leave.half for leave in one.away)]


def _best(
    request: Request, rows: Sequence[load.Row], task: str, owner: Person | None = None
) -> list[Fit]:
    known = [one.person.slack_id for one in rows if request.me.answers_for(one.person)]
    fitting = [one for one in stored.of(request.session, *known) if _fits(one.name, task)]
    with_them = partners(request.session, owner.slack_id) if owner else ()
    shared = {one.slack_id for one in with_them}
    found = [_fit(row, fitting, owner, shared) for row in rows]
    found.sort(key=lambda one: (not one.shares_post, not one.strength, not one.wish,
                                not one.same_section, one.due))  # fmt: skip
    return found[:SUGGESTED]


def _fit(
    row: load.Row, fitting: Sequence[Strength], owner: Person | None, shared: Collection[str]
) -> Fit:
    mine = [one for one in fitting if one.person_id == row.person.slack_id]
    strength = next((one for one in mine if not one.wish), None)
    wish = next((one for one in mine if one.wish), None)
    near = owner is not None and row.person.section == owner.section != ""
    return Fit(row.person, strength, wish, row.due, row.person.slack_id in shared, near)


def _fits(name: str, task: str) -> bool:
    """By the name itself, or by words that go with it: a speech is writing."""
    said, task = folded(name), folded(task)
    fields = files()["fitting"]["data"]["fields"]
    with_it = [words for words in fields if any(word in said for word in words)]
    return said in task or any(word in task for words in with_it for word in words)
