"""Undo: whatever binds somebody can be taken back for five minutes, while nothing followed it."""

from __future__ import annotations

import pytest

from tests.conftest import scene
from tests.door import OUTSIDER_EN, OUTSIDER_ZH


@scene
def assigned(door):
    door.types("UWANG", "/draft assign @li.na Budget memo by Friday 5pm")
    return door


@scene
def accepted(assigned):
    assigned.says("ULINA", "accept D-1")
    return assigned


@scene
def in_review(accepted):
    accepted.says("ULINA", "submit D-1 https://docs.example/1")
    return accepted


def without_buttons(shown):
    return [line for line in shown.split("\n") if not line.startswith("[")]


def test_a_draft_just_assigned_is_withdrawn_and_the_writer_hears(assigned):
    assert assigned.presses("UWANG", "撤回", "COFFICE") == ""

    assert assigned.reads("UWANG", "COFFICE") == ["↩ 已撤回：D-1《Budget memo》。"]
    assert assigned.reads("ULINA") == [
        "📝 *D-1* · _Budget memo_ · cancelled\n"
        "王建国 → *Li Na 李娜* · was due Fri 27 Nov 17:00\n"
        "[Details]",
        "📝 王建国 assigned D-1 _Budget memo_ to Li Na 李娜, due Fri 27 Nov 17:00.",
        "↩ 王建国 took back a step on D-1 _Budget memo_: assigned.\n[Details]",
    ]
    assert assigned.waits(days=9) == []


STEPS = {
    "problem": ("assigned", "ULINA", "problem with D-1: no figures yet"),
    "accept": ("assigned", "ULINA", "accept D-1"),
    "submit": ("accepted", "ULINA", "submit D-1 https://docs.example/1"),
    "submit again": ("in_review", "ULINA", "submit D-1 https://docs.example/2"),
    "return": ("in_review", "UWANG", "退回 D-1：数字核实，下周一前"),
    "sign": ("in_review", "UWANG", "签发 D-1：同意"),
    "hand over": ("accepted", "UWANG", "D-1 交给孙磊"),
    "extend": ("accepted", "ULINA", "more time for D-1: late figures, until Monday"),
    "reschedule": ("accepted", "UWANG", "D-1 改到下周三"),
    "cancel": ("accepted", "UWANG", "取消 D-1"),
}


@pytest.mark.parametrize(("before", "who", "said"), STEPS.values(), ids=STEPS)
def test_each_step_can_be_taken_back_and_leaves_no_trace_on_the_card(request, before, who, said):
    door = request.getfixturevalue(before)
    was = without_buttons(door.card("UWANG"))

    told = door.says(who, said)
    changed = without_buttons(door.card("UWANG"))
    door.presses(who, "撤回" if who == "UWANG" else "Undo", about=told.split("\n")[0])

    assert changed != was
    assert without_buttons(door.card("UWANG")) == was
    assert door.card("ULINA")
    assert "撤回了对 D-1《Budget memo》的上一步：" in "".join(door.reads("UWANG")[-2:])


@pytest.mark.parametrize(("answer", "is_due"), [("同意延期", "周一"), ("不同意延期", "周五")])
def test_an_answer_about_time_can_be_taken_back(accepted, answer, is_due):
    accepted.says("ULINA", "more time for D-1: late figures, until Monday")
    was = accepted.card("UWANG")
    accepted.presses("UWANG", answer)
    assert is_due in accepted.card("UWANG").split("\n")[1]

    accepted.presses("UWANG", "撤回")

    assert accepted.card("UWANG") == was


def test_after_signing_is_taken_back_it_can_be_signed_again(in_review):
    in_review.says("UWANG", "签发 D-1")
    in_review.presses("UWANG", "撤回")

    in_review.says("UWANG", "签发 D-1")

    assert in_review.card("ULINA").startswith("✅ *D-1* · _Budget memo_ · signed off")


def test_a_version_taken_back_is_gone_and_its_number_free_again(accepted):
    accepted.says("ULINA", "submit D-1 https://docs.example/wrong")
    accepted.presses("ULINA", "Undo")
    assert "wrong" not in accepted.card("UWANG")

    accepted.says("ULINA", "submit D-1 https://docs.example/right")
    assert "第 1 版：<https://docs.example/right|打开>" in accepted.card("UWANG")


def test_what_is_owed_comes_back_with_the_ball(in_review):
    in_review.says("UWANG", "签发 D-1")
    assert "D-1" not in in_review.says("UWANG", "我手上有什么")

    in_review.presses("UWANG", "撤回")

    for said in ("我手上有什么", "有我要签的吗", "还有没有等我批的"):
        assert "D-1《Budget memo》 · 签发" in in_review.says("UWANG", said)


