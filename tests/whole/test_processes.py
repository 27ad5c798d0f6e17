"""Several processes on one database: some answer Slack, some beat time and deliver."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from handlers.demo import cast
from handlers.upkeep.opening import WEB, WORKER
from rehearsal import Clock, Rehearsal
from storage.db import open_database
from tests.bot_process import Stage
from tests.databases import Postgres
from tests.door import MANIFEST
from tests.whole.test_end_to_end import free_port, wait_for

WEDNESDAY = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)


class Many(Stage):
    """Two that answer and one that beats, told apart by nothing but what they do."""

    def opens(self, at: str) -> None:
        self.settings = self.settings.model_copy(update={"database_url": at})
        self.webs = [self.starts_bot(part=WEB) for _ in range(2)]
        self.worker = self.starts_bot(part=WORKER)
        if not wait_for(lambda: self.log().count("the office is open") == 3, 30):
            self.closes()
            raise AssertionError(self.log())
        sessions = open_database(at)
        cast.take_their_places(sessions, WEDNESDAY)
        sessions.kw["bind"].dispose()

    def log(self) -> str:
        file = self.folder / "bot.log"
        return file.read_text() if file.exists() else ""

    def reads(self, who: str) -> list[str]:
        return [message.text for message in self.slack.slack.sees(who, "DM")]

    def nudged(self, who: str) -> list[str]:
        """What reminds them, not the cards of what they are to be reminded of."""
        return [said for said in self.reads(who) if said.startswith("⏳") and "*F-" not in said]

    def closes(self) -> list[int | None]:
        for one in (*self.webs, self.worker):
            one.terminate()
        for one in (*self.webs, self.worker):
            one.join(12)
        return [one.exitcode for one in (*self.webs, self.worker)]


@pytest.fixture(params=["file", pytest.param("postgres", marks=pytest.mark.postgres)])
def many(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Many]:
    clock, port = Clock(), free_port()
    clock.turn_to(WEDNESDAY)
    at = f"sqlite:///{tmp_path}/bot.db"
    if request.param == "postgres":
        server: Postgres = request.getfixturevalue("postgres")
        at = server.empty_office().kw["bind"].url.render_as_string(hide_password=False)
    url = f"http://127.0.0.1:{port}/slack/events"
    with Rehearsal(MANIFEST, clock=clock, request_url=url) as slack:
        many = Many(slack, tmp_path, slack_signing_secret=slack.signing_secret, port=port)
        many.opens(at)
        yield many
        many.closes()


def test_two_answer_one_beats_and_all_is_said_once(many):
    slack = many.slack.slack
    for n in range(6):
        line = f"/office remind me to call the bank tomorrow at 9:0{n}"
        assert slack.commands("ULINA", "COFFICE", line).error is None
    slack.says("ULINA", "DM", "thanks")
    assert wait_for(lambda: len(many.reads("ULINA")) == 6 + 2)
    many.webs[0].kill()  # the other goes on
    many.webs[0].join()
    assert slack.commands("ULINA", "COFFICE", "/office help").error is None

    many.turn(hours=24)
    assert wait_for(lambda: many.nudged("ULINA"), 20), many.log()
    many.turn(minutes=2)
    many.worker.join(3)
    assert len(many.nudged("ULINA")) == 1
    assert many.closes()[1:] == [0, 0]
