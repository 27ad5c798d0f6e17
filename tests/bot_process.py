"""The bot as a process of its own: typed with its words; or at work, its clock read from a file so
that others can turn it.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import TemporaryDirectory

from bot import hearing
from bot.__main__ import main, run
from bot.language import dates, phrases
from bot.settings import DATA, Settings
from handlers.upkeep.opening import ALL, Part
from rehearsal import Rehearsal

# Processes are forked from one that has imported all this: a start then takes a fifth of a second.
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload([__name__])
dates.warm_up()
phrases.warm_up()
hearing.learn(DATA / "learned")


@dataclass(frozen=True)
class Ended:
    """What a process said, and how it ended."""

    returncode: int | None
    stdout: str
    stderr: str


def typed(*words: str, **environment: str) -> Ended:
    """`python -m bot` with these words and these settings, and no others, until it ends."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    with TemporaryDirectory() as folder:
        process = begun(words, kept | environment, Path(folder))
        process.join(120)  # only that a start which hangs ends some time
        process.kill()
        said = (Path(folder, name).read_text("utf-8") for name in ("out", "err"))
        return Ended(process.exitcode, *said)


def begun(words: Sequence[str], environment: dict[str, str], folder: Path) -> BaseProcess:
    """`python -m bot` with these words, in a group of its own, as a shell would begin it; what it
    says is in the folder's `out` and `err`.
    """
    process = FORKS.Process(target=_type, args=(words, environment, folder))
    process.start()
    return process


def _type(words: Sequence[str], environment: dict[str, str], folder: Path) -> None:
    os.setsid()
    for number, name in ((1, "out"), (2, "err")):
        with (folder / name).open("w") as file:
            os.dup2(file.fileno(), number)
    os.environ.clear()
    os.environ.update(environment)
    sys.exit(main([*words]))


class Stage:
    """A rehearsal, and a folder in which the bot keeps its database, its log and its clock."""

    def __init__(self, slack: Rehearsal, folder: Path, **settings: object) -> None:
        self.slack, self.folder, self.skew = slack, folder, 0.0
        given = {"database_url": f"sqlite:///{folder}/bot.db", **settings}
        self.settings = Settings(
            slack_bot_token=slack.bot_token, slack_api_url=slack.api_url, **given
        )
        self.set_clock()

    def set_clock(self) -> None:
        """The bot's clock shows what the rehearsal's does, and the `skew` more."""
        ahead = self.slack.slack.clock.now() - datetime.now(UTC)
        fresh = self.folder / "clock.new"
        fresh.write_text(str(ahead.total_seconds() + self.skew))
        os.replace(fresh, self.folder / "clock")

    def turn(self, **by: float) -> None:
        self.slack.slack.clock.turn(**by)
        self.set_clock()

    def starts_bot(self, log_level: int = logging.INFO, part: Part = ALL) -> BaseProcess:
        told = (self.settings, self.folder, log_level, part)
        process = FORKS.Process(target=_play, args=told)
        process.start()
        return process


def _play(settings: Settings, folder: Path, log_level: int, part: Part) -> None:
    logging.basicConfig(filename=folder / "bot.log", level=log_level)
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    run(settings, clock_in(folder / "clock"), part)


def clock_in(file: Path) -> Callable[[], datetime]:
    """The clock that runs ahead of the wall's by the seconds in a file."""
    return lambda: datetime.now(UTC) + timedelta(seconds=float(file.read_text()))