# --- when it is too late -----------------------------------------------------------------


def test_after_five_minutes_it_stays_and_the_button_is_gone_wherever_it_was(accepted):
    assert "[Undo]" in accepted.card("ULINA")
    assert accepted.reads("ULINA")[-1].endswith("[Undo]")
    accepted.waits(minutes=5, seconds=1)

    assert "Undo" not in "".join(accepted.reads("ULINA"))
    assert accepted.forges("ULINA", "drafts:undo", 2) == (
        "It cannot be taken back any more: more than five minutes have passed. "
        "The card of D-1 shows what can be done."
    )
    assert "· being written" in accepted.card("ULINA")


def test_it_is_gone_from_what_called_its_reader_too(in_review):
    in_review.presses("UWANG", "退回修改", about="交来")
    assert in_review.fills_in("UWANG", opinion="数字核实", due="下周一") == {}
    [call] = [text for text in in_review.reads("UWANG") if "交来" in text]
    assert "[撤回]" in call
    in_review.waits(minutes=5, seconds=1)
    assert "撤回" not in "".join(in_review.reads("UWANG"))


def test_it_is_gone_from_an_answer_that_took_the_place_of_a_question(in_review):
    in_review.says("UWANG", "D-1 行，印发吧")
    in_review.presses("UWANG", "就这样")
    in_review.waits(minutes=4, seconds=59)
    assert "[撤回]" in in_review.card("UWANG")
    assert len([text for text in in_review.reads("UWANG") if "撤回" in text]) == 3

    in_review.waits(seconds=2)
    assert "撤回" not in "".join(in_review.reads("UWANG"))
    [said] = [text for text in in_review.reads("UWANG") if text.startswith("✅ 你签发了")]
    assert said.endswith("\n[打开]")


def test_it_is_gone_from_an_answer_about_the_calendar(door):
    assert "[Undo]" in door.says("ULINA", "I am on leave on 3 December")
    door.waits(minutes=5, seconds=1)
    assert "Undo" not in "".join(door.reads("ULINA"))


def test_where_only_its_reader_sees_it_the_first_press_takes_it_away(assigned):
    assigned.types("ULINA", "/draft accept D-1")
    assigned.waits(minutes=5, seconds=1)
    late = assigned.finds("ULINA", "Undo", "COFFICE")
    assigned.slack.presses("ULINA", "COFFICE", *late)
    [said] = assigned.reads("ULINA", "COFFICE")
    assert said.startswith("It cannot be taken back any more: more than five minutes")


def test_within_five_minutes_it_goes(accepted):
    accepted.waits(minutes=4, seconds=59)
    accepted.presses("ULINA", "Undo")

    assert "· to be accepted" in accepted.card("ULINA")


def test_once_somebody_has_acted_on_it_it_stays(in_review):
    in_review.says("UWANG", "退回 D-1：数字核实，下周一前")

    late = in_review.presses("ULINA", "Undo", about="handed in version")

    assert late == (
        "It cannot be taken back any more: D-1 has moved on since. Its card shows what can be done."
    )
    assert "· returned" in in_review.card("ULINA")


def test_pressed_twice_it_is_taken_back_once(accepted):
    first = accepted.presses("ULINA", "Undo", about="You accepted D-1")
    second = accepted.presses("ULINA", "Undo", about="You accepted D-1")

    assert first == "↩ Taken back: D-1 _Budget memo_."
    assert second.startswith("It cannot be taken back any more: D-1 has moved on since.")
    story = "↩ Li Na 李娜 撤回了对 D-1《Budget memo》的上一步：受领。"
    assert accepted.reads("UWANG").count(story) == 1


def test_what_was_taken_back_cannot_be_taken_back(accepted):
    accepted.presses("ULINA", "Undo")
    assert "Undo" not in accepted.card("ULINA")

    assert "has moved on since" in accepted.forges("ULINA", "drafts:undo", 3)
    assert "· to be accepted" in accepted.card("ULINA")


@pytest.mark.parametrize("who", ["UWANG", "UZHAO", "USUN", "UHE", "UTOM"])
def test_nobody_takes_back_what_another_has_done(accepted, who):
    told = accepted.forges(who, "drafts:undo", 2)

    whose = ("只有办这件事的人自己能撤回。", OUTSIDER_ZH, OUTSIDER_EN)
    assert told.startswith(whose)
    assert told == accepted.forges(who, "drafts:undo", 999)
    assert "· being written" in accepted.card("ULINA")


def test_the_button_is_there_only_for_who_took_the_last_step(accepted):
    assert "[Undo]" in accepted.card("ULINA")
    assert "[撤回]" not in accepted.card("UWANG")
    assert "[撤回]" not in accepted.says("UZHAO", "D-1")
