"""What nearly every request asks of the office, kept in memory until it changes: rows of a few
small tables, all of them, such as its people and their leave.

Whatever writes one of these rows draws a new stamp in the same transaction: triggers of the
database do, so that nobody can forget to, in whichever process. Each transaction reads the stamp
once, best together with who asks (`storage.who.people.who_asks`); what is kept under another stamp
is read anew. A person's `home` and `dm` are no news: they change all the time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import event, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column, object_session

from storage.db import Base, Sessions, table_of

K = TypeVar("K", bound=Base)
KINDS: list[type[Base]] = []


class Stamp(Base):
    """One row. Its value is drawn by lot: it is never again what it was."""

    __tablename__ = "stamp"

    id: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[str]


STAMP = select(Stamp.value).scalar_subquery()


@dataclass(frozen=True)
class _Kept:
    stamp: str
    rows: dict[type[Base], Sequence[Any]] = field(default_factory=dict)


def in_memory(kind: type[K]) -> type[K]:
    """Rows of this kind are kept. Its table needs the triggers of migration 0011."""
    KINDS.append(kind)
    for deed in ("after_insert", "after_update", "after_delete"):
        event.listen(kind, deed, _forget)
    return kind


def _forget(_mapper: object, _connection: object, changed: Base) -> None:
    """Whoever changes one reads them anew, before anybody else can know."""
    session = object_session(changed)
    if session is not None:
        session.info.pop("kept", None)


def rows(session: Session, kind: type[K]) -> Sequence[K]:
    """All of a kind, in the order of their keys and in no session: to be read, never changed."""
    if any(isinstance(one, kind) for one in (*session.new, *session.dirty, *session.deleted)):
        session.flush()
    if "kept" not in session.info:
        believe(session, session.scalars(select(Stamp.value)).one())
    kept: _Kept = session.info["kept"]
    if kind not in kept.rows:
        kept.rows[kind] = _read(session, kind)
    return kept.rows[kind]


def believe(session: Session, stamp: str) -> None:
    """In this transaction what is kept under its stamp is true."""
    memory: dict[str, _Kept] = session.info["memory"]  # one for all sessions of `open_database`
    if "kept" not in memory or memory["kept"].stamp != stamp:
        memory["kept"] = _Kept(stamp)
    session.info["kept"] = memory["kept"]


def _read(session: Session, kind: type[K]) -> Sequence[K]:
    table = table_of(kind)
    found = session.connection().execute(select(table).order_by(*table.primary_key))
    return [kind(**row) for row in found.mappings()]


def last_known(sessions: Sessions, kind: type[K]) -> Sequence[K]:
    """What was last read of a kind, for when nothing can be asked; nothing if none was read."""
    memory: dict[str, _Kept] = sessions.kw["info"]["memory"]
    return memory["kept"].rows.get(kind, ()) if "kept" in memory else ()


def touch(session: Session) -> None:
    """Write, and change nothing: whether it can be done."""
    session.execute(update(Stamp).values(value=Stamp.value))
