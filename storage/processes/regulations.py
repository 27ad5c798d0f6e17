"""Regulations: what an office has laid down, by version, in sections that can be searched.

A row of `regulations` is one version; its matter begins when it is handed in for approval.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import reduce
from operator import add

from sqlalchemy import ColumnElement, ForeignKey, and_, case, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.db import Base
from storage.matters.due import NOW
from storage.matters.matter import Matter
from storage.who.people import Person


class RegulationState(StrEnum):
    APPROVAL = "approval"
    RETURNED = "returned"
    APPROVED = "approved"
    IN_FORCE = "in_force"  # published; from which day on stands beside it
    REVIEW = "review"  # in force, and to be looked through
    SUPERSEDED = "superseded"
    REPEALED = "repealed"
    WITHDRAWN = "withdrawn"


Forms = Sequence[Sequence[str]]  # what a word may stand as, each in pieces
PUBLISHED = (RegulationState.IN_FORCE, RegulationState.REVIEW)
COUNTED = (*PUBLISHED, RegulationState.SUPERSEDED, RegulationState.REPEALED)  # once, or now

NOTICE = timedelta(days=30)  # so long before the day of its review it is asked for


class RegulationText(Base):
    """A text as it was handed in: a draft, until a regulation has it."""

    __tablename__ = "regulation_texts"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    by_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id))
    at: Mapped[datetime]

    sections: Mapped[list[Section]] = relationship(order_by="Section.n", back_populates="text")


class Section(Base):
    """`key` is what a step cites it by; `words` what is searched: see `bot/processes/asking.py`."""

    __tablename__ = "regulation_sections"

    id: Mapped[int] = mapped_column(primary_key=True)
    text_id: Mapped[int] = mapped_column(ForeignKey(RegulationText.id), index=True)
    n: Mapped[int]
    key: Mapped[str]
    heading: Mapped[str]
    body: Mapped[str]
    words: Mapped[str]

    text: Mapped[RegulationText] = relationship(back_populates="sections", lazy="joined")


class Regulation(Base):
    """It counts from `begins` until the day before `ends`, by when another `replaces` it, or it is
    repealed. `open_to`: who may read it once it is published. `day`: when it is to begin, or end.
    """

    __tablename__ = "regulations"

    id: Mapped[int] = mapped_column(ForeignKey(Matter.id), primary_key=True)
    state: Mapped[RegulationState] = mapped_column(default=RegulationState.APPROVAL)
    text_id: Mapped[int] = mapped_column(ForeignKey(RegulationText.id), index=True)
    approver_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id))
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("regulations.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)
    category: Mapped[str]
    sub: Mapped[str] = mapped_column(default="")
    level: Mapped[str]
    open_to: Mapped[str]
    day: Mapped[date | None]
    begins: Mapped[date | None]
    ends: Mapped[date | None]
    asks_at: Mapped[datetime | None]  # from then on it is to be looked through
    words: Mapped[str] = mapped_column(default="")
    row_version: Mapped[int] = mapped_column()

    matter: Mapped[Matter] = relationship(lazy="joined")
    text: Mapped[RegulationText] = relationship(lazy="joined")
    approver: Mapped[Person] = relationship(lazy="joined")
    replaces: Mapped[Regulation | None] = relationship(remote_side=id)

    __mapper_args__ = {"version_id_col": row_version}

    @property
    def review_at(self) -> datetime | None:
        """By when it is to be looked through again."""
        return self.asks_at + NOTICE if self.asks_at else None


class Known(Base):
    """Somebody has read exactly this version, and said so. Nobody counts that by person."""

    __tablename__ = "regulations_known"

    regulation_id: Mapped[int] = mapped_column(ForeignKey(Regulation.id), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id), primary_key=True)
    at: Mapped[datetime]


# Those whose review is to be asked for.
REVIEWS_DUE = select(Regulation).where(
    Regulation.state == RegulationState.IN_FORCE, Regulation.asks_at <= NOW
)


def in_force(day: date) -> ColumnElement[bool]:
    """On that day; a day before it was published, too, if it was in force then."""
    counts = Regulation.begins.is_not(None) & (Regulation.begins <= day)
    return (
        Regulation.state.in_(COUNTED)
        & counts
        & or_(Regulation.ends.is_(None), Regulation.ends > day)
    )


def matching(
    session: Session, visible: ColumnElement[bool], day: date, words: Sequence[Forms]
) -> tuple[list[tuple[int, int]], int]:
    """The sections in force in which at least one of the words stands, in any of its forms, each
    with the bits of those that do; and how many sections there are in all.
    """
    bits = [case((_stands(forms), 1 << n), else_=0) for n, forms in enumerate(words)]
    chosen = select(Section.id, reduce(add, bits)).select_from(Section)
    theirs = chosen.join(Regulation, Regulation.text_id == Section.text_id)
    rows = session.execute(
        theirs.join(Matter, Matter.id == Regulation.id).where(visible, in_force(day))
    ).all()
    return [(row[0], row[1]) for row in rows if row[1]], len(rows)


def _stands(forms: Forms) -> ColumnElement[bool]:
    """All pieces of one of them."""
    found = (
        and_(*(Section.words.contains(one, autoescape=True) for one in form)) for form in forms
    )
    return or_(*found)


def by_section(
    session: Session, visible: ColumnElement[bool], ids: Sequence[int]
) -> dict[int, tuple[Section, Regulation]]:
    """Each with the regulation it stands in, as far as it may be seen."""
    chosen = select(Section, Regulation).join(Regulation, Regulation.text_id == Section.text_id)
    mine = chosen.join(Matter, Matter.id == Regulation.id).where(Section.id.in_(ids), visible)
    return {row[0].id: (row[0], row[1]) for row in session.execute(mine.order_by(Regulation.id))}


def successor(session: Session, of: Regulation) -> Regulation | None:
    """What has been published in its place."""
    after = select(Regulation).where(Regulation.replaces_id == of.id, Regulation.state.in_(COUNTED))
    return session.scalars(after.order_by(Regulation.id.desc()).limit(1)).first()
