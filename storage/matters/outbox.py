"""The outbox: messages decided in one transaction, sent to Slack outside of any."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from functools import cache
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    ForeignKey,
    Index,
    Insert,
    String,
    and_,
    bindparam,
    cast,
    delete,
    exists,
    insert,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column, relationship

from storage.db import Base, add_if_new, table_of
from storage.matters.matter import Card, Matter, Reader
from storage.who.people import Person

COPY, OLDER = "copy", "older"  # an answer that shows a card; one after which it was shown again
A_HAIR = timedelta(microseconds=1)


class Rank(IntEnum):
    """Who comes first, whatever waits."""

    ANSWER = 0  # what people read of what they did a moment ago
    CALL = 1  # loud pages: each for itself, it waits for none
    HOME = 2
    REST = 3


class LetterKind(StrEnum):
    NOTE = "note"  # a sentence of the catalog
    CARD = "card"  # a matter as its reader sees it, posted once and then changed in place
    NUDGE = "nudge"  # follow-ups to be reminded of, many in one message
    HOME = "home"  # the reader's Home tab
    PAGE = "page"  # what a feature draws when it is sent; `key` names its picture
    ANSWER = "answer"  # what was asked for a moment ago, already in the asker's words
    FILE = "file"  # a file that was asked for: drawn when it is sent
    GROUP = "group"  # no message: who is in a user group of Slack's


class LetterState(StrEnum):
    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    SKIPPED = "skipped"  # there was nothing left to say
    FAILED = "failed"  # refused for good; the admin is shown these


class Letter(Base):
    """`slot` makes a letter unique: one morning message a person a day. `doubt` means that
    an attempt was begun whose end nobody saw: look in Slack before posting again. Whoever sends it
    is its `lease_owner`, until `lease_until`.
    """

    __tablename__ = "letters"
    __table_args__ = (
        Index("ix_letters_next", "state", "to", "rank", "not_before", "attempts"),
        Index("ix_letters_to_state", "to", "state"),
        Index("ix_letters_channel_ts", "channel", "ts"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[LetterKind]
    to: Mapped[str]  # the Slack id of a person or a channel
    matter_id: Mapped[int | None] = mapped_column(ForeignKey(Matter.id))
    key: Mapped[str] = mapped_column(default="")
    blanks: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    loud: Mapped[bool] = mapped_column(default=False)  # in a thread, yet seen outside of it
    slot: Mapped[str | None] = mapped_column(unique=True)
    state: Mapped[LetterState] = mapped_column(default=LetterState.WAITING)
    rank: Mapped[int] = mapped_column(default=Rank.REST, server_default=str(int(Rank.REST)))
    not_before: Mapped[datetime]
    lease_owner: Mapped[str] = mapped_column(default="", server_default="")
    lease_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    doubt: Mapped[bool] = mapped_column(default=False)
    looks: Mapped[int] = mapped_column(default=0)
    first_attempt_at: Mapped[datetime | None]
    channel: Mapped[str] = mapped_column(default="")
    ts: Mapped[str] = mapped_column(default="")
    error: Mapped[str] = mapped_column(default="")

    # Of one that was taken: the way it goes, whether that has a step by now, from when it keeps the
    # pace (seconds since 1970), and whether it is to show if anything is taken again.
    way = ""
    goes_by_steps = False
    leaves_at = 0.0
    is_parked = False

    # Whom it is to, if it is no channel; of its matter, their card, and whether they take part.
    reader: Mapped[Person | None] = relationship(
        primaryjoin="foreign(Letter.to) == Person.slack_id", viewonly=True
    )
    matter: Mapped[Matter | None] = relationship(viewonly=True)
    card: Mapped[Card | None] = relationship(
        primaryjoin="and_(foreign(Letter.matter_id) == Card.matter_id,"
        " foreign(Letter.to) == Card.person_id)",
        viewonly=True,
    )
    seat: Mapped[Reader | None] = relationship(
        primaryjoin="and_(foreign(Letter.matter_id) == Reader.matter_id,"
        " foreign(Letter.to) == Reader.person_id)",
        viewonly=True,
    )


def post(session: Session, letters: Sequence[Mapping[str, Any]]) -> None:
    """Write letters in their order, all by one statement. Where a card or a Home tab is waiting,
    no second one is written: what the first will say is not yet decided. Those with a key are for
    a moment of their own.
    """
    session.flush()  # what they tell of comes first
    if letters:
        rows = [{**one, "rank": _rank(session, one)} for one in letters]
        session.connection().execute(_posted(), rows)


def visited_by(session: Session, who: str, now: datetime) -> None:
    """What this transaction writes to whoever came in is the answer to them."""
    session.info["visit"] = (who, now)


def _rank(session: Session, letter: Mapping[str, Any]) -> Rank:
    if letter["kind"] == LetterKind.HOME:
        return Rank.HOME
    if letter["kind"] == LetterKind.PAGE and letter["loud"]:
        return Rank.CALL
    who, now = session.info.get("visit", (None, None))
    return Rank.ANSWER if letter["to"] == who and letter["not_before"] == now else Rank.REST


@cache
def _posted() -> Insert:
    names = ("kind", "to", "matter_id", "key", "blanks", "loud", "rank", "not_before")
    new: dict[str, ColumnElement[Any]]
    new = {name: bindparam(name, type_=getattr(Letter, name).type) for name in names}
    new["kind"] = cast(new["kind"], String(40))  # PostgreSQL wants to be told, of what comes twice
    there = aliased(Letter)
    waits = exists().where(
        there.kind == new["kind"],
        there.to == new["to"],
        there.matter_id.is_not_distinct_from(new["matter_id"]),
        there.key == "",
        *_is_waiting(there),
    )
    drawn_once = or_(*(new["kind"] == kind.value for kind in (LetterKind.CARD, LetterKind.HOME)))
    written = select(*new.values()).where(~and_(drawn_once, new["key"] == "", waits))
    return insert(table_of(Letter)).from_select(names, written)


def _is_waiting(letter: type[Letter]) -> tuple[ColumnElement[bool], ...]:
    """It is still to be sent: what it will say is not yet decided."""
    return letter.state == LetterState.WAITING, ~letter.doubt


def waiting(
    session: Session, kind: LetterKind, to: Collection[str], matter_id: int | None
) -> set[str]:
    """To whom of these a letter of this kind is still to be sent."""
    chosen = select(Letter.to).where(
        Letter.kind == kind,
        Letter.to.in_(to),
        Letter.matter_id.is_(None) if matter_id is None else Letter.matter_id == matter_id,
        *_is_waiting(Letter),
    )
    return set(session.scalars(chosen))


def in_slot(session: Session, slot: str) -> Letter | None:
    return session.scalar(select(Letter).where(Letter.slot == slot))


def taken(session: Session, slots: Collection[str]) -> set[str | None]:
    """Those of these slots that have a letter."""
    return {*session.scalars(select(Letter.slot).where(Letter.slot.in_(slots)))}


def put_in_slot(session: Session, letter: Letter) -> Letter:
    """The letter of this slot, held until the transaction ends: the one that was there first."""
    if added := add_if_new(session, letter):
        return added
    chosen = select(Letter).where(Letter.slot == letter.slot).with_for_update()
    return session.scalars(chosen).one()


def unsent_nudge(session: Session, to: str, now: datetime) -> Letter | None:
    """The nudge that is ready to go to a reader, if nobody has begun to send it."""
    return session.scalar(
        select(Letter)
        .where(
            Letter.to == to,
            Letter.state == LetterState.WAITING,
            Letter.kind == LetterKind.NUDGE,
            Letter.not_before <= now,
            Letter.attempts == 0,
        )
        .limit(1)
        .with_for_update()
    )


def held_nudges(session: Session, now: datetime) -> Sequence[Letter]:
    """The nudges that wait until a reader is there."""
    waits = (Letter.state == LetterState.WAITING, Letter.not_before > now, Letter.attempts == 0)
    return session.scalars(select(Letter).where(Letter.kind == LetterKind.NUDGE, *waits)).all()


def say_more(letter: Letter, blanks: dict[str, Any], at: datetime) -> None:
    """A letter says something else now: it goes again if it was sent, and after it has arrived if
    it is on its way. Its time says so to whoever is sending it, see `arrived`.
    """
    letter.blanks = blanks
    if letter.state in (LetterState.SENT, LetterState.SKIPPED):
        letter.state, letter.not_before = LetterState.WAITING, at
    elif letter.state is LetterState.SENDING:
        letter.not_before -= A_HAIR


def forget(session: Session, before: datetime) -> None:
    """Letters long sent tell nobody anything; those set aside stay to be looked at."""
    done = Letter.state.in_((LetterState.SENT, LetterState.SKIPPED))
    session.execute(delete(Letter).where(done, Letter.not_before < before))
