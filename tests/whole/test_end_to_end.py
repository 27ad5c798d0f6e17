"""The bot as a process of its own, over real sockets, from its start to its end."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from handlers.demo import cast
from rehearsal import Clock, Rehearsal
from rehearsal.control import add_members
from storage.db import open_database
from tests.bot_process import Stage
from tests.door import MANIFEST

WEDNESDAY = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)  # 10:00 in Shanghai


def wait_for(look: Callable[[], Any], seconds: float = 20.0) -> Any:
    """What `look` finds, as soon as it finds something."""
    until = time.monotonic() + seconds
    while not (found := look()) and time.monotonic() < until:
        time.sleep(0.02)
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Play(Stage):
    """A stage with the bot on it, and everybody in their part."""

    starts = 0

    def begins(self) -> None:
        self.starts += 1
        self.bot = self.starts_bot()
        assert wait_for(self.is_open), self.log()

    def is_open(self) -> bool:
        return self.log().count("the office is open") == self.starts

    def log(self) -> str:
        file = self.folder / "bot.log"
        return file.read_text() if file.exists() else ""

    def casts(self) -> None:
        sessions = open_database(self.settings.database_url)
        cast.take_their_places(sessions, WEDNESDAY)
        sessions.kw["bind"].dispose()

    def dies(self) -> None:
        self.bot.kill()
        self.bot.join()

    def reads(self, who: str, channel: str = "DM") -> list[str]:
        return [message.text for message in self.slack.slack.sees(who, channel)]


@pytest.fixture(params=["socket", "http"])
def play(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Play]:
    clock, port = Clock(), free_port()
    clock.turn_to(WEDNESDAY)
    by_http = request.param == "http"
    url = f"http://127.0.0.1:{port}/slack/events" if by_http else None
    with Rehearsal(MANIFEST, clock=clock, request_url=url) as slack:
        way_in: dict[str, object] = {"slack_app_token": slack.app_token}
        if by_http:
            way_in = {"slack_signing_secret": slack.signing_secret, "port": port}
        play = Play(slack, tmp_path, **way_in)
        slack.sockets.ack_within = 1.0  # seconds: Slack gives three, and we need not wait so long
        play.begins()
        play.casts()
        yield play
        play.bot.terminate()
        play.bot.join()


def test_from_a_command_to_a_card_a_press_and_a_form(play):
    slack = play.slack.slack
    assert (
        slack.commands("UWANG", "COFFICE", "/draft assign @li.na Budget memo by 4 Dec").error
        is None
    )
    card = wait_for(lambda: slack.sees("ULINA", "DM"))[0]
    assert card.text.startswith("📝 *D-1* · _Budget memo_ · to be accepted")

    assert slack.presses("ULINA", "DM", card.ts, "Accept").error is None
    assert wait_for(lambda: "to be accepted" not in card.text)

    assert slack.presses("ULINA", "DM", card.ts, "Hand in a version").modal is not None
    assert slack.submits("ULINA", link="no link").errors is not None
    assert slack.submits("ULINA", link="https://example.org/1").modal is None
    assert wait_for(lambda: any("Budget memo" in text for text in play.reads("UWANG")))


def test_told_to_stop_it_ends_what_is_running_and_leaves(play):
    """A Home tab is on its way, and Slack takes a second to say that it has it."""
    slack = play.slack.slack
    slack.fault("views.publish", "slow", seconds=1)
    slack.opens_home("ULINA")
    assert wait_for(lambda: slack.log.calls("views.publish"))
    began = time.monotonic()

    play.bot.terminate()
    play.bot.join(timeout=10)

    assert (play.bot.exitcode, time.monotonic() - began < 5) == (0, True)
    assert (play.log().count("Traceback"), play.log().count("ERROR")) == (0, 0)
    assert slack.home("ULINA") is not None


def test_killed_in_the_middle_of_an_event_it_hears_it_again_and_does_it_once(play):
    """Somebody unknown speaks; the bot is still asking Slack who that is when it is killed."""
    slack = play.slack.slack
    (stranger,) = add_members(slack, 1)
    slack.fault("users.info", "slow", seconds=3)
    speaking = threading.Thread(target=slack.says, args=(stranger, "DM", "hello"))
    speaking.start()
    assert wait_for(lambda: slack.log.calls("users.info"))
    play.dies()
    speaking.join()
    assert play.reads(stranger) == ["hello"]

    play.begins()
    for minutes in (1, 5):
        play.turn(minutes=minutes)
        wait_for(lambda: len(play.reads(stranger)) > 1, seconds=2)

    assert play.reads(stranger) == [
        "hello",
        "I keep an office's drafts and reminders, and answer its people only. If you need "
        "something from the office, or belong to it, ask <@UZHAO>.",
    ]
