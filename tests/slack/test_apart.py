"""What somebody else has made is read in a process of its own, with limits of time and memory."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from bot.language.refusals import Refused
from handlers.slack.apart import Apart, TooMuchError
from tests.databases import together


def double(number: int) -> int:
    return 2 * number


def refuse(name: str) -> None:
    raise Refused("files.no-text", field="file", name=name)


def hang(seconds: float) -> None:
    time.sleep(seconds)


def spin() -> None:
    while True:
        pass


def swell(bytes_: int) -> int:
    return len(bytearray(bytes_))


def write(path: str) -> None:
    with open(path, "w") as file:
        file.write("x" * 10)


def hangs(apart: Apart) -> None:
    with suppress(TooMuchError):
        apart(hang, 60)


@pytest.fixture
def apart() -> Iterator[Apart]:
    made = Apart(at_once=2, seconds=60)
    together(2, lambda n: made(hang, 0.2))  # both are there
    made.seconds = 1
    yield made
    made.closes()


def test_what_comes_of_it_comes_back_and_so_does_a_refusal(apart):
    assert apart(double, 21) == 42
    with pytest.raises(Refused) as refused:
        apart(refuse, "a.txt")
    assert (refused.value.key, refused.value.field) == ("files.no-text", "file")
    assert refused.value.blanks == {"name": "a.txt"}
    assert apart(os.getpid) != os.getpid()


def test_what_takes_too_long_is_ended_and_the_next_goes_on(apart):
    for work in (lambda: apart(hang, 60), lambda: apart(spin)):
        with pytest.raises(TooMuchError):
            work()
    apart.seconds = 60
    assert apart(double, 2) == 4


def test_who_waits_for_a_busy_machine_is_not_ended_for_it(apart):
    assert apart(hang, 2) is None


def test_no_more_memory_than_it_may_and_nothing_on_any_disk(apart, tmp_path):
    with pytest.raises(TooMuchError):
        apart(swell, 1024**3)
    with pytest.raises(OSError, match="too large"):
        apart(write, str(tmp_path / "file"))
    assert apart(swell, 1024) == 1024


def test_one_that_hangs_holds_up_nobody_else(apart):
    waiting = threading.Thread(target=hangs, args=(apart,))
    waiting.start()
    assert together(3, lambda n: apart(double, n)) == [0, 2, 4]
    waiting.join()


# --- at the door ------------------------------------------------------------------------------


def packed(**parts: bytes) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as zipped:
        for name, content in parts.items():
            zipped.writestr(name, content)
    return file.getvalue()


PARAGRAPHS = (
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    + b"<w:p/>" * 600_000
    + b"</w:body></w:document>"
)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", packed(**{"word/document.xml": PARAGRAPHS})),
        ("a.txt", b"\n" * 1_000_000),
        ("a.txt", b"a b\n" * 250_000),
        ("a.xlsx", b"PK" + b"\0" * 500_000),
        ("a.ics", b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 20_000),
        ("a.csv", b"2026-12-01,off,x\n" * 17_000),
    ],
)
def test_a_hostile_file_is_answered(door, name, content):
    said = door.shares("UZHAO", {"name": name, "content": content})
    assert said
    assert "系统出了问题" not in said


def test_a_mark_of_secrecy_is_found_wherever_it_stands_in_a_long_text(door):
    long = ("关于开展工作总结的通知。\n" * 5000) + "机密★10年\n"
    said = door.shares("UZHAO", {"name": "a.txt", "content": long.encode()})
    assert said == door.shares("UZHAO", {"name": "a.txt", "content": "机密★10年\n".encode()})
