"""Killed, frozen, and without power: nothing lost, nothing said twice."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
import warnings
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import TemporaryDirectory

from storage.db import open_database
from tests.databases import Postgres
from tests.faults.office import Office, none_is_amiss, office, sums, until
from tests.faults.rows import Found, row
from tests.faults.shim import shim
from tests.kill import rehearse

FAULTS = ("ratelimited", "http_500", "drop_before", "drop_after", "internal_error")


@row("lost 0, doubled 0")
def the_power_is_cut() -> Found:
    """The power is cut while 150 letters go out: files as they were last synced (SQLite)."""
    with TemporaryDirectory() as folder, office(people=30) as opened:
        safe = Path(folder) / "safe"
        safe.mkdir()
        opened.writes(each=5)
        _settle_on_the_disk(opened, safe)
        opened.slack.latency = 0.05
        opened.begins(shim=shim(Path(folder)), SAFE=str(safe))
        until(lambda: len(opened.arrived()) >= 100, 60)
        opened.dies()
        out = len(opened.arrived())
        _as_on_the_disk(opened, safe)
        opened.begins()
        opened.until_all_is_settled(most=120)
        return Found(f"{out} of 150 were out; {sums(opened)}", none_is_amiss(opened))


def _settle_on_the_disk(opened: Office, safe: Path) -> None:
    """What was written before the bot began is safe."""
    raw = opened.sessions.kw["bind"].raw_connection()
    raw.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()
    shutil.copy(opened.stage.folder / "bot.db", safe)


def _as_on_the_disk(opened: Office, safe: Path) -> None:
    opened.sessions.kw["bind"].dispose()
    for file in opened.stage.folder.glob("bot.db*"):
        file.unlink()
    for file in safe.glob("bot.db*"):
        shutil.copy(file, opened.stage.folder)
    opened.sessions = open_database(opened.stage.settings.database_url)  # it is another file now


@row("lost 0, doubled 0")
def killed_again_and_again() -> Found:
    """12 kills at random moments while 150 reminders fall due, one process (SQLite)."""
    outcome = rehearse(kills=12, nudges=150)
    seen = f"{outcome.caught} kills found a letter on its way; "
    seen += f"lost {outcome.lost}, doubled {outcome.doubled}"
    return Found(seen, not (outcome.lost or outcome.doubled))


@row("lost 0, doubled 0")
def two_processes_on_a_file() -> Found:
    """800 letters, two processes: kills, freezes, refusals, cuts once it was stored (SQLite)."""
    with office(people=40) as opened:
        return _among_faults(opened, processes=2, each=20, rounds=10)


@row("lost 0, doubled 0")
def six_processes_on_a_server() -> Found:
    """2,000 letters, six processes, the same, and two restarts of the database (PostgreSQL)."""
    with TemporaryDirectory() as folder, warnings.catch_warnings(action="ignore"):
        server = Postgres(Path(folder))
        try:
            url = server.empty_office().kw["bind"].url.render_as_string(hide_password=False)
            with office(people=100, database_url=url) as opened:
                return _among_faults(opened, 6, each=20, rounds=10, server=server)
        finally:
            server.close()


def _among_faults(
    opened: Office, processes: int, each: int, rounds: int, server: Postgres | None = None
) -> Found:
    """Rounds of what may go wrong, in an order that a seed decides."""
    dice = random.Random(13)
    opened.slack.latency = 0.03
    opened.begins(processes)
    kills = freezes = restarts = 0
    for n in range(rounds):
        opened.writes(each=each // rounds or 1)
        for fault in FAULTS:
            opened.slack.fault("chat.postMessage", fault, 3, after=dice.randrange(40), seconds=5)
        time.sleep(dice.uniform(0.2, 0.8))
        victim = opened.running[dice.randrange(len(opened.running))]
        if n % 2:
            kills += 1
            victim.kill()
            victim.join()
            opened.running.remove(victim)
            opened.begins()
        else:
            freezes += 1
            _freeze(opened, victim)
        if server is not None and n in (3, 6):
            restarts += 1
            server.restarts()
        opened.stage.turn(seconds=20)
    opened.slack.faults.clear()
    opened.until_all_is_settled(most=150)
    seen = f"{kills} kills, {freezes} freezes past the lease, {restarts} restarts; "
    return Found(seen + sums(opened), opened.is_settled() and none_is_amiss(opened))


def _freeze(opened: Office, victim: BaseProcess) -> None:
    """It stands still for longer than its lease, and then goes on as if nothing had been."""
    os.kill(victim.pid, signal.SIGSTOP)
    opened.stage.turn(seconds=65)
    time.sleep(0.5)
    opened.stage.turn(seconds=30)
    os.kill(victim.pid, signal.SIGCONT)
