"""Duty in the channel, once each; and the user group that follows who is on duty."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rehearsal.faults import Fault
from tests.conftest import scene

LINES = """11.25 王建国 李娜
11.26 刘洋 孙磊
11.27 王建国 李娜
11.29 刘洋 张伟
11.30 王建国 孙磊
12.1 刘洋 李娜"""


@scene
def published(door):
    """The office has a channel; Saturday the 28th has nobody."""
    door.types("UZHAO", "/office settings", "DM")
    door.fills_in("UZHAO", channel="COFFICE")
    door.types("UZHAO", "/duty publish", "DM")
    door.fills_in("UZHAO", lines=LINES)
    door.presses("UZHAO", "发布")
    return door


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}+08:00").astimezone(UTC)


def said(door, moment, word="🛎"):
    """What is new of duty in the channel at a moment."""
    door.waits_until(at(moment))
    return [one for one in door.reads("UWANG", "COFFICE") if one.startswith(word)]


def settles(door, **values):
    door.types("UZHAO", "/duty notices", "DM")
    return door.fills_in("UZHAO", **values)


def group(door):
    return door.slack.workspace.groups["SDUTY"].users


# --- in the channel -----------------------------------------------------------------------------


def test_tomorrows_duty_is_said_once_at_four_without_calling_anybody(published):
    assert said(published, "11-25T15:59") == []
    [eve] = said(published, "11-25T16:00")
    assert eve == ("🛎 *明天值班* 11月26日 周四 17:00 起：带班领导 Liu Yang 刘洋 · 值班员 孙磊")
    assert "<@" not in published._messages("UWANG", "COFFICE")[-1].text
    assert said(published, "11-25T18:00") == [eve]


def test_a_swap_before_four_is_in_it_and_a_day_without_a_roster_is_not_said(published):
    published.types("UZHAO", "/duty publish", "DM")
    published.fills_in("UZHAO", lines="11.26 刘洋 张伟")
    published.presses("UZHAO", "发布")
    assert "值班员 张伟" in said(published, "11-25T16:00")[0]
    assert len(said(published, "11-26T16:00")) == 2
    assert len(said(published, "11-27T16:00")) == 2  # nobody has Saturday: the director hears


def test_on_monday_the_week_is_a_table_and_its_text_says_it_too(published):
    said(published, "11-30T08:29")
    assert "🛎 *本周值班* 11月30日 周一 至 12月6日 周日" in said(published, "11-30T08:30")[-1]
    message = published._messages("UWANG", "COFFICE")[-1]
    [table] = [one for one in message.blocks if one["type"] == "table"]
    assert [cell["text"] for cell in table["rows"][1]] == [
        "11月30日 周一", "王建国", "孙磊",
    ]  # fmt: skip
    assert "12月2日 周三 ⚠ 带班领导空缺" in message.text
    assert message.text.endswith(
        "现在到 11月30日 周一 09:00：带班领导 Liu Yang 刘洋 · 值班员 张伟\n"
        "接着，11月30日 周一 17:00 起：带班领导 王建国 · 值班员 孙磊"
    )
    before = len(said(published, "11-30T08:31"))
    assert len(said(published, "11-30T09:30")) == before


def test_each_is_moved_and_turned_off_in_the_settings(published):
    assert settles(published, eve="on", eve_at="15:00", week="off", week_at="08:30") == {}
    assert len(said(published, "11-25T15:00")) == 1
    published.waits_until(at("11-29T20:00"))
    before = len(said(published, "11-29T20:01"))
    assert len(said(published, "11-30T08:31")) == before
    assert settles(published, eve="off", eve_at="15:00", week="off", week_at="8点") != {}
    assert settles(published, eve="off", eve_at="15:00", week="off", week_at="8:30") == {}
    assert len(said(published, "11-30T15:01")) == before


def test_only_the_director_settles_it_and_there_is_no_number_in_the_channel(published):
    assert "办公室主任" in published.types("UZHANG", "/duty notices", "DM")
    published.says("USUN", "my phone is 0531 8600 0000")
    assert "8600" not in said(published, "11-25T16:00")[0]


# --- the group ----------------------------------------------------------------------------------


@pytest.fixture
def grouped(published):
    """Both tiers in one group of Slack's."""
    assert settles(published, lead_group="SDUTY", officer_group="SDUTY") == {}
    return published


def test_the_group_changes_at_the_very_minute_and_keeps_whom_it_has_in_a_gap(grouped):
    grouped.waits_until(at("11-25T16:59:59"))
    assert group(grouped) == []
    grouped.waits_until(at("11-25T17:00"))
    assert group(grouped) == ["ULINA", "UWANG"]
    grouped.waits_until(at("11-26T09:00"))
    assert group(grouped) == ["ULINA", "UWANG"]
    grouped.waits_until(at("11-26T17:00"))
    assert group(grouped) == ["ULIU", "USUN"]


def test_slack_is_asked_only_when_somebody_else_is_on_duty(grouped):
    grouped.waits_until(at("11-25T17:00"))
    grouped.slack.workspace.groups["SDUTY"].users = ["UZHOU"]  # by hand, and not by us
    for minute in (1, 30, 59):
        grouped.waits_until(at(f"11-25T17:{minute:02}"))
    assert group(grouped) == ["UZHOU"]


def test_who_has_left_is_not_in_it(grouped):
    grouped.changes("ULINA", deleted=True)
    grouped.waits_until(at("11-25T17:00"))
    assert group(grouped) == ["UWANG"]


@pytest.mark.parametrize(
    ("error", "advice"),
    [
        ("missing_scope", "重新安装应用"),
        ("paid_teams_only", "付费版"),
        ("permission_denied", "所有人可以管理"),
        ("no_such_subteam", "编号对不对"),
        ("odd_news", "odd_news"),
    ],
)
def test_where_it_is_not_allowed_the_admin_reads_once_what_to_do(grouped, error, advice):
    grouped.slack.faults.plan(Fault("usergroups.users.update", error, times=2))
    grouped.waits_until(at("11-25T17:00"))
    grouped.waits_until(at("11-26T17:00"))
    told = [one for one in grouped.reads("UZHAO") if "SDUTY 没能跟着" in one]

    assert len(told) == 1
    assert advice in told[0]
    assert [one for one in grouped.reads("UZHANG") if "SDUTY" in one] == []
    grouped.waits_until(at("11-27T17:00"))
    assert group(grouped) == ["ULINA", "UWANG"]


def test_once_it_is_mended_saving_tries_again_at_once(grouped):
    grouped.slack.faults.plan(Fault("usergroups.users.update", "missing_scope"))
    grouped.waits_until(at("11-25T17:00"))
    assert group(grouped) == []
    settles(grouped)
    grouped.waits(seconds=1)
    assert group(grouped) == ["ULINA", "UWANG"]


def test_what_is_no_group_is_said_on_its_field(published):
    assert "S0123ABCD" in settles(published, lead_group="@值班")["lead_group"]
    assert settles(published, lead_group="<!subteam^SDUTY|@duty>") == {}
    published.waits_until(at("11-25T17:00"))
    assert group(published) == ["UWANG"]
