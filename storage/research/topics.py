"""Topics of research (调研选题): what might be looked into, and the one number the office wants."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, ForeignKey, func, or_, select
from sqlalchemy.orm import (
    Mapped,
    Session,
    mapped_column,
    object_session,
    relationship,
    selectinload,
)

from storage.db import Base, add_if_new
from storage.matters.matter import Matter, Visibility
from storage.research.votes import Vote
from storage.who.people import Person


class TopicState(StrEnum):
    PROPOSED = "proposed"
    SHORTLISTED = "shortlisted"
    MERGED = "merged"
    PARKED = "parked"
    DROPPED = "dropped"
    WITHDRAWN = "withdrawn"
    GIVEN = "given"  # chosen, and not yet accepted by whoever is to lead it
    CHOSEN = "chosen"
    PLANNED = "planned"  # a trip for it is approved
    FIELDWORK = "fieldwork"  # its people have left
    REPORT_DRAFT = "report_draft"
    DELIVERED = "delivered"
    ASKED = "asked"  # what came of it
    USED = "used"
    SHELVED = "shelved"  # reported, and nothing is to come of it for now


class Topic(Base):
    """Whoever opened its matter proposed it; the owner is the same until it is chosen, then leads.
    `others`: ids of those who proposed the same; `steward` sorts it, `leader` chooses. `why` now,
    `purpose`: for which decision, `expects`: what is to come of it, `team`: ids of who might go;
    `words`: the reason of the last step; `by_vote`: chosen "with" or "against" a vote, or "without"
    one.

    Of its report: `evidence`, a link, or the draft it is; `findings`, `suggestions`, to whom it is
    `addressed`; `use`: what came of it, which is asked when `asks_at` has come.
    """

    __tablename__ = "topics"

    id: Mapped[int] = mapped_column(ForeignKey(Matter.id), primary_key=True)
    state: Mapped[TopicState] = mapped_column(default=TopicState.PROPOSED)
    origin: Mapped[str]
    why: Mapped[str] = mapped_column(default="")
    purpose: Mapped[str] = mapped_column(default="")
    scope: Mapped[str] = mapped_column(default="")
    expects: Mapped[str] = mapped_column(default="", server_default="")
    team: Mapped[str] = mapped_column(default="", server_default="")
    others: Mapped[str] = mapped_column(default="")
    steward_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id))
    leader_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id))
    into_id: Mapped[int | None] = mapped_column(ForeignKey("topics.id"), index=True)
    vote_id: Mapped[int | None] = mapped_column(ForeignKey(Vote.id))  # the last it stood in
    by_vote: Mapped[str] = mapped_column(default="")
    words: Mapped[str] = mapped_column(default="")
    evidence: Mapped[str] = mapped_column(default="")
    draft_id: Mapped[int | None] = mapped_column(ForeignKey(Matter.id), index=True)
    findings: Mapped[str] = mapped_column(default="", server_default="")
    suggestions: Mapped[str] = mapped_column(default="", server_default="")
    addressed: Mapped[str] = mapped_column(default="", server_default="")
    use: Mapped[str] = mapped_column(default="", server_default="")
    chosen_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    asks_at: Mapped[datetime | None] = mapped_column(index=True)
    wanted_due: Mapped[datetime | None]
    row_version: Mapped[int] = mapped_column()

    matter: Mapped[Matter] = relationship(foreign_keys=id, lazy="joined")
    steward: Mapped[Person] = relationship(foreign_keys=steward_id, lazy="joined")
    leader: Mapped[Person] = relationship(foreign_keys=leader_id, lazy="joined")
    vote: Mapped[Vote | None] = relationship()
    into: Mapped[Topic | None] = relationship(remote_side=id, back_populates="merged")
    merged: Mapped[list[Topic]] = relationship(back_populates="into", order_by=id)

    __mapper_args__ = {"version_id_col": row_version}

    def named(self, ids: str) -> list[Person]:
        """The people of these ids, in their order."""
        session = object_session(self)
        assert session is not None  # it was read, or flushed
        return [session.get_one(Person, one) for one in ids.split()]

    @property
    def proposers(self) -> list[Person]:
        """The first of them, those who said the same, and those of what was merged into it."""
        own = [self.matter.opened_by, *self.named(self.others)]
        theirs = [person for one in self.merged for person in one.proposers]
        return list(dict.fromkeys([*own, *theirs]))


POOL = (TopicState.PROPOSED, TopicState.SHORTLISTED)
IN_HAND = (TopicState.CHOSEN, TopicState.PLANNED, TopicState.FIELDWORK)
REPORTED = (TopicState.DELIVERED, TopicState.ASKED, TopicState.USED, TopicState.SHELVED)
CHOSEN = (TopicState.GIVEN, *IN_HAND, TopicState.REPORT_DRAFT, *REPORTED)


def lately(session: Session, since: datetime, seen: ColumnElement[bool]) -> Sequence[Topic]:
    """Those opened since a moment, and whatever is still open, as far as it may be `seen`."""
    near = or_(Matter.closed_at.is_(None), Matter.opened_at >= since)
    there = (near, seen, Topic.state != TopicState.WITHDRAWN)
    return session.scalars(select(Topic).join(Topic.matter).where(*there).order_by(Topic.id)).all()


def pool(session: Session, seen: ColumnElement[bool]) -> Sequence[Topic]:
    """What is to be sorted, chosen from, or put aside for later."""
    there = Topic.state.in_([*POOL, TopicState.PARKED])
    chosen = select(Topic).join(Topic.matter).where(there, seen).order_by(Topic.id)
    return session.scalars(chosen.options(selectinload(Topic.merged))).all()


def on_the_shortlist(session: Session) -> Sequence[Topic]:
    """What everybody may vote on, held until the transaction ends."""
    open_to_all = Matter.visibility == Visibility.OFFICE
    chosen = (
        select(Topic).join(Topic.matter).where(Topic.state == TopicState.SHORTLISTED, open_to_all)
    )
    return session.scalars(chosen.order_by(Topic.id).with_for_update(of=Topic)).all()


def chosen_since(session: Session, moment: datetime, lead: str = "") -> int:
    """How many were chosen since then, and are still; to be led by somebody, if one is named."""
    there = [Topic.chosen_at >= moment, Topic.state.in_(CHOSEN)]
    there += [Matter.owner_id == lead] if lead else []
    return session.scalar(select(func.count()).join(Topic.matter).where(*there)) or 0


def chosen_between(session: Session, first: datetime, last: datetime) -> int:
    """How many were chosen from a moment on, before another, and are still."""
    during = (Topic.chosen_at >= first, Topic.chosen_at < last)
    there = Topic.state.in_(CHOSEN)
    return session.scalar(select(func.count()).select_from(Topic).where(*during, there)) or 0


def proposed_between(
    session: Session, first: datetime, last: datetime, seen: ColumnElement[bool]
) -> Sequence[Topic]:
    """Those that were proposed from a moment on, before another, and not withdrawn."""
    during = (Matter.opened_at >= first, Matter.opened_at < last)
    there = (seen, Topic.state != TopicState.WITHDRAWN)
    chosen = select(Topic).join(Topic.matter).where(*during, *there)
    return session.scalars(chosen.order_by(Topic.id)).all()


class Aim(Base):
    """One row: how many topics a quarter are wanted, 0 for no such wish, and the last quarter
    ("2026-4") for which a leader was told that they are too few.
    """

    __tablename__ = "research_aim"

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    wanted: Mapped[int] = mapped_column(default=0)
    told: Mapped[str] = mapped_column(default="")


def aim(session: Session) -> Aim:
    """The office's row for this transaction alone: two people at once take turns."""
    if session.get(Aim, 1) is None:
        add_if_new(session, Aim(id=1, wanted=0, told=""))
    return session.get_one(Aim, 1, with_for_update=True, populate_existing=True)


class Leading(Base):
    """How often a leader wants to lead a topic (A3.2): "quarter", "half" or "year"; and the last of
    these ("2026-2") in which they were told that they lead none.
    """

    __tablename__ = "research_leading"

    person_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id), primary_key=True)
    period: Mapped[str]
    told: Mapped[str] = mapped_column(default="")
