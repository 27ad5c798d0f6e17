"""Who may see which matter: the one place that decides it."""

from __future__ import annotations

from functools import lru_cache

from sqlalchemy import ColumnElement, and_, exists, false, or_, select, true
from sqlalchemy.orm import Session, aliased

from bot.language.catalog import Key
from bot.who.lookups import _plainly_sees
from bot.who.standing import Standing
from storage.matters.followups import FollowUp
from storage.matters.matter import Matter, Reader, Visibility
from storage.papers.drafts import Draft
from storage.who.people import Person, Role


def visible_to(me: Standing) -> ColumnElement[bool]:
    """The matters this person may know of, as a condition on Matter. Every list asks it."""
    if me.everybody:
        return Matter.visibility == Visibility.OFFICE
    if not me.insider:
        return false()
    head_of = me.person.section if me.role is Role.SECTION_HEAD else ""
    return _known_to(me.id, me.leads, head_of, me.signs_for, me.ledgers, me.stands_for)


@lru_cache(1024)  # putting a condition together costs more than asking it
def _known_to(
    me: str,
    leads: bool,
    head_of: str,
    signs_for: frozenset[str],
    ledgers: frozenset[str],
    stands_for: frozenset[str],
) -> ColumnElement[bool]:
    reads = exists().where(Reader.matter_id == Matter.id, Reader.person_id == me)
    named = or_(reads, _signed_for_another(signs_for), _promised_in_a_ledger(ledgers))
    line = _up_the_line(leads, head_of)
    return or_(
        Matter.visibility == Visibility.OFFICE,
        and_(Matter.visibility == Visibility.CHAIN, or_(named, line, _stands_in(stands_for))),
        and_(Matter.visibility == Visibility.NAMED, named),
        and_(Matter.visibility == Visibility.AUTHOR, Matter.opened_by_id == me),
    )


def _signed_for_another(signs_for: frozenset[str]) -> ColumnElement[bool]:
    """A delegate sees what they may sign, and nothing else of whom they sign for."""
    signed = select(Draft.id).where(Draft.signatory_id.in_(sorted(signs_for)))
    return Matter.id.in_(signed) if signs_for else false()


def _promised_in_a_ledger(ledgers: frozenset[str]) -> ColumnElement[bool]:
    """What a leader has promised to themselves is open to those they let see their ledger."""
    own = and_(Matter.kind == "followups", Matter.opened_by_id == Matter.owner_id)
    return and_(own, Matter.owner_id.in_(sorted(ledgers))) if ledgers else false()


def _stands_in(stands_for: frozenset[str]) -> ColumnElement[bool]:
    """V1 is open to whoever stands in for its owner, or for somebody who owes something on it."""
    if not stands_for:
        return false()
    away, owed = sorted(stands_for), aliased(FollowUp)
    open_on_it = (owed.matter_id == Matter.id, owed.settled_at.is_(None))
    return or_(Matter.owner_id.in_(away), exists().where(*open_on_it, owed.person_id.in_(away)))


def _up_the_line(leads: bool, head_of: str) -> ColumnElement[bool]:
    """V1 is open to leaders and directors, and to the head of the owner's section."""
    if leads:
        return true()
    if not head_of:
        return false()
    owner = aliased(Person)
    return exists().where(owner.slack_id == Matter.owner_id, owner.section == head_of)


def may_see(session: Session, me: Standing, matter: Matter, *, reads: bool = False) -> bool:
    """Is this one among those they may know of? `reads`: they are known to take part in it."""
    if _plainly_sees(me, matter, reads):
        return True
    return bool(session.scalar(select(Matter.id).where(Matter.id == matter.id, visible_to(me))))


def owner_of(session: Session, me: Standing, matter: Matter) -> str | Key:
    """Whoever has it; to who may not see it somebody, whose name would be a trace of it."""
    return matter.owner.name if may_see(session, me, matter) else Key("matters.somebody")
