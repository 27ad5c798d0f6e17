"""The outbox: messages decided in one transaction, sent to Slack outside of any."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    ForeignKey,
    Index,
    Insert,
    ScalarSelect,
    Select,
    String,
    and_,
    bindparam,
    case,
    cast,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, aliased, joinedload, mapped_column, relationship

from storage.db import Base, UtcDateTime, add_if_new, table_of
from storage.matters.followups import FollowUp
from storage.matters.matter import Card, Matter, Reader
from storage.who.people import Person

LEASE = timedelta(seconds=60)  # a sender silent for this long is taken for dead
COPY, OLDER = "copy", "older"  # an answer that shows a card; one after which it was shown again
LATELY = timedelta(days=3)  # what was said before is no longer looked at
A_HAIR = timedelta(microseconds=1)


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
    an attempt was begun whose end nobody saw: look in Slack before posting again.
    """

    __tablename__ = "letters"
    __table_args__ = (
        Index("ix_letters_state_not_before", "state", "not_before"),
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
    not_before: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    doubt: Mapped[bool] = mapped_column(default=False)
    looks: Mapped[int] = mapped_column(default=0)
    first_attempt_at: Mapped[datetime | None]
    channel: Mapped[str] = mapped_column(default="")
    ts: Mapped[str] = mapped_column(default="")
    error: Mapped[str] = mapped_column(default="")

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
        session.connection().execute(_posted(), letters)


@cache
def _posted() -> Insert:
    names = ("kind", "to", "matter_id", "key", "blanks", "loud", "not_before")
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


def take(session: Session, now: datetime) -> Letter | None:
    """The next letter to send, with all that says how its reader sees it; it is nobody else's
    until the transaction ends, and then its lease begins. One reader's letters go out in the
    order they were written.
    """
    return session.scalar(_next(), {"now": now})


def lease(letter: Letter, now: datetime) -> None:
    """An attempt begins. A lease that runs out makes a letter ready again, in doubt."""
    letter.state, letter.lease_until = LetterState.SENDING, now + LEASE
    letter.attempts += 1
    goes_again = letter.ts and not letter.error  # it stands, and is to say something else
    letter.first_attempt_at = now if goes_again else letter.first_attempt_at or now


@cache  # it is asked every second, and after every commit
def _next() -> Select[Letter]:
    """One that nobody has begun to send; if there is none, one whose sender is taken for dead."""
    with_it = (Letter.reader, Letter.card, Letter.seat, Letter.matter)
    return (
        select(Letter)
        .where(Letter.id == func.coalesce(_first(LetterState.WAITING), _first(LetterState.SENDING)))
        .options(*(joinedload(one) for one in with_it))
        .options(joinedload(Letter.matter).joinedload(Matter.last_deed))
        .with_for_update(of=Letter)
    )


def _first(state: LetterState) -> ScalarSelect[int]:
    """The oldest letter that is ready and not held up: on PostgreSQL, of those nobody is taking."""
    one = aliased(Letter)
    ready_at = one.lease_until if state is LetterState.SENDING else one.not_before
    return (
        select(one.id)
        .where(one.state == state, ready_at <= bindparam("now", type_=UtcDateTime()))
        .where(~_held_up(one))
        .order_by(one.not_before, one.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )


def _held_up(one: type[Letter]) -> ColumnElement[bool]:
    """Is one written earlier to the same reader still to go? A Home tab holds up no message, and
    a loud page waits for none.
    """
    earlier, now = aliased(Letter), bindparam("now", type_=UtcDateTime())
    tried = or_(earlier.not_before <= now, earlier.attempts > 0)
    return (
        select(earlier.id)
        .where(
            earlier.to == one.to,
            ~and_(one.kind == LetterKind.PAGE, one.loud),
            earlier.id < one.id,
            earlier.state.in_((LetterState.WAITING, LetterState.SENDING)),
            or_(earlier.state == LetterState.SENDING, tried),
            or_(earlier.kind != LetterKind.HOME, one.kind == LetterKind.HOME),
        )
        .exists()
    )


def arrived(session: Session, letter: Letter, channel: str, ts: str) -> None:
    """It stands in Slack. One that was changed while it was on its way goes again."""
    changed = Letter.not_before != letter.not_before
    state = case((changed, LetterState.WAITING), else_=LetterState.SENT)
    session.execute(
        update(Letter)
        .where(Letter.id == letter.id)
        .values(state=state, doubt=False, error="", channel=channel, ts=ts)
        .execution_options(synchronize_session=False)
    )


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


def redraw(session: Session, channel: str, ts: str, now: datetime) -> None:
    """A message whose button was pressed is drawn anew, if a letter stands behind it.

    One that is on its way at this moment goes again after that: see `arrived`.
    """
    if not ts:
        return
    drawn = (LetterKind.NUDGE, LetterKind.NOTE, LetterKind.PAGE)
    pressed = update(Letter).where(
        Letter.channel == channel, Letter.ts == ts, Letter.kind.in_(drawn)
    )
    is_sent = Letter.state == LetterState.SENT
    session.execute(pressed.where(is_sent).values(state=LetterState.WAITING, not_before=now))
    session.execute(pressed.where(Letter.state == LetterState.SENDING).values(not_before=now))


def redraw_calls(session: Session, matter_id: int, now: datetime, *, to: str = "") -> None:
    """What each reader, or one, was last called on with is drawn anew: its steps are not those of
    now; so is where its card was shown again, and what reminds somebody of what is done now.
    """
    calls = (Letter.matter_id == matter_id, Letter.kind == LetterKind.NOTE, Letter.loud)
    last = select(func.max(Letter.id)).where(*calls).group_by(Letter.to)
    shown, done = and_(*_copies(matter_id)), _reminds_of_what_is_done(matter_id, now)
    _go_again(session, now, or_(Letter.id.in_(last), shown, done), *_only(to))


def redraw_copies(session: Session, matter_id: int, now: datetime, *, to: str) -> None:
    """Where somebody was shown a card again, it says what it says now."""
    _go_again(session, now, *_copies(matter_id), *_only(to))


def _only(to: str) -> list[ColumnElement[bool]]:
    return [Letter.to == to] if to else []


def _copies(matter_id: int) -> tuple[ColumnElement[bool], ...]:
    shown = (Letter.matter_id == matter_id, Letter.key == COPY)
    return (Letter.kind == LetterKind.ANSWER, *shown)


def _go_again(session: Session, now: datetime, *which: ColumnElement[bool]) -> None:
    drawn = update(Letter).where(Letter.state == LetterState.SENT, *which)
    drawn = drawn.execution_options(synchronize_session=False)
    session.execute(drawn.values(state=LetterState.WAITING, not_before=now))


def grow_old(session: Session, to: str, matter_id: int, thread: str, now: datetime) -> None:
    """A card is shown once more: where it was shown before in that place, it says so."""
    chosen = select(Letter).where(*_copies(matter_id), Letter.to == to)
    for one in session.scalars(chosen.where(Letter.state == LetterState.SENT)):
        if one.blanks.get("thread_ts", "") == thread:
            one.key, one.state, one.not_before = OLDER, LetterState.WAITING, now


def _reminds_of_what_is_done(matter_id: int, now: datetime) -> ColumnElement[bool]:
    """Is it a nudge of these days, to whoever has at this moment done what it tells of?"""
    done = (FollowUp.matter_id == matter_id, FollowUp.settled_at == now)
    told = cast(Letter.blanks, String).like("%[" + cast(FollowUp.id, String) + ', "%')
    whose = exists().where(*done, FollowUp.person_id == Letter.to, told)
    lately = Letter.not_before >= now - LATELY
    return and_(Letter.kind == LetterKind.NUDGE, lately, whose)


def is_last_call(session: Session, letter: Letter) -> bool:
    """Has its reader been called on for nothing later in this matter?"""
    calls = (Letter.matter_id == letter.matter_id, Letter.kind == LetterKind.NOTE, Letter.loud)
    later = select(Letter.id).where(*calls, Letter.to == letter.to, Letter.id > letter.id)
    return session.scalar(later.limit(1)) is None


def is_answer(session: Session, channel: str, ts: str) -> bool:
    """Does that message answer a question? Then it stays as it is, whatever happens."""
    if not ts:
        return False
    found = select(Letter.id).where(Letter.channel == channel, Letter.ts == ts)
    answers = found.where(Letter.kind == LetterKind.ANSWER)
    return session.scalar(answers.limit(1)) is not None


def page_at(session: Session, to: str, channel: str, ts: str) -> str:
    """The "feature:picture" of the page to somebody that stands there; empty if none does."""
    there = (Letter.channel == channel, Letter.ts == ts, Letter.kind == LetterKind.PAGE)
    found = select(Letter.key).where(Letter.to == to, *there).limit(1)
    return session.scalar(found) or ""


def answered_at(session: Session, channel: str, ts: str) -> str:
    """The text of the answer that stands there; empty if none does."""
    there = select(Letter.blanks).where(Letter.channel == channel, Letter.ts == ts)
    found = session.scalar(there.where(Letter.kind == LetterKind.ANSWER).limit(1))
    return str(found.get("text", "")) if found else ""


def refuses(session: Session, to: str) -> bool:
    """Was what was last written to somebody refused for good?"""
    said = select(Letter.state).where(Letter.to == to, Letter.kind != LetterKind.HOME)
    over = (LetterState.SENT, LetterState.FAILED)
    last = said.where(Letter.state.in_(over)).order_by(Letter.id.desc()).limit(1)
    return session.scalar(last) is LetterState.FAILED


def set_aside(session: Session) -> Sequence[Letter]:
    """The letters that were refused for good."""
    return session.scalars(select(Letter).where(Letter.state == LetterState.FAILED)).all()


def held_back(session: Session, but: Letter, now: datetime) -> tuple[int, datetime | None]:
    """How many messages are still to go that could have gone by now, and when the first of those
    that went wrong was begun; a Home tab is no message.
    """
    went_wrong = Letter.error != ""
    began = func.min(case((went_wrong, Letter.first_attempt_at)), type_=UtcDateTime())
    count, since = session.execute(
        select(func.count(), began).where(
            Letter.state.in_((LetterState.WAITING, LetterState.SENDING)),
            or_(Letter.not_before <= now, went_wrong),
            Letter.kind != LetterKind.HOME,
            Letter.id != but.id,
        )
    ).one()
    return count, since


def written_since(session: Session, key: str, moment: datetime) -> bool:
    """Has anything been written under that key since then?"""
    found = select(Letter.id).where(Letter.key == key, Letter.not_before >= moment)
    return session.scalar(found.limit(1)) is not None


def try_again(session: Session, now: datetime) -> None:
    """What was refused may be taken now: the bot was invited, the token renewed."""
    session.execute(
        update(Letter)
        .where(Letter.state == LetterState.FAILED)
        # When it was first tried is kept: from there on it is looked for, if it is in doubt.
        .values(state=LetterState.WAITING, not_before=now, attempts=0, looks=0, error="")
    )
