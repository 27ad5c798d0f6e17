"""A database of the release before, upgraded: nothing is lost, and everything goes on from there.

`upgrade/0009.sql` was made by the code of that release, through the door: by Wednesday ten o'clock
there is something in every state. `upgrade/0009-buttons.json` are the buttons people saw then.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import MetaData, insert, inspect, select, text
from sqlalchemy.engine.default import DefaultDialect

from bot.processes import ways
from handlers.clockwork import deliver
from handlers.slack.blocks import button, buttons
from storage import TABLES
from storage.db import Sessions, open_database
from storage.processes.bookings import Booking
from storage.schema import migrate
from storage.sealed import SealedFacts
from tests.conftest import WEDNESDAY
from tests.databases import Postgres
from tests.door import Door, Kept

OLD, UPGRADE = "0009", Path(__file__).with_name("upgrade")
BUTTONS: list[list[str]] = json.loads((UPGRADE / f"{OLD}-buttons.json").read_text("utf-8"))
BLANK = {datetime: lambda: WEDNESDAY}
Rows = dict[str, list[dict[str, Any]]]

# Each state something is in: which matter, who goes on with it how, and where that leads.
STEPS = {
    "drafts assigned": (11, "ULINA", "accept D-11", "drafting"),
    "drafts problem_raised": (12, "UWANG", "答复 D-12：用去年的", "assigned"),
    "drafts drafting": (13, "UWANG", "同意 D-13 延期", "drafting"),
    "drafts in_review": (14, "UCHEN", "D-14 送签", "leader_review"),
    "drafts returned": (15, "ULINA", "submit D-15 https://docs.example/new", "in_review"),
    "drafts leader_review": (16, "UWANG", "签发 D-16：同意", "signed_off"),
    "drafts signed_off": (17, "UZHAO", "复核 D-17", "rechecked"),
    "drafts rechecked": (18, "UZHAO", "印发 D-18 给各科室", "issued"),
    "drafts issued": (19, "UZHAO", "归档 D-19", "filed"),
    "drafts filed": (8, "UZHAO", "D-8 保管期限改为永久", "filed"),
    "parts assigned": (32, "UZHANG", "受领 P-32", "writing"),
    "parts problem_raised": (33, "UZHAO", "答复 P-33：用去年的", "assigned"),
    "parts writing": (34, "UZHAO", "同意 P-34 延期", "writing"),
    "parts handed_in": (35, "ULINA", "take in P-35", "taken_in"),
    "parts returned": (36, "UZHANG", "交稿 P-36：一年来", "handed_in"),
    "decisions asked": (41, "UWANG", "A-41 定方案二", "decided"),
    "decisions delegated": (42, "UCHEN", "A-42 定方案一", "decided"),
    "outlines handed_in": (23, "UWANG", "定 D-23 的提纲", "fixed"),
    "outlines returned": (24, "ULINA", "outline of D-24: 1. figures", "handed_in"),
    "questions asked": (27, "UWANG", "答复 D-27 Q1：以 20 日为准", "answered"),
    "questions deferred": (28, "UWANG", "答复 D-28 Q1：以 20 日为准", "answered"),
    "questions answered": (29, "UWANG", "答复 D-29 Q1：以 24 日为准", "answered"),
    "rounds open": (47, "UCHEN", "结束 D-46 的集体修改", "closed"),
}
OVER = {
    *("drafts cancelled", "parts taken_in", "parts cancelled"),
    *("decisions decided", "decisions withdrawn", "decisions returned"),
    *("outlines fixed", "outlines withdrawn", "questions withdrawn"),
    *("rounds closed", "rounds merged", "rounds explained", "rounds taken_back"),
}


# What was done last before, by what it was done to, and the state that it is undone to.
UNDONE = {
    **{("drafts", 12): "assigned", ("drafts", 14): "drafting", ("drafts", 15): "in_review"},
    **{("drafts", 16): "in_review", ("drafts", 17): "leader_review", ("drafts", 18): "rechecked"},
    **{("drafts", 19): "rechecked", ("drafts", 8): "issued", ("drafts", 20): "drafting"},
    **{("drafts", 13): "drafting", ("drafts", 21): "assigned"},
    **{("parts", 33): "assigned", ("parts", 34): "writing", ("parts", 35): "writing"},
    **{("parts", 36): "handed_in", ("parts", 37): "handed_in", ("parts", 38): "writing"},
    **{("decisions", number): "asked" for number in (42, 43, 44, 45)},
    **{("outlines", 24): "handed_in", ("outlines", 25): "handed_in"},
    **{("questions", 28): "asked", ("questions", 29): "asked", ("rounds", 49): "open"},
}

# --- the old database ----------------------------------------------------------------------------


@cache
def _dumped() -> sqlite3.Connection:
    """Read in once: every test gets a copy."""
    kept = sqlite3.connect(":memory:", check_same_thread=False)
    kept.executescript((UPGRADE / f"{OLD}.sql").read_text("utf-8"))
    return kept


def on_sqlite() -> Sessions:
    opened = open_database("sqlite://")
    _dumped().backup(opened.kw["bind"].raw_connection().driver_connection)
    return opened


def on_postgres(server: Postgres) -> Sessions:
    """The same rows, in tables that the migrations of that time have made."""
    opened, there = server.empty_database(), MetaData()
    migrate(opened, to=OLD)
    with opened.begin() as session:
        there.reflect(session.connection())
        for name, found in rows(on_sqlite()).items():
            session.execute(insert(there.tables[name]), found)
            if "id" in there.tables[name].c:  # the next one gets a number of its own
                last = "SELECT setval(pg_get_serial_sequence(:name, 'id'), max(id))"
                session.execute(text(f'{last} FROM "{name}"'), {"name": name})
    return opened


def rows(sessions: Sessions) -> Rows:
    """All that a database holds, by its own account of its columns."""
    there = MetaData()
    with sessions.begin() as session:
        there.reflect(session.connection())
        return {
            table.name: [dict(row) for row in session.execute(select(table)).mappings()]
            for table in there.sorted_tables
            if table.name != "alembic_version"
        }


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty(request: pytest.FixtureRequest) -> Iterator[Sessions]:
    here = request.param == "sqlite"
    opened = open_database("sqlite://") if here else None
    opened = opened or request.getfixturevalue("postgres").empty_database()
    yield opened
    opened.kw["bind"].dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def old(request: pytest.FixtureRequest) -> Iterator[Sessions]:
    """The database as the old release left it."""
    here = request.param == "sqlite"
    opened = on_sqlite() if here else on_postgres(request.getfixturevalue("postgres"))
    yield opened
    opened.kw["bind"].dispose()


def upgraded(sessions: Sessions) -> Door:
    """The office with today's code, two minutes later, when the letters of old are out."""
    migrate(sessions)
    opened = Door(sessions, WEDNESDAY + timedelta(minutes=2))
    for _ in range(3):  # one of them was on its way: it is looked for twice
        opened.waits(seconds=15)
    return opened


