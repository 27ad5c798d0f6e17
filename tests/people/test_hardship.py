"""Hardship: raised with one person; what it is stands nowhere but behind the button."""

from __future__ import annotations

import json
import logging

from tests.clear import in_clear
from tests.conftest import scene

PLANTED = "PLANTEDWORD"
UNKNOWN = "没有你能看到的 H-1。请核对编号，或者说 `我手上有什么`。"


@scene
def raised(door):
    """Zhang Wei has told the head of the section what troubles him."""
    door.types("UZHANG", "/office 说说难处")
    assert door.fills_in("UZHANG", ask=f"孩子上学的事 {PLANTED}") == {}
    return door


def behind(door, who, label="打开看"):
    door.presses(who, label)
    return json.dumps(door.form(who)["blocks"], ensure_ascii=False)


def test_one_person_hears_of_it_and_the_card_says_nothing(raised):
    assert raised.card("UCHEN", "H-1") == (
        "🤝🔒 *H-1*“个人的事” · 已提出，待听取\n"
        "张伟 → *陈静* · 11月30日 周一 18:00 前（还有 3 个工作日）\n"
        "[已听取] [打开看] [答应办] [已解决] [办不了 | 记录]"
    )
    assert PLANTED in behind(raised, "UCHEN")
    assert PLANTED in behind(raised, "UZHANG")


def test_nobody_else_finds_a_trace_of_it(raised, caplog):
    caplog.set_level(logging.DEBUG)
    for who in ("UZHAO", "UWANG", "USUN"):
        assert raised.says(who, "H-1") == UNKNOWN
        assert "个人的事" not in raised.says(who, "谁手头有什么") + raised.opens_home(who)
        refused = raised.forges(who, "hardship:open", 1)
        assert PLANTED not in refused
        assert refused == raised.forges(who, "hardship:open", 99)
    raised.says("UZHANG", f"孩子转学卡住了，{PLANTED}，别声张")
    assert in_clear(raised, PLANTED) == []
    assert PLANTED not in caplog.text
    assert PLANTED not in "".join(raised.reads("UZHAO") + raised.reads("UCHEN"))


def test_a_promise_is_kept_looked_at_again_and_opened_again(raised):
    raised.says("UCHEN", "H-1 答应办，周五前")
    assert "答应 11月27日 周五 18:00 前办" in raised.reads("UZHANG")[-1]
    raised.waits(days=2)
    assert "H-1" in raised.reads("UCHEN")[-1]  # on the day it was promised for
    raised.presses("UCHEN", "已解决")
    assert raised.fills_in("UCHEN", answer=f"联系了学校 {PLANTED}") == {}
    raised.waits(days=32)
    assert "H-1" in "".join(raised.reads("UCHEN")[-3:])
    assert in_clear(raised, PLANTED) == []
    raised.presses("UZHANG", "重新打开")
    assert "待听取" in raised.card("UCHEN", "H-1")


def test_only_whoever_raised_it_lets_somebody_in(raised):
    assert "本人" in raised.forges("UCHEN", "hardship:let-in", 1)
    raised.says("UZHANG", "让赵敏也知道 H-1")
    assert PLANTED in behind(raised, "UZHAO")
    assert raised.says("UWANG", "H-1") == UNKNOWN


def test_it_is_raised_with_somebody_who_can_do_something(door):
    door.types("ULINA", "/office ask for help")
    refused = door.fills_in("ULINA", person="USUN", ask="x")
    assert refused["person"].startswith("孙磊 is no leader, director or section head.")
    assert door.says("UHE", "I need help in private").startswith("I keep an office's drafts")


def test_what_is_withdrawn_or_taken_back_is_read_by_nobody_else(raised):
    raised.presses("UZHANG", "撤回")
    assert PLANTED not in raised.forges("UCHEN", "hardship:open", 1)
    assert raised.says("UCHEN", "H-1") == UNKNOWN
