"""The database cannot be written: people read that nothing was changed, and the admin why."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from handlers.clockwork import tick
from rehearsal import Rehearsal
from storage.db import Sessions, open_database
from storage.matters.journal import Entry
from storage.trouble import Trouble, once_there, trouble
from tests.bot_process import Stage
from tests.conftest import WEDNESDAY
from tests.databases import in_a_file
from tests.door import MANIFEST, Door
from tests.whole.test_end_to_end import wait_for

ZH = "现在写不进去，什么都没有改动。过几分钟再试一次。"
EN = "I cannot write at the moment; nothing was changed. Try again in a few minutes."


def deeds(door: Door) -> list[str]:
    with door.bot.sessions() as session:
        return [entry.what for entry in session.query(Entry)]


@contextmanager
def read_only(door: Door) -> Iterator[None]:
    driver = door.bot.sessions.kw["bind"].raw_connection().driver_connection
    driver.execute("PRAGMA query_only = ON")
    yield
    driver.execute("PRAGMA query_only = OFF")


def told_the_admin(door: Door) -> list[str]:
    """ULIU is the workspace's."""
    return [said for said in door.reads("ULIU") if "the database" in said]


@pytest.fixture
def door(door: Door) -> Door:
    door.types("UWANG", "/draft assign @li.na Budget memo by 4 Dec 5pm")
    tick(door.bot)
    return door


def news(door: Door, who: str, channel: str = "DM") -> str:
    """What they read last: no letter goes out meanwhile."""
    return door.reads(who, channel)[-1]


def types(door: Door, who: str, line: str) -> str:
    outcome = door.slack.commands(who, "COFFICE", line)
    assert outcome.error is None
    return news(door, who, "COFFICE")


def test_whatever_is_done_meanwhile_is_answered_by_a_true_sentence(door):
    card, before = door.card("ULINA"), deeds(door)
    door.opens_home("ULINA")
    with read_only(door):
        assert types(door, "UWANG", "/draft assign @li.na Notice by 4 Dec 5pm") == ZH
        assert types(door, "ULINA", "/office remind me to call the bank tomorrow") == EN
        door.slack.says("ULINA", "DM", "remind me to call the bank tomorrow")
        assert news(door, "ULINA") == EN
        door.slack.says("UWANG", "COFFICE", "<@UBOT> 提醒我明天上午给银行打电话")
        assert news(door, "UWANG", "COFFICE") == ZH
        door.slack.presses("ULINA", "DM", *door.finds("ULINA", "Accept"))
        assert news(door, "ULINA") == EN
        door.slack.presses_home("ULINA", "What can I say?")
        assert EN in door.page("ULINA")
    assert (door.card("ULINA"), deeds(door)) == (card, before)
    door.presses("ULINA", "Accept")
    assert deeds(door) == [*before, "drafts.accept"]


def test_a_form_keeps_what_was_typed(door):
    door.types("UZHAO", "/draft")
    typed = {"person": "ULINA", "title": "Roster", "due": "11-26 17:00", "visibility": "office"}
    with read_only(door):
        assert list((door.slack.submits("UZHAO", **typed).errors or {}).values()) == [ZH]
    assert door.fills_in("UZHAO") == {}
    assert deeds(door)[-1] == "drafts.assign"


def test_the_admin_hears_once_why_and_once_that_it_is_over(door):
    with read_only(door):
        for _ in range(2):
            types(door, "ULINA", "/office remind me to call the bank tomorrow")
        with pytest.raises(OperationalError):
            tick(door.bot)
        [begun] = told_the_admin(door)
    assert begun.startswith(
        "⚠️ Since Wed 25 Nov 10:00 I cannot write to the database: it may only be"
    )

    door.waits(minutes=5)
    assert len(told_the_admin(door)) == 2
    assert told_the_admin(door)[-1].startswith("I can write to the database again.")
    assert not [said for who in ("ULINA", "UWANG") for said in door.reads(who) if "数据库" in said]
    assert not [said for said in door.reads("ULINA") if "database" in said]


def test_a_server_that_is_back_at_once_is_no_news(door):
    """Only beats have failed, and nobody has asked for anything."""
    door.bot.alarm.beat_failed(door.bot, Trouble.AWAY)
    door.bot.alarm.beat_failed(door.bot, Trouble.AWAY)
    assert told_the_admin(door) == []
    assert door.bot.alarm.first is not None
    door.bot.alarm.first -= 60
    door.bot.alarm.beat_failed(door.bot, Trouble.AWAY)
    assert "its server does not answer" in told_the_admin(door)[0]
    tick(door.bot)
    assert (door.bot.alarm.first, door.bot.alarm.since) == (None, None)


