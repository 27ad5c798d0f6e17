"""What ails a database that does not do what it is asked, and waiting until it is there."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from enum import StrEnum
from itertools import chain, repeat
from typing import Any, TypeVar

from sqlalchemy.exc import DBAPIError, TimeoutError

log = logging.getLogger(__name__)

T = TypeVar("T")
STEPS = (1, 2, 4, 8)  # seconds between the first attempts
LONGEST_STEP = 15
A_MINUTE = 60.0  # between two lines in the log
# What a server says that will be there in a moment; whatever else it says at the door is final.
SOON = ("starting up", "shutting down", "recovery", "not yet accepting", "too many")


class Trouble(StrEnum):
    """Of the database itself: asking otherwise helps nobody, asking later may."""

    AWAY = "away"
    LOCKED = "locked"  # somebody else holds what we want, for too long
    FULL = "full"
    READ_ONLY = "read-only"
    BROKEN = "broken"  # it cannot be read
    REPLACED = "replaced"  # the file at its place is another, or none


WILL_PASS = (Trouble.AWAY, Trouble.LOCKED)
BEATEN = ("40P01", "40001")  # what SQL calls a deadlock, and two who cannot both have been first
OF_SQLITE = {
    "BUSY": Trouble.LOCKED,
    "LOCKED": Trouble.LOCKED,
    "FULL": Trouble.FULL,
    "READONLY": Trouble.READ_ONLY,
    "IOERR": Trouble.BROKEN,
    "CANTOPEN": Trouble.BROKEN,
    "CORRUPT": Trouble.BROKEN,
    "NOTADB": Trouble.BROKEN,
}
OF_A_SERVER = {  # by the beginning of what SQL calls a state
    "55P03": Trouble.LOCKED,
    "57014": Trouble.LOCKED,
    "53100": Trouble.FULL,
    "25006": Trouble.READ_ONLY,
    "08": Trouble.AWAY,
    "53300": Trouble.AWAY,
    "57P": Trouble.AWAY,
    "58": Trouble.BROKEN,
}


class ReplacedError(Exception):
    """The file of the database is not the one that was opened."""


def trouble(error: BaseException) -> Trouble | None:
    """What ails the database; None if it is well, and something else went wrong."""
    if isinstance(error, ReplacedError):
        return Trouble.REPLACED
    if isinstance(error, TimeoutError):  # every connection waits
        return Trouble.LOCKED
    return _said_by(error, error.orig) if isinstance(error, DBAPIError) else None


def _said_by(error: DBAPIError, driver: Any) -> Trouble | None:
    if name := getattr(driver, "sqlite_errorname", ""):
        return OF_SQLITE.get(name.removeprefix("SQLITE_").partition("_")[0])
    if state := getattr(driver, "sqlstate", None):
        return next((ails for key, ails in OF_A_SERVER.items() if state.startswith(key)), None)
    if not hasattr(driver, "sqlstate") or type(driver).__name__ == "ProgrammingError":
        return None
    is_refused = "FATAL:" in str(driver) and not any(word in str(driver) for word in SOON)
    return None if is_refused else Trouble.AWAY


def will_pass(error: BaseException) -> bool:
    """Is it enough to try again? Of two who wait for each other a server sends one away."""
    beaten = isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None) in BEATEN
    return beaten or trouble(error) in WILL_PASS


def reason(error: BaseException) -> str:
    """In one line, without what was asked."""
    said = str(getattr(error, "orig", None) or error).strip()
    return said.splitlines()[0] if said else type(error).__name__


def once_there(attempt: Callable[[], T]) -> T:
    """What comes of an attempt, tried again as long as the database is away or held by somebody;
    the log says so at once, and then every minute.
    """
    told = -A_MINUTE
    for pause in chain(STEPS, repeat(LONGEST_STEP)):
        try:
            return attempt()
        except (DBAPIError, TimeoutError) as error:
            if not will_pass(error):
                raise
            if time.monotonic() - told >= A_MINUTE:
                told = time.monotonic()
                log.warning("waiting for the database: %s", reason(error))
        time.sleep(pause)
    raise AssertionError  # it is waited for without end
