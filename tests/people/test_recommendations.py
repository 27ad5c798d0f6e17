"""Recommendations: written, endorsed with the record frozen, sent, answered; sealed."""

from __future__ import annotations

import json
import logging

from tests.clear import in_clear
from tests.conftest import scene

PLANTED = "PLANTEDWORD"
UNKNOWN = "没有你能看到的 N-3。请核对编号，或者说 `我手上有什么`。"


@scene
def recommended(door):
    """Chen Jing recommends Sun Lei, who has advised the leader, and read something."""
    door.says("USUN", "给王局提个建议：窗口中午不要断档")
    door.says("UWANG", "采纳 V-1")
    door.says("UWANG", "把省里的意见给孙磊看看，下周三前")
    door.presses("USUN", "我要")
    door.types("UCHEN", f"/office 推荐 <@USUN>，{PLANTED} 一人扛下来")
    assert door.fills_in("UCHEN") == {}
    return door


def behind(door, who, label="打开看"):
    door.presses(who, label, about="N-3")
    return json.dumps(door.form(who)["blocks"], ensure_ascii=False)


def test_its_card_says_who_and_the_page_behind_it_why(recommended):
    assert recommended.card("UWANG", "N-3") == (
        "🏅🔒 *N-3*“一份推荐”：孙磊 · 已起草，待领导同意\n"
        "陈静 → *王建国* · 12月2日 周三 18:00 前（还有 5 个工作日）\n"
        "[同意推荐] [打开看] [不同意推荐] [记录]"
    )
    assert PLANTED in behind(recommended, "UWANG")
    recommended.says("UZHAO", "N-3")
    assert PLANTED in behind(recommended, "UZHAO")


def test_endorsing_freezes_the_record_as_all_its_readers_may_see_it(recommended):
    assert "成长档案*" not in behind(recommended, "UCHEN")
    recommended.says("UWANG", "同意推荐 N-3")
    recommended.says("UWANG", "下周三常委会带孙磊去旁听")
    recommended.presses("USUN", "我要")
    page = behind(recommended, "UCHEN")
    assert "O-2" in page
    assert "O-4" not in page
    assert "V-1" not in page  # between the two of them


def test_after_twenty_working_days_without_an_answer_the_leader_hears(recommended):
    recommended.says("UWANG", "同意推荐 N-3")
    recommended.says("UCHEN", "N-3 已报组织")
    before = len(recommended.reads("UWANG"))
    recommended.waits(days=28)
    assert "N-3" not in "".join(recommended.reads("UWANG")[before:])
    recommended.waits(days=1)
    assert "N-3" in "".join(recommended.reads("UWANG")[before:])
    recommended.says("UWANG", "N-3 组织在研究")
    recommended.says("UCHEN", f"N-3 结果：列入后备 {PLANTED}")
    assert "有结果了" in recommended.card("UWANG", "N-3")
    assert "列入后备" in behind(recommended, "UWANG")
    assert in_clear(recommended, PLANTED) == []


def test_neither_whom_it_is_about_nor_anybody_else_finds_a_trace(recommended, caplog):
    caplog.set_level(logging.DEBUG)
    recommended.says("UWANG", "同意推荐 N-3")
    for who in ("USUN", "UZHANG", "UZHOU"):
        assert recommended.says(who, "N-3") == UNKNOWN
        everywhere = recommended.says(who, "谁手头有什么") + recommended.opens_home(who)
        assert "一份推荐" not in everywhere + "".join(recommended.reads(who))
        refused = recommended.forges(who, "recommendations:open", 3)
        assert refused == recommended.forges(who, "recommendations:open", 99)
    for who in ("ULIU", "ULINA", "UHE"):
        assert "孙磊" not in recommended.says(who, "N-3")
    recommended.says("UCHEN", f"孙磊该提拔了，{PLANTED}，想跟组织推荐")
    recommended.says("UCHEN", f"向组织推荐孙磊，{PLANTED}")
    recommended.says("UCHEN", f"推荐一下孙磊当后备干部：{PLANTED}，还有张伟")
    assert in_clear(recommended, PLANTED) == []
    assert PLANTED not in caplog.text
    for who in ("USUN", "UWANG", "UZHAO", "ULIU", "UZHANG", "UHE"):
        assert PLANTED not in "".join(recommended.reads(who)) + recommended.opens_home(who)


def test_who_may_not_and_who_cannot_be_recommended(door):
    assert "科室负责人" in door.says("UZHANG", "推荐孙磊")
    door.types("UCHEN", "/office recommend <@UZHOU>")  # of another section
    assert "科室负责人" in str(door.fills_in("UCHEN", words="x"))
    door.types("UZHAO", "/office recommend <@UWANG>")
    assert "是领导" in door.fills_in("UZHAO", words="x")["person"]


def test_a_director_does_not_read_of_their_own(door):
    door.types("UWANG", "/office 推荐 <@UZHAO>，可以担更重的担子")
    assert door.fills_in("UWANG") == {}
    assert "赵敏" in door.card("UWANG", "N-1")
    assert door.says("UZHAO", "N-1") == UNKNOWN.replace("N-3", "N-1")


def test_not_endorsed_it_is_over(recommended):
    recommended.presses("UWANG", "不同意推荐", about="N-3")
    assert recommended.fills_in("UWANG", answer=f"再等一年 {PLANTED}") == {}
    assert "领导未同意" in recommended.card("UCHEN", "N-3")
    assert "再等一年" in behind(recommended, "UCHEN")
    assert in_clear(recommended, PLANTED) == []
