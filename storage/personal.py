"""What is kept about one person, in whatever table; and taking out of it what need not be kept.

The record and the papers stay: who did what, under their Slack id. Nobody can read from that who it
was, once the name is gone from here and from Slack.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Table, delete, or_, select, update
from sqlalchemy.orm import Session

from storage.db import Base
from storage.matters.matter import Matter
from storage.who.people import Person, Role

# Whose row it is: who wrote, asked, owes, has it; not whom somebody else has named in it.
THEIRS = (
    *("person_id", "by_id", "opened_by_id", "owner_id", "asked_by_id", "made_by_id"),
    *("from_id", "giver_id", "taker_id", "slack_id"),
)
NOT_SHOWN = ("slips",)  # forms half filled in hold whatever the form holds
# What says nothing of what the office works on: for the eyes of whoever looks after the bot.
PLAIN = (
    *("people", "leaves", "delegations", "ledger_shares", "duty_wishes", "shifts"),
    "balance_declined",
)
# What serves nobody once they have gone, with the columns that say whose it is.
ERASED = {
    "leaves": ("person_id",),
    "delegations": ("from_id", "to_id"),
    "ledger_shares": ("person_id",),
    "duty_wishes": ("person_id",),
    "balance_declined": ("person_id",),
    "slips": ("person_id",),
    "taught": ("person_id",),
    "strengths": ("person_id",),
    "talks": ("author_id",),
    "cards": ("person_id",),
    "duty_feeds": ("owner",),
    "letters": ("to",),
}
# What stays without them.
LET_GO = (("leaves", "stand_in_id"), ("posts", "a_id"), ("posts", "b_id"))
FACTS = ("handle", "section", "locale", "chosen_lang", "tz", "dm", "home", "hours", "phone")


def rows_about(
    session: Session, person_id: str, sees: Callable[[int], bool] | None
) -> dict[str, list[dict[str, Any]]]:
    """Their rows by table; of those that hang on a matter, of matters they `see`: none, if it is
    not they who read it.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    for table in Base.metadata.sorted_tables:
        if table.name in PLAIN or (sees is not None and table.name not in NOT_SHOWN):
            rows = [dict(row) for row in _theirs(session, table, person_id, sees)]
            found |= {table.name: rows} if rows else {}
    return found


def _theirs(
    session: Session, table: Table, person_id: str, sees: Callable[[int], bool] | None
) -> Iterator[Any]:
    names = [name for name in THEIRS if name in table.columns]
    if not names:
        return
    chosen = select(table).where(or_(*(table.columns[name] == person_id for name in names)))
    of_matter = _column_of(table, Matter.__tablename__)
    for row in session.execute(chosen.order_by(*table.primary_key)).mappings():
        matter = row[of_matter] if of_matter else None
        if matter is None or (sees is not None and sees(matter)):
            yield row


def _column_of(table: Table, name: str) -> str:
    """The column that says which row of another table it belongs to; of that table, its own."""
    if table.name == name:
        return "id"
    keys = (key for key in table.foreign_keys if key.column.table.name == name)
    return next((one.parent.name for one in keys), "")


def erase(session: Session, person: Person) -> None:
    """All of a person that need not be kept: only their id is left, for the record to point at."""
    for name, columns in ERASED.items():
        table = Base.metadata.tables[name]
        theirs = or_(*(table.columns[one] == person.slack_id for one in columns))
        session.execute(delete(table).where(theirs))
    for name, column in LET_GO:
        place = Base.metadata.tables[name].columns[column]
        gone = update(place.table).where(place == person.slack_id)
        session.execute(gone.values({place: None}))
    for fact in (*FACTS, "rest_days", "welcomed"):
        setattr(person, fact, "")
    person.name, person.role, person.admin, person.erased = (
        person.slack_id,
        Role.OUTSIDER,
        False,
        True,
    )
    session.flush()
    session.info.pop("kept", None)
