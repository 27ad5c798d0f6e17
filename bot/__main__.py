"""Opens the office: `python -m bot`, or, in a Slack of one's own, `python -m bot demo`.

The one place that sees all folders: settings, wiring, run modes.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from bot.language.catalog import Catalog
from bot.settings import BadSettingError, Settings, read_settings
from handlers import phrasebook
from handlers.demo import cast, playing
from handlers.demo.lately import hints
from handlers.desks import DESKS
from handlers.manifest import manifest
from handlers.slack import logs
from handlers.slack.desk import Bot
from handlers.upkeep.backup import backup, restore
from handlers.upkeep.doctor import doctor
from handlers.upkeep.opening import ALL, TIMEOUT, WEB, WORKER, Part, at_work, open_office, opened
from handlers.upkeep.starting import migrate
from rehearsal import Clock, Rehearsal
from storage import schema
from storage.db import is_replaced
from storage.trouble import Trouble, once_there

MANIFEST = Path(__file__).parent.parent / "manifest.json"
DOCS = Path(__file__).parent.parent / "docs"
DEMO_PORT = 8400
LAST = 9  # seconds that what is running may take when we are told to stop
log = logging.getLogger("callboard")


def main(words: list[str]) -> int:
    """Run in the mode that `words` name. Returns the exit status."""
    logging.basicConfig(level=logging.INFO)
    logs.written_as("text")
    for name in ("apscheduler", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)
    modes: dict[str, Callable[[], int]] = {
        "": serve,
        "web": partial(serve, WEB),
        "worker": partial(serve, WORKER),
        "demo": demo,
        "demo --empty": partial(demo, empty=True),
        "manifest": write_manifest,
        "docs": write_docs,
        "migrate": migrate,
        "doctor": doctor,
        "db-check": check_database,
    }
    with_a_file: dict[str, Callable[[Path], int]] = {"backup": backup, "restore": restore}
    if len(words) == 2 and words[0] in with_a_file:
        return with_a_file[words[0]](Path(words[1]))
    mode = modes.get(" ".join(words))
    if mode is None:
        usage = [*filter(None, modes), *(f"{one} FILE" for one in with_a_file)]
        print(f"usage: python -m bot [{' | '.join(usage)}]", file=sys.stderr)
        return 2
    return mode()


def serve(part: Part = ALL) -> int:
    """The real thing, until it is told to stop."""
    try:
        settings = read_settings()
        logs.written_as(settings.log_format)
        run(settings, lambda: datetime.now(UTC), part)
    except BadSettingError as problem:
        print(f"callboard: {problem}", file=sys.stderr)
        return 2
    return 0


def run(settings: Settings, clock: Callable[[], datetime], part: Part = ALL) -> None:
    """Open the office and keep it open until SIGTERM or Ctrl-C; then end what is running. Until it
    is open either of them ends the start at once, whatever it waits for.
    """
    for called in (signal.SIGTERM, signal.SIGINT):
        signal.signal(called, lambda *_: os._exit(0))  # as after a kill, it is gone on from there
    bot, close = once_there(partial(opened, settings, clock, part))
    over = told_to_stop()
    log.info("the office is open")
    while not over.wait(1):
        if is_replaced(bot.sessions):
            leave_it_alone(bot)
    late = threading.Timer(LAST, leave)
    late.daemon = True
    late.start()
    close()
    late.cancel()


def leave() -> None:
    """Whatever still runs waits for somebody who does not answer."""
    log.warning("not all that was running has ended in %s seconds: it is left there", LAST)
    os._exit(1)


def leave_it_alone(bot: Bot) -> None:
    """The database's file is another, or gone: nothing is written any more, and nothing tidied, as
    that could touch what stands there now.
    """
    bot.alarm.rings(bot, Trouble.REPLACED, wait=TIMEOUT)
    log.error("DATABASE_URL: its file was replaced or removed while the bot was at work: it stops")
    os._exit(2)


def told_to_stop() -> threading.Event:
    """What SIGTERM and Ctrl-C set from now on."""
    over = threading.Event()
    for called in (signal.SIGTERM, signal.SIGINT):
        signal.signal(called, lambda *_: over.set())
    return over


def demo(*, empty: bool = False) -> int:
    """The rehearsal with the bot in it, its clock the rehearsal's, until Ctrl-C. Unless it is to be
    `empty`, its people have been at work for some days.
    """
    over = told_to_stop()
    clock = Clock()
    app = json.loads(MANIFEST.read_text("utf-8"))
    to_try = None if empty else hints()
    rehearsal = Rehearsal(app, clock=clock, port=_a_port(), hints=to_try)
    with TemporaryDirectory() as folder, rehearsal as slack:
        settings = Settings(
            database_url=f"sqlite:///{folder}/rehearsal.db",  # as short-lived as the rehearsal
            slack_bot_token=slack.bot_token,
            slack_app_token=slack.app_token,
            slack_api_url=slack.api_url,
            port=(outside := _free_port()),
            public_url=f"http://127.0.0.1:{outside}",
        )
        bot = open_office(settings, clock.now)
        cast.take_their_places(bot.sessions, clock.now())
        close = at_work(settings, bot)
        if not empty:
            playing.play(bot, clock, slack.slack)
        print(f"\nCallboard is rehearsing at {slack.url}  (Ctrl-C ends it)\n", flush=True)
        over.wait()
        close()
    return 0


def _a_port() -> int:
    """The demo's usual port, or any free one if somebody else has it."""
    with socket.socket() as attempt:
        return 0 if attempt.connect_ex(("127.0.0.1", DEMO_PORT)) == 0 else DEMO_PORT


def _free_port() -> int:
    with socket.socket() as attempt:
        attempt.bind(("127.0.0.1", 0))
        return int(attempt.getsockname()[1])


def write_manifest() -> int:
    catalog = Catalog(ZoneInfo("UTC"), "en")
    written = manifest(catalog.speak_to(None, datetime.now(UTC)))
    MANIFEST.write_text(json.dumps(written, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return 0


def write_docs() -> int:
    for lang, name in phrasebook.PAGES.items():
        say, page = Catalog(ZoneInfo("UTC"), lang).speak_to(None, datetime.now(UTC)), DOCS / name
        page.write_text(phrasebook.page(page.read_text("utf-8"), say, lang, list(DESKS)), "utf-8")
    return 0


def check_database() -> int:
    missing = schema.differences()
    if missing:
        print(missing, file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
