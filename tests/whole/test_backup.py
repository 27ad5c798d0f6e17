"""A back-up put back: what went out since it was made does not go again, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from slack_bolt import App
from sqlalchemy import select

from bot.matters import letters
from handlers.clockwork import deliver, tick
from handlers.slack.doors import open_doors
from handlers.upkeep.restoring import CaughtUp, catch_up
from rehearsal import Rehearsal
from storage import TABLES
from storage.backup import NoBackupError, prepared, put_in_place, save
from storage.db import Sessions, open_database
from storage.matters.outbox import Letter, LetterState
from tests.bot_process import typed
from tests.conftest import WEDNESDAY
from tests.databases import in_a_file
from tests.door import MANIFEST, Door

CAST = ("UWANG", "UZHAO", "ULIU", "UCHEN", "ULINA", "UZHANG", "USUN", "UZHOU")


class Office(Door):
    """An office whose database can be saved and put back."""

    def __init__(self, sessions: Sessions, folder: Path) -> None:
        super().__init__(sessions, WEDNESDAY)
        self.casts()
        tick(self.bot)
        deliver(self.bot)
        self.file, self.copy = folder / "backup.db", folder / "copy.db"
        self.url = sessions.kw["bind"].url.render_as_string(hide_password=False)

    def saves(self) -> None:
        save(self.url, self.file)

    def restores(self) -> CaughtUp:
        """As `python -m bot restore` does, the bot being stopped."""
        self.bot.sessions.kw["bind"].dispose()
        copy = prepared(self.file, self.copy)
        on_it = replace(self.bot, sessions=open_database(copy))
        found = catch_up(on_it)
        on_it.sessions.kw["bind"].dispose()
        put_in_place(copy, self.url, "before")
        self.bot.sessions.kw["bind"].dispose()
        self.bot = replace(self.bot, sessions=open_database(self.url))
        self.app = App(client=self.bot.slack, signing_secret="test", process_before_response=True)
        open_doors(self.app, self.bot)
        tick(self.bot)
        deliver(self.bot)
        return found

    def read_by_all(self) -> dict[str, list[str]]:
        return {who: self.reads(who) for who in CAST} | {"#": self.reads("UWANG", "COFFICE")}


@pytest.fixture
def either(sessions: Sessions, tmp_path: Path) -> Iterator[Office]:
    """On a file, and on a server."""
    opened = Office(sessions, tmp_path)
    yield opened
    opened.closes()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    sessions = in_a_file(tmp_path / "bot.db")
    opened = Office(sessions, tmp_path)
    yield opened
    opened.closes()


def writes(office: Office, to: str) -> None:
    """A letter, and nobody sends it yet."""
    with office.bot.sessions.begin() as session:
        letters.note(session, to, "home.retried", office.clock.now(), {})


def test_what_went_out_since_does_not_go_again_and_no_number_is_given_twice(either):
    office = either
    office.types("UWANG", "/draft assign @li.na Budget memo by 26 Nov 5pm")
    office.says("ULINA", "remind me at 11:00 to call the bank")
    for who in CAST:
        writes(office, who)
    office.saves()

    deliver(office.bot)
    office.waits(minutes=61)
    office.types("UZHAO", "/draft assign @sun.lei Flood notice by 4 Dec 5pm")
    before = office.read_by_all()
    assert "Flood notice" in before["USUN"][-1]
    assert any("call the bank" in said for said in before["ULINA"][-2:])

    found = office.restores()

    assert office.read_by_all() == before
    assert (found.since, found.unread) == (WEDNESDAY, 0)
    assert found.kept_back >= len(CAST)
    assert "D-3" in "".join(before["USUN"])
    assert found.next_number == 14
    assert "D-14" in office.types("UZHAO", "/draft assign @sun.lei Flood notice by 4 Dec 5pm")


def test_what_had_not_gone_out_yet_goes(office):
    office.types("UWANG", "/draft assign @li.na Budget memo by 26 Nov 5pm")
    writes(office, "UZHANG")
    office.saves()
    office.clock.turn(minutes=61)

    office.restores()
    assert len(office.reads("UZHANG")) == 1
    assert any("Budget memo" in said for said in office.waits(days=1))


def test_a_card_of_the_time_that_is_forgotten_shows_what_is_known(office):
    office.types("UWANG", "/draft assign @li.na Budget memo by 4 Dec 5pm")
    office.saves()
    office.waits(minutes=5)
    office.presses("ULINA", "Accept")
    assert "[Hand in a version]" in office.card("ULINA")

    office.restores()
    office.waits(minutes=1)
    assert "[Accept]" in office.card("ULINA")


def test_where_slack_lets_nobody_look_the_sender_looks_again(office):
    writes(office, "UZHANG")
    office.saves()
    deliver(office.bot)
    office.slack.fault("conversations.history", "internal_error", times=len(CAST) + 4)

    assert office.restores().unread >= len(CAST)
    assert len(office.reads("UZHANG")) == 1
    with office.bot.sessions.begin() as session:
        to = select(Letter.state).where(Letter.to == "UZHANG", Letter.key == "home.retried")
        assert session.scalar(to) in (LetterState.WAITING, LetterState.SENT)
    office.waits(seconds=11)
    assert len(office.reads("UZHANG")) == 1


# --- the rows -------------------------------------------------------------------------------------


def rows(sessions: Sessions) -> dict[str, list[Any]]:
    with sessions.kw["bind"].connect() as one:
        return {
            table.name: one.execute(select(table).order_by(*table.primary_key)).all()
            for table in TABLES.sorted_tables
            if table.name != "stamp"
        }


@pytest.mark.postgres
def test_a_back_up_is_the_way_from_one_database_to_the_other(office, postgres, tmp_path):
    """There and back, and into one that is not empty."""
    office.types("UWANG", "/draft assign @li.na Budget memo by 4 Dec 5pm")
    office.types("UZHANG", "/topic why do permits take so long?")
    office.saves()
    other, before = postgres.empty_office(), rows(office.bot.sessions)
    url = other.kw["bind"].url.render_as_string(hide_password=False)
    assert before["matters"]

    put_in_place(prepared(office.file, office.copy), url, "before")
    assert rows(other) == before
    save(url, tmp_path / "again.db")
    again = open_database(prepared(tmp_path / "again.db", office.copy))
    assert rows(again) == before
    again.kw["bind"].dispose()

    door, number = Door(other, WEDNESDAY + timedelta(minutes=1)), len(before["matters"]) + 1
    assert f"D-{number}" in door.types("UWANG", "/draft assign @li.na Notice by 4 Dec 5pm")
    door.closes()


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0 and no more", b"pg_dump" * 999])
def test_what_is_no_back_up_is_left_alone(tmp_path, content):
    file = tmp_path / "file"
    file.write_bytes(content)
    with pytest.raises(NoBackupError, match="no back-up"):
        prepared(file, tmp_path / "copy")


def test_a_file_that_is_there_is_not_written_over(office):
    office.saves()
    with pytest.raises(NoBackupError, match="is there already"):
        office.saves()
    assert oct(office.file.stat().st_mode)[-3:] == "600"


# --- what is typed --------------------------------------------------------------------------------


def test_both_are_typed_and_say_what_they_did(tmp_path):
    file, url = tmp_path / "backup.db", f"sqlite:///{tmp_path}/bot.db"
    in_a_file(tmp_path / "bot.db").kw["bind"].dispose()
    with Rehearsal(MANIFEST) as slack:
        told = {"DATABASE_URL": url, "SLACK_BOT_TOKEN": slack.bot_token}
        told |= {"SLACK_APP_TOKEN": slack.app_token, "SLACK_API_URL": slack.api_url}
        assert typed("backup", str(file), **told).returncode == 0
        restored = typed("restore", str(file), **told)
    assert (restored.returncode, "Traceback" in restored.stderr) == (0, False), restored.stderr
    assert "Matters are numbered from 11 on." in restored.stdout
    assert len(list(tmp_path.glob("bot.db.*[0-9]"))) == 1
