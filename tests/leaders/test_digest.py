"""The digest of a leader: twice a working day, once each, and only if something waits."""

from __future__ import annotations

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.language.workdays import Calendar
from bot.leaders.digest import due_now
from handlers.clockwork import deliver, tick
from tests.conftest import scene

SHANGHAI, LONDON = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/London")
FRIDAY = "11月27日 周五 18:00"


def at(text: str, tz: ZoneInfo = SHANGHAI) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=tz)


def hears(door, moment: str, tz: ZoneInfo = SHANGHAI, who: str = "UWANG") -> list[str]:
    news = door.waits_until(at(moment, tz))
    return [line.removeprefix(f"{who}: ") for line in news if line.startswith(f"{who}: ")]


@scene
def asked(door):
    door.says("UZHANG", "请示王建国：座谈会在哪里开，方案一：会议室；方案二：开发区。建议方案二")
    return door


SHOWN = (
    "⏳ 1 件等你定\n"
    "*待定的*\n"
    "A-1“座谈会在哪里开” · 张伟 请示 · {due} 前（{distance}）\n"
    "1. 会议室\n"
    "2. 开发区（建议）\n"
    "[1. 会议室] [2. 开发区] [退回] [转人办]"
)


def test_in_the_late_afternoon_and_in_the_morning_once_each(asked):
    assert hears(asked, "11-25 16:29") == []
    assert hears(asked, "11-25 16:30") == [SHOWN.format(due=FRIDAY, distance="还有 2 个工作日")]
    assert [hears(asked, f"11-25 {hour}") for hour in ("16:31", "17:00", "23:00")] == [[], [], []]
    assert hears(asked, "11-26 08:30") == [SHOWN.format(due=FRIDAY, distance="明天")]
    assert hears(asked, "11-26 08:31") == []


def test_nothing_when_nothing_waits(asked):
    asked.presses("UWANG", "2. 开发区")
    assert [hears(asked, day) for day in ("11-25 16:30", "11-26 08:30")] == [[], []]


def test_one_press_in_it_decides_and_the_digest_says_what_is_left(asked):
    asked.says("USUN", "请示王建国：买打印机")
    asked.waits_until(at("11-25 16:30"))
    asked.presses("UWANG", "2. 开发区", about="件等你定")

    assert asked.reads("UZHANG")[-1].startswith("✅ 王建国 对 A-1")
    [digest] = [text for text in asked.reads("UWANG") if "件等你定" in text]
    assert digest.startswith("⏳ 1 件等你定\n*待定的*\nA-2“买打印机”")

    asked.presses("UWANG", "同意", about="件等你定")
    assert asked.reads("UWANG").count("✅ 都办结了。") == 1


@scene
def to_sign(door):
    """Two drafts in the morning's digest, each with what can be done behind one button."""
    for n, title in enumerate(("Budget memo", "Flood memo"), 1):
        door.types("UWANG", f"/draft assign @li.na {title} by 4 Dec 5pm")
        door.says("ULINA", f"submit D-{n} https://docs.example/{n}")
    door.waits_until(at("11-26 08:30"))
    return door


def the_digest(door) -> str:
    [found] = [text for text in door.reads("UWANG") if text.startswith(("⏳", "✅ 都办结了"))]
    return found


def test_what_is_done_by_a_form_that_it_opened_is_gone_from_it(to_sign):
    to_sign.presses("UWANG", "签发", about="2 件等你审签")
    assert to_sign.fills_in("UWANG") == {}

    left = [line.split(" · ")[0] for line in the_digest(to_sign).split("\n")]
    assert left == ["⏳ 1 件等你审签", "*待审签的*", "D-2《Flood memo》"]


def test_what_is_done_elsewhere_is_gone_from_it_too(to_sign):
    to_sign.says("UWANG", "签发 D-1：同意")
    to_sign.presses("UWANG", "签发", about="*D-2*")
    assert to_sign.fills_in("UWANG") == {}
    assert the_digest(to_sign) == "✅ 都办结了。"


def test_an_old_one_pressed_in_vain_says_so_from_then_on(asked):
    asked.waits_until(at("11-25 16:30"))
    old = asked.finds("UWANG", "2. 开发区", about="件等你定")
    asked.waits_until(at("11-30 08:30"))
    asked.presses("UWANG", "1. 会议室", about="*A-1*")
    assert "件等你定" in "".join(asked.reads("UWANG"))

    asked.slack.presses("UWANG", "DM", *old)
    deliver(asked.bot)
    assert "件等你定" not in "".join(asked.reads("UWANG"))


def test_decisions_are_in_the_order_they_were_asked(asked):
    asked.says("USUN", "请示王建国：买打印机，今天17点前")
    [text] = hears(asked, "11-25 16:30")
    assert [line[:3] for line in text.split("\n") if line.startswith("A-")] == ["A-1", "A-2"]


