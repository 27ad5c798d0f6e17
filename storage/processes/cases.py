"""Cases: work that goes its fixed way, and the steps of that way. The way itself is a text, kept by
version: what runs goes on as it began.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ColumnElement, ForeignKey, Select, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship, selectinload

from storage.db import Base
from storage.matters.due import NOW
from storage.matters.followups import FollowUp
from storage.matters.journal import Entry
from storage.matters.matter import Matter
from storage.who.people import Person

CHAIR = "positions.duty-chair"  # what whoever chairs owes, once it goes up to them
LOOKED_AT = 200  # earlier cases in which something is looked for


class CaseState(StrEnum):
    RUNNING = "running"
    DONE = "done"
    CALLED_OFF = "called_off"


class StepState(StrEnum):
    """Whether its turn has come follows from the steps before it, and stands nowhere."""

    TODO = "todo"
    DONE = "done"
    SKIPPED = "skipped"
    WITHDRAWN = "withdrawn"  # one that was added, and taken back
    SAID = "said"  # a remark: nothing was to be done


class Process(Base):
    """One version of a way of working, as its TOML text; `by`: nobody's, if it came with us. Of the
    newest, `retired_at`: since when no case is begun.
    """

    __tablename__ = "processes"
    __table_args__ = (UniqueConstraint("name", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    version: Mapped[int]
    text: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[str | None] = mapped_column(ForeignKey(Person.slack_id))
    retired_at: Mapped[datetime | None]

    by: Mapped[Person | None] = relationship(lazy="joined")


class Case(Base):
    """`facts`: what was filled in when it was started, by field; people by their ids."""

    __tablename__ = "cases"

    id: Mapped[int] = mapped_column(ForeignKey(Matter.id), primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey(Process.id), index=True)
    state: Mapped[CaseState] = mapped_column(default=CaseState.RUNNING)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    words: Mapped[str] = mapped_column(default="")
    row_version: Mapped[int] = mapped_column()

    matter: Mapped[Matter] = relationship(lazy="joined")
    process: Mapped[Process] = relationship(lazy="joined")
    steps: Mapped[list[CaseStep]] = relationship(
        order_by="CaseStep.number", back_populates="case", cascade="all, delete-orphan"
    )
    if TYPE_CHECKING:  # whoever knows what it is adds it
        booking: Any  # a Booking or none: bookings.py

    __mapper_args__ = {"version_id_col": row_version}


class CaseStep(Base):
    """`name` is that of the way; one that was added has none, but `asks` for something, and holds
    up the step with the number `before`; a remark has neither. `due_at` is set when its turn has
    come. One that `waits` nobody does: it is done when the draft its case comes of has got there.
    `above`: who hears, once for a case, that it is late.
    """

    __tablename__ = "case_steps"
    __table_args__ = (UniqueConstraint("case_id", "number"),)

    part = "steps"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey(Case.id))
    number: Mapped[int]
    name: Mapped[str]
    asks: Mapped[str] = mapped_column(default="")
    before: Mapped[int] = mapped_column(default=0)
    waits: Mapped[str] = mapped_column(default="", server_default="", index=True)
    state: Mapped[StepState] = mapped_column(default=StepState.TODO)
    person_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id))
    words: Mapped[str] = mapped_column(default="")
    evidence: Mapped[str] = mapped_column(default="")
    due_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    above_id: Mapped[str | None] = mapped_column(ForeignKey(Person.slack_id))

    case: Mapped[Case] = relationship(back_populates="steps", lazy="joined")
    person: Mapped[Person] = relationship(foreign_keys=person_id, lazy="joined")
    above: Mapped[Person | None] = relationship(foreign_keys=above_id)

    @property
    def matter(self) -> Matter:
        return self.case.matter


# Late, and whoever is to hear of it has not heard.
TO_GO_UP = (
    select(CaseStep)
    .join(CaseStep.case)
    .where(
        *(CaseStep.state == StepState.TODO, CaseStep.above_id.is_not(None), CaseStep.due_at <= NOW),
        Case.state == CaseState.RUNNING,
        ~select(FollowUp.id).where(FollowUp.matter_id == Case.id, FollowUp.duty == CHAIR).exists(),
    )
)


def newest(session: Session, name: str) -> Process | None:
    """The version by which the next case of this name is started."""
    found = select(Process).where(Process.name == name).order_by(Process.version.desc())
    return session.scalars(found.limit(1)).first()


def of_version(session: Session, name: str, version: int) -> Process | None:
    found = select(Process).where(Process.name == name, Process.version == version)
    return session.scalars(found).first()


def began(session: Session, process: Process) -> bool:
    """Whether any case was started by this version."""
    return session.scalar(select(Case.id).where(Case.process_id == process.id).limit(1)) is not None


def names(session: Session) -> Sequence[str]:
    return session.scalars(select(Process.name).distinct().order_by(Process.name)).all()


def _of_the_office() -> Select[Process]:
    last = select(Process.name, func.max(Process.version).label("version")).group_by(Process.name)
    each = last.subquery()
    newest = (Process.name == each.c.name) & (Process.version == each.c.version)
    touched = Process.by_id.is_not(None) | Process.retired_at.is_not(None)
    return select(Process).join(each, newest).where(touched)


OWN = _of_the_office().order_by(Process.name)  # put together once: every sentence asks for them


def own(session: Session) -> Sequence[Process]:
    """Those that the office has made, changed or retired, each in its newest version."""
    return session.scalars(OWN).all()


def running(session: Session, name: str) -> dict[int, int]:
    """How many cases run by each version of it, the oldest first."""
    counted = select(Process.version, func.count()).join(Case, Case.process_id == Process.id)
    wanted = counted.where(Process.name == name, Case.state == CaseState.RUNNING)
    rows = session.execute(wanted.group_by(Process.version).order_by(Process.version))
    return {row[0]: row[1] for row in rows}


def hold(session: Session, name: str) -> None:
    """Whoever else books something of this way meanwhile waits."""
    session.scalars(select(Process.id).where(Process.name == name).with_for_update()).all()


def running_of(session: Session, name: str, seen: ColumnElement[bool]) -> Sequence[Case]:
    """The running cases of this way, as far as they may be `seen`."""
    theirs = (Process.name == name, Case.state == CaseState.RUNNING, seen)
    chosen = select(Case).join(Case.matter).join(Case.process).where(*theirs)
    return session.scalars(chosen.order_by(Case.id)).all()


def running_now(session: Session, seen: ColumnElement[bool]) -> Sequence[Case]:
    """The newest that run, with their steps, as far as they may be `seen`."""
    chosen = select(Case).join(Case.matter).where(Case.state == CaseState.RUNNING, seen)
    newest = chosen.options(selectinload(Case.steps)).order_by(Case.id.desc())
    return session.scalars(newest.limit(LOOKED_AT)).all()


def titles_of(session: Session, name: str, seen: ColumnElement[bool]) -> list[tuple[int, str]]:
    """Of the last that went this way and were not called off, as far as they may be `seen`."""
    theirs = (Process.name == name, Case.state != CaseState.CALLED_OFF, seen)
    titles = select(Case.id, Matter.title).join(Case.matter).join(Case.process).where(*theirs)
    rows = session.execute(titles.order_by(Case.id.desc()).limit(LOOKED_AT))
    return [(row[0], row[1]) for row in rows]


def last_of(session: Session, name: str, seen: ColumnElement[bool]) -> Sequence[Case]:
    """The last that went this way, with their steps, as far as they may be `seen`."""
    chosen = select(Case).join(Case.matter).join(Case.process).where(Process.name == name, seen)
    newest = chosen.options(selectinload(Case.steps)).order_by(Case.id.desc())
    return session.scalars(newest.limit(LOOKED_AT)).all()


def since(session: Session, at: datetime, seen: ColumnElement[bool]) -> Sequence[Case]:
    """What was begun since then, with its steps, as far as it may be `seen`."""
    chosen = select(Case).join(Case.matter).where(Matter.opened_at >= at, seen)
    return session.scalars(chosen.options(selectinload(Case.steps)).order_by(Case.id)).all()


def any_begun(session: Session) -> bool:
    return session.scalar(select(Case.id).limit(1)) is not None


def sent_back(session: Session, at: datetime) -> list[tuple[int, int]]:
    """Each time a step was since then, which: by its case and its number."""
    told = select(Entry).where(Entry.what == "steps.return", Entry.at >= at)
    return [(one.matter_id or 0, one.after["step"]) for one in session.scalars(told)]
