"""How a draft is divided: who unifies its parts, who reads them, who owes what (A1.6)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select

from bot import drafts_life, followups, journal, letters, moves
from bot.drafts_readers import let_them_read
from bot.errors import Refused
from bot.followups import Debt
from bot.parts_life import DUTY, OPEN, WITH_OWNER, ball, divides, ladder, steward
from bot.people import colleague, insist, may_see
from bot.request import Request
from storage import parts
from storage.drafts import Draft
from storage.matters import Card, Visibility, hold, readers, set_readers
from storage.parts import Division, Part
from storage.parts import PartState as State
from storage.people import Person


def division_of(request: Request, draft: Draft) -> Division:
    """How a draft is divided; begun, if it was not until now."""
    found = request.session.get(Division, draft.id)
    if found is None:
        found = Division(draft_id=draft.id, draft=draft)
        request.session.add(found)
        request.session.flush()
    return found


def parts_of(request: Request, draft: Draft) -> list[Part]:
    """The parts of a draft, as far as whoever asks may see them."""
    found = parts.of_draft(request.session, draft.id)
    return [one for one in found if may_see(request.session, request.me, one.matter)]


def unifier_of(request: Request, draft: Draft) -> Person:
    """Who makes one text of it; of one nobody has divided, its writer."""
    division = request.session.get(Division, draft.id)
    return division.unifier if division else draft.matter.owner


def name_unifier(request: Request, draft: Draft, to: Person) -> None:
    """Somebody else makes one text of the parts; its writer is the usual one."""
    insist_on_dividing(request, draft)
    check_reader(request, draft, to, "unifier")
    division, seen = division_of(request, draft), readers(request.session, draft.matter)
    before = {"unifier_id": division.unifier.slack_id}
    after = {"unifier_id": to.slack_id}
    if before == after:
        return
    _name(request, division, None if to is draft.matter.owner else to)
    journal.record(
        request, "parts.unifier", matter=draft.matter, about=to, before=before, after=after
    )
    keep_up(request, draft)
    note_readers(request, draft, seen)
    if to is not request.person:
        blanks = {"by": request.person.name, "number": draft.matter.number}
        blanks["title"] = draft.matter.title
        letters.note(request.session, to.slack_id, "parts.unifier-named", request.now, blanks)


# --- the draft and its parts -------------------------------------------------------------------


def keep_up(request: Request, draft: Draft) -> None:
    """Whatever happened to a draft or a part: who takes part reads both, and whose turn it is
    owes something. A draft signed off or cancelled has nobody wait for its parts.
    """
    hold(request.session, draft.id)  # parts that change at once take turns
    people = let_them_read(request.session, draft)
    for part in parts.ever_of(request.session, draft.id):
        set_readers(request.session, part.matter, people | {part.matter.owner_id})
        part.matter.visibility = draft.matter.visibility
        _pass_the_ball(request, part)


def follow_writer(request: Request, draft: Draft, before: Person) -> None:
    """A draft has another writer: who unified it because they wrote it no longer does."""
    division = request.session.get(Division, draft.id)
    if division is None or division.named_id != before.slack_id:
        return
    _name(request, division, None)
    keep_up(request, draft)


def _name(request: Request, division: Division, to: Person | None) -> None:
    division.named_id = to.slack_id if to else None
    request.session.flush()
    request.session.refresh(division)


def _pass_the_ball(request: Request, part: Part) -> None:
    """Whose turn it is owes something; whoever waits or waited sees it drawn anew."""
    holder = ball(part)
    part.matter.closed_at = None if holder else part.matter.closed_at or request.now
    kept = followups.keep(request, part.matter, [_debt(request, part, holder)] if holder else [])
    waited_for = [one.person for one in kept.ended]
    if holder is None and part.state in OPEN:
        _let_go(request, part, waited_for)
    if kept.begun or kept.ended:
        _draw_anew(request, part, [*waited_for, *([holder] if holder else [])])


def _let_go(request: Request, part: Part, waited_for: Sequence[Person]) -> None:
    """The draft is signed off or cancelled: nobody waits for this any more."""
    blanks = {"number": part.matter.number, "title": part.matter.title}
    for who in waited_for:
        if who is not request.person:
            letters.note(request.session, who.slack_id, "parts.let-go", request.now, blanks)


def _draw_anew(request: Request, part: Part, concerned: Sequence[Person]) -> None:
    session = request.session
    holders = set(session.scalars(select(Card.person_id).where(Card.matter_id == part.id)))
    called = {who.slack_id for who in concerned if ball(part) is who}
    letters.cards(session, sorted(holders | called), part.id, request.now)
    letters.home(session, concerned, request.now)


def _debt(request: Request, part: Part, holder: Person) -> Debt:
    duty, rung, matter = DUTY[part.state], ladder(part, holder), part.matter
    if part.state in WITH_OWNER:
        return Debt(holder, duty, matter.due_at, steward(part), rung, part.promised_at)
    asked_by = matter.owner if part.state is State.HANDED_IN else steward(part)
    return Debt(holder, duty, followups.working_day(request), asked_by, rung, fresh=True)


# --- what cannot be ------------------------------------------------------------------------------


def insist_on_dividing(request: Request, draft: Draft) -> None:
    insist(divides(request.me, draft), "divider")
    if draft.state not in drafts_life.OPEN:
        number, state = draft.matter.number, moves.state_of(draft)
        raise Refused("office.too-late", number=number, state=state)


def check_time(request: Request, draft: Draft, due: datetime, field: str) -> None:
    """A part is wanted in time to come, and before its draft is, unless that is late itself."""
    if due <= request.now:
        raise Refused("drafts.gone-by", field=field, due=due)
    if request.now < draft.matter.due_at < due:
        raise Refused("parts.after-draft", field=field, due=draft.matter.due_at)


def check_reader(request: Request, draft: Draft, person: Person, field: str) -> None:
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
