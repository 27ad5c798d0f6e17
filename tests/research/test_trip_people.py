"""One more goes on a trip, or one less; what was approved is approved anew."""

from __future__ import annotations

import pytest

from tests.conftest import scene

IN_LINE = ("UCHEN", "UZHAO", "UWANG")


def who_goes(door, who="UZHANG"):
    return door.card(who, "T-1").split("\n")[2]


@scene
def planned(door):
    door.says("UZHANG", "后天上午8点半去青山镇调研，下午5点回")
    return door


@scene
def approved(planned):
    planned.says("UZHANG", "T-1 再加上李娜")
    planned.says("UZHANG", "T-1 送审")
    for who in IN_LINE:
        planned.says(who, "批准 T-1")
    return planned


@pytest.mark.parametrize("said", ["T-1 再加上李娜", "add Li Na to T-1", "李娜也去 T-1"])
def test_one_more_goes_on_what_is_planned_and_may_be_taken_back(planned, said):
    planned.says("UZHANG", said)
    assert who_goes(planned).endswith("张伟、Li Na 李娜（共 2 人）")
    planned.presses("UZHANG", "撤回")
    assert who_goes(planned).endswith("张伟（共 1 人）")


def test_of_what_is_approved_it_is_asked_first_and_all_in_line_hear(approved):
    assert approved.says("UZHANG", "T-1 再加上孙磊") == (
        "T-1“青山镇调研”已经批准。改成 张伟、Li Na 李娜、孙磊 去，就要重新送审。\n[改，重新送审]"
    )
    assert "已批准" in approved.card("UZHANG", "T-1")
    approved.presses("UZHANG", "改，重新送审")
    assert who_goes(approved).endswith("张伟、Li Na 李娜、孙磊（共 3 人）")
    assert "计划中" in approved.card("UZHANG", "T-1")
    assert all("要重新送审" in "".join(approved.reads(who)) for who in IN_LINE)


def test_one_less_goes_but_not_whoever_leads(approved):
    assert approved.says("UZHANG", "T-1 不带张伟了") == "张伟 是 T-1 的带队人，请先换人带队。"
    approved.says("ULINA", "take Li Na off T-1")
    approved.presses("ULINA", "Change it, to be sent anew")
    assert who_goes(approved).endswith("张伟（共 1 人）")
    assert approved.says("UZHANG", "T-1 不带李娜了") == "Li Na 李娜 本来就不在 T-1 的出行人里。"


def test_only_whoever_goes_or_planned_it_changes_who_goes(approved):
    assert "只有出行的人和安排的人" in approved.says("USUN", "T-1 再加上周婷")
    assert who_goes(approved).endswith("（共 2 人）")
