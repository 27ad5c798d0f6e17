"""Steps spoken of by what they are called; one more reader; what is neither a yes nor a no."""

from __future__ import annotations

import pytest

from bot.processes import ways
from storage.processes.cases import Case
from tests.conftest import scene
from tests.door import OUTSIDER_ZH
from tests.processes.test_cases import publishes


@scene
def round_(door):
    """A paper that 王建国 and 李娜 read, and 张伟 handles."""
    door.says("UCHEN", "收文：关于做好冬季供暖工作的通知")
    door.presses("UCHEN", "打开表单")
    door.fills_in("UCHEN", urgency="urgent", handler="UZHANG", readers="UWANG ULINA")
    for who in ("UCHEN", "UCHEN", "UZHAO"):
        door.presses(who, "办好了", about="K-1")
    return door


def reading(door):
    """Who reads it, as the card has them."""
    [line] = [one for one in door.card("UCHEN", "K-1").split("\n") if "▸ *传阅*" in one]
    return line.removeprefix("▸ *传阅* ").partition("，")[0].split("、")


# --- one step is left out, and the case goes on ---------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        "K-1 不用传阅了",
        "K-1 不需要再传阅了",
        "K-1 停止传阅",
        "no need to circulate K-1 any more",
        "K-1 needs no circulation any more",
    ],
)
def test_a_step_that_is_not_needed_is_that_step_and_never_the_whole_case(round_, said):
    answer = round_.says("UZHAO", said)
    assert answer == "K-1 的“传阅”还有 2 人没办。跳过谁的？整件照常办。\n[王建国] [Li Na 李娜]"
    round_.presses("UZHAO", "Li Na 李娜")
    assert round_.fills_in("UZHAO", words="出差在外") == {}
    assert reading(round_) == ["王建国"]
    round_.presses("UZHAO", "撤回", about="跳过")
    assert reading(round_) == ["王建国", "Li Na 李娜"]


def test_whoever_may_not_leave_it_out_is_told_so_and_nothing_is_called_off(round_):
    assert round_.says("UCHEN", "K-1 不用传阅了").startswith("没有办：只有主任")
    assert reading(round_) == ["王建国", "Li Na 李娜"]
    said = round_.says("UZHAO", "K-1 不用会签了")
    assert said == (
        "没有办：K-1 待办的步骤里没有“会签”。眼下是：传阅、承办。整件停办请按卡片上的“不办了”。"
    )
    said = round_.says("ULIU", "no need to countersign K-1 any more")
    assert said.startswith("Nothing was done: no step of K-1 that waits is called “countersign”.")


# --- one more reader ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("UCHEN", "K-1 再传给孙磊看看"),
        ("UCHEN", "K-1 也给孙磊看一下"),
        ("UZHAO", "K-1 加个传阅：孙磊"),
        ("ULINA", "circulate K-1 to Sun Lei too"),
        ("ULINA", "let Sun Lei read K-1 as well"),
    ],
)
def test_one_more_reads_it_beside_the_others_until_that_is_taken_back(round_, who, said):
    assert "孙磊" in round_.says(who, said)
    assert reading(round_) == ["王建国", "Li Na 李娜", "孙磊"]
    assert "[办好了]" in round_.card("USUN", "K-1")
    assert "再加一人" in round_.says("UCHEN", "K-1 记录")
    round_.presses(who, "Undo" if who == "ULINA" else "撤回", about="孙磊")
    assert reading(round_) == ["王建国", "Li Na 李娜"]
    assert "[办好了]" not in round_.card("USUN", "K-1")


def test_by_its_button_and_what_they_say_stands_with_the_rest(round_):
    round_.presses("UCHEN", "再加一人", about="K-1")
    assert "已经有 王建国 了" in round_.fills_in("UCHEN", person="UWANG")["person"]
    assert round_.fills_in("UCHEN", person="USUN") == {}
    round_.says("USUN", "K-1 这步办好了：已阅，建议加上学校")
    for who in ("UWANG", "ULINA"):
        round_.presses(who, "Done" if who == "ULINA" else "办好了", about="K-1")
    round_.says("UZHANG", "K-1 这步办好了：已办")
    assert "建议加上学校" in round_.card("UCHEN", "K-1")
    assert "▸ *答复* 陈静" in round_.card("UCHEN", "K-1")


