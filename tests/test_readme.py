"""The table of commands in README: all of it is understood, and nothing is left out."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.phrases import phrases, understand
from bot.workdays import Calendar
from handlers import DESKS
from rehearsal.seed import people
from storage.people import Person, Role

README = Path(__file__).parent.parent / "README.md"
NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
CALENDAR = Calendar(ZoneInfo("Asia/Shanghai"))
OFFICE = [
    Person(slack_id=one.id, name=one.real_name, handle=one.name, role=Role.STAFF)
    for one in people("callboard")
]


def rows() -> list[tuple[list[str], list[str]]]:
    """The examples in English and in Chinese, row by row."""
    table = README.read_text("utf-8").partition("\n## What you can say\n")[2].partition("\n## ")[0]
    lines = [line.split("|") for line in table.splitlines() if line.startswith("|")]
    assert [cell.strip() for cell in lines[0]] == ["", "English", "中文", "what happens", ""]
    return [(examples(english), examples(chinese)) for _, english, chinese, *_ in lines[2:]]


def examples(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def meant(example: str) -> str:
    commands = {desk.command: f"{desk.name}:{desk.alone}" for desk in DESKS.values()}
    command = example.partition(" ")[0]
    words = example.removeprefix(command) if command in commands else example
    heard = understand(words, OFFICE, NOW, CALENDAR, commands.get(command, ""))
    assert heard is not None, example
    assert not heard.in_part, example
    return f"{heard.feature}:{heard.verb}"


@pytest.mark.parametrize(("english", "chinese"), rows())
def test_every_example_of_a_row_means_the_same(english, chinese):
    assert english
    assert chinese
    assert len({meant(example) for example in english + chinese}) == 1


def test_whatever_can_be_said_is_in_the_table():
    shown = {meant(example) for row in rows() for cell in row for example in cell}
    assert shown == {f"{phrase.feature}:{phrase.verb}" for phrase in phrases()}
