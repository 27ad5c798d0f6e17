"""The rules of planning hold for what people publish and swap themselves: said before it counts,
and nobody is asked against them.
"""

from __future__ import annotations

from tests.conftest import scene


@scene
def ruled(door):
    """Li Na and 刘洋 are of one A/B post; 周婷 cannot have Fridays; 张伟 has a text due."""
    door.says("UZHAO", "李娜和刘洋互为AB角")
    door.says("UZHOU", "每周五我不能值班")
    door.says("UZHAO", "请张伟起草会议纪要，12月4日上午10点前交")
    door.says("USUN", "我12月4日休假")
    return door


def preview(door, lines):
    door.types("UZHAO", "/duty publish", "DM")
    door.fills_in("UZHAO", lines=lines)
    return door.reads("UZHAO")[-1]


def test_a_pasted_roster_says_what_stands_against_it_and_may_be_published_all_the_same(ruled):
    first = "12.1 刘洋 李娜\n12.3 刘洋 张伟\n12.7 王建国 周婷"
    shown = preview(ruled, f"{first}\n12.8 赵敏 陈静\n12.9 王建国 陈静\n12.11 王建国 周婷")
    lines = {line.partition(" ")[0]: line for line in shown.splitlines() if line.startswith("12月")}
    assert "⚠ 值班员 Li Na 李娜（AB 角同班）" in lines["12月1日"]
    assert "⚠ 带班领导 Liu Yang 刘洋（AB 角同班）" in lines["12月1日"]
    for day in ("12月8日", "12月9日"):
        assert "⚠ 值班员 陈静（前后刚值过班）" in lines[day]
    assert "⚠ 值班员 张伟（次日上午要交稿）" in lines["12月3日"]
    assert "⚠" not in lines["12月7日"]
    assert "⚠ 值班员 周婷（本人说过值不了）" in lines["12月11日"]
    ruled.presses("UZHAO", "发布")
    assert "李娜" in ruled.says("UZHAO", "12月1日谁值班")


def test_what_stands_against_many_is_said_once_with_the_first_few(door):
    lines = "\n".join(f"12.{day} 王建国 李娜" for day in range(7, 11))
    shown = preview(door, lines).splitlines()
    assert shown[1] == "12月7日 周一 · 带班领导 王建国 · 值班员 Li Na 李娜"
    assert shown[5] == (
        "⚠ 8 个班前后刚值过班："
        "12月7日 周一 王建国 · 12月7日 周一 Li Na 李娜 · 12月8日 周二 王建国 等。"
    )


def test_of_all_nobody_is_asked_against_a_rule(ruled):
    preview(ruled, "12.4 刘洋 陈静")
    ruled.presses("UZHAO", "发布")
    assert "陈静 → *张伟* " in ruled.says("UCHEN", "我12月4日的班谁能帮我顶一下")
    for who in ("ULINA", "UZHOU", "USUN"):  # their partner leads, cannot, is on leave
        assert not any("E-" in one for one in ruled.reads(who))


def test_whose_partner_is_on_that_day_takes_no_shift_of_it_but_that_of_the_partner(ruled):
    preview(ruled, "12.1 刘洋 陈静\n12.8 王建国 李娜")
    ruled.presses("UZHAO", "发布")
    refused = ruled.says("UCHEN", "12月1日的班我想跟李娜换")
    assert "Li Na 李娜 的 AB 角 12月1日 周二 有班" in refused
    ruled.types("UZHAO", "/duty 换班", "DM")
    shift = ruled.form("UZHAO")["blocks"][0]["element"]["options"]
    value = next(one["value"] for one in shift if "带班领导" in one["text"]["text"])
    assert ruled.fills_in("UZHAO", people=["ULINA"], shift=value) == {}