def test_who_was_added_before_it_goes_round_and_what_comes_first_outlive_a_new_version(door):
    door.says("UCHEN", "收文：关于做好冬季供暖工作的通知")
    door.presses("UCHEN", "打开表单")
    door.fills_in("UCHEN", urgency="urgent", handler="UZHANG", readers="UWANG ULINA")
    door.says("UCHEN", "K-1 再传给孙磊看看")
    door.says("UCHEN", "K-1 先加一步：数清份数，刘洋办")
    text = ways.shipped()["incoming"].replace('due = "2 d"', 'due = "3 d"')
    publishes(door, text, "incoming")
    door.says("UCHEN", "K-1 换用新版")
    assert "▸ *数清份数* Liu Yang 刘洋" in door.card("UCHEN", "K-1")
    assert "▸ *签收*" not in door.card("UCHEN", "K-1")
    door.presses("ULIU", "Done", about="K-1")
    for who in ("UCHEN", "UCHEN", "UZHAO"):
        door.presses(who, "办好了", about="K-1")
    assert reading(door) == ["王建国", "Li Na 李娜", "孙磊"]


def test_nobody_is_added_once_it_was_answered_nor_by_who_has_nothing_to_do_with_it(round_):
    assert "没有你能看到的 K-1" in round_.says("UZHOU", "K-1 再传给孙磊看看")
    assert round_.says("UHE", "K-1 再传给孙磊看看") == OUTSIDER_ZH
    assert round_.forges("UHE", "steps:join", 1) == OUTSIDER_ZH
    round_.forges("UZHOU", "steps:join", 1)
    assert reading(round_) == ["王建国", "Li Na 李娜"]
    assert "供暖" not in "".join(round_.reads("USUN") + round_.reads("UZHOU"))


@pytest.mark.parametrize(
    ("who", "said", "words"),
    [
        ("UWANG", "K-1 已阅，请城管局抓紧", "王建国（11月25日 周三 10:00）：已阅，请城管局抓紧"),
        (
            "ULINA",
            "K-1 seen, please mind the care homes",
            "李娜（11月25日 周三 10:00）：seen, please mind the care homes",
        ),
    ],
)
def test_what_a_reader_says_with_seen_is_offered_as_their_remark_and_nothing_is_bound(
    round_, who, said, words
):
    offered = round_.says(who, said)
    assert words not in round_.card("UCHEN", "K-1")
    yes = "Yes, do it" if who == "ULINA" else "就这样"
    assert f"[{yes}]" in offered
    round_.presses(who, yes)
    assert words in round_.card("UCHEN", "K-1")
    round_.says("UZHANG", "K-1 已阅，请城管局抓紧")
    assert "▸ *承办* 张伟" in round_.card("UCHEN", "K-1")


# --- neither a yes nor a no -----------------------------------------------------------------------


@pytest.mark.parametrize("said", ["K-1 不批，再等等", "K-1 先放一放", "not approving K-1 yet"])
def test_not_yet_binds_nothing_and_asks(door, said):
    door.says("UCHEN", "办会：全市预算审查会")
    door.presses("UCHEN", "打开表单")
    assert door.fills_in("UCHEN", held="12月10日上午9点", minutes="UZHANG") == {}
    before = door.card("UZHAO", "K-1")
    assert door.says("UZHAO", said) == (
        "没有办：K-1 的“报批备案”还等着你，11月26日 周四 18:00 前。要怎么办？\n"
        "[退回上一步] [转交] [不批准]"
    )
    assert door.card("UZHAO", "K-1") == before
    assert "现在没有你的步骤" in door.says("UCHEN", "K-1 先放一放")


@pytest.mark.parametrize("said", ["退回 K-1", "return K-1"])
def test_sent_back_at_the_first_step_goes_to_whoever_asked_with_the_reason(door, said):
    door.says("UCHEN", "办会：全市预算审查会")
    door.presses("UCHEN", "打开表单")
    door.fills_in("UCHEN", held="12月10日上午9点", minutes="UZHANG")
    assert "停办" not in door.says("UZHAO", said)
    door.presses("UZHAO", "打开表单")
    assert door.fills_in("UZHAO", asks="先说清为什么要开") == {}
    card = door.card("UCHEN", "K-1")
    assert "▸ *先说清为什么要开* 陈静" in card
    assert "在办" in card.split("\n")[0]


