"""A topic is chosen with a reason: what is asked first, and what is no reason."""

from __future__ import annotations

import pytest

from tests.conftest import scene

LIFTS = "提个调研题：老旧小区加装电梯为什么推不动"


@scene
def proposed(door):
    door.says("UZHANG", LIFTS)
    return door


@scene
def voted_on(proposed):
    """Three topics on the shortlist, and a vote on them: B-4."""
    proposed.says("ULINA", "提个调研题：早餐店为什么少了")
    proposed.says("USUN", "建议调研一下基层为什么老是重复填表")
    for number in ("R-1", "R-2", "R-3"):
        proposed.says("UCHEN", f"{number} 入围")
    proposed.says("UCHEN", "发起选题投票，周五下午5点截止，每人1票")
    return proposed


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (
            "choose R-1, Zhang Wei leads, report by 18 December: people ask about it daily",
            "people ask about it daily",
        ),
        (
            "choose R-1, Zhang Wei leads, report by 18 December because people ask daily",
            "people ask daily",
        ),
        ("定 R-1，张伟牵头，12月18日前出报告：群众天天问", "群众天天问"),
    ],
)
def test_the_reason_is_what_stands_behind_the_day(proposed, said, reason):
    proposed.says("UWANG", said)
    assert proposed.card("UWANG", "R-1") == (
        "🔎 *R-1*“老旧小区加装电梯为什么推不动” · 已确定，待受领\n"
        "张伟 · 群众关心 · 12月18日 周五 18:00 前（还有 17 个工作日）\n"
        "*张伟* 牵头出报告 · 未经投票\n"
        f"“{reason}”\n"
        "[换牵头人] [撤回] [催办] [记录]"
    )


@pytest.mark.parametrize(
    "said",
    [
        "定 R-1，张伟和李娜牵头，12月18日前出报告",
        "choose R-1, Zhang Wei and Li Na lead, report by 18 December",
    ],
)
def test_of_two_who_are_named_it_is_asked_who_leads_and_the_other_goes_along(proposed, said):
    assert proposed.says("UWANG", said) == (
        "牵头人只定一个，其余的加进可以参加的人。R-1“老旧小区加装电梯为什么推不动”由谁牵头？\n"
        "*张伟* [张伟 牵头]\n"
        "*Li Na 李娜* [Li Na 李娜 牵头]"
    )
    assert "新提，待筛选" in proposed.card("UCHEN", "R-1")
    proposed.presses("UWANG", "Li Na 李娜 牵头")
    assert proposed.card("UWANG", "R-1").split("\n")[1:4] == [
        "张伟 · 群众关心 · 12月18日 周五 18:00 前（还有 17 个工作日）",
        "*Li Na 李娜* 牵头出报告 · 未经投票",
        "可以参加：张伟",
    ]


@pytest.mark.parametrize(
    "said",
    [
        "定 R-1，张伟牵头，孙磊配合，12月18日前出报告",
        "choose R-1, Zhang Wei leads, Sun Lei helps, report by 18 December",
    ],
)
def test_whoever_helps_is_of_the_team(proposed, said):
    proposed.says("UWANG", said)
    assert proposed.card("UWANG", "R-1").split("\n")[2:4] == [
        "*张伟* 牵头出报告 · 未经投票",
        "可以参加：孙磊",
    ]


def test_what_says_who_leads_is_no_reason_and_binds_nothing(proposed):
    said = "choose R-1, Zhang Wei leads, Sun Lei carries the bags, report by 18 December"
    assert proposed.says("UWANG", said).endswith("[打开表单]")
    proposed.presses("UWANG", "打开表单")
    assert "leads" not in proposed.page("UWANG")
    assert "新提，待筛选" in proposed.card("UCHEN", "R-1")


def test_what_is_voted_on_is_chosen_after_a_word_and_stands_on_the_ballot_no_more(voted_on):
    chosen = "定 R-1，张伟牵头，12月18日前出报告"
    assert voted_on.says("UWANG", chosen) == (
        "R-1“老旧小区加装电梯为什么推不动”正在 B-4 里投票，11月27日 周五 17:00 截止。"
        "现在定就不等这次投票：投票对其余的题照常进行，投给它的票不算。\n"
        "[不等投票，就定] [截止投票]"
    )
    assert "正在投票" in voted_on.card("UCHEN", "R-1")
    voted_on.presses("UWANG", "不等投票，就定")
    assert voted_on.card("UWANG", "R-1").split("\n")[2:] == [
        "*张伟* 牵头出报告 · 未经投票",
        "[换牵头人] [撤回] [催办] [记录]",
    ]
    ballot = voted_on.card("UCHEN", "B-4").split("\n")
    assert ballot[2:4] == ["• R-2“早餐店为什么少了”", "• R-3“基层为什么老是重复填表”"]
    voted_on.presses("UCHEN", "投票")
    assert "R-1" not in voted_on.page("UCHEN")
    voted_on.presses("UWANG", "撤回")
    assert "• R-1“老旧小区加装电梯为什么推不动”" in voted_on.card("UCHEN", "B-4")


def test_from_the_form_of_what_is_voted_on_it_is_asked_too(voted_on):
    voted_on.presses("UWANG", "定题", about="*R-1*")
    voted_on.presses("UWANG", "不等投票，就定")
    voted_on.fills_in("UWANG", person="UZHANG", due="12月18日")
    assert voted_on.card("UWANG", "R-1").split("\n")[2] == "*张伟* 牵头出报告 · 未经投票"
