"""A bare Bolt app that gives back what it was told, in a process of its own: what we are held
against. `python -m tests.bench.echo inline` runs listeners in line, `default` as Bolt does; `rows`
does as `default`, and first writes what an assignment writes: who keeps it, pays that much.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from os import environ
from typing import Any

from slack_bolt import App
from slack_sdk import WebClient
from sqlalchemy import Connection, insert, select

from handlers.slack import transport
from handlers.slack.metrics import Metrics
from storage import TABLES
from storage.db import Sessions, open_database
from storage.matters.matter import Visibility
from storage.matters.outbox import LetterKind
from storage.schema import migrate
from tests.databases import add_people

ASKER, WRITER, DIRECTOR = "UWANG", "ULINA", "UZHAO"


def echo(
    client: WebClient, secret: str, inline: bool, write: Callable[[str], Any] | None = None
) -> App:
    app = App(client=client, signing_secret=secret, process_before_response=inline)

    @app.command("/draft")
    def give_back(ack: Any, command: dict[str, Any]) -> None:
        if write:
            write(command["text"])
        ack(text=command["text"])

    return app


def an_office() -> Sessions:
    """A database of its own with two people in it."""
    sessions = open_database(environ["DATABASE_URL"])
    migrate(sessions)
    add_people(sessions, ASKER, WRITER)
    return sessions


def assign(sessions: Sessions, title: str) -> None:
    """What `/draft assign` leaves behind, in one transaction and by as few words as it takes."""
    with sessions.kw["bind"].begin() as connection:
        people = TABLES.tables["people"]
        for who in (ASKER, WRITER):
            connection.execute(select(people).where(people.c.slack_id == who)).one()
        _write(connection, title, datetime.now(UTC))


def _write(connection: Connection, title: str, now: datetime) -> None:
    due = now + timedelta(days=2)
    opened = {"opened_at": now, "due_at": due}
    matter = _add(
        connection, "matters", **opened, kind="drafts", prefix="D", title=title,
        visibility=Visibility.CHAIN, opened_by_id=ASKER, owner_id=WRITER,
    )  # fmt: skip
    _add(connection, "drafts", id=matter, reviewer_id=ASKER, signatory_id=ASKER, row_version=1)
    _add(
        connection, "journal", matter_id=matter, person_id=ASKER, about_id=WRITER, at=now,
        what="drafts.assign", surface="command", before={},
        after={"title": title, "owner_id": WRITER, "due_at": due.isoformat()},
    )  # fmt: skip
    _add(
        connection, "followups", **opened, matter_id=matter, person_id=WRITER, asked_by_id=ASKER,
        duty="drafts.duty-accept", ladder="accept", nudge_at=due,
    )  # fmt: skip
    both = [{"matter_id": matter, "person_id": who} for who in (ASKER, WRITER)]
    connection.execute(insert(TABLES.tables["readers"]), both)
    card = {
        "matter_id": matter,
        "not_before": now,
        "kind": LetterKind.CARD,
        "key": "",
        "blanks": {},
    }
    told = {"number": f"D-{matter}", "title": title, "due": {"at": due.isoformat()}}
    note = card | {"kind": LetterKind.NOTE, "key": "drafts.story-assign", "blanks": told}
    letters = [{**one, "to": who} for one in (card, note) for who in (ASKER, WRITER)]
    soon = {"not_before": now + timedelta(minutes=5)}  # undo is over; the director hears of it
    letters += [{**card, **soon, "to": ASKER, "key": "undo"}]
    page = {"kind": LetterKind.PAGE, "key": "drafts:directly", "matter_id": None}
    letters += [{**card, **soon, **page, "to": DIRECTOR, "blanks": {"draft": matter}}]
    connection.execute(insert(TABLES.tables["letters"]), letters)


def _add(connection: Connection, table: str, **values: Any) -> int:
    """One row; its number."""
    done = connection.execute(insert(TABLES.tables[table]).values(**values))
    return int(done.inserted_primary_key[0])


def _nothing(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    start_response("404 Not Found", [])
    return []


def main(how: str) -> None:
    """Answer until SIGTERM, on the same transport as the bot would."""
    over = {signal.SIGTERM, signal.SIGINT}
    signal.pthread_sigmask(signal.SIG_BLOCK, over)
    client = WebClient(environ["SLACK_BOT_TOKEN"], base_url=environ["SLACK_API_URL"])
    office = an_office() if how == "rows" else None
    app = echo(
        client,
        environ["SLACK_SIGNING_SECRET"],
        inline=how == "inline",
        write=office and (lambda title: assign(office, title)),
    )
    token, secret = environ.get("SLACK_APP_TOKEN", ""), environ["SLACK_SIGNING_SECRET"]
    way_in = transport.WayIn(token, secret, "127.0.0.1", int(environ["PORT"]))
    listening = transport.listen(app, way_in, Metrics(), _nothing)
    signal.sigwait(over)
    listening.close()


if __name__ == "__main__":
    main(sys.argv[1])
