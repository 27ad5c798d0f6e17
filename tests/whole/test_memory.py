"""What is kept in memory is true at every request, whoever has changed it, on every database."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, text

from bot.who import days
from bot.who.lookups import standing
from storage import memory
from storage.db import Sessions, open_database
from storage.who.people import (
    Delegation,
    Leave,
    Person,
    Role,
    everyone,
    is_held,
    leave_of,
    who_asks,
)
from tests.databases import NOW, add_people
from tests.statements import counted

SHANGHAI = ZoneInfo("Asia/Shanghai")
TOMORROW = NOW + timedelta(days=1)

# One statement that writes each of the tables; those that are no news stand apart.
WRITES = {
    "people": "INSERT INTO people (slack_id, name, handle, role, section, locale, chosen_lang, tz,"
    " active, guest, admin, robot, dm, home, hours) VALUES"
    " ('U9', 'Nine', '', 'staff', '', '', '', '', true, false, false, false, '', '', '')",
    "somebody's role": "UPDATE people SET role = 'leader' WHERE slack_id = 'U1'",
    "somebody's hours": "UPDATE people SET hours = '09:00 12:00 13:00 17:00' WHERE slack_id = 'U1'",
    "leaves": "INSERT INTO leaves (person_id, first, last) VALUES"
    " ('U1', '2026-11-26', '2026-11-27')",
    "delegations": "INSERT INTO delegations (from_id, to_id, since, until) VALUES"
    " ('U1', 'U0', '2026-11-01 00:00:00', '2026-12-01 00:00:00')",
    "ledger_shares": "INSERT INTO ledger_shares (leader_id, person_id) VALUES ('U1', 'U0')",
    "own_days": "INSERT INTO own_days (day, worked, name, by_id, at) VALUES"
    " ('2026-11-28', true, '', 'U1', '2026-11-25 02:00:00')",
    "office": "INSERT INTO office (id, channel, morning_on, morning_at, hours, country, day_first,"
    " complete) VALUES (1, '', true, '08:30', '09:00 12:00 13:00 17:00', 'CN', false, '[]')",
}
NO_NEWS = "UPDATE people SET home = 'drawn', dm = 'D1'"


def stamp(sessions: Sessions) -> str:
    with sessions.begin() as session:
        return session.scalars(select(memory.Stamp.value)).one()


def elsewhere(sessions: Sessions) -> Sessions:
    """Another process, with a memory of its own."""
    return open_database(sessions.kw["bind"].url.render_as_string(hide_password=False))


@pytest.mark.parametrize("what", WRITES)
def test_whatever_changes_it_draws_a_new_stamp_even_behind_our_back(sessions, what):
    add_people(sessions, "U0", "U1")
    before = stamp(sessions)
    with sessions.begin() as session:
        session.execute(text(WRITES[what]))
    assert stamp(sessions) != before


def test_what_only_slack_shows_is_no_news(sessions):
    add_people(sessions, "U0", "U1")
    before = stamp(sessions)
    with sessions.begin() as session:
        session.execute(text(NO_NEWS))
    assert stamp(sessions) == before


def test_what_one_process_changes_the_others_see_at_their_next_request(sessions):
    add_people(sessions, "U0", "U1")
    other = elsewhere(sessions)
    with other.begin() as session:
        office = days.of_office(session, SHANGHAI)
        me = standing(session, session.get_one(Person, "U1"), NOW)
        assert (me.signs_for, me.role) == (frozenset(), Role.STAFF)
    with sessions.begin() as session:
        session.add(Delegation(from_id="U0", to_id="U1", since=NOW, until=TOMORROW))
        session.add(Leave(person_id="U1", first=date(2026, 11, 26), last=date(2026, 11, 27)))
        session.get_one(Person, "U1").name = "Somebody else"
    with other.begin() as session:
        found = who_asks(session, "U1")
        assert standing(session, found, NOW).signs_for == {"U0"}
        assert standing(session, found, TOMORROW).signs_for == set()
        theirs = days.of_person(session, found, office)
        assert not theirs.is_working(date(2026, 11, 27))
        assert [one.name for one in everyone(session)] == ["Somebody else", "U0"]
    other.kw["bind"].dispose()


def test_whoever_changes_it_sees_so_at_once_and_nobody_else_does_if_it_comes_to_nothing(sessions):
    add_people(sessions, "U0", "U1")
    before = stamp(sessions)
    with sessions() as session:
        person = session.get_one(Person, "U1")
        assert not is_held(session, Role.DIRECTOR)
        person.role = Role.DIRECTOR
        session.add(Leave(person_id="U1", first=date(2026, 11, 26), last=date(2026, 11, 26)))
        session.flush()
        assert is_held(session, Role.DIRECTOR)
        assert [one.first for one in leave_of(session, "U1")] == [date(2026, 11, 26)]
        session.rollback()
    assert stamp(sessions) == before
    with sessions.begin() as session:
        assert not is_held(session, Role.DIRECTOR)
        assert leave_of(session, "U1") == []


def test_nobody_is_asked_twice_while_nothing_changes(sessions):
    add_people(sessions, "U0", "U1")
    with sessions.begin() as session:
        first = everyone(session)
    with sessions.begin() as session:
        session.get_one(Person, "U1").home = "drawn"
    with counted(sessions) as sent, sessions.begin() as session:
        assert who_asks(session, "U1").home == "drawn"
        assert everyone(session) == first
    assert [one.split()[0] for one in sent].count("SELECT") == 1


def test_every_kind_in_memory_has_its_triggers(sessions):
    """A table made anew by a migration loses them on SQLite."""
    tables = {kind.__tablename__ for kind in memory.KINDS}
    named = {f"stamp_{table}_{deed}" for table in tables for deed in ("insert", "update", "delete")}
    there = {"sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'"}
    with sessions.begin() as session:
        dialect = session.get_bind().dialect.name
        found = session.scalars(text(there.get(dialect, "SELECT tgname FROM pg_trigger")))
        assert {name for name in found if name.startswith("stamp_")} == named
