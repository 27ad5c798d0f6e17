"""`python -m bot backup FILE` and `python -m bot restore FILE`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.settings import Database, read, read_settings
from handlers.upkeep.opening import open_office
from handlers.upkeep.restoring import CaughtUp, catch_up
from handlers.upkeep.starting import in_one_line
from storage import backup as files


def backup(file: Path) -> int:
    with in_one_line():
        files.save(read(Database).database_url, file)
    print(f"{file} is the back-up: all of the office, in one file, of this moment.")
    return 0


def restore(file: Path) -> int:
    """Put a back-up in the place of the database, after a look into Slack at what has happened
    since; whatever fails, the database stays as it was.
    """
    with in_one_line(), TemporaryDirectory() as folder:
        settings = read_settings()
        copy = files.prepared(file, _beside(settings.database_url, Path(folder)))
        theirs = settings.model_copy(update={"database_url": copy})
        bot = open_office(theirs, lambda: datetime.now(UTC))
        found = catch_up(bot)
        bot.sessions.kw["bind"].dispose()
        before = files.put_in_place(
            copy, settings.database_url, f"{datetime.now(UTC):%Y%m%d-%H%M%S}"
        )
    print("\n".join(_told(file, found)))
    if before is not None:
        print(f"The database that was there is {before} now.")
    return 0


def _beside(url: str, folder: Path) -> Path:
    """On the same disk as the database, so that it is put in its place in one step."""
    if not url.startswith("sqlite"):
        return folder / "restoring.db"
    ours = files.file_of(url)
    return ours.with_name(f"{ours.name}.restoring")


def _told(file: Path, found: CaughtUp) -> list[str]:
    lines = [
        f"{file} is restored. The last it knows of was at {found.since:%Y-%m-%d %H:%M} UTC.",
        f"Since then Slack has had {found.messages} messages of the bot; {found.kept_back} "
        "that were to go again do not.",
        f"Matters are numbered from {found.next_number} on.",
        "What people did since then is not in it: tell them which time is missing.",
    ]
    if found.unread:
        lines.append(
            f"{found.unread} conversations could not be read; what goes there is looked for "
            "once more before it is sent."
        )
    return lines
