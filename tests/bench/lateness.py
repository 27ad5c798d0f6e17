"""How late nudges are while a million follow-ups are open: from their time to their standing in
Slack, with the bot in a process of its own.
"""

from __future__ import annotations

import warnings
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import text, update

from storage.matters.followups import FollowUp
from tests.bench.sweep import fill
from tests.databases import Postgres, add_followup
from tests.faults.office import Office, office, until

OPEN, NUDGES = 1_000_000, 200
OVER = 30.0  # seconds in which they fall due
FIRST = timedelta(seconds=20)  # until the first does: the bot is at work by then


def bench() -> None:
    print(f"\nHow late a nudge is, {OPEN:,} open, {NUDGES} due within {OVER:.0f} s; a beat is 1 s")
    with TemporaryDirectory() as folder, warnings.catch_warnings(action="ignore"):
        _measure("SQLite", f"sqlite:///{Path(folder)}/million.db")
        server = Postgres(Path(folder) / "server")
        try:
            url = server.empty_office().kw["bind"].url
            _measure("PostgreSQL", url.render_as_string(hide_password=False))
        finally:
            server.close()


def _measure(name: str, url: str) -> None:
    with office(people=NUDGES, database_url=url) as opened:
        opened.admits_the_crowd()
        _fill(opened)
        opened.begins()
        due = _due(opened)
        until(lambda: opened.arrived().total() >= NUDGES, 120)
        late = sorted(_lateness(opened, due))
    at = {share: late[min(len(late) - 1, int(len(late) * share))] for share in (0.5, 0.99)}
    said = f"p50 {at[0.5]:.2f} s, p99 {at[0.99]:.2f} s"
    print(f"{name}: {len(late)} came, {said}", flush=True)


def _fill(opened: Office) -> None:
    with opened.sessions.begin() as session:
        fill(session, OPEN)
        later = datetime.now(UTC) + timedelta(days=400)
        session.execute(update(FollowUp).where(FollowUp.nudge_at <= opened.now()).values(
            nudge_at=later))  # fmt: skip
    with opened.sessions.begin() as session:
        session.execute(text("ANALYZE"))


def _due(opened: Office) -> dict[str, datetime]:
    """One to each of the crowd, each at another moment."""
    first = opened.now() + FIRST
    due = {who: first + timedelta(seconds=OVER * n / NUDGES) for n, who in enumerate(opened.crowd)}
    for who, at in due.items():
        add_followup(opened.sessions, who, "Paper", at)
    return due


def _lateness(opened: Office, due: dict[str, datetime]) -> list[float]:
    found = []
    for who, at in due.items():
        for one in opened.slack.sees(who, "DM")[:1]:
            found.append(float(one.ts) - at.timestamp())
    return found
