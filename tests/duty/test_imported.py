"""A roster as a file: all of it is read and shown, or none, with each line that cannot be."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook

ROWS = [
    ["日期", "星期", "带班领导", "值班员", "电话"],
    ["2026/12/7", "周一", "王建国局长", "李娜", "0531-86000000"],
    ["2026/12/8", "周二", "刘洋", "孙磊同志", "13905310000"],
]
CSV = "\n".join(",".join(row) for row in ROWS)


def sheet(*rows: list[object]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


SPANS = "12.3-12.4 王建国局长 李娜同志\n12.30至1.2 刘洋 孙磊\n12.7-8 王建国 张伟"
XLSX = sheet(
    ["值班表"],
    ["序号", "日期", "带班", "值班"],
    [1, date(2026, 12, 7), "王建国", "李娜"],
    [2, date(2026, 12, 8), "刘洋", "孙磊"],
)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("值班表.csv", CSV.encode()),
        ("12月.csv", CSV.encode("gbk")),
        ("roster.csv", CSV.encode("utf-16")),
        ("表.csv", CSV.replace(",", "\t").encode("utf-8-sig")),
        ("值班表.xlsx", XLSX),
    ],
)
def test_a_file_is_shown_as_what_it_changes_and_then_published(door, name, content):
    shown = door.shares("UZHAO", {"name": name, "content": content})
    assert "*有 4 个班变化*，还没有算数" in shown
    assert "12月7日 周一 · 带班领导 王建国 · 值班员 Li Na 李娜" in shown
    assert "还没有值班表" in door.says("UZHAO", "12月8日谁值班")
    door.presses("UZHAO", "发布")
    assert "带班领导 Liu Yang 刘洋 · 值班员 孙磊" in door.says("UZHAO", "12月8日谁值班")


def test_a_file_with_errors_says_which_lines_and_imports_nothing(door):
    wrong = sheet(
        ["日期", "带班", "值班"], [date(2026, 12, 7), "王建国", "李娜"], ["12.8", "王五", "李娜"]
    )
    told = door.shares("UZHAO", {"name": "值班表.xlsx", "content": wrong})
    assert "第 3 行有不认识的人" in told
    assert "还没有值班表" in door.says("UZHAO", "12月7日谁值班")
    assert "不是 .xlsx 工作簿" in door.shares("UZHAO", {"name": "a.xlsx", "content": b"PK no"})


def test_only_the_director_hands_one_in_and_a_calendar_is_still_a_calendar(door):
    assert "办公室主任" in door.shares("UZHANG", {"name": "值班表.csv", "content": CSV.encode()})
    told = door.shares("UZHAO", {"name": "days.csv", "content": "2026-12-14,休息,建局日".encode()})
    assert "值班" not in told
    assert "已导入：休息 1 天" in told


def test_a_span_of_days_and_titles_are_read_as_pasted(door):
    door.types("UZHAO", "/duty publish", "DM")
    door.fills_in(
        "UZHAO", lines="12.3-12.4 王建国局长 李娜同志\n12.30至1.2 刘洋 孙磊\n12.7-8 王建国 张伟"
    )
    shown = door.reads("UZHAO")[-1]
    assert "*有 16 个班变化*" in shown
    assert "1月2日 周六 · 带班领导 Liu Yang 刘洋 · 值班员 孙磊" in shown
    assert "12月8日 周二 · 带班领导 王建国 · 值班员 张伟" in shown
    assert "⚠ 16 个班前后刚值过班：12月3日 周四 王建国 · " in shown
    door.types("UZHAO", "/duty publish", "DM")
    again = door.fills_in(
        "UZHAO", lines="12.3-12.4 王建国 李娜\n12.4 刘洋 孙磊\n12.9-12.1 刘洋 孙磊"
    )
    assert "第 2 行的日期重复" in again["lines"]
    assert "第 3 行没有这一天" in again["lines"]
