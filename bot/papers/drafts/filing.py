"""Signing off, and what follows: re-check, register, issue, file (A1.7, A2.9, domain 2.1, 2.12)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from typing import Any

from sqlalchemy.exc import IntegrityError

from bot.language.catalog import Key, Markup, files
from bot.language.refusals import Refused
from bot.matters import moves
from bot.matters.sight import may_see
from bot.papers import numbers
from bot.papers.brief import UPWARD
from bot.papers.drafts import steps
from bot.papers.drafts.versions import add_version
from bot.papers.life import MOVES, OPEN, WITH_JUDGE, signs
from bot.papers.numbers import REFERENCE, written
from bot.who.lookups import directors, section_heads_of, standing
from bot.who.request import Request
from bot.who.standing import DIRECTORS
from storage.papers import filing as stored
from storage.papers.drafts import Draft, Version, versions
from storage.papers.filing import Filing, Retention
from storage.who.people import Person, Role, holding

IN_THE_LINE = DIRECTORS | {Role.SECTION_HEAD}
TO_MAX = 300

# --- signing -------------------------------------------------------------------


def lacks(request: Request, draft: Draft) -> list[Key]:
    """What a signatory waits for before this can be signed; each says how to get it."""
    if not (request.me.insider and signs(request.me, draft)) or draft.state not in OPEN:
        return []
    if draft.state in WITH_JUDGE and versions(request.session, draft):
        return []
    handed_in = bool(versions(request.session, draft))
    return [Key("filing.lacks-new-version" if handed_in else "filing.lacks-version")]


def needs_opinion(draft: Draft) -> bool:
    """Signing alone means agreement; of a paper that goes up, it is to be said."""
    return draft.doc_type in UPWARD


def other_head(request: Request, draft: Draft) -> Person | None:
    """The principal head who would sign a paper that goes up, where somebody else is named."""
    heads = holding(request.session, Role.PRINCIPAL) if draft.doc_type in UPWARD else ()
    return None if draft.signatory in heads else next(iter(heads), None)


def sign(request: Request, draft: Draft, opinion: str) -> Markup:
    """Sign it off, on the version that is there now; a delegate does so in the signatory's place,
    and the record says for whom.
    """
    moves.check(MOVES, request.me, draft, "sign")
    if needs_opinion(draft) and not opinion:
        raise Refused("filing.no-opinion", field="opinion")
    _filing(request, draft)
    values: dict[str, Any] = {"opinion": opinion} if opinion else {}
    values |= {"clerk_id": _clerk(request, draft).slack_id}
    noted = _what_is_signed(request, draft)
    if request.me.id == draft.signatory_id:
        return steps.change(request, draft, "sign", values, reason=opinion, noted=noted)
    noted |= {"for_id": draft.signatory_id}
    whom = draft.signatory.name
    return steps.change(
        request, draft, "sign", values, reason=opinion, noted=noted, story="sign-for", whom=whom
    )


def _what_is_signed(request: Request, draft: Draft) -> dict[str, Any]:
    """The version, and a hash: of its text where that was seen, else of its link and number."""
    last = versions(request.session, draft)[-1]
    seen = last.checked
    if seen is not None:
        return {"of_version": last.number, "hash_text": seen.digest}
    return {"of_version": last.number, "hash_link": _link_hash(last)}


def _link_hash(version: Version) -> str:
    return sha256(f"{version.link}\n{version.number}".encode()).hexdigest()


def _filing(request: Request, draft: Draft) -> Filing:
    if draft.filing is None:
        draft.filing = Filing(draft_id=draft.id)
        request.session.flush()
    return draft.filing


def _clerk(request: Request, draft: Draft) -> Person:
    """Who sends it out: the assigner, if of the office's line, else a director who sees it; never
    its writer, unless there is nobody else.
    """
    return next(
        (one for one in _in_line(request, draft) if one is not draft.matter.owner),
        draft.matter.opened_by,
    )


def _in_line(request: Request, draft: Draft) -> Iterator[Person]:
    session, matter = request.session, draft.matter
    if matter.opened_by.role in IN_THE_LINE and not matter.opened_by.is_out:
        yield matter.opened_by
    deputies = holding(session, Role.DEPUTY_DIRECTOR)
    for one in (*directors(session), *deputies, *section_heads_of(session, matter.owner)):
        if may_see(session, standing(session, one, request.now), matter):
            yield one


# --- after it is signed -------------------------------------------------------------------


def changed(request: Request, draft: Draft, reason: str, link: str = "") -> Markup:
    """A change of substance was found: back to the original signatory, with the new text, if it
    is there already.
    """
    moves.check(MOVES, request.me, draft, "changed")
    if not reason.strip():
        raise Refused("filing.no-reason", field="opinion")
    noted = {}
    if link.strip():
        noted = {"version": add_version(request, draft, link, reason).number}
    values = {"opinion": reason}
    return steps.change(request, draft, "changed", values, reason=reason, noted=noted)


def register(request: Request, draft: Draft, said: str) -> Markup:
    """Give it its register number. Raises Refused for one that is not of the usual form, and for
    one that another paper has.
    """
    moves.check(MOVES, request.me, draft, "register")
    reference = numbers.read(said)
    coming = next_after(request, reference)
    taken = Refused("filing.taken", field="reference", reference=reference, next=coming)
    holder = stored.registered_as(request.session, reference)
    if holder is not None and holder.draft_id != draft.id:
        raise taken
    _filing(request, draft)
    try:
        values = {"reference": reference}
        return steps.change(request, draft, "register", values, reference=reference)
    except IntegrityError:  # somebody else took it in this very moment
        raise taken from None


def next_after(request: Request, reference: str) -> str:
    """The first count that is free after the last of the same mark and year."""
    found = REFERENCE.fullmatch(reference)
    assert found is not None  # `filing_number` has read it
    mark, year = found["mark"], found["year"]
    given = stored.references(request.session, f"{mark}〔{year}〕")
    counts = [int(one["count"]) for one in map(REFERENCE.fullmatch, given) if one]
    return written(mark, year, max(counts, default=0) + 1)


def suggested_reference(request: Request, draft: Draft) -> str:
    """The number it has; or the next one of the mark that was used last, counted by years."""
    if draft.filing is not None and draft.filing.reference is not None:
        return draft.filing.reference
    last = next(reversed(stored.references(request.session)), "")
    found = REFERENCE.fullmatch(last)
    year = request.calendar.today(request.now).year
    return next_after(request, written(found["mark"], year, 1)) if found else ""


def issue(request: Request, draft: Draft, to: str, day: date) -> Markup:
    """It went out: on which day, to whom."""
    moves.check(MOVES, request.me, draft, "issue")
    to = " ".join(to.split())
    if len(to) > TO_MAX:
        raise Refused("filing.long-list", field="to", n=len(to), most=TO_MAX)
    if day > request.calendar.today(request.now):
        raise Refused("filing.not-yet", field="day", day=day)
    _filing(request, draft)
    values = {"issued_on": day, "issued_to": to}
    return steps.change(request, draft, "issue", values, day=day, to=to)


def file(request: Request, draft: Draft, retention: Retention | None = None) -> Markup:
    """It is filed, and the office is done with it; kept as long as is usual for its type, unless
    somebody says otherwise.
    """
    return _keep(request, draft, "file", retention or suggested_retention(draft))


def retain(request: Request, draft: Draft, retention: Retention) -> Markup:
    """Keep what is filed for another time."""
    return _keep(request, draft, "retain", retention)


def _keep(request: Request, draft: Draft, verb: str, retention: Retention) -> Markup:
    moves.check(MOVES, request.me, draft, verb)
    _filing(request, draft)
    kept = Key(f"filing.retention-{retention}")
    return steps.change(request, draft, verb, {"retention": retention.value}, kept=kept)


def suggested_retention(draft: Draft) -> Retention:
    """By type, as the text file lists it with its source; ten years for what is in no list."""
    lists = files()["filing"]["data"]["retention"]
    named = (one for one in Retention if draft.doc_type in lists[one.value])
    return next(named, Retention.TEN)


def read_retention(said: str) -> Retention:
    """ "30", 三十年, 永久: how long, as it was said. Raises Refused for what is none of these."""
    words = files()["filing"]["data"]["retention_words"]
    low = said.strip().casefold()
    for one in Retention:
        if low == one.value or any(word in low for word in words[one.value]):
            return one
    raise Refused("filing.bad-retention", field="retention")
