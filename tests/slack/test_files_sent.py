"""Files the bot sends: enclosed in a letter, made when it goes out, and there once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.matters import letters
from handlers.clockwork import deliver
from handlers.desks import DESKS
from handlers.slack.desk import NOTHING, Asked, Desk, Reply
from handlers.slack.files_sent import Enclosure, is_marked, marked
from storage.matters.outbox import Letter, LetterKind
from tests.conftest import WEDNESDAY, empty_office
from tests.door import Door

tables = Desk("tables", command="/table", alone="make")


@tables.does("make")
def make(request, asked: Asked) -> Reply:
    letters.file(request.session, request.me.id, "tables:table", request.now, {"rows": 2})
    return NOTHING


@tables.draws("table")
def table(request, blanks: dict[str, int]) -> Enclosure | None:
    """Nothing for who has left since; else what it was asked for."""
    if not request.me.insider:
        return None
    content = "，".join(["一", "二"][: blanks["rows"]]).encode()
    return Enclosure("table.csv", "表", lambda: content, words="共两行", alt="两行")


@pytest.fixture
def door() -> Iterator[Door]:
    opened = Door(empty_office(), WEDNESDAY, {**DESKS, "tables": tables})
    opened.casts()
    yield opened
    opened.closes()


def files(door, who: str) -> list[tuple[str, str, str, bytes]]:
    """Name, title, words beside it and content of each file somebody sees."""
    return [
        (file["name"], file["title"], message.text, door.slack.files[file["id"]])
        for message in door.slack.sees(who, "DM")
        for file in message.files
    ]


TABLE = ("table-1.csv", "表", "共两行", "一，二".encode())


def asks(door, who: str) -> None:
    door.forges(who, "tables:make", "1")


def test_it_comes_in_the_direct_message_of_who_asked(door):
    asks(door, "UWANG")
    assert files(door, "UWANG") == [TABLE]
    assert files(door, "UZHAO") == []


@pytest.mark.parametrize(
    ("method", "kind"),
    [
        ("files.getUploadURLExternal", "ratelimited"),
        ("files.getUploadURLExternal", "http_500"),
        ("files.completeUploadExternal", "internal_error"),
        ("files.completeUploadExternal", "drop_before"),
        ("files.completeUploadExternal", "drop_after"),
    ],
)
def test_when_slack_does_not_take_it_it_comes_later_and_once(door, method, kind):
    door.slack.fault(method, kind)
    asks(door, "UWANG")
    for _ in range(4):
        door.waits(minutes=1)
    assert files(door, "UWANG") == [TABLE]


def test_a_file_that_may_be_there_is_looked_for_before_it_is_sent_again(door):
    """Slack has taken it, and somebody else tells the postman that it had not."""
    asks(door, "UWANG")
    with door.bot.sessions.begin() as session:
        letter = session.get_one(Letter, 1)
        assert (letter.kind, letter.channel) == (LetterKind.FILE, "DWANG")
        letter.state, letter.doubt, letter.not_before = "waiting", True, door.clock.now()
    for _ in range(4):
        door.waits(minutes=1)
    assert files(door, "UWANG") == [TABLE]
    with door.bot.sessions.begin() as session:
        assert session.get_one(Letter, 1).state == "sent"


def test_what_is_refused_for_good_is_set_aside_and_who_runs_the_bot_sees_why(door):
    scopes = [one for one in door.slack.app.scopes if one != "files:write"]
    door.slack.app = replace(door.slack.app, scopes=tuple(scopes))
    asks(door, "UWANG")
    assert files(door, "UWANG") == []
    assert "missing_scope" in door.opens_home("UZHAO")
    assert "你要的文件发不出来：Slack 说 missing_scope。" in door.reads("UWANG")[-1]


def test_a_file_that_cannot_be_made_is_told_to_whoever_asked(door):
    desk = Desk("broken")
    desk.draws("file")(lambda request, blanks: blanks["nowhere"])
    door.bot.desks["broken"] = desk
    with door.bot.sessions.begin() as session:
        letters.file(session, "ULINA", "broken:file", door.clock.now())
        letters.file(session, "USUN", "tables:table", door.clock.now(), {"rows": 2})
    deliver(door.bot)
    assert "The file you asked for does not come" in door.reads("ULINA")[-1]
    assert len(files(door, "USUN")) == 1


def test_who_may_no_longer_have_it_gets_none(door):
    door.slack.fault("files.getUploadURLExternal", "ratelimited")
    asks(door, "ULINA")
    door.changes("ULINA", is_restricted=True)
    door.waits(minutes=2)
    assert files(door, "ULINA") == []


def test_its_name_tells_the_letter_it_was_in():
    letter = Letter(id=7, kind=LetterKind.FILE)
    assert [marked(name, letter) for name in ("a.b.png", "table")] == ["a.b-7.png", "table-7"]
    assert all(is_marked(marked(name, letter), letter) for name in ("a.b.png", "table"))
    assert not is_marked("table-17.csv", letter)
    assert not is_marked("table-7.csv", Letter(id=7, kind=LetterKind.NOTE))


def test_nothing_is_sent_while_a_transaction_is_open(door):
    """The file is made outside: another visit goes through while it is."""
    seen = []

    def slow() -> bytes:
        with door.bot.sessions.begin() as session:
            seen.append(session.get_one(Letter, 1).state)
        return b"x"

    desk = Desk("slow")
    desk.draws("file")(lambda request, blanks: Enclosure("x.txt", "x", slow))
    door.bot.desks["slow"] = desk
    with door.bot.sessions.begin() as session:
        letters.file(session, "UWANG", "slow:file", door.clock.now())
    deliver(door.bot)
    assert seen == ["sending"]
    assert files(door, "UWANG") == [("x-1.txt", "x", "", b"x")]
