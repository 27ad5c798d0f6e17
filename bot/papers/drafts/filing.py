"""Signing off, and what follows: register, issue, file (A1.7, A2.9, domain 2.1, 2.12)."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from bot.language.catalog import Key, files
from bot.language.refusals import Refused
from bot.matters.moves import Told, Values
from bot.matters.sight import may_see
from bot.papers import numbers
from bot.papers.brief import UPWARD
from bot.papers.life import OPEN, WITH_JUDGE, signs
from bot.papers.numbers import REFERENCE, written
from bot.who.lookups import directors, section_heads_of, standing
from bot.who.request import Request
from bot.who.standing import DIRECTORS
from storage.papers import filing as stored
from storage.papers.drafts import Draft, Version
from storage.papers.filing import Retention
from storage.who.people import Person, Role, holding

IN_THE_LINE = DIRECTORS | {Role.SECTION_HEAD}
TO_MAX = 300

# --- signing -------------------------------------------------------------------


def lacks(request: Request, draft: Draft) -> list[Key]:
    """What a signatory waits for before this can be signed; each says how to get it."""
    if not (request.me.insider and signs(request.me, draft)) or draft.state not in OPEN:
        return []
    if draft.state in WITH_JUDGE and draft.versions:
        return []
    handed_in = bool(draft.versions)
    return [Key("filing.lacks-new-version" if handed_in else "filing.lacks-version")]


def needs_opinion(draft: Draft) -> bool:
    """Signing alone means agreement; of a paper that goes up, it is to be said."""
    return draft.doc_type in UPWARD


def other_head(request: Request, draft: Draft) -> Person | None:
    """The principal head who would sign a paper that goes up, where somebody else is named."""
    heads = holding(request.session, Role.PRINCIPAL) if draft.doc_type in UPWARD else ()
    return None if draft.signatory in heads else next(iter(heads), None)


def sign(request: Request, draft: Draft, told: Told) -> Values:
    """On the version that is there now; a delegate signs in the signatory's place, and the
    record says for whom.
    """
    if needs_opinion(draft) and "opinion" not in told:
        raise Refused("filing.no-opinion", field="opinion")
    by_other = {} if request.me.id == draft.signatory_id else {"for_id": draft.signatory_id}
    clerk = {"clerk_id": _clerk(request, draft).slack_id}
    return {**told, **clerk, **_what_is_signed(request, draft), **by_other}


def _what_is_signed(request: Request, draft: Draft) -> dict[str, Any]:
    """The version, and a hash: of its text where that was seen, else of its link and number."""
    last = draft.versions[-1]
    seen = last.checked
    if seen is not None:
        return {"of_version": last.number, "hash_text": seen.digest}
    return {"of_version": last.number, "hash_link": _link_hash(last)}


def _link_hash(version: Version) -> str:
    return sha256(f"{version.link}\n{version.number}".encode()).hexdigest()


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


def changed(request: Request, draft: Draft, told: Told) -> Values:
    """A change of substance was found: back to the original signatory, with the new text, if it
    is there already.
    """
    return {"opinion": told["opinion"]}


def register(request: Request, draft: Draft, told: Told) -> Values:
    """Give it its register number. Raises Refused for one that is not of the usual form, and for
    one that another paper has.
    """
    reference = numbers.read(told["reference"])
    holder = stored.registered_as(request.session, reference)
    if holder is not None and holder.draft_id != draft.id:
        raise taken(request, reference)
    return {"reference": reference}


def taken(request: Request, reference: str) -> Refused:
    coming = next_after(request, reference)
    return Refused("filing.taken", field="reference", reference=reference, next=coming)


def next_after(request: Request, reference: str) -> str:
    """The first count that is free after the last of the same mark and year."""
    found = REFERENCE.fullmatch(reference)
    assert found is not None  # it was read as one
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


def issue(request: Request, draft: Draft, told: Told) -> Values:
    """It went out: on which day, to whom."""
    to, today = " ".join(told["to"].split()), request.calendar.today(request.now)
    day = told.get("day", today)
    if len(to) > TO_MAX:
        raise Refused("filing.long-list", field="to", n=len(to), most=TO_MAX)
    if day > today:
        raise Refused("filing.not-yet", field="day", day=day)
    return {"issued_on": day, "issued_to": to}


def file(request: Request, draft: Draft, told: Told) -> Values:
    """Kept as long as is usual for its type, unless somebody says otherwise."""
    said = told.get("retention")
    return {"retention": (read_retention(said) if said else suggested_retention(draft)).value}


def kept_for(request: Request, draft: Draft) -> str:
    """How long it is kept; or would be, as is usual for its type."""
    return (draft.filing and draft.filing.retention) or suggested_retention(draft).value


def retentions(request: Request, draft: Draft) -> dict[str, str]:
    return {one.value: request.say(f"filing.retention-{one}") for one in Retention}


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
