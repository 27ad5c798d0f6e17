"""The roster as a table, a chart and a file: what they say, and what Slack does not draw yet."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from handlers.clockwork import deliver
from rehearsal.faults import Fault
from storage.duty.roster import LogEntry
from tests.conftest import scene

LEADERS, OFFICERS = ("王建国", "刘洋"), ("李娜", "孙磊", "张伟")


def lines(first: date, days: int) -> str:
    each = [first + timedelta(days=n) for n in range(days)]
    return "\n".join(
        f"{one.month}.{one.day} {LEADERS[n % 2]} {OFFICERS[n % 3]}" for n, one in enumerate(each)
    )


@scene
def december(door):
    """All of December is published but the last day."""
    door.types("UZHAO", "/duty publish", "DM")
    door.fills_in("UZHAO", lines=lines(date(2026, 12, 1), 30))
    door.presses("UZHAO", "发布")
    return door


def last(door, who, channel="DM"):
    return door._messages(who, channel)[-1]


def blocks(door, who, kind):
    return [one for one in last(door, who).blocks if one["type"] == kind]


def cells(table):
    return [[cell["text"] for cell in row] for row in table["rows"]]


def test_a_month_is_a_table_and_its_text_says_all_of_it(december):
    december.says("UZHANG", "12月值班表")
    [table] = blocks(december, "UZHANG", "table")
    rows = cells(table)

    assert rows[0] == ["日期", "带班领导", "值班员"]
    assert rows[1] == ["12月1日 周二", "王建国", "Li Na 李娜"]
    assert rows[5][0] == "12月5日 周六（休）"
    assert rows[31] == ["12月31日 周四", "⚠ 空缺", "⚠ 空缺"]
    text = last(december, "UZHANG").text
    assert "12月5日 周六（休） · 带班领导 王建国" in text
    assert "12月31日 周四 · ⚠ 带班领导空缺" in text


def test_a_week_stays_lines(december):
    december.says("UZHANG", "12月1日到12月7日的值班表")
    assert blocks(december, "UZHANG", "table") == []


@pytest.mark.parametrize(
    ("said", "channel", "call"),
    [
        ("12月值班表", "DM", "chat.postMessage"),
        ("<@UBOT> 12月值班表", "COFFICE", "chat.postEphemeral"),
    ],
)
def test_where_slack_draws_no_table_it_is_said_in_words_once(december, said, channel, call):
    december.slack.faults.plan(Fault(call, "invalid_blocks"))
    december.says("UZHANG", said, channel)
    deliver(december.bot)
    read = [one for one in december.reads("UZHANG", channel) if "12月5日 周六（休）" in one]

    assert len(read) == 1
    assert "[导出]" in read[0]
    assert "⚠ 带班领导空缺" in read[0]
    assert december.slack.faults.strike(call, {}) is None


def test_after_a_slash_command_too(december):
    december.types("UZHANG", "/duty 12月值班表", "DM")
    assert blocks(december, "UZHANG", "table")


def test_counts_by_class_of_day_leaders_and_officers_apart(december):
    door = december
    said = door.says("ULINA", "duty counts")
    assert "*Duties each*, Tue 1 Dec – Wed 30 Dec" in said
    leader, officer = (one["chart"] for one in blocks(door, "ULINA", "data_visualization"))
    assert leader["axis_config"]["categories"] == ["Liu Yang 刘洋", "王建国"]
    assert {one["name"] for one in officer["series"]} == {"Working days", "Days off"}
    assert sum(p["value"] for s in officer["series"] for p in s["data"]) == 30
    assert "张伟, Duty officer: 10 duties (working days" in last(door, "ULINA").text
    assert "Whose turn it is, by what was done: Leader on duty: 赵敏 · Duty officer: 陈静" in said
    assert "Whose turn" not in door.says("ULINA", "duty counts of December")


def test_a_file_comes_to_the_asker_and_holds_the_roster_and_the_counts(december):
    door = december
    assert "私信" in door.types("UZHANG", "/duty 导出 12月", "DM")
    [shared] = last(door, "UZHANG").files
    book = load_workbook(BytesIO(door.slack.files[shared["id"]]))
    roster, counts = book.worksheets
    assert [cell.value for cell in roster[4]] == ["12月1日 周二", "王建国", "Li Na 李娜"]
    assert [cell.value for cell in counts[2]][-1] == 15


def test_what_is_not_published_is_no_file(december):
    assert "还没有发布" in december.says("UZHANG", "导出3月的值班表")


@pytest.mark.parametrize("said", ["/duty export this month", "/duty counts"])
def test_an_outsider_gets_neither(december, said):
    told = december.types("UHE", said, "DM")
    assert "王建国" not in told
    assert not last(december, "UHE").files


def test_the_buttons_under_a_table_keep_its_days(december):
    december.says("UZHANG", "12月值班表")
    december.presses("UZHANG", "值班统计")
    assert "*值班统计* 12月1日 周二 至 12月31日 周四" in december.reads("UZHANG")[-1]
    december.presses("UZHANG", "导出")
    assert last(december, "UZHANG").files


# --- long lists -----------------------------------------------------------------------------------


def notes(door, n):
    for one in range(n):
        door.says("UZHANG", f"值班记录：第{one}次来电，{'待回复' if one == 3 else '已处理'}")


def test_a_long_log_is_a_table_to_turn_page_by_page_and_a_short_one_is_lines(december):
    notes(december, 10)
    december.says("UZHAO", "昨晚有什么事？")
    assert blocks(december, "UZHAO", "data_table") == []
    notes(december, 15)
    december.says("UZHAO", "昨晚有什么事？")
    [table] = blocks(december, "UZHAO", "data_table")
    rows = cells(table)
    assert rows[0] == ["时间", "事项", "记录人", "待办"]
    assert rows[1] == ["11月25日 周三 10:00", "第14次来电，已处理", "张伟", "–"]
    assert [row[3] for row in rows[1:] if row[1].startswith("第3次")] == ["⏳ 待办"] * 2
    assert (len(rows), table["page_size"]) == (26, 10)
    text = last(december, "UZHAO").text
    assert text.startswith("*值班日志* 25 条\n此前还有 5 条\n")
    assert "第14次来电，已处理（张伟）" in text


def test_where_slack_draws_no_such_table_its_buttons_stay(december):
    notes(december, 15)
    december.slack.faults.plan(Fault("chat.postMessage", "invalid_blocks"))
    december.says("UZHAO", "昨晚有什么事？")
    deliver(december.bot)
    assert blocks(december, "UZHAO", "data_table") == []
    assert "第14次来电" in december.reads("UZHAO")[-1]
    assert "待回复（张伟）· 待办 [办好了]" in december.reads("UZHAO")[-1]


def test_an_outsider_reads_no_log(december):
    notes(december, 15)
    assert "来电" not in december.says("UHE", "昨晚有什么事？")


def test_more_than_a_message_takes_is_left_out_and_never_refused(december):
    with december.bot.sessions.begin() as session:
        said = {"by_id": "UZHANG", "words": "长" * 190, "open": False}
        at = december.clock.now()
        session.add_all(LogEntry(at=at - timedelta(minutes=n), **said) for n in range(90))
    december.says("UZHAO", "昨晚有什么事？")
    [table] = blocks(december, "UZHAO", "data_table")
    assert 30 < len(table["rows"]) < 90
    assert sum(len(cell["text"]) for row in table["rows"] for cell in row) < 10_000


def test_a_quarter_of_the_roster_and_the_counts_of_many_are_such_tables_too(door):
    people = ("李娜", "孙磊", "张伟", "陈静", "周婷")
    each = [date(2026, 12, 1) + timedelta(days=n) for n in range(60)]
    text = "\n".join(
        f"{d.year}-{d.month}-{d.day} {LEADERS[d.day % 2]} {people[d.day % 5]}" for d in each
    )
    door.types("UZHAO", "/duty publish", "DM")
    door.fills_in("UZHAO", lines=text)
    door.presses("UZHAO", "发布")
    door.says("UZHANG", "12月1日到1月29日值班表")
    [table] = blocks(door, "UZHANG", "data_table")
    assert (len(table["rows"]), table["page_size"]) == (61, 31)


def test_for_holidays_worked_days_off_are_counted_once_they_are_over(door):
    door.types("UZHAO", "/duty publish", "DM")
    door.fills_in("UZHAO", lines=lines(date(2026, 12, 31), 3))
    door.presses("UZHAO", "发布")
    assert "没有该补休的" in door.says("UZHANG", "谁有补休")
    door.waits_until(datetime(2027, 1, 4, 2, tzinfo=UTC))
    assert (
        "法定节假日值班该补休的天数（休过的没有扣）：Liu Yang 刘洋 1 天 · 孙磊 1 天"
        in door.says("UZHANG", "我有几天补休").splitlines()
    )
    assert "those taken not counted out: " in door.says("ULINA", "days in lieu")
