"""Without power: nothing lost, nothing said twice."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from storage.db import open_database
from tests.faults.office import Office, none_is_amiss, office, sums, until
from tests.faults.rows import Found, row
from tests.faults.shim import shim


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
