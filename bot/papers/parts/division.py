"""How a draft is divided: who may divide it, who makes one text of it, what cannot be (A1.6)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from bot.language.refusals import Refused
from bot.matters import journal, moves
from bot.matters.sight import may_see
from bot.papers import life
from bot.who.lookups import colleague
from bot.who.request import Request
from bot.who.standing import Standing, insist
from storage.matters.matter import Visibility, readers
from storage.papers import parts
from storage.papers.drafts import Draft
from storage.papers.parts import Division, Part
from storage.who.people import Person


def divides(me: Standing, draft: Draft) -> bool:
    """Who gives out the parts: who assigned the draft, the director, its writer."""
    return life.is_owner(me, draft) or life.runs_it(me, draft)


def division_of(request: Request, draft: Draft) -> Division:
    """How a draft is divided; begun, if it was not until now."""
    if draft.division is None:
        request.session.add(Division(draft=draft, parts=[]))
        request.session.flush()
    found: Division = draft.division
    return found


def parts_of(request: Request, draft: Draft) -> list[Part]:
    """The parts of a draft, as far as whoever asks may see them."""
    found = parts.of_draft(request.session, draft.id)
    return [one for one in found if may_see(request.session, request.me, one.matter)]


def unifier_of(draft: Draft) -> Person:
    """Who makes one text of it; of one nobody has divided, its writer."""
    return draft.division.unifier if draft.division else draft.matter.owner


def insist_on_dividing(request: Request, draft: Draft) -> None:
    insist(divides(request.me, draft), "divider")
    if draft.state not in life.OPEN:
        number, state = draft.matter.number, moves.state_of(draft)
        raise Refused("office.too-late", number=number, state=state)


def check_time(request: Request, draft: Draft, due: datetime) -> None:
    """A part is wanted in time to come, and before its draft is, unless that is late itself."""
    if due <= request.now:
        raise Refused("drafts.gone-by", field="due", due=due)
    if request.now < draft.matter.due_at < due:
        raise Refused("parts.after-draft", field="due", due=draft.matter.due_at)


def check_reader(request: Request, draft: Draft, person: Person, field: str = "person") -> None:
    """Only who assigned an internal-only draft may let more people read it."""
    colleague(request, person.slack_id, field)
    named = draft.matter.visibility is Visibility.NAMED
    opener = request.me.id == draft.matter.opened_by_id
    if named and not opener and person.slack_id not in readers(request.session, draft.matter):
        raise Refused("parts.not-on-list", field=field, name=person.name)


def note_readers(request: Request, draft: Draft, before: Collection[str]) -> None:
    """Who may read an internal-only draft has changed: that stands in its own record."""
    after = readers(request.session, draft.matter)
    if draft.matter.visibility is not Visibility.NAMED:
        return
    for who in sorted(after - set(before)):
        _note(request, draft, None, who)
    for who in sorted(set(before) - after):
        _note(request, draft, who, None)


def _note(request: Request, draft: Draft, before: str | None, after: str | None) -> None:
    values = ({"reader_id": before}, {"reader_id": after})
    journal.record(request, "parts.readers", matter=draft.matter, before=values[0], after=values[1])
