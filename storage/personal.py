"""What is kept about one person, in whatever table; and taking out of it what need not be kept.

The record and the papers stay: who did what, under their Slack id. Nobody can read from that who it
was, once the name is gone from here and from Slack.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, delete, or_, select, update
from sqlalchemy.orm import Session

from storage.db import Base
from storage.matters.matter import Matter
from storage.sealed import Sealed
from storage.who.people import Person, Role

MATTERS = Matter.__tablename__
# Whose row it is: who wrote, asked, owes, has it; not whom somebody else has named in it. What has
# a matter for its own is whose matter it is.
THEIRS = (
    *("person_id", "by_id", "opened_by_id", "owner_id", "asked_by_id", "made_by_id"),
    *("from_id", "giver_id", "taker_id", "slack_id"),
)
# Whom somebody else has named there: that they take part they read among `readers`.
NAMED = (
    *("a_id", "about_id", "above_id", "affected_id", "approver_id", "asked_id", "author_id"),
    *("b_id", "borrower_id", "clerk_id", "confirmed_by_id", "decider_id", "driver_id"),
    *("finance_id", "head_id", "helper_id", "host_id", "judged_by_id", "leader_id", "mentor_id"),
    *("minder_id", "named_id", "officer_id", "oral_id", "rater_id", "reviewer_id", "signatory_id"),
    *("stand_in_id", "steward_id", "to_id", "whom_id", "witness_id"),
)
# Forms half filled in hold whatever the form holds; what is sealed is read on its own page, see
# SECURITY.md; of a vote nothing is anybody's; what was sent to them stands in Slack.
NOT_SHOWN = (
    *("slips", "talks", "appointments", "hardships", "recommendations"),
    *("votes", "letters"),
)
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
# What was for one pair of eyes: the row stays, as its matter does, without the words.
EMPTIED = {"hardships": ("ask", "answer", "others"), "appointments": ("agenda", "word")}
# What the office goes on from: under their id.
STAYS = frozenset(
    {
        *("people", "matters", "journal", "followups", "readers", "ledgers"),
        *("drafts", "filings", "outlines", "questions", "answers", "versions", "divisions"),
        *("invited", "comments", "guidance", "guidance_marks", "guidance_templates"),
        *("advice", "decisions", "topics", "research_leading", "voters", "reliefs", "trips"),
        *("trip_rules", "cars", "shifts", "swaps", "incidents", "duty_log", "duty_plans"),
        *("duty_blocks", "own_days", "case_steps", "processes", "regulations", "regulation_texts"),
        *("regulations_known", "supervision", "supervision_bits", "hardships", "opportunities"),
        "appointments",
        *("recommendations", "assessments", "posts", "custody"),
    }
)
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
    theirs = _is_theirs(table, person_id)
    if theirs is None:
        return
    open_to_all = [one for one in table.columns if not isinstance(one.type, Sealed)]
    chosen = select(*open_to_all).where(theirs).order_by(*table.primary_key)
    of_matter = _matter_of(table)
    for row in session.execute(chosen).mappings():
        matter = row[of_matter] if of_matter else None
        if matter is None or (sees is not None and sees(matter)):
            yield row


def _is_theirs(table: Table, person_id: str) -> ColumnElement[bool] | None:
    """None of a table that is nobody's."""
    if names := [name for name in THEIRS if name in table.columns]:
        return or_(*(table.columns[name] == person_id for name in names))
    return _of_their_matter(table, person_id) if is_a_kind(table) else None


def is_a_kind(table: Table) -> bool:
    """Is each of its rows a matter's own?"""
    [key, *more] = table.primary_key
    return not more and (table.name == MATTERS or _points_at(key, MATTERS))


def _points_at(column: Column[Any], table: str) -> bool:
    return any(key.column.table.name == table for key in column.foreign_keys)


def _of_their_matter(table: Table, person_id: str) -> ColumnElement[bool]:
    theirs = or_(Matter.opened_by_id == person_id, Matter.owner_id == person_id)
    return table.columns["id"].in_(select(Matter.id).where(theirs))


def _matter_of(table: Table) -> str:
    """The column that holds the number of the matter it hangs on; "" where it hangs on none."""
    hangs = {
        column.name
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table is not table and is_a_kind(key.column.table)
    }
    own = ("id",) if is_a_kind(table) else ()
    return next((one for one in (*own, "matter_id", *sorted(hangs)) if one in {*own, *hangs}), "")


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
    for name, words in EMPTIED.items():
        table = Base.metadata.tables[name]
        theirs = table.columns["id"].in_(
            select(Matter.id).where(Matter.owner_id == person.slack_id)
        )
        session.execute(update(table).where(theirs).values(dict.fromkeys(words, "")))
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
