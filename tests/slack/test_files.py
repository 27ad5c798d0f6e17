"""Files people share: who may have them read, and what happens when they cannot be fetched."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from threading import Thread

import pytest

from bot.who.standing import insist
from handlers.desks import DESKS
from handlers.slack.desk import Desk, Words
from handlers.slack.files import LARGEST
from rehearsal.installed import App
from tests.conftest import WEDNESDAY, empty_office
from tests.door import MANIFEST, Door

desk = Desk("reading")


@desk.opens("txt")
def read(request, file):
    insist(request.me.directs, "director")
    return Words(f"{file.name}: {file.text} ({'thread_ts' in file.place})")


@pytest.fixture
def office() -> Iterator[Door]:
    door = Door(empty_office(), WEDNESDAY, {**DESKS, "reading": desk})
    door.casts()
    yield door
    door.closes()


def a_file(name="days.txt", content="国庆节", **facts):
    return {"name": name, "content": content, **facts}


def test_a_file_is_read_by_whoever_opens_its_kind(office):
    assert office.shares("UZHAO", a_file()) == "days.txt: 国庆节 (False)"
    assert office.shares("UZHAO", a_file("DAYS.TXT")) == "DAYS.TXT: 国庆节 (False)"
    assert "听懂" in office.shares("UZHAO", a_file("days.png"), text="看看这个")


def test_a_file_shared_in_a_thread_says_so(office):
    began = office.slack.says("UZHAO", "DM", "hello").ts
    office.slack.says("UZHAO", "DM", "", thread_ts=began, files=[a_file()])
    office.waits(seconds=1)
    assert office.reads("UZHAO")[-1] == "days.txt: 国庆节 (True)"


def test_what_excel_writes_in_china_is_read_too(office):
    in_gbk = a_file(content="国庆节".encode("gb18030"))
    assert office.shares("UZHAO", in_gbk) == "days.txt: 国庆节 (False)"
    no_text = a_file(content=b"\xff\xfe\x00\xff\xff")
    assert office.shares("UZHAO", no_text) == (
        "没有读“days.txt”：它不是文本。请另存为 UTF-8 再发。"
    )


def test_who_may_not_is_refused_before_anything_is_fetched(office):
    elsewhere = a_file(url_private="https://files.example.org/1")
    assert office.shares("ULINA", elsewhere).startswith("Not done: only the office director")


TOO_BIG = "没有读“days.txt”：超过 1 MB。请去掉用不着的内容再发。"
ELSEWHERE = "没有读“days.txt”：它不在 Slack 里。请直接上传文件。"


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (a_file(size=LARGEST + 1), TOO_BIG),
        (a_file(content="x" * (LARGEST + 1), size=3), TOO_BIG),
        (a_file(url_private="https://files.example.org/1"), ELSEWHERE),
        (a_file(url_private="http://files.slack.com/1"), ELSEWHERE),
        (a_file(url_private=""), ELSEWHERE),
    ],
    ids=["told", "found", "elsewhere", "unsealed", "nowhere"],
)
def test_what_cannot_be_fetched_is_said(office, file, said):
    assert office.shares("UZHAO", file) == said


def test_two_at_once_are_not_guessed_at(office):
    assert office.shares("UZHAO", a_file(), a_file("b.txt")) == "没有读：请一次只发一个文件。"


def test_without_the_scope_the_admin_is_named(office):
    office.slack.app = replace(office.slack.app, scopes=())  # the call to answer needs its own
    office.slack.says("UZHAO", "DM", "", files=[a_file()])
    office.slack.app = App.of(MANIFEST)
    office.waits(seconds=1)
    assert office.reads("UZHAO")[-1].startswith("没有读“days.txt”：Slack 没有让我读。")


def test_a_slack_that_does_not_answer_is_not_waited_for(office):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        office.bot.slack.base_url = f"http://127.0.0.1:{port}/api/"
        began = time.monotonic()
        said = office.shares("UZHAO", a_file(url_private=f"http://127.0.0.1:{port}/files/F1"))
        assert said == "没有读“days.txt”：没有及时取到。请过一会儿再发。"
        assert time.monotonic() - began < 10


def test_one_that_comes_drop_by_drop_is_not_waited_for_either(office):
    with socket.create_server(("127.0.0.1", 0)) as slow:
        Thread(target=_drips, args=(slow,), daemon=True).start()
        port = slow.getsockname()[1]
        office.bot.slack.base_url = f"http://127.0.0.1:{port}/api/"
        began = time.monotonic()
        said = office.shares("UZHAO", a_file(url_private=f"http://127.0.0.1:{port}/files/F1"))
        assert said == "没有读“days.txt”：没有及时取到。请过一会儿再发。"
        assert time.monotonic() - began < 10


def _drips(server):
    line, _ = server.accept()
    with line:
        line.recv(4096)
        line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        try:
            for _ in range(100):
                line.sendall(b"x")
                time.sleep(0.1)
        except OSError:
            pass  # nobody waits for the rest


def test_what_is_in_it_goes_past_the_secrecy_guard(office):
    said = office.shares("UZHAO", a_file(content="秘密★1年 关于……的通知"))
    assert said.startswith("🔒 没有收下：内容带有国家秘密标志")


def test_files_that_are_null_are_no_files(office):
    office.says("ULINA", "help")
    [said] = office.slack.log.envelopes("events_api")[-1:]
    event = said.asked["payload"]["event"]
    anew = {"files": None, "ts": "1795572001.000200", "client_msg_id": "another"}
    payload = said.asked["payload"] | {"event_id": "EvANOTHER", "event": event | anew}
    office._dispatch(said.asked | {"payload": payload})
    office.waits(seconds=1)
    first, again = office.reads("ULINA")[-2:]
    assert again == first
    assert "`what's on my plate?`" in again


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030"])
def test_the_guard_reads_every_encoding(office, encoding):
    said = office.shares("UZHAO", a_file(content="秘密★1年 关于……的通知".encode(encoding)))
    assert said.startswith("🔒 没有收下：内容带有国家秘密标志")


def test_utf_16_is_read_too(office):
    in_utf_16 = a_file(content="国庆节".encode("utf-16"))
    assert office.shares("UZHAO", in_utf_16) == "days.txt: 国庆节 (False)"


def test_the_same_file_told_twice_is_read_once(office):
    office.slack.says("UZHAO", "DM", "", files=[a_file()])
    event = office.slack.log.envelopes("events_api")[-1]
    office._dispatch(event.asked)
    office.waits(seconds=1)
    assert office.reads("UZHAO").count("days.txt: 国庆节 (False)") == 1