@cache
def _upgraded() -> Kept:
    """Once: every test gets a copy."""
    opened = upgraded(on_sqlite())
    kept = opened.keeps()
    opened.closes()
    return kept


@pytest.fixture
def door() -> Iterator[Door]:
    kept = _upgraded()
    opened = Door(open_database("sqlite://"), kept.at, begun=kept)
    yield opened
    opened.closes()


@pytest.fixture(autouse=True)
def nothing_breaks(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Whatever is done here: no handler fails, and no letter is without words."""
    yield
    assert [one.getMessage() for one in caplog.records if one.levelname == "ERROR"] == []


# --- what is looked at ---------------------------------------------------------------------------


def duties(door: Door, matter: int) -> list[str]:
    """Who owes what by when on a matter."""
    owed = TABLES.tables["followups"].c
    chosen = select(owed.person_id, owed.duty, owed.ladder, owed.due_at, owed.promised_at)
    mine = chosen.where(owed.matter_id == matter, owed.settled_at.is_(None))
    with door.bot.sessions() as session:
        return sorted(str(row) for row in session.execute(mine))


def state(door: Door, table: str, matter: int) -> str:
    """Of what has this number, or of the newest that counts in the draft with this number."""
    there = TABLES.tables[table].c
    within = there.draft_id if table in ("outlines", "questions") else there.id
    newest = select(there.state).where(within == matter).order_by(there.id.desc())
    with door.bot.sessions() as session:
        return next(
            one for one in session.scalars(newest) if one != "withdrawn" or within.primary_key
        )


def presses(door: Door, who: str, action: str, value: object) -> str:
    """A button of a message that Slack has kept; what is answered, before any letter goes out."""
    said = door.bot.post.chat_postMessage(
        channel=who, text="-", blocks=[buttons(button(action, action, value))]
    )
    outcome = door.slack.presses(who, "DM", said["ts"], action)
    assert outcome.error is None, (action, outcome.error)
    return door.reads(who)[-1]


def take_back(door: Door, matter: int) -> None:
    """The last thing that was done to a matter, by who did it."""
    entry = TABLES.tables["journal"].c
    chosen = select(entry.person_id, entry.what, entry.id).where(entry.matter_id == matter)
    with door.bot.sessions() as session:
        who, what, number = session.execute(chosen.order_by(entry.id.desc()).limit(1)).one()
    presses(door, who, f"{what.partition('.')[0]}:undo", number)


def go_on(door: Door, *names: str) -> None:
    """A step from each of these states, and back again: what is owed is what it was."""
    for name in names:
        (table, was), (matter, who, line, leads) = name.split(), STEPS[name]
        owed = duties(door, matter)
        door.slack.says(who, "DM", line)
        assert state(door, table, matter) == leads, name
        take_back(door, matter)
        assert (state(door, table, matter), duties(door, matter)) == (was, owed), name


# --- nothing is lost ------------------------------------------------------------------------------


# A follow-up says itself which question it is about: `followups.item`, see 0010.
GIVEN_UP = ("followup_id",)


def unsealed(words: str) -> object:
    """What is kept on a slip is sealed now."""
    return SealedFacts().process_result_value(words, DefaultDialect())


def test_every_row_is_there_as_it_was(old):
    before = rows(old)

    migrate(old)

    after = rows(old)
    after["slips"] = [{**row, "asked": unsealed(row["asked"])} for row in after["slips"]]
    assert min(len(found) for found in before.values()) > 0  # there was something to lose
    for name, found in before.items():
        left = [column for column in found[0] if column not in GIVEN_UP]
        kept, was = (
            [{one: row[one] for one in left} for row in each] for each in (after[name], found)
        )
        assert sorted(map(str, kept)) == sorted(map(str, was)), name


def test_there_is_something_in_every_state():
    there = rows(on_sqlite())
    tables = ("drafts", "parts", "decisions", "outlines", "questions", "rounds")
    found = {f"{table} {row['state']}" for table in tables for row in there[table]}
    assert found == {*STEPS, *OVER}


def test_who_owes_what_by_when_is_what_it_was(door):
    def owed(sessions: Sessions) -> list[str]:
        columns = ("matter_id", "person_id", "duty", "ladder", "due_at", "promised_at", "repeats")
        found = [one for one in rows(sessions)["followups"] if one["settled_at"] is None]
        return sorted(str([one[column] for column in columns]) for one in found)

    assert owed(door.bot.sessions) == owed(on_sqlite())


# --- and it goes on -------------------------------------------------------------------------------


def test_a_step_from_each_state_and_back_again(door):
    go_on(door, *STEPS)


@pytest.mark.postgres
def test_and_on_postgresql(postgres):
    door = upgraded(on_postgres(postgres))
    go_on(door, "drafts leader_review", "parts handed_in", "decisions asked", "questions asked")
    door.closes()


def test_what_was_done_just_before_can_still_be_taken_back(door):
    for _, matter in UNDONE:
        take_back(door, matter)

    assert {one: state(door, *one) for one in UNDONE} == UNDONE
    assert [one for one in UNDONE if not duties(door, one[1])] == []
    deliver(door.bot)


def test_every_card_is_drawn_anew_for_each_who_has_one(door):
    """A day later those of what is open come by themselves; of the rest, whose it is asks."""
    matters, cards, readers = (TABLES.tables[name].c for name in ("matters", "cards", "readers"))
    number = (matters.prefix, matters.id)
    still = (cards.matter_id == matters.id, readers.matter_id == matters.id)
    still += (cards.person_id == readers.person_id, matters.closed_at.is_(None))
    with door.bot.sessions() as session:
        held = session.execute(select(cards.person_id, *number).where(*still)).all()
        over = select(matters.owner_id, *number).where(matters.closed_at.is_not(None))
        over = session.execute(over).all()
    for wait in (86_400, 1, 1, 1, 1, 1):  # a few at a time
        door.waits(seconds=wait)
    for who, prefix, n in over:
        door.says(who, f"{prefix}-{n}")

    read = {who: "\n".join(door.reads(who)) for who in door.slack.workspace.members}
    assert (len(held) > 100, len(over) > 5) == (True, True)
    assert [one for one in (*held, *over) if "*{1}-{2}*".format(*one) not in read[one[0]]] == []


def test_home_the_lists_and_the_details_of_what_is_open(door):
    for who in ("UWANG", "UZHAO", "UCHEN", "UZHANG", "ULINA", "USUN"):
        assert "*" in door.opens_home(who)
    for asked in ("what's overdue?", "my ledger", "show the calendar", "who is on leave?"):
        assert door.says("UWANG", asked)
    for number in (7, 8, 9, 17, 22, 31):
        presses(door, "UZHAO", "drafts:details", number)
        assert door.page("UZHAO")
        assert f"D-{number}" in door.says("UZHAO", f"record D-{number}")


def test_what_waited_has_gone_out_and_what_was_set_aside_still_is(door):
    letters = TABLES.tables["letters"].c
    with door.bot.sessions() as session:
        found = [str(one) for one in session.scalars(select(letters.state).order_by(letters.id))]

    assert found.count("failed") == 1
    assert {*found} == {"sent", "skipped", "failed"}
    assert "waiting 会议通知" in door.card("USUN", "D-59")


def test_every_button_of_old_is_answered(door):
    old = {who: presses(door, who, "nobody:knows", 1) for who in {one[0] for one in BUTTONS}}
    unknown = [one for one in BUTTONS if presses(door, *one) == old[one[0]]]

    assert len(BUTTONS) > 80
    assert unknown == []
    deliver(door.bot)


def test_reminders_and_rounds_come_when_their_time_comes(door):
    noon = door.waits_until(WEDNESDAY + timedelta(days=1, hours=2))
    monday = door.waits_until(WEDNESDAY + timedelta(days=5, hours=-1))

    assert any("看牙医" in line for line in noon)
    assert state(door, "rounds", 47) == "closed"
    assert any(line.startswith("ULINA") and "send the weekly" in line for line in monday)


def test_what_was_late_and_spent_is_looked_at_again(old):
    """Before, a ladder that had ended was silent for ever; what goes on for ever goes on now."""
    with old.begin() as session:
        session.execute(text("UPDATE followups SET nudge_at = NULL WHERE settled_at IS NULL"))

    migrate(old)

    owed = [one for one in rows(old)["followups"] if one["settled_at"] is None]
    silent = {one["ladder"] for one in owed if one["nudge_at"] is None}
    assert {one["ladder"] for one in owed} - silent == {
        *("standard", "accept", "filing", "private", "private-accept")
    }


def test_who_stood_for_whom_is_a_post_and_a_sealed_ballot_is_of_its_matter(empty):
    migrate(empty, to="0042")
    puts(empty, *(("people", {"slack_id": who, "role": "STAFF"}) for who in ("ULINA", "USUN")))
    puts(empty, ("ab_pairs", {"a_id": "ULINA", "b_id": "USUN"}))
    migrate(empty)
    found = rows(empty)
    told = [(one["name"], one["a_id"], one["b_id"]) for one in found["posts"]]
    assert told == [("", "ULINA", "USUN")]
    assert "ab_pairs" not in found
    with empty.begin() as session:
        now = inspect(session.connection())
        for table in ("voters", "sealed_ballots"):
            points = {one["referred_table"] for one in now.get_foreign_keys(table)}
            assert "matters" in points
            assert "votes" not in points


def puts(sessions, *each):
    """Rows of these tables; what is not said and cannot be left out is empty."""
    there = MetaData()
    with sessions.begin() as session:
        there.reflect(session.connection())
        for name, told in each:
            table = there.tables[name]
            needs = [one for one in table.c if not one.nullable and one.server_default is None]
            blank = {
                one.name: BLANK.get(one.type.python_type, one.type.python_type)() for one in needs
            }
            session.execute(insert(table), blank | told)


def test_a_room_that_was_booked_before_is_booked_in_the_table_of_what_is_booked(empty):
    migrate(empty, to="0057")
    begins = "2026-11-27T14:00:00+08:00"
    facts = {"title": "预算碰头会", "room": "one", "begins": begins, "hours": "2"}
    way = ways.shipped()["room"]
    puts(
        empty,
        ("people", {"slack_id": "UCHEN", "role": "STAFF"}),
        ("processes", {"id": 1, "name": "room", "version": 1, "text": way}),
        *(
            row
            for n, state, said in ((1, "running", facts), (2, "done", facts), (3, "running", {}))
            for row in (
                ("matters", {"id": n, "owner_id": "UCHEN", "opened_by_id": "UCHEN"}),
                ("cases", {"id": n, "process_id": 1, "state": state, "facts": said}),
            )
        ),
    )
    migrate(empty)
    [booked] = rows(empty)["bookings"]
    assert (booked["case_id"], booked["what"]) == (1, "room:one")
    with empty.begin() as session:
        times = session.execute(select(Booking.begins_at, Booking.ends_at)).one()
    assert tuple(times) == tuple(datetime(2026, 11, 27, hour, tzinfo=UTC) for hour in (6, 8))