def test_what_else_is_said_that_morning_is_in_the_same_message(asked):
    """A reminder, a draft of his own due soon, a part, a draft to sign, and the decision."""
    asked.types("UZHAO", "/draft assign @wang 工作要点 by 26 Nov 5pm")
    asked.types("UZHAO", "/draft assign @zhang.wei 全会讲话 by 9 Dec 5pm")
    asked.says("UZHANG", "请王建国给 D-3 提基本观点，11月27日前")
    asked.says("UZHAO", "提醒王建国11月26日8点30分交党费")
    asked.types("UWANG", "/draft assign @li.na Budget memo by 4 Dec 5pm")
    asked.says("ULINA", "submit D-6 https://docs.example/6")

    [text] = hears(asked, "11-26 08:30")

    lines = text.split("\n")
    assert lines[0] == ("⏳ 1 件等你定 · 1 部分文稿在你手上 · 1 件等你审签 · 1 件提醒 · 1 件你牵头")
    numbers = [re.split("[《“]", line)[0] for line in lines if re.search("[A-Z]-[0-9]+[《“]", line)]
    assert numbers == ["A-1", "P-4", "D-6", "F-5", "D-2"]


def test_written_late_it_joins_what_is_said_then_and_much_later_it_waits_for_the_next(asked):
    asked.types("UZHAO", "/draft assign @wang 工作要点 by 26 Nov 5pm")
    [text] = hears(asked, "11-26 09:10")
    assert text.startswith("⏳ 1 件等你定 · 1 件你牵头")
    assert hears(asked, "11-27 10:00")[0].startswith("🔴 D-2")  # a nudge, and no digest
    friday = hears(asked, "11-27 16:40")  # the note on the week comes that afternoon too
    assert "\n⏳ 1 件等你定\n" in friday[0]


def test_not_on_rest_days_nor_at_night(asked):
    days = ("11-28 08:30", "11-28 16:30", "11-29 08:30")
    assert [hears(asked, day) for day in days] == [[], [], []]
    assert len(hears(asked, "11-30 08:30")) == 1


def test_not_on_leave():
    day = date(2026, 11, 26)
    at_work, away = Calendar(SHANGHAI), Calendar(SHANGHAI, away=((day, day),))
    for hour in ("08:30", "16:30"):
        assert due_now(at(f"11-26 {hour}"), at_work) == at(f"11-26 {hour}")
        assert due_now(at(f"11-26 {hour}"), away) is None
    assert due_now(at("11-26 12:00"), at_work) is None


def test_however_many_clocks_beat_it_is_one_message(asked):
    asked.clock.turn_to(at("11-25 16:30"))
    for _ in range(3):
        tick(asked.bot)
    deliver(asked.bot)
    tick(asked.bot)
    deliver(asked.bot)
    assert len([text for text in asked.reads("UWANG") if "件等你定" in text]) == 1


def test_in_the_leaders_own_zone(asked):
    asked.slack.changes_profile("UWANG", tz="Europe/London")
    assert hears(asked, "11-25 08:29", LONDON) == []
    assert len(hears(asked, "11-25 08:30", LONDON)) == 1
    assert len(hears(asked, "11-25 16:30", LONDON)) == 1
    assert hears(asked, "11-26 08:30") == []  # half past midnight there


def test_a_part_that_is_far_off_is_not_in_it(door):
    door.types("UZHAO", "/draft assign @zhang.wei 全会讲话 by 9 Dec 5pm")
    door.says("UZHANG", "请王建国给 D-1 提基本观点，12月7日前")
    door.presses("UWANG", "受领")
    assert [hears(door, day) for day in ("11-25 16:30", "11-26 08:30")] == [[], []]


def test_what_was_put_off_stays_put_off(asked):
    asked.forges("UWANG", "followups:tomorrow", 1)
    assert hears(asked, "11-25 16:30") == []
    [text] = hears(asked, "11-26 08:30")
    assert text.startswith("⏳ 1 件等你定")


def test_turned_off_and_on_again(asked):
    assert asked.says("UWANG", "turn off my digest").startswith("以后不再发每日两次的汇总。")
    assert hears(asked, "11-25 16:30") == []
    assert asked.says("UWANG", "打开汇总").startswith("工作日 08:30 和 16:30")
    assert len(hears(asked, "11-26 08:30")) == 1


@pytest.mark.parametrize("who", ["UZHAO", "UZHANG", "UCHEN"])
def test_only_leaders_get_one(door, who):
    door.types("UWANG", "/draft assign @li.na Memo by 4 Dec 5pm reviewer @chen.jing")
    door.says("ULINA", "submit D-1 https://docs.example/1")
    door.waits(minutes=5)  # the director hears that the leader assigned it
    assert hears(door, "11-25 16:30", who=who) == []


def test_nothing_of_it_is_in_the_channel(asked):
    news = [asked.waits_until(at(day)) for day in ("11-25 16:30", "11-26 08:30", "11-30 08:30")]
    assert {line.partition(":")[0] for lines in news for line in lines} == {"UWANG"}
