"""Swaps of duty: asked, taken, in the roster at once; what nobody answers stays as it was."""

from __future__ import annotations

import pytest

from tests.conftest import scene
from tests.duty.test_roster import LINES, at


@scene
def asked(door):
    """Li Na asks 周婷 to take Tuesday."""
    door.types("UZHAO", "/duty publish", "DM")
    door.fills_in("UZHAO", lines=f"{LINES}\n12.3 王建国 周婷")
    door.presses("UZHAO", "发布")
    door.says("ULINA", "swap my duty on 1 Dec with Zhou Ting")
    return door


def officer(door, day):
    return door.says("UZHAO", f"{day}谁值班").rsplit("值班员 ", 1)[1]


def test_until_it_is_accepted_it_stays_and_then_it_is_in_the_roster(asked):
    assert "*E-1* 换班 " in asked.card("UZHOU", "E-1")
    assert "李娜" in officer(asked, "12月1日")

    asked.presses("UZHOU", "同意换班")
    assert officer(asked, "12月1日") == "周婷"
    assert any("it is in the roster" in one for one in asked.reads("ULINA"))
    assert "Tue 1 Dec" not in asked.says("ULINA", "when am I on duty?")

    asked.presses("UZHOU", "撤回")
    assert "李娜" in officer(asked, "12月1日")


def test_the_day_in_return_is_said_in_a_word_and_must_be_theirs(asked):
    asked.says("ULINA", "不换了 E-1")
    asked.says("ULINA", "12月1号我和周婷换班，我值3号的")
    assert "还班：12月3日 周四 值班员" in asked.card("UZHOU", "E-2")
    asked.says("ULINA", "不换了 E-2")
    assert "has no duty on 4号 to give you" in asked.says("ULINA", "12月1号我和周婷换班，我值4号的")


def test_with_a_day_in_return(asked):
    asked.says("ULINA", "不换了 E-1")
    asked.says("ULINA", "swap my duty on 1 Dec with Zhou Ting for 3 Dec")
    assert "还班：12月3日 周四 值班员" in asked.card("UZHOU", "E-2")
    asked.says("UZHOU", "同意换班 E-2")
    assert (officer(asked, "12月1日"), "李娜" in officer(asked, "12月3日")) == ("周婷", True)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("swap my duty on 1 Dec with Liu Yang", "on duty on Tue 1 Dec already"),
        ("swap my duty on 1 Dec with Li Na", "has this duty already"),
    ],
)
def test_not_with_whoever_cannot(asked, said, why):
    assert why in asked.says("ULINA", said)


def test_not_with_somebody_on_leave(asked):
    asked.says("UCHEN", "我12月1日休假")
    assert "is on leave on Tue 1 Dec" in asked.says("ULINA", "swap my duty on 1 Dec with Chen Jing")


def test_of_two_who_are_asked_one_gets_it_and_the_other_hears(asked):
    asked.says("ULINA", "swap my duty on 1 Dec with Chen Jing")
    asked.says("UCHEN", "同意换班 E-2")
    assert "已经换过人" in asked.says("UZHOU", "同意换班 E-1") or "已作罢" in asked.card(
        "UZHOU", "E-1"
    )
    assert officer(asked, "12月1日") == "陈静"


def test_what_nobody_answers_lapses_as_it_begins(asked):
    asked.waits_until(at("12-01T17:01"))
    assert "已作罢" in asked.card("UZHOU", "E-1")
    assert any("照原来的值班" in one for one in asked.reads("UZHOU"))
    assert "李娜" in officer(asked, "12月1日")


def test_nobody_swaps_what_is_not_theirs_and_a_peer_alone_answers(asked):
    refused = asked.says("UZHANG", "同意换班 E-1")
    assert "李娜" in officer(asked, "12月1日")
    assert "✅" not in refused


def test_a_director_asks_for_others_and_undo_gives_it_back_to_whose_it_was(asked):
    asked.says("ULINA", "不换了 E-1")
    asked.types("UZHAO", "/duty 换班", "DM")
    shift = asked.form("UZHAO")["blocks"][0]["element"]["options"]
    value = next(one["value"] for one in shift if "12月1日 周二 值班员" in one["text"]["text"])
    asked.fills_in("UZHAO", people=["UCHEN"], shift=value)
    asked.presses("UCHEN", "同意换班")
    assert officer(asked, "12月1日") == "陈静"
    asked.presses("UCHEN", "撤回")
    assert "李娜" in officer(asked, "12月1日")


# --- asked of all, offered, approved ------------------------------------------------------------


@scene
def called(asked):
    """李娜 asks whoever can instead."""
    asked.says("ULINA", "不换了 E-1")
    asked.says("ULINA", "can anyone take my duty on 1 Dec")
    return asked


def test_all_who_are_free_and_rested_are_asked_and_nobody_else(called):
    assert "谁先同意就是谁的" in called.card("UCHEN", "E-2")
    assert "[同意换班] [换不了]" in called.card("USUN", "E-2")
    assert "E-2" in called.card("UZHOU", "E-2")  # on duty two days later is rest enough
    for who in ("UWANG", "ULIU", "UHE"):
        assert not any("E-2" in one for one in called.reads(who))


