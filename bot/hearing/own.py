"""What whoever speaks has, owes and has just begun: of that they speak, if they say no number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import cache

from sqlalchemy import ColumnElement, or_, select

from bot.hearing.matters import matter_of, open_steps
from bot.hearing.verbs import kinds_of, only_shows, tables_of, verb_of
from bot.kinds import HANGING, KINDS
from bot.language.understanding import marks
from bot.language.understanding.seen import Seen
from bot.matters.sight import visible_to
from bot.papers.life import STAGES
from bot.who.request import Request
from storage.matters.followups import FollowUp
from storage.matters.matter import Matter, Reader

Verb = tuple[str, str]
Owed = Mapping[Verb, Mapping[str, str]]  # by the step that does it: the numbers, and whose each is
A_FEW = 5  # matters of somebody who says not of which they speak
MOST = 60  # of what somebody owes, so much is looked at
A_WHILE = timedelta(hours=4)
ALARMING = Matter.kind == "incidents"


def owed_steps(request: Request) -> Owed:
    """What whoever speaks owes, by the step that does it: the number of each, and whose it is."""
    owed = select(FollowUp).where(
        FollowUp.person_id == request.me.id, FollowUp.settled_at.is_(None)
    )
    found: dict[Verb, dict[str, str]] = {}
    for one in request.session.scalars(owed.limit(MOST)):
        if step := _done().get(one.duty):
            found.setdefault(step, {})[one.matter.number] = one.matter.owner_id
    return found


def of_those_named(owed: Owed, seen: Seen) -> dict[Verb, list[str]]:
    """What whoever speaks owes with matters of somebody they name: the trip of Sun Lei's."""
    named = {who for one in seen.of(marks.PERSON) for who in one.value or ()}
    theirs = {step: [n for n, owner in of.items() if owner in named] for step, of in owed.items()}
    return {step: numbers for step, numbers in theirs.items() if numbers}


def waiting(owed: Owed, seen: Seen) -> dict[Verb, str]:
    """By each step the one matter that waits for it: that of somebody named, or the only one."""
    each = {step: [*of] for step, of in owed.items()} | of_those_named(owed, seen)
    return {step: numbers[0] for step, numbers in each.items() if len(numbers) == 1}


def own(request: Request, intent: str) -> dict[str, Verb]:
    """The matters of whoever speaks of which it can be said now, if there are only a few; else
    those in which they take part. Of what is only to be shown, the newest of which they have, or
    have begun. An incident is of whoever may act.
    """
    verbs = {letter: verb for letter in kinds_of() if (verb := verb_of(intent, letter))}
    shown = all(only_shows(verb) for verb in verbs.values())
    me = request.me
    theirs = or_(Matter.owner_id == me.id, (Matter.opened_by_id == me.id) & shown, ALARMING)
    if shown:
        return {one.number: verbs[one.prefix] for one in _few(request, theirs, verbs)}
    part = Matter.id.in_(select(Reader.matter_id).where(Reader.person_id == me.id))
    return _to_do(request, theirs, verbs) or _to_do(request, part, verbs)


def _few(
    request: Request, which: ColumnElement[bool], verbs: Mapping[str, Verb]
) -> Sequence[Matter]:
    """The newest that are open, and that whoever speaks may see."""
    some = select(Matter).where(which, Matter.closed_at.is_(None), Matter.prefix.in_(verbs))
    some = some.where(visible_to(request.me)).order_by(Matter.id.desc()).limit(A_FEW)
    return request.session.scalars(some).all()


def _to_do(
    request: Request, which: ColumnElement[bool], verbs: Mapping[str, Verb]
) -> dict[str, Verb]:
    """Those with which it can be done now, unless there are too many to say which."""
    asked = all(tables_of()[verb].get("question") for verb in verbs.values())
    found = {
        one.number: verbs[one.prefix]
        for one in _few(request, which, verbs)
        if (open_steps(request, one) or {}).get(":".join(verbs[one.prefix]), asked)
    }
    return found if len(found) < A_FEW else {}


def just_begun(request: Request, text: str) -> str:
    """The number of what whoever speaks began last, if they speak of what they have just begun."""
    if not marks.pattern("hearing", "just").search(text):
        return ""
    lately = Matter.opened_at > request.now - A_WHILE
    theirs = select(Matter).where(Matter.opened_by_id == request.me.id, lately)
    still = theirs.where(Matter.closed_at.is_(None), visible_to(request.me))
    found = request.session.scalar(still.order_by(Matter.id.desc()).limit(1))
    return found.number if found else ""


def is_to_accept(request: Request, thread: str) -> bool:
    """Does whoever speaks owe an answer to what was assigned? "On it" is one, there."""
    matter = matter_of(request, thread) if thread else None
    return matter is not None and any(verb == "accept" for _, verb in turns(request, matter))


def turns(request: Request, matter: Matter) -> frozenset[tuple[str, str]]:
    """What whoever speaks owes it now: an answer, a text, their comments."""
    mine = (one for one in matter.owed if one.person_id == request.me.id and not one.settled_at)
    return frozenset(done for one in mine if (done := _done().get(one.duty)))


@cache
def _done() -> Mapping[str, tuple[str, str]]:
    """By the key of what is owed: the verb that does it."""
    found = {
        duty: (kind.name, done)
        for kind in (*KINDS.values(), *HANGING)
        for duty, done in kind.duties.items()
    }
    of_drafts = {f"drafts.duty-{one.duty}": ("drafts", one.done) for one in STAGES.values()}
    of_rounds = {f"rounds.duty-{one}": ("rounds", one) for one in ("comment", "decide", "explain")}
    return found | of_drafts | of_rounds