@pytest.mark.parametrize(
    ("who", "said", "offered"),
    [
        ("UCHEN", "K-1 不同意结案，材料不全", "是要：*退回上一步* · K-1"),
        (
            "ULINA",
            "K-1 is not to be closed like this, papers are missing",
            "Do you mean: *Send a step back* · K-1",
        ),
    ],
)
def test_no_agreement_to_close_is_offered_as_sent_back_with_the_reason(door, who, said, offered):
    door.says(who, "收文：关于做好供暖工作的通知，张伟承办")
    door.presses(who, "就这样" if who == "UCHEN" else "Yes, do it")
    for _ in range(2):
        door.says(who, "step done K-1")
    door.says("UZHAO", "K-1 这步办好了")
    door.says("UZHANG", "K-1 这步办好了：已办")
    before = door.says("UZHANG", "K-1 记录")
    assert door.says(who, said).startswith(offered)
    assert door.says("UZHANG", "K-1 记录") == before  # nothing is bound
    door.presses(who, "就这样" if who == "UCHEN" else "Yes, do it")
    assert "材料不全" in door.says("UZHANG", "K-1 记录") or "papers are missing" in door.says(
        "UZHANG", "K-1 记录"
    )


@pytest.mark.parametrize("said", ["K-1 批：请陈静牵头办", "K-1 Chen Jing should lead on this"])
def test_a_step_of_somebody_else_is_not_offered(door, said):
    door.says("UCHEN", "收文：关于做好供暖工作的通知，张伟承办")
    door.presses("UCHEN", "就这样")
    before = door.says("UWANG", "K-1 记录")
    answer = door.says("UWANG", said)
    assert "办好一步" not in answer
    assert "[" in answer
    assert door.says("UWANG", "K-1 记录") == before
    assert "*办好一步* · K-1" in door.says("UCHEN", "K-1 签收好了")  # whose turn it is


def test_the_card_counts_what_several_do_side_by_side_as_one(round_):
    round_.says("ULINA", "K-1 seen, no remarks")
    round_.presses("ULINA", "Yes, do it")
    card = round_.card("UCHEN", "K-1")
    assert "6 步已办 3 步" in card
    assert "✓ 已办 3 步" in card


# --- of several that are done side by side --------------------------------------------------------


@pytest.fixture
def prepared(door):
    """A meeting, and four things for Chen Jing to prepare at once."""
    door.says("UCHEN", "办会：安全生产会")
    door.presses("UCHEN", "打开表单")
    door.fills_in("UCHEN", held="12月10日上午9点", minutes="UZHANG", size="large", place="三楼")
    door.says("UZHAO", "K-1 这步办好了")
    return door


@pytest.mark.parametrize(
    ("said", "step", "became"),
    [
        ("K-1 会场这步办好了：已布置", "会场", "✓ 会场"),
        ("K-1 主持词这步转给李娜", "主持词", "▸ *主持词* Li Na 李娜"),
    ],
)
def test_the_step_that_is_named_is_meant(prepared, said, step, became):
    assert f"*{step}*" in prepared.says("UCHEN", said)
    prepared.presses("UCHEN", "就这样")
    card = prepared.card("UCHEN", "K-1")
    assert became.removeprefix("✓ ") in card
    assert "▸ *会议通知* 陈静" in card
    assert f"▸ *{step}* 陈静" not in card


def test_the_link_that_is_said_with_a_step_is_what_it_shows(prepared):
    assert "会议通知" in prepared.says("UCHEN", "K-1 会议通知这步办好了：https://x.cn/n")
    prepared.presses("UCHEN", "就这样")
    card = prepared.card("UCHEN", "K-1")
    assert "▸ *会议通知*" not in card
    with prepared.bot.sessions() as session:
        steps = session.get_one(Case, 1).steps
        assert [one.evidence for one in steps if one.evidence] == ["https://x.cn/n"]


def test_where_none_of_several_is_named_it_is_asked_which(prepared):
    asked = prepared.says("UCHEN", "K-1 跳过这一步：不用")
    assert asked.startswith(
        "K-1 现在有几步同时在办。跳过：哪一步？\n[会议通知] [议题和材料] [主持词] [会场]"
    )
    prepared.presses("UCHEN", "主持词")
    card = prepared.card("UCHEN", "K-1")
    assert "▸ *主持词*" not in card
    assert "▸ *会议通知* 陈静" in card
    with pytest.raises(LookupError):  # once
        prepared.presses("UCHEN", "主持词")


@pytest.mark.parametrize(
    ("who", "said", "when"),
    [
        ("UZHANG", "周五用车去机场接人，航班下午四点到", "11月27日 周五 16:00"),
        ("ULINA", "car on Monday to the airport, they land at 4pm", "Mon 30 Nov 16:00"),
    ],
)
def test_a_day_and_an_hour_said_apart_are_one_time(door, who, said, when):
    assert when in door.says(who, said)
