"""Returned to be revised: the form says the date there was, and does not pull it forward."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.conftest import scene

SHANGHAI = ZoneInfo("Asia/Shanghai")
WORDS = {"opinion": "压到两页"}


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=SHANGHAI)


def handed_in(door, by: str) -> None:
    door.types("UWANG", f"/draft assign @zhang.wei 讲话稿 by {by}")
    door.says("UZHANG", "submit D-1 https://docs.example/1")


@scene
def early(door):
    """Handed in nine days before it is due."""
    handed_in(door, "4 Dec 5pm")
    return door


def hint(door, who: str) -> str:
    fields = door.form(who)["blocks"]
    return str(next(one for one in fields if one.get("block_id") == "due")["hint"]["text"])


def test_sent_as_it_stands_it_is_due_when_it_was(early):
    early.presses("UWANG", "退回修改")
    assert hint(early, "UWANG") == "现在的期限：12月4日 周五 17:00"
    assert early.fills_in("UWANG", **WORDS) == {}
    assert "12月4日 周五 17:00 前交" in early.card("UZHANG")


def test_in_english_as_well(door):
    door.changes("UWANG", locale="en-US")
    handed_in(door, "4 Dec 5pm")
    door.presses("UWANG", "Return")
    assert hint(door, "UWANG") == "Until now: Fri 4 Dec 17:00"
    assert door.fills_in("UWANG", opinion="Two pages") == {}
    assert "12月4日 周五 17:00 前交" in door.card("UZHANG")


def test_whoever_means_an_earlier_date_says_so(early):
    early.presses("UWANG", "退回修改")
    assert early.fills_in("UWANG", due="明天下午5点", **WORDS) == {}
    assert "11月26日 周四 17:00 前交" in early.card("UZHANG")


@pytest.mark.parametrize(
    ("by", "returned", "due"),
    [
        ("26 Nov 5pm", "11-25 15:00", "11月27日 周五 18:00"),  # near: two days, as ever
        ("26 Nov 5pm", "11-30 10:00", "12月2日 周三 18:00"),  # over
        ("27 Nov 8pm", "11-25 15:00", "11月27日 周五 20:00"),  # an hour or two are a date, too
    ],
)
def test_a_date_that_is_near_or_over_becomes_two_working_days(door, by, returned, due):
    handed_in(door, by)
    door.waits_until(at(returned))
    door.presses("UWANG", "退回修改", about="*D-1*")
    assert door.fills_in("UWANG", **WORDS) == {}
    assert f"{due} 前交" in door.card("UZHANG")


def test_what_was_promised_is_not_pulled_forward_either(door):
    handed_in(door, "26 Nov 5pm")
    door.presses("UWANG", "退回修改")
    door.fills_in("UWANG", due="11月26日17:00", **WORDS)
    door.waits_until(at("11-27 10:00"))
    door.presses("UZHANG", "申请延期", about="*D-1*")
    assert door.fills_in("UZHANG", due="12月9日17:00", opinion="数据未到") == {}
    door.presses("UWANG", "同意延期", about="*D-1*")
    door.says("UZHANG", "submit D-1 https://docs.example/2")
    door.presses("UWANG", "退回修改", about="*D-1*")
    assert hint(door, "UWANG") == "现在的期限：12月9日 周三 17:00"
    assert door.fills_in("UWANG", **WORDS) == {}
    assert "12月9日 周三 17:00 前交" in door.card("UZHANG")


def test_a_rest_day_gives_way_to_the_working_day_after_it_and_nothing_is_asked(door):
    door.types("UWANG", "/draft assign @zhang.wei 讲话稿 by 5 Dec 5pm")
    door.presses("UWANG", "12月5日 周六 17:00（休息日）", "COFFICE")
    door.says("UZHANG", "submit D-1 https://docs.example/1")
    door.presses("UWANG", "退回修改")
    assert door.fills_in("UWANG", **WORDS) == {}
    assert "12月7日 周一 18:00 前交" in door.card("UZHANG")


def test_a_part_of_a_draft_goes_back_with_the_date_it_had(door):
    door.types("UZHAO", "/draft assign @li.na 全会讲话 by 9 Dec 5pm")
    door.types("UZHAO", '/draft part D-1 @zhang.wei "基本情况" by 7 Dec')
    door.says("UZHANG", "交稿 P-2 https://docs.example/2")
    door.presses("ULINA", "Return", about="*P-2*")
    assert hint(door, "ULINA") == "Until now: Mon 7 Dec 18:00"
    assert door.fills_in("ULINA", opinion="Shorter") == {}
    assert "12月7日 周一 18:00 前交" in door.card("UZHANG", "P-2")
