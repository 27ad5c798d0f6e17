"""Votes on topics, by secret ballot (`storage/matters/ballots.py`): when one closes only sums are
left, and from fewer than four ballots not even these.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, or_, select
from sqlalchemy.orm import Mapped, Session, foreign, mapped_column, relationship

from storage.db import Base
from storage.matters.ballots import Voter
from storage.matters.due import NOW
from storage.matters.matter import Matter


class VoteState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    CALLED_OFF = "called_off"


class Vote(Base):
    """Its matter is due when it closes. `each`: how many choices a voter has; `ballots`: how many
    were counted, 0 if nothing was; `salt`: of the marks and seals, gone once it is closed.
    """

    __tablename__ = "votes"

    id: Mapped[int] = mapped_column(ForeignKey(Matter.id), primary_key=True)
    state: Mapped[VoteState] = mapped_column(default=VoteState.OPEN)
    each: Mapped[int]
    ballots: Mapped[int] = mapped_column(default=0)
    salt: Mapped[str]
    speaks_at: Mapped[datetime | None] = mapped_column(index=True)  # to whoever has not voted
    row_version: Mapped[int] = mapped_column()

    matter: Mapped[Matter] = relationship(lazy="joined")
    choices: Mapped[list[Choice]] = relationship(order_by="Choice.place")
    voters: Mapped[list[Voter]] = relationship(
        primaryjoin=lambda: Vote.id == foreign(Voter.matter_id), order_by=Voter.person_id
    )

    __mapper_args__ = {"version_id_col": row_version}


class Choice(Base):
    """A topic on the ballot; `votes` is 0 until they are counted."""

    __tablename__ = "vote_choices"

    vote_id: Mapped[int] = mapped_column(ForeignKey(Vote.id), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey(Matter.id), index=True)
    votes: Mapped[int] = mapped_column(default=0)

    matter: Mapped[Matter] = relationship(lazy="joined")


def open_now(session: Session) -> Vote | None:
    """There is one at a time."""
    return session.scalar(select(Vote).where(Vote.state == VoteState.OPEN))


def latest(session: Session) -> Vote | None:
    """The newest that was not called off."""
    stood = select(Vote).where(Vote.state != VoteState.CALLED_OFF)
    return session.scalar(stood.order_by(Vote.id.desc()).limit(1))


def last_counted(session: Session, topic_id: int) -> Vote | None:
    """The newest with a result in which a topic stood."""
    stood = select(Choice.vote_id).where(Choice.topic_id == topic_id)
    counted = select(Vote).where(Vote.id.in_(stood), Vote.ballots > 0)
    return session.scalar(counted.order_by(Vote.id.desc()).limit(1))


# Open, and their time has come, or they have something to say.
VOTES_DUE = (
    select(Vote)
    .join(Vote.matter)
    .where(Vote.state == VoteState.OPEN, or_(Matter.due_at <= NOW, Vote.speaks_at <= NOW))
)
