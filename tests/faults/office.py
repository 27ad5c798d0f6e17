"""An office whose bot is a process of its own, on a Slack that does as it is told; what became of
each letter is counted from what that Slack has stored.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from slack_sdk import WebClient
from sqlalchemy import Connection, NullPool, create_engine, func, select, update

from handlers.demo import cast
from handlers.slack import members
from handlers.slack.members import Workspace
from rehearsal import Clock, Rehearsal, Slack
from rehearsal.control import add_members
from storage.db import Sessions, open_database
from storage.matters import outbox
from storage.matters.outbox import Letter, LetterKind, LetterState
from storage.schema import migrate
from storage.who.people import Person, Role
from tests.bot_process import Stage
from tests.door import MANIFEST

ROOT = Path(__file__).parents[2]
WRITTEN = ("The office's drafts and reminders", "办公室的文稿和提醒")  # as each letter begins
WEDNESDAY = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)  # 10:00 in Shanghai


@dataclass
class Office:
    stage: Stage
    sessions: Sessions
    crowd: list[str]
    running: list[BaseProcess | Unaware] = field(default_factory=list)
    written: int = 0

    @contextmanager
    def looks(self) -> Iterator[Connection]:
        """Into the database, without waiting for its turn to write."""
        engine = create_engine(self.stage.settings.database_url, poolclass=NullPool)
        with engine.connect() as connection:
            yield connection

    @property
    def slack(self) -> Slack:
        return self.stage.slack.slack

    def now(self) -> datetime:
        return self.slack.clock.now()

    def begins(self, processes: int = 1, shim: Path | None = None, **environ: str) -> None:
        """So many bots at work, all of them listening; with a shim, which must be one, its clock is
        the machine's as the shim shows it.
        """
        wanted = self._opened() + processes
        starts = [self.stage.starts_bot] * processes
        if shim is not None:
            starts = [lambda: Unaware(self.stage, shim, environ)]
        self.running += [start() for start in starts]
        if not until(lambda: self._opened() >= wanted, 60):
            raise TimeoutError(self._log()[-500:])

    def admits_the_crowd(self) -> None:
        """They are of the office, and are reminded of what they owe."""
        with self.sessions.begin() as session:
            crowd = Person.slack_id.in_(self.crowd)
            session.execute(update(Person).where(crowd).values(role=Role.STAFF))

    def stops(self) -> None:
        self._ends(lambda one: one.terminate())

    def dies(self) -> None:
        self._ends(lambda one: one.kill())

    def _ends(self, how: Callable[[Any], None]) -> None:
        for one in self.running:
            how(one)
        for one in self.running:
            one.join()
        self.running.clear()

    def worked(self) -> float:
        """The seconds of a core that those at work have had."""
        stats = [Path(f"/proc/{one.pid}/stat").read_text() for one in self.running]
        ticks = [int(n) for stat in stats for n in stat.rpartition(")")[2].split()[11:13]]
        return sum(ticks) / os.sysconf("SC_CLK_TCK")

    def skews(self, seconds: float) -> None:
        """The bot's clock runs ahead of Slack's."""
        self.stage.skew = seconds
        self.stage.set_clock()

    def writes(self, each: int, to: list[str] | None = None) -> int:
        """So many letters to everybody of a crowd, in turn, as a morning writes them."""
        told = {"matter_id": None, "key": "people.welcome", "blanks": {}, "loud": False}
        at, crowd = {"not_before": self.now()}, self.crowd if to is None else to
        rows = [{"kind": LetterKind.NOTE, "to": who, **told, **at} for who in crowd * each]
        with self.sessions.begin() as session:
            outbox.post(session, rows)
        self.written += len(rows)
        return len(rows)

    def arrived(self) -> Counter[str]:
        """How often each letter to the crowd stands in Slack."""
        with self.slack.lock:
            places = [self.slack.place("DM", who) for who in self.crowd]
            there = [one for place in places for one in place.messages.values()]
        told = [one.metadata for one in there if one.metadata and _is_for_the_crowd(one.text)]
        return Counter(mark["event_payload"]["letter"] for mark in told)

    def lost(self) -> int:
        return self.written - len(self.arrived())

    def doubled(self) -> int:
        return sum(self.arrived().values()) - len(self.arrived())

    def until_all_is_there(self, most: float) -> float:
        """The seconds until the last letter to the crowd is in Slack, or `most`."""
        began = time.monotonic()
        until(lambda: len(self.arrived()) >= self.written, most)
        return time.monotonic() - began

    def asks_for_help(self, who: str, most: float = 200) -> float:
        """The seconds from "help" in a direct message to the answer, or `most`."""
        began, said = time.monotonic(), self.slack.says(who, "DM", "help")

        def answered() -> bool:
            later = [one for one in self.slack.sees(who, "DM") if float(one.ts) > float(said.ts)]
            return any(one.metadata and not one.text.startswith(WRITTEN) for one in later)

        until(answered, began + most - time.monotonic())
        return time.monotonic() - began

    def until_they_have_it(self, who: list[str], most: float) -> float:
        """The seconds until each of them has a message, or `most`."""
        began = time.monotonic()
        until(lambda: all(self.slack.sees(one, "DM") for one in who), most)
        return time.monotonic() - began

    def until_called(self, method: str, most: float = 60) -> None:
        """The clock is turned until the bot calls it."""
        self.turns_until(lambda: bool(self.calls(method)), most)

    def until_all_is_settled(self, most: float = 60) -> None:
        """The clock is turned until no letter waits."""
        self.turns_until(self.is_settled, most)

    def turns_until(self, look: Callable[[], bool], most: float, by: float = 5) -> None:
        end = time.monotonic() + most
        while not look() and time.monotonic() < end:
            self.stage.turn(seconds=by)
            time.sleep(0.1)

    def turns(self, seconds: float, by: float = 20) -> None:
        """So much time passes, step by step, each long enough for the bot to see it."""
        for _ in range(round(seconds / by)):
            self.stage.turn(seconds=by)
            time.sleep(0.1)

    def failed(self) -> int:
        with self.looks() as connection:
            set_aside = select(func.count()).where(Letter.state == LetterState.FAILED)
            return connection.scalar(set_aside) or 0

    def is_settled(self) -> bool:
        unsent = Letter.state.in_((LetterState.WAITING, LetterState.SENDING))
        with self.looks() as connection:
            return not connection.scalar(select(func.count()).where(unsent))

    def calls(self, method: str = "chat.postMessage") -> list[str]:
        """What became of each call."""
        return [one.fate for one in self.slack.log.calls(method)]

    def _opened(self) -> int:
        return self._log().count("the office is open")

    def _log(self) -> str:
        file = self.stage.folder / "bot.log"
        return file.read_text() if file.exists() else ""


def _is_for_the_crowd(text: str) -> bool:
    """One of the letters written here, or a reminder; no answer."""
    return text.startswith((*WRITTEN, "⏳", "🔴"))


def until(look: Callable[[], Any], most: float) -> bool:
    """Wait until it is so; False if it was not in so many seconds."""
    end = time.monotonic() + most
    while not (found := look()) and time.monotonic() < end:
        time.sleep(0.02)
    return bool(found)


class Unaware:
    """A bot that knows of no stage: `python -m bot`, whose machine's clock and disk are played."""

    def __init__(self, stage: Stage, shim: Path, environ: dict[str, str]) -> None:
        known = stage.settings
        given = {
            "DATABASE_URL": known.database_url,
            "SLACK_BOT_TOKEN": known.slack_bot_token,
            "SLACK_APP_TOKEN": known.slack_app_token,
            "SLACK_API_URL": known.slack_api_url,
            "CLOCK_AHEAD": str(stage.folder / "clock"),
            "LD_PRELOAD": str(shim),
        }
        with (stage.folder / "bot.log").open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot"],
                cwd=ROOT,
                env=os.environ | given | environ,
                stderr=log,
            )

    def terminate(self) -> None:
        self.process.terminate()

    def kill(self) -> None:
        self.process.kill()

    def join(self) -> None:
        self.process.wait(timeout=30)

    @property
    def pid(self) -> int:
        return self.process.pid


@contextmanager
def office(people: int = 50, **settings: object) -> Iterator[Office]:
    """The seeded office and a crowd beside it; nothing is running yet. `database_url`: where, if in
    no file of its own.
    """
    clock = Clock()
    clock.turn_to(WEDNESDAY)
    with TemporaryDirectory() as folder, Rehearsal(MANIFEST, clock=clock) as slack:
        stage = Stage(slack, Path(folder), slack_app_token=slack.app_token, **settings)
        crowd = add_members(slack.slack, people)
        sessions = open_database(stage.settings.database_url)
        migrate(sessions)
        client = WebClient(slack.bot_token, base_url=slack.api_url)
        members.meet_everybody(sessions, client, Workspace(), WEDNESDAY)
        cast.take_their_places(sessions, WEDNESDAY)
        opened = Office(stage, sessions, crowd)
        try:
            yield opened
        finally:
            opened.stops()
            sessions.kw["bind"].dispose()


def sums(opened: Office) -> str:
    return f"lost {opened.lost()}, doubled {opened.doubled()}"


def none_is_amiss(opened: Office) -> bool:
    return opened.lost() == opened.doubled() == 0
