"""Guidance: the direction a draft was given, version by version, and what it starts from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.db import Base
from storage.papers.drafts import Draft, hang
from storage.who.people import Person


class Guidance(Base):
    """One version of it. `round_n`: of which version of the text it was written."""

    __tablename__ = "guidance"
    __table_args__ = (UniqueConstraint("draft_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey(Draft.id))
    number: Mapped[int]
    round_n: Mapped[int]
    by_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id))
    at: Mapped[datetime]
    angles: Mapped[str] = mapped_column(default="")
    collect: Mapped[str] = mapped_column(default="")
    mind: Mapped[str] = mapped_column(default="")
    ideas: Mapped[str] = mapped_column(default="")
    must_say: Mapped[str] = mapped_column(default="")
    avoid: Mapped[str] = mapped_column(default="")
    worries: Mapped[str] = mapped_column(default="")
    occasion: Mapped[str] = mapped_column(default="")
    samples: Mapped[str] = mapped_column(default="")

    draft: Mapped[Draft] = relationship(back_populates="guidance")
    by: Mapped[Person] = relationship(lazy="joined")


hang(
    "guidance",
    relationship(
        Guidance, order_by=Guidance.number, back_populates="draft", cascade="all, delete-orphan"
    ),
)


class GuidanceMark(Base):
    """What a writer thinks of one version of it: whether it helped, or is unclear."""

    __tablename__ = "guidance_marks"

    guidance_id: Mapped[int] = mapped_column(ForeignKey(Guidance.id), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id), primary_key=True)
    helped: Mapped[bool]
    at: Mapped[datetime]

    person: Mapped[Person] = relationship(lazy="joined")


class GuidanceTemplate(Base):
    """The office's own words for a document type in one language, before those we come with."""

    __tablename__ = "guidance_templates"

    doc_type: Mapped[str] = mapped_column(primary_key=True)
    lang: Mapped[str] = mapped_column(primary_key=True)
    angles: Mapped[str]
    collect: Mapped[str]
    mind: Mapped[str]
    by_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id))
    at: Mapped[datetime]

    by: Mapped[Person] = relationship(lazy="joined")


def of_draft(draft: Draft) -> Sequence[Guidance]:
    """All versions, the first first."""
    found: list[Guidance] = draft.guidance
    return found


def latest(draft: Draft) -> Guidance | None:
    return next(reversed(of_draft(draft)), None)


def marks(session: Session, guidance_id: int) -> Sequence[GuidanceMark]:
    chosen = select(GuidanceMark).where(GuidanceMark.guidance_id == guidance_id)
    return session.scalars(chosen.order_by(GuidanceMark.at, GuidanceMark.person_id)).all()


def withdraw(session: Session, guidance: Guidance) -> None:
    """Forget a version that was taken back at once; the journal still tells of it."""
    session.execute(delete(GuidanceMark).where(GuidanceMark.guidance_id == guidance.id))
    guidance.draft.guidance.remove(guidance)
    session.flush()


def template(session: Session, doc_type: str, lang: str) -> GuidanceTemplate | None:
    """The office's own in this language, or in another it has written it in."""
    chosen = select(GuidanceTemplate).where(GuidanceTemplate.doc_type == doc_type)
    found = session.scalars(chosen.order_by(GuidanceTemplate.lang)).all()
    return next((one for one in found if one.lang == lang), found[0] if found else None)