@contextmanager
def held(sessions: Sessions) -> Iterator[None]:
    """Somebody else keeps the database to himself."""
    with sessions.kw["bind"].connect() as other:
        if other.dialect.name == "sqlite":
            with closing(sqlite3.connect(other.engine.url.database)) as held:
                other.rollback()
                held.execute("BEGIN IMMEDIATE")
                yield
        else:
            other.execute(text("LOCK TABLE people IN ACCESS EXCLUSIVE MODE"))
            yield


def test_a_lock_is_not_waited_for_until_slack_gives_up(sessions):
    """It is never let go while the question is open."""
    door = Door(sessions, WEDNESDAY)
    door.casts()
    tick(door.bot)
    with held(sessions):
        assert types(door, "ULINA", "/office remind me to call the bank tomorrow") == EN
        assert "another program keeps it locked" in told_the_admin(door)[0]
    assert deeds(door) == []
    door.closes()


# --- another file ---------------------------------------------------------------------------------


def remove(file: Path) -> None:
    file.unlink()


def replace(file: Path) -> None:
    """By a copy, as a back-up that is put back under a running bot."""
    shutil.copy(file, file.with_suffix(".new"))
    os.replace(file.with_suffix(".new"), file)


@pytest.mark.parametrize("happens", [remove, replace])
def test_nothing_is_written_into_a_file_that_stands_nowhere(tmp_path, happens):
    file = tmp_path / "bot.db"
    sessions = in_a_file(file)
    door = Door(sessions, WEDNESDAY)
    door.casts()
    happens(file)
    assert door.slack.commands("UWANG", "COFFICE", "/office help").ack["text"] == ZH
    door.closes()


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with Rehearsal(MANIFEST) as slack:
        yield Stage(slack, tmp_path, slack_app_token=slack.app_token, office_admins="UZHAO")


@pytest.mark.parametrize("happens", [remove, replace])
def test_a_running_bot_notices_says_so_and_stops(stage: Stage, happens: Callable[[Path], None]):
    bot, log = stage.starts_bot(), stage.folder / "bot.log"
    assert wait_for(lambda: log.exists() and "the office is open" in log.read_text(), 60)
    happens(stage.folder / "bot.db")
    bot.join(10)
    assert bot.exitcode == 2
    assert "its file was replaced or removed" in log.read_text()
    [said] = [one.text for one in stage.slack.slack.sees("UZHAO", "DM")]
    assert "文件在我工作的时候被换掉或者删掉了" in said


# --- what the databases themselves say --------------------------------------------------------


def ails(url: str, *statements: str) -> Trouble | None:
    try:
        with open_database(url).kw["bind"].begin() as connection:
            for statement in statements:
                connection.execute(text(statement))
    except OperationalError as error:
        return trouble(error)
    raise AssertionError("nothing ails it")


def test_a_database_says_what_ails_it(tmp_path):
    url = f"sqlite:///{tmp_path}/bot.db"
    full = (
        "CREATE TABLE a (b)",
        "PRAGMA max_page_count = 1",
        "INSERT INTO a VALUES (zeroblob(9000))",
    )
    assert ails(url, *full) is Trouble.FULL
    assert ails(f"sqlite:///{tmp_path}/nowhere/bot.db", "SELECT 1") is Trouble.BROKEN
    assert ails(url, "SELECT * FROM nothing") is None
    away = "postgresql+psycopg://127.0.0.1:1/office"
    assert ails(away, "SELECT 1") is Trouble.AWAY


@pytest.mark.postgres
def test_a_server_that_refuses_for_good_is_not_waited_for(postgres):
    url = postgres.empty_database().kw["bind"].url.set(database="none")
    assert ails(url.render_as_string(hide_password=False), "SELECT 1") is None


@pytest.mark.postgres
def test_of_two_who_wait_for_each_other_the_one_sent_away_tries_again(postgres):
    engine = postgres.empty_database().kw["bind"]
    beaten = "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '40P01'; END $$"
    attempts = iter((beaten, "SELECT 1"))

    def attempt() -> None:
        with engine.begin() as connection:
            connection.execute(text(next(attempts)))

    once_there(attempt)
    assert list(attempts) == []
    engine.dispose()
