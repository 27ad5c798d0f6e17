"""Outlines: handed in before the text, fixed or returned with words, each on the clock."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from storage.matters.followups import open_on
from storage.matters.matter import Matter
from tests.conftest import scene

TEXT = "1. Where we stand\n2. What next"


@scene
def assigned(door):
    door.types("UWANG", "/draft assign @li.na Budget memo by 9 Dec")
    door.presses("ULINA", "Accept")
    return door


@scene
def handed_in(assigned):
    assigned.presses("ULINA", "Details")
    assigned.presses_form("ULINA", "Hand in outline")
    assert assigned.fills_in("ULINA", text=TEXT) == {}
    return assigned


def owed(door) -> dict[str, tuple[str, str]]:
    with door.bot.sessions() as session:
        found = [
            one for one in open_on(session.get_one(Matter, 1)) if one.duty.startswith("outline.")
        ]
        return {one.duty: (one.person_id, f"{one.due_at:%m-%d}") for one in found}


def test_it_goes_to_the_assigner_who_has_a_working_day(handed_in):
    assert handed_in.reads("UWANG")[-1] == (
        "Li Na 李娜 交来 D-1《Budget memo》的提纲（第 1 稿），等着定。\n"
        "[定提纲] [催办] [改期] [转交] [取消 | 详情]"
    )
    assert owed(handed_in) == {"outline.duty-judge": ("UWANG", "11-26")}
    heard = handed_in.waits_until(datetime(2026, 11, 26, 0, 31, tzinfo=UTC))
    assert any("《Budget memo》 · 定提纲 · 11月26日 周四 18:00" in line for line in heard)


def test_fixed_it_is_to_be_written_so(handed_in):
    handed_in.presses("UWANG", "定提纲")
    assert "1. Where we stand\n2. What next" in handed_in.page("UWANG")
    assert handed_in.fills_in("UWANG", opinion="先讲数据") == {}

    assert handed_in.reads("ULINA")[-1].startswith(
        "王建国 fixed the outline of D-1 _Budget memo_: it is to be written so. “先讲数据”"
    )
    assert owed(handed_in) == {}
    handed_in.presses("ULINA", "Details")
    assert "*Outline 1* · fixed · Li Na 李娜, Wed 25 Nov 10:00" in handed_in.page("ULINA")


def test_returned_the_next_one_is_due_in_a_working_day_or_when_was_said(handed_in):
    handed_in.presses("UWANG", "定提纲")
    assert handed_in.fills_in("UWANG", verdict="return") == {
        "opinion": "请写明要改什么，承办人看到的就是这里的话。"
    }
    handed_in.fills_in("UWANG", opinion="缺第三部分")
    assert handed_in.reads("ULINA")[-1].startswith(
        "王建国 returned the outline of D-1 _Budget memo_: “缺第三部分” "
        "The next one by Thu 26 Nov 18:00.\n[Hand in a version] [Hand in outline]"
    )
    assert owed(handed_in) == {"outline.duty-revise": ("ULINA", "11-26")}

    handed_in.says("ULINA", f"hand in the outline of D-1: {TEXT} 3. Then")
    assert owed(handed_in) == {"outline.duty-judge": ("UWANG", "11-26")}
    handed_in.says("UWANG", "退回 D-1 的提纲：再想想，下周一前")
    assert owed(handed_in) == {"outline.duty-revise": ("ULINA", "11-30")}


@pytest.mark.parametrize(
    "said", ["定 D-1 的提纲", "fix the outline of D-1", "D-1 的提纲可以", "同意 D-1 的提纲"]
)
def test_it_is_fixed_in_words(handed_in, said):
    assert handed_in.says("UWANG", said).startswith("王建国 定了 D-1《Budget memo》的提纲")
    assert owed(handed_in) == {}


def test_a_text_makes_its_outline_needless(handed_in):
    handed_in.says("ULINA", "submit D-1 https://docs.example/1")
    assert owed(handed_in) == {}
    assert handed_in.says("ULINA", f"outline of D-1: {TEXT}") == (
        "Not done: a version of D-1 has been handed in already, and that counts now."
    )


def test_only_the_writer_hands_in_and_only_a_judge_fixes(handed_in):
    assert handed_in.says("UZHANG", f"outline of D-1: {TEXT}") == handed_in.says(
        "UZHANG", f"outline of D-9: {TEXT}"
    ).replace("D-9", "D-1")
    assert handed_in.says("UWANG", f"outline of D-1: {TEXT}").startswith("没有办：只有承办人")
    assert handed_in.says("ULINA", "fix the outline of D-1") == (
        "Not done: only whoever assigned it, its signatory, or the office director, can do that."
    )
    assert owed(handed_in) == {"outline.duty-judge": ("UWANG", "11-26")}


def test_fixed_twice_is_fixed_once(handed_in):
    handed_in.says("UWANG", "定 D-1 的提纲")
    assert handed_in.says("UWANG", "定 D-1 的提纲").startswith("没有办：D-1 现在是“已定”。")


def test_an_outline_is_three_thousand_characters_at_most(assigned):
    assert assigned.says("ULINA", "outline of D-1: " + "long " * 700) == (
        "That has 3499 characters; 3000 are the most. Shorten it, or give a link."
    )
    assert owed(assigned) == {}


def test_each_step_can_be_taken_back_for_five_minutes(handed_in):
    handed_in.says("UWANG", "退回 D-1 的提纲：再想想")
    handed_in.presses("UWANG", "撤回")
    assert owed(handed_in) == {"outline.duty-judge": ("UWANG", "11-26")}
    assert handed_in.reads("ULINA")[-1].startswith(
        "↩ 王建国 took back the last step on the outline"
    )

    handed_in.says("UWANG", "定 D-1 的提纲")
    handed_in.waits(minutes=6)
    assert "撤回" not in handed_in.says("UWANG", "D-1")


def test_handed_in_by_mistake_it_is_taken_back(handed_in):
    handed_in.presses("ULINA", "Undo")
    assert owed(handed_in) == {}
    handed_in.presses("ULINA", "Details")
    assert "*Outline" not in handed_in.page("ULINA")


def test_handed_over_a_returned_one_is_the_new_writers(handed_in):
    handed_in.says("UWANG", "退回 D-1 的提纲：再想想")
    handed_in.says("UWANG", "D-1 交给孙磊")
    assert owed(handed_in) == {"outline.duty-revise": ("USUN", "11-26")}


def test_it_is_all_on_record(handed_in):
    handed_in.says("UWANG", "退回 D-1 的提纲：再想想")
    record = handed_in.says("ULINA", "record D-1")
    assert "Li Na 李娜 · handed in an outline\n    version: 1" in record
    assert "王建国 · returned the outline\n    version: 1\n    “再想想”" in record
