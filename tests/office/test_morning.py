"""The morning line in the office's channel: what is due today or overdue, for all to see."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.conftest import scene

SHANGHAI = ZoneInfo("Asia/Shanghai")


def in_the_channel(door, moment: str) -> list[str]:
    """What is new in #office at a moment."""
    news = door.waits_until(datetime.fromisoformat(f"2026-{moment}").replace(tzinfo=SHANGHAI))
    return [line.removeprefix("#office: ") for line in news if line.startswith("#office: ")]


def assigned(door, title: str, due: str, visibility: str = "office") -> None:
    door.types("UZHAO", "/draft")
    errors = door.fills_in("UZHAO", person="UZHANG", title=title, due=due, visibility=visibility)
    assert errors == {}


def settles(door, **values: str) -> None:
    """The director changes the office's settings."""
    door.types("UZHAO", "/office settings")
    assert door.fills_in("UZHAO", **values) == {}


@scene
def roster(door):
    """D-1, open to the whole office, due on Thursday."""
    assigned(door, "值班表", "11月26日 17:00")
    return door


def test_what_is_due_today_is_said_once_in_the_morning(roster):
    assert in_the_channel(roster, "11-26 08:29") == []
    assert in_the_channel(roster, "11-26 08:30") == [
        "⏳ D-1《值班表》 · 张伟：受领并起草 · 11月26日 周四 17:00（今天）"
    ]
    assert [in_the_channel(roster, f"11-26 {hour}") for hour in ("08:31", "10:00", "17:00")] == [
        [],
        [],
        [],
    ]


def test_what_is_overdue_comes_first_every_working_morning(roster):
    assigned(roster, "简报", "11月30日 17:00")

    assert in_the_channel(roster, "11-27 08:30") == [
        "🔴 D-1《值班表》 · 张伟：受领并起草 · 11月26日 周四 17:00（逾期 1 个工作日）"
    ]
    assert in_the_channel(roster, "11-30 08:30") == [
        "⏳ 1 件逾期 · 1 件今天到期\n"
        "*逾期*\n"
        "D-1《值班表》 · 张伟：受领并起草 · 11月26日 周四 17:00（逾期 2 个工作日）\n"
        "*今天*\n"
        "D-2《简报》 · 张伟：受领并起草 · 11月30日 周一 17:00（今天）"
    ]


def test_nothing_on_a_rest_day(roster):
    assert [in_the_channel(roster, f"11-{day} 08:30") for day in ("28", "29")] == [[], []]


def test_nothing_when_nothing_is_due(roster):
    assigned(roster, "总结", "12月4日 17:00")
    roster.types("UZHAO", "/draft cancel D-1")
    assert in_the_channel(roster, "11-26 08:30") == []


@pytest.mark.parametrize("visibility", ["chain", "named"])
def test_what_the_whole_office_may_not_see_is_not_said(door, visibility):
    assigned(door, "人事方案", "11月26日 17:00", visibility)
    assert in_the_channel(door, "11-26 08:30") == []
    assigned(door, "值班表", "11月27日 17:00")
    assert in_the_channel(door, "11-27 08:30") == [
        "⏳ D-2《值班表》 · 张伟：受领并起草 · 11月27日 周五 17:00（今天）"
    ]


def test_settled_between_the_writing_and_the_sending_it_is_not_said(roster):
    """Slack is slow that morning; by the time it listens, all is done."""
    roster.slack.fault("chat.postMessage", "ratelimited", times=100, seconds=600)
    assert in_the_channel(roster, "11-26 08:30") == []
    roster.types("UZHAO", "/draft cancel D-1")
    roster.slack.faults.clear()
    assert in_the_channel(roster, "11-26 08:45") == []


def test_turned_off(roster):
    settles(roster, channel="COFFICE", morning="off", at="08:30")
    assert in_the_channel(roster, "11-26 08:30") == []


def test_moved_to_another_hour(roster):
    settles(roster, channel="COFFICE", morning="on", at="9:15")
    assert in_the_channel(roster, "11-26 09:14") == []
    assert len(in_the_channel(roster, "11-26 09:15")) == 1


def test_after_the_morning_it_is_too_late(roster):
    """The bot was asleep until noon: nobody wants to hear good morning then."""
    assert in_the_channel(roster, "11-26 12:00") == []
    assert len(in_the_channel(roster, "11-27 08:30")) == 1


def test_an_office_without_a_channel_has_no_morning_line(fresh_door):
    fresh_door.types("ULIU", "/draft assign @zhang.wei Roster by 26 Nov 5pm")
    assert in_the_channel(fresh_door, "11-26 08:30") == []
