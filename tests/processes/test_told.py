"""What a case was told: who reads a number to call, what its way advises, a file for a step."""

# ruff: noqa: E501  a sentence a line, beside what is made of it
from __future__ import annotations

import pytest

from tests.conftest import scene
from tests.processes.test_cases import OWN, case_of, publishes

PHONE = "13800138000"


@scene
def visited(door):
    """张伟 handles what a caller said to 陈静, who gave a number."""
    door.says("UCHEN", f"来电：工地扬尘，电话{PHONE}")
    door.presses("UCHEN", "打开表单")
    door.fills_in("UCHEN", handler="UZHANG")
    return door


def test_a_number_to_call_is_read_whole_by_whoever_has_it_in_hand_and_by_no_other(visited):
    for who in ("UCHEN", "UZHANG"):
        card = visited.says(who, "K-1")
        assert f"联系方式：{PHONE}" in card
        assert "“工地扬尘”" in card
    assert f"联系方式：{PHONE}" in visited.says("UZHAO", "K-1")  # a director
    leader = visited.says("UWANG", "K-1")
    assert "联系方式：138······00" in leader
    assert PHONE not in leader
    assert PHONE not in visited.says("UWANG", "K-1 记录")
    assert "138" not in visited.says("UHE", "K-1")


@pytest.mark.parametrize(
    ("told", "holds", "not_there"),
    [
        ({"hours": "6"}, "会议一般不超过半天，主报告不超过 1 小时（多地办公室办会规程；地方做法，可改）", "从简"),
        ({"hours": "4", "people": "8"}, "可以从简", "半天"),
        ({"people": "8", "size": "small"}, "会议名称", "从简"),
        ({"people": "120", "heads": "yes"}, "不要求下级主要负责人参加", "从简"),
        ({"people": "120"}, "只请密切相关的单位", "负责人参加"),
    ],
)  # fmt: skip
def test_a_meeting_that_is_long_or_large_is_advised_on_and_goes_on(door, told, holds, not_there):
    door.says("UCHEN", "办会：全市预算审查会")
    door.presses("UCHEN", "打开表单")
    assert door.fills_in("UCHEN", held="12月10日上午9点", minutes="UZHANG", **told) == {}
    card = door.card("UCHEN", "K-1") + "会议名称"
    assert holds in card
    assert not_there not in card
    assert "提示" not in holds or "依据：" not in card.partition("提示")[2]


# --- a file --------------------------------------------------------------------------------------

FILED = OWN.replace('due = "1 d"', 'due = "1 d"\nevidence = "file"')


@scene
def filed(door):
    publishes(door, FILED)
    door.says("UCHEN", "走失物招领流程")
    door.presses("UCHEN", "打开表单")
    door.fills_in("UCHEN", title="雨伞")
    return door


@pytest.mark.parametrize("said", ["K-1", "K-1 这步办好了：两人在场", "k1 附件", "step done K-1"])
def test_a_step_is_done_by_sharing_a_file_with_the_number_beside_it(filed, said):
    told = filed.shares("UCHEN", {"name": "登记照.jpg", "content": b"\xff\xd8"}, text=said)
    assert "办好" in told
    card = filed.card("UCHEN", "K-1")
    assert "保管：" in card
    assert "登记照.jpg" in card
    assert "▸ *归还*" in card


def test_what_asks_for_a_file_says_how_it_is_given(filed):
    filed.presses("UCHEN", "办好了", about="K-1")
    assert "把文件发给我" in str(filed.form("UCHEN"))
    filed.fills_in("UCHEN", evidence="")
    assert case_of(filed)[1]["keep"] == "todo"
    assert filed.fills_in("UCHEN", evidence="https://example.org/scan.pdf") == {}
    assert case_of(filed)[1]["keep"] == "done"


def test_a_file_of_somebody_else_or_with_a_mark_or_with_other_words_does_no_step(filed):
    scan = {"name": "登记.pdf", "content": b"%PDF"}
    assert "没有你的步骤" in filed.shares("UZHAO", scan, text="K-1 这步办好了")
    assert "雨伞" not in filed.shares("UHE", scan, text="K-1 这步办好了")
    marked = {"name": "登记.txt", "content": "机密★10年".encode()}
    assert "国家秘密" in filed.shares("UCHEN", marked, text="K-1 这步办好了")
    assert "国家秘密" in filed.shares(
        "UCHEN", {"name": "机密★10年.pdf", "content": b"%"}, text="K-1"
    )
    filed.shares("UCHEN", scan, text="K-1 记录")
    assert case_of(filed)[1]["keep"] == "todo"


# --- said in one sentence --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "said", "title", "facts"),
    [
        ("UCHEN", "接待：省厅调研组12月2日上午9点到，8位客人，陪餐3人，张伟经办，公函 https://example.org/1", "“省厅调研组”",
         "到达时间：12月2日 周三 09:00 · 公函（链接）：https://example.org/1 · 来宾人数：8 · 陪餐人数：3 · 经办人：<@UZHANG>"),
        ("ULIU", "guests: 8 from the ministry on 2 Dec 9am, letter https://example.org/1, Zhang Wei sees to it", "_the ministry_",
         "When: Wed 2 Dec 09:00 · Their letter (link): https://example.org/1 · Guests: 8 · Who sees to it: <@UZHANG>"),
        ("UCHEN", "办会：冬季供暖调度会，12月9日上午9点，一号会议室，张伟写纪要", "“冬季供暖调度会”",
         "开会时间：12月9日 周三 09:00 · 地点：一号会议室 · 谁写纪要：<@UZHANG>"),
        ("ULIU", "organise a meeting: winter heating, 9 December at 9am, Zhang Wei writes the minutes", "_winter heating_",
         "When: Wed 9 Dec 09:00 · Who writes the minutes: <@UZHANG>"),
    ],
)  # fmt: skip
def test_all_that_a_sentence_says_stands_in_its_fields(door, who, said, title, facts):
    begun = door.says(who, said).split("\n")
    assert title in begun[0]
    assert begun[2] == facts
