"""For whoever keeps machines running: is it alive, can it work, and how is it doing. Read over HTTP
in both run modes; not a word of anybody's stands there.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sqlalchemy import select

from handlers.slack.desk import Bot
from handlers.slack.discretion import whence
from handlers.slack.metrics import heading, line
from storage import memory
from storage.db import within
from storage.matters import stuck
from storage.matters.outbox import LetterState

log = logging.getLogger(__name__)

SILENT = 60.0  # seconds without a beat: the clockwork hangs
SOON = 1.0  # seconds in which the database has to answer
TEXT = "text/plain; charset=utf-8"
PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"
Environ = dict[str, Any]
Wsgi = Callable[[Environ, Any], Iterable[bytes]]
Told = tuple[str, str, str]  # status, type, words


def served(bot: Bot, otherwise: Wsgi) -> Wsgi:
    """GET /healthz, /readyz and /metrics; the rest is somebody else's."""
    pages: dict[str, Callable[[Bot], Told]] = {
        "/healthz": _alive,
        "/readyz": _ready,
        "/metrics": _metrics,
    }

    def serve(environ: Environ, start_response: Any) -> Iterable[bytes]:
        page = pages.get(environ.get("PATH_INFO", ""))
        if page is None or environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return otherwise(environ, start_response)
        status, kind, words = page(bot)
        body = words.encode()
        heads = [("Content-Type", kind), ("Content-Length", str(len(body)))]
        start_response(status, [*heads, ("Cache-Control", "no-store")])
        return [body] if environ["REQUEST_METHOD"] == "GET" else []

    return serve


def _alive(bot: Bot) -> Told:
    """A process that hangs is to be started anew; a database that is away is no reason."""
    silent = bot.metrics.silent
    if silent is not None and silent > SILENT:
        return _unwell(f"the clockwork has not beaten for {silent:.0f} s")
    return "200 OK", TEXT, "alive\n"


def _ready(bot: Bot) -> Told:
    """Whether it can do what it is asked."""
    try:
        with within(SOON):
            bot.alarm.is_over(bot)
            with bot.sessions() as session:
                session.scalar(select(memory.Stamp.value))
    except Exception as error:
        log.warning("the database does not answer: %s", type(error).__name__)
        is_written = bot.alarm.since is None
        return _unwell("the database does not answer" if is_written else "nothing can be written")
    return "200 OK", TEXT, "ready\n"


def _unwell(why: str) -> Told:
    return "503 Service Unavailable", TEXT, f"{why}\n"


def _metrics(bot: Bot) -> Told:
    said = [*bot.metrics.lines(), *_beats(bot)]
    try:
        with within(SOON), bot.sessions() as session:
            said += _of_letters(bot, session)
    except Exception as error:
        log.warning("the letters were not counted: %s", whence(error))
    return "200 OK", PROMETHEUS, "\n".join(said) + "\n"


def _beats(bot: Bot) -> Iterator[str]:
    if (silent := bot.metrics.silent) is not None:
        yield from heading("callboard_last_tick_age_seconds", "gauge", "Since the last beat.")
        yield line("callboard_last_tick_age_seconds", silent)
    yield from heading("callboard_cannot_write", "gauge", "1 while the database takes nothing.")
    yield line("callboard_cannot_write", bot.alarm.since is not None)


def _of_letters(bot: Bot, session: Any) -> Iterator[str]:
    now, counts = bot.clock(), stuck.by_state(session)
    yield from heading("callboard_letters", "gauge", "Letters of these 90 days, by state.")
    for state in LetterState:
        yield line("callboard_letters", counts.get(state, 0), {"state": state.value})
    oldest = stuck.oldest(session, now)
    name = "callboard_oldest_waiting_letter_seconds"
    yield from heading(name, "gauge", "Since when the longest waits that could have gone.")
    yield line(name, (now - oldest).total_seconds() if oldest else 0)
    name, late = "callboard_nudge_lateness_seconds", stuck.lateness(session, now)
    yield from heading(name, "summary", "How late the nudges of the last hour were posted.")
    for share in (0.5, 0.99):
        at = late[min(len(late) - 1, int(len(late) * share))] if late else 0
        yield line(name, at, {"quantile": str(share)})
    yield line(f"{name}_sum", sum(late))
    yield line(f"{name}_count", len(late))
