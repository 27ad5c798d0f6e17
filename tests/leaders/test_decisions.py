"""Decisions: a leader is asked, decides in one press, returns or delegates; the asker hears."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.language.refusals import Refused
from bot.leaders.options import read_options, which
from tests.conftest import scene
from tests.door import OUTSIDER_ZH

SHANGHAI = ZoneInfo("Asia/Shanghai")
ASK = "请示王局：座谈会在哪里开，方案一：会议室；方案二：开发区。建议方案二"
UNKNOWN = "没有你能看到的 A-1。请核对编号，或者说 `我手上有什么`。"


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=SHANGHAI)


@scene
def asked(door):
    """张伟 asks the leader where the meeting is to be."""
    door.says("UZHANG", ASK)
    return door


# --- options, as people write them ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("", []),
        ("Hall / Park", ["Hall", "Park"]),
        ("会议室；开发区", ["会议室", "开发区"]),
        ("1. 会议室\n2、开发区\n\n3) 不开", ["会议室", "开发区", "不开"]),
        ("A. Hall\nB. Park", ["Hall", "Park"]),
        ("方案一：会议室；方案二：开发区。", ["会议室", "开发区"]),
        ("方案一会议室，方案二开发区", ["会议室", "开发区"]),
        ("option 1: the hall, option 2: the park", ["the hall", "the park"]),
        ("同意", ["同意"]),
    ],
)
def test_options(text, options):
    assert read_options(text) == options


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("a1\nb1\nc1\nd1\ne1", "decisions.many-options"),
        ("x" * 71, "decisions.long-option"),
        ("Hall / hall", "decisions.same-option"),
    ],
)
def test_options_that_cannot_be(text, key):
    with pytest.raises(Refused) as refused:
        read_options(text)
    assert (refused.value.key, refused.value.field) == (key, "options")


@pytest.mark.parametrize(
    ("said", "number"),
    [
        *(("2", 2), ("option 2", 2), ("方案二", 2), ("第二个", 2), ("B", 2), ("乙", 2)),
        *(("the second one", 2), ("Park", 2), ("the park", 2), ("HALL", 1), ("方案一。", 1)),
        *(("option 3", None), ("garden", None), ("", None), ("a", 1), ("方案四", None)),
    ],
)
def test_which(said, number):
    assert which(["Hall", "The Park"], said) == number


# --- asking --------------------------------------------------------------------------------------


def test_the_leader_gets_a_private_card_with_a_button_for_each_option(asked):
    assert asked.card("UWANG", "A-1") == (
        "⏳ *A-1*“座谈会在哪里开” · 待定\n"
        "张伟 → *王建国* · 请在 11月27日 周五 18:00 前定（还有 2 个工作日）\n"
        "1. 会议室\n"
        "2. 开发区（建议）\n"
        "[1. 会议室] [2. 开发区] [退回] [转人办] [记录]"
    )
    assert "[1. 会议室]" not in asked.card("UZHANG", "A-1")


@pytest.mark.parametrize(
    ("said", "card"),
    [
        (
            "ask @wang to decide: where to meet; options: Hall / Park; I recommend Park",
            "where to meet",
        ),
        ("请示王建国：座谈会在哪里开。方案：会议室/开发区，建议开发区", "座谈会在哪里开"),
        ("请示 @wang 座谈会在哪里开，12月2日前", "座谈会在哪里开"),
    ],
)
def test_asked_in_words(door, said, card):
    door.says("USUN", said)
    assert f"*A-1*“{card}” · 待定" in door.card("UWANG", "A-1")


def test_asked_in_a_form_that_keeps_what_was_typed(door):
    door.types("ULINA", "/office ask")
    assert door.form("ULINA")["blocks"][0]["element"]["initial_user"] == "UWANG"
    errors = door.fills_in("ULINA", title="Venue", options="Hall\nPark", recommended="Garden")
    assert errors == {
        "recommended": "None of the options is meant by “Garden”. Write its number, for example 2."
    }
    assert door.fills_in("ULINA", recommended="2", otherwise="We lose both") == {}
    assert door.card("UWANG", "A-1").split("\n")[2:5] == [
        "1. Hall",
        "2. Park（建议）",
        "不定的话：We lose both",
    ]


@pytest.mark.parametrize(("who", "name"), [("USUN", "孙磊"), ("UCHEN", "陈静")])
def test_only_leaders_and_directors_are_asked(door, who, name):
    door.types("ULINA", "/office ask")
    errors = door.fills_in("ULINA", title="Venue", person=who)
    assert errors["person"].startswith(f"{name} is neither a leader nor a director.")
    assert door.reads(who) == []


def test_a_question_without_options_is_agreed_to_or_not_in_the_readers_words(door):
    door.says("ULINA", "ask @wang to decide: may we buy a printer")
    assert door.card("UWANG", "A-1").endswith("[同意] [不同意] [退回] [转人办] [记录]")
    door.presses("UWANG", "同意")
    assert door.reads("ULINA")[-1] == (
        "✅ 王建国 decided A-1 _may we buy a printer_: Agree.\n[Record]"
    )
    assert "Decided: *Agree*" in door.card("ULINA", "A-1")


# --- deciding ------------------------------------------------------------------------------------


def test_one_press_decides_the_asker_hears_at_once_and_it_can_be_taken_back(asked):
    told = asked.presses("UWANG", "2. 开发区")

    assert told == "✅ 王建国 对 A-1“座谈会在哪里开”已定：开发区。\n[撤回]"
    assert asked.reads("UZHANG")[-1] == ("✅ 王建国 对 A-1“座谈会在哪里开”已定：开发区。\n[记录]")
    assert asked.card("UZHANG", "A-1") == (
        "✅ *A-1*“座谈会在哪里开” · 已定\n"
        "张伟 → *王建国* · 原定 11月27日 周五 18:00 前\n"
        "1. 会议室\n"
        "2. 开发区（建议）\n"
        "定为：*开发区*\n"
        "[记录]"
    )
    assert "A-1" not in asked.says("UWANG", "我手上有什么")

    asked.waits(minutes=4)
    asked.presses("UWANG", "撤回")
    assert "· 待定" in asked.card("UZHANG", "A-1")
    assert asked.reads("UZHANG")[-1].startswith("↩ 王建国 撤回了对 A-1“座谈会在哪里开”的上一步")
    assert "A-1“座谈会在哪里开” · 作决定" in asked.says("UWANG", "我手上有什么")


def test_after_five_minutes_it_stands(asked):
    asked.presses("UWANG", "1. 会议室")
    asked.waits(minutes=6)
    assert "[撤回]" not in asked.card("UWANG", "A-1")
    asked.presses("UWANG", "撤回")  # on what only he sees, and nobody can change for him
    assert [text[:5] for text in asked.reads("UWANG") if "不能撤回" in text] == ["不能撤回了"]
    assert "[撤回]" not in "".join(asked.reads("UWANG"))


def test_pressed_twice_it_is_decided_once(asked):
    asked.presses("UWANG", "1. 会议室")
    assert asked.forges("UWANG", "decisions:choose-2", 1) == (
        "没有办：A-1 现在是“已定”。能做什么看它的卡片。"
    )
    assert "定为：*会议室*" in asked.card("UZHANG", "A-1")


@pytest.mark.parametrize(
    "said",
    [
        *("decide A-1: option 2", "A-1 定方案二", "A-1 选开发区", "A-1 就按第二个", "decide A-1 B"),
        *("A-1: option 2", "go for option 2 on A-1", "A-1 用方案二"),
    ],
)
def test_decided_in_words(asked, said):
    assert asked.says("UWANG", said).startswith("✅ 王建国 对 A-1“座谈会在哪里开”已定：开发区。")


def test_an_option_that_is_not_there_is_refused(asked):
    assert asked.says("UWANG", "A-1 定方案四").startswith("“方案四”对不上任何一个方案。")
    assert "· 待定" in asked.card("UWANG", "A-1")
    assert asked.forges("UWANG", "decisions:choose-3", 1).startswith("“3”对不上任何一个方案。")


def test_with_words_in_a_form_that_proposes_what_is_recommended(asked):
    asked.says("UWANG", "定 A-1")
    asked.presses("UWANG", "打开表单")
    assert asked.form("UWANG")["blocks"][0]["element"]["initial_option"]["value"] == "2"
    asked.fills_in("UWANG", words="注意交通")
    assert asked.reads("UZHANG")[-1].startswith(
        "✅ 王建国 对 A-1“座谈会在哪里开”已定：开发区。“注意交通”"
    )


def test_returned_with_words_and_asked_again(asked):
    asked.says("UWANG", "退回 A-1：各要多少钱？")
    assert asked.reads("UZHANG")[-1] == (
        "王建国 退回 A-1“座谈会在哪里开”：“各要多少钱”\n[再请示] [取消请示] [记录]"
    )
    assert "王建国" not in asked.says("UZHANG", "我手上有什么")

    asked.presses("UZHANG", "再请示")
    assert asked.fills_in("UZHANG", options="会议室，不花钱\n开发区，两万", recommended="1") == {}
    assert asked.card("UWANG", "A-1").endswith(
        "1. 会议室，不花钱（建议）\n2. 开发区，两万\n"
        "[1. 会议室，不花钱] [2. 开发区，两万] [退回] [转人办] [记录]"
    )


def test_delegated_somebody_else_decides_and_the_leader_still_may(asked):
    asked.presses("UWANG", "转人办")
    assert asked.fills_in("UWANG", person="UZHANG") == {
        "person": "这件事就是 张伟 请示的，请换一位。"
    }
    asked.fills_in("UWANG", person="UCHEN", words="你定")
    assert asked.reads("UZHANG")[-1].startswith(
        "王建国 请 陈静 定 A-1“座谈会在哪里开”，11月27日 周五 18:00 前。“你定”"
    )
    assert asked.card("UCHEN", "A-1").split("\n")[-1] == "[1. 会议室] [2. 开发区] [退回] [记录]"
    assert "[1. 会议室]" in asked.card("UWANG", "A-1")

    asked.presses("UCHEN", "1. 会议室")
    assert "定为：*会议室*" in asked.card("UZHANG", "A-1")
    assert asked.forges("UWANG", "decisions:choose-2", 1).startswith("没有办：A-1 现在是“已定”")


def test_whoever_it_is_delegated_to_is_reminded_in_private_and_nobody_above_hears(asked):
    asked.says("UWANG", "A-1 由陈静定")
    told = set()
    for day in ("11-26 08:30", "11-27 08:30", "11-27 18:00", "11-30 08:30", "12-01 08:30"):
        told |= {line.partition(":")[0] for line in asked.waits_until(at(day)) if "A-1" in line}
    assert told == {"UCHEN"}


@pytest.mark.parametrize("who", ["UZHANG", "UZHAO", "UCHEN", "USUN", "UHE"])
def test_nobody_else_decides_returns_or_delegates(asked, who):
    for verb in ("choose-1", "return", "delegate", "decide"):
        said = asked.forges(who, f"decisions:{verb}", 1)
        assert said.startswith(("没有办：只有", "没有你能看到的这件事", OUTSIDER_ZH))
        assert asked.slack.modal(who) is None
    assert "· 待定" in asked.card("UWANG", "A-1")


# --- who sees it, and who hears of it ------------------------------------------------------------


def test_internal_only_it_is_for_who_asks_and_who_decides(door):
    door.says("UZHANG", "请示王建国：天璇人选（内部），方案一：甲；方案二：乙")
    assert door.card("UWANG", "A-1").startswith("⏳🔒 *A-1*“天璇人选”")
    for who in ("UZHAO", "UCHEN", "USUN", "UHE"):
        assert "天璇" not in door.says(who, "A-1")
        for verb in ("show", "choose-1", "withdraw", "relieve", "undo", "meet"):
            door.forges(who, f"decisions:{verb}", 1)
        assert "天璇" not in "".join([*door.reads(who), door.opens_home(who)])
    assert door.says("USUN", "A-1") == UNKNOWN


def test_late_it_is_said_to_the_leader_alone_in_the_digest(asked):
    told = set()
    for day in ("11-25 16:30", "11-26 08:30", "11-27 08:30", "11-27 16:30", "11-30 08:30"):
        told |= {line.partition(":")[0] for line in asked.waits_until(at(day)) if "A-1" in line}
    for day in ("12-01 08:30", "12-02 08:30", "12-03 08:30"):
        told |= {line.partition(":")[0] for line in asked.waits_until(at(day)) if "A-1" in line}
    assert told == {"UWANG"}


def test_why_me_says_so(asked):
    assert asked.says("UWANG", "为什么提醒我 A-1") == (
        "因为 A-1“座谈会在哪里开”在等 王建国作决定，11月27日 周五 18:00 前；"
        "张伟 于 11月25日 周三 10:00 交办。这件事我只提醒 王建国 本人。"
    )


def test_who_asked_waits_for_it_on_home_and_may_withdraw(asked):
    assert "A-1“座谈会在哪里开” · 王建国：作决定" in asked.opens_home("UZHANG")
    asked.presses("UZHANG", "取消请示")
    asked.fills_in("UZHANG", words="不开了")
    assert asked.card("UWANG", "A-1").split("\n")[-1] == "[记录]"


def test_what_a_leader_who_left_had_to_decide_goes_to_another(asked):
    asked.changes("UWANG", deleted=True)
    assert "A-1“座谈会在哪里开” · 王建国：作决定" in asked.opens_home("UZHAO")
    asked.presses_home("UZHAO", "转交")
    asked.fills_in("UZHAO", person="ULIU")
    assert "to be decided" in asked.card("ULIU", "A-1")


def test_asking_can_be_taken_back(asked):
    asked.presses("UZHANG", "撤回")
    assert asked.card("UWANG", "A-1").split("\n")[0].endswith("已取消")
    assert "A-1" not in asked.says("UWANG", "我手上有什么")


def test_a_page_of_paper_is_no_number(door):
    """ "a 3-page memo" holds an A and a 3."""
    assert "A-3" not in door.says("UWANG", "ask Li Na to draft a 3-page memo by Friday")
    assert "*D-1*" in door.card("ULINA")


def test_a_nudge_by_hand_is_no_step_to_take_back(asked):
    """It stands in the record of the matter, and has not opened it."""
    asked.says("UZHANG", "催一下 A-1")
    assert "不能撤回了" in asked.forges("UZHANG", "decisions:undo", 2)
    assert "待定" in asked.says("UZHANG", "A-1")