def test_of_all_who_are_asked_the_first_has_it_and_the_others_hear(called):
    called.presses("UCHEN", "同意换班")
    refused = called.says("UZHOU", "同意 E-2")
    assert "已换" in refused
    assert officer(called, "12月1日") == "陈静"
    assert any("陈静 接下" in one for one in called.reads("UZHOU"))
    assert not any("陈静" in one and "E-2" in one for one in called.reads("UHE"))


def test_who_cannot_leaves_the_others_asked_and_the_last_ends_it(called):
    for who in ("UCHEN", "UZHOU", "USUN"):
        called.presses(who, "换不了", about="E-2")
    assert "asked" in called.card("ULINA", "E-2")
    assert "*张伟* " in called.card("ULINA", "E-2")
    called.presses("UZHANG", "换不了", about="E-2")
    assert "declined" in called.card("ULINA", "E-2")


def test_those_who_are_asked_are_asked_again_in_working_hours_until_the_evening(called):
    told = called.waits_until(at("11-30T09:30")) + called.waits_until(at("12-01T15:00"))
    assert sum(one.startswith("UCHEN") and "换班" in one for one in told) >= 2
    called.waits_until(at("12-01T17:01"))
    assert "已作罢" in called.card("UCHEN", "E-2")
    assert "李娜" in called.says("UZHAO", "今晚谁值班")


def test_a_return_shift_is_proposed_and_is_offered_by_a_press(called):
    called.presses("UZHOU", "同意换班", about="E-2")
    assert "You could give back Thu 3 Dec, Duty officer" in called.reads("ULINA")[-1]
    called.presses("ULINA", "I give it back")
    assert "愿意替 周婷 值这个班" in called.card("UZHOU", "E-3")
    called.presses("UZHOU", "同意，请替我值", about="E-3")
    assert "李娜" in officer(called, "12月3日")
    assert "还" not in called.reads("UZHOU")[-1]
    with pytest.raises(LookupError):
        called.finds("UZHOU", "我来还这个班")


def test_who_is_ill_is_relieved_by_a_colleague_and_the_director(asked):
    asked.waits_until(at("11-25T19:00"))
    asked.says("UZHOU", "我替李娜值今晚的班，她病了")
    assert "愿意替 Li Na 李娜 值这个班" in asked.card("UZHAO", "E-2")
    assert "李娜" in asked.says("UZHAO", "今晚谁值班")
    asked.says("UZHANG", "同意 E-2")
    assert "周婷" not in asked.says("UZHAO", "今晚谁值班")
    asked.presses("UZHAO", "同意，请替我值", about="E-2")
    assert "周婷" in asked.says("UZHAO", "今晚谁值班")
    assert "已接班" in asked.says("UZHOU", "接班")


@pytest.mark.parametrize("said", ["/duty take", "/duty 替班"])
def test_to_take_a_shift_a_word_is_enough_and_the_form_asks_which(asked, said):
    asked.types("UZHOU", said, "DM")
    shifts = asked.form("UZHOU")["blocks"][0]["element"]["options"]
    assert "11月25日 周三 值班员 · Li Na 李娜" in [one["text"]["text"] for one in shifts]


def test_where_the_office_says_so_a_swap_is_approved_first(asked):
    asked.types("UZHAO", "/duty 修改值班规则", "DM")
    asked.fills_in("UZHAO", approval="director")
    assert "值班规则" in asked.says("UZHANG", "值班规则")
    assert "办公室主任" in asked.says("UZHANG", "修改值班规则")
    asked.presses("UZHOU", "同意换班", about="E-1")
    assert "李娜" in officer(asked, "12月1日")
    assert "待批准" in asked.card("UZHOU", "E-1")
    assert "批准" not in "".join(one for one in asked.reads("UZHANG") if one.startswith("⏳"))
    asked.presses("UZHAO", "批准换班", about="E-1")
    assert officer(asked, "12月1日") == "周婷"
    asked.presses("UZHAO", "撤回")
    assert "李娜" in officer(asked, "12月1日")
    asked.presses("UZHAO", "不批准", about="E-1")
    assert "not approved" in asked.card("ULINA", "E-1")


def test_of_the_leader_who_is_a_party_another_approves(asked):
    asked.types("UZHAO", "/duty 修改值班规则", "DM")
    asked.fills_in("UZHAO", approval="lead")
    asked.presses("UZHOU", "同意换班", about="E-1")
    assert "[Approve it]" in asked.card("ULIU", "E-1")


def test_a_swap_of_somebody_who_has_left_lapses_too(asked):
    asked.changes("ULINA", deleted=True)
    asked.waits_until(at("12-01T17:01"))
    assert "已作罢" in asked.card("UZHOU", "E-1")


def test_of_next_friday_it_is_asked_which_before_anybody_is_asked_to_swap(door):
    door.types("UZHAO", "/duty publish", "DM")
    door.fills_in("UZHAO", lines="11.27 王建国 李娜\n11.28 王建国 孙磊")
    door.presses("UZHAO", "发布")
    asked = door.says("ULINA", "swap my duty next Fri with Sun Lei")
    assert asked.endswith("[Fri 4 Dec 18:00] [Fri 27 Nov 18:00] [Another time]")
    assert "You have no duty on Fri 4 Dec." in door.presses("ULINA", "Fri 4 Dec 18:00")
    door.says("ULINA", "swap my duty next Fri with Sun Lei")
    assert "*E-" in door.presses("ULINA", "Fri 27 Nov 18:00")
