"""Supervision in parts: milestones on the way, one item merged into another, one split off."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from storage.matters.journal import Entry
from tests.conftest import scene
from tests.language.test_phrases import asked, hear
from tests.processes.test_supervision import SAID, WAY, at

OVER = "S-2“小区电梯加装”到此结束，并入 S-1“老旧小区改造”"


@scene
def in_hand(door):
    """李娜 leads it, 陈静 looks after it, 王建国 has approved it; it is due on 10 December."""
    door.says("UCHEN", SAID)
    for who, label in WAY:
        door.presses(who, label)
    return door


def lines(door, who, number="S-1"):
    return door.card(who, number).split("\n")


def of_its_own(door, who, number="S-1"):
    """What its card says between the headline and the buttons."""
    return lines(door, who, number)[2:-1]


# --- milestones -----------------------------------------------------------------------------------


@scene
def on_the_way(in_hand):
    """陈静 wants a consultation by 3 December; 李娜 has a first draft by 27 November."""
    in_hand.says("UCHEN", "S-1 节点：12月3日前征求意见")
    in_hand.says("ULINA", "milestone on S-1: the first draft by 27 Nov")
    return in_hand


def test_milestones_stand_in_the_order_of_their_days_before_who_helps(on_the_way):
    on_the_way.says("UCHEN", "S-1 请孙磊协办：出施工图，周五前")
    assert lines(on_the_way, "ULINA")[2:] == [
        "▸ Milestone by Fri 27 Nov 18:00: the first draft",
        "▸ Milestone by Thu 3 Dec 18:00: 征求意见",
        "▸ *孙磊* helps: 出施工图, by Fri 27 Nov 18:00",
        "[Report done] [Milestone passed] [Ask for help] [No help needed] "
        "[Set a milestone | Feedback | More time | Drop a milestone | Record]",
    ]
    told = on_the_way.waits_until(at("11-26 08:30"))
    assert [one.partition(":")[0] for one in told if "S-1" in one] == ["ULINA", "USUN"]


def test_passed_with_a_line_that_is_feedback_too(on_the_way):
    said = on_the_way.says("ULINA", "S-1 milestone passed: the draft is with the section head")
    assert said.startswith(
        "✓ Li Na 李娜 passed a milestone of S-1 “老旧小区改造” (the first draft)"
    )
    assert "✓ 节点：the first draft “the draft is with the section head”" in of_its_own(
        on_the_way, "UCHEN"
    )
    assert "办到了 S-1“老旧小区改造”的节点（the first draft）" in on_the_way.reads("UWANG")[-1]
    assert on_the_way.says("UCHEN", "S-1 要反馈").startswith("没有催：上次是 11月25日 周三 10:00")
    on_the_way.presses("ULINA", "Undo")
    assert "问 S-1" in on_the_way.says("UCHEN", "S-1 要反馈")
    assert "▸ 节点 11月27日 周五 18:00 前：the first draft" in of_its_own(on_the_way, "UCHEN")


def test_which_of_several_is_asked_and_said_twice_nothing_is_passed_twice(on_the_way):
    assert "[Open the form]" in on_the_way.says("ULINA", "S-1 milestone passed: all went well")
    on_the_way.presses("ULINA", "Open the form")
    assert on_the_way.fills_in("ULINA", which="1") == {}
    assert "✓ 节点：征求意见 “all went well”" in of_its_own(on_the_way, "UCHEN")
    on_the_way.presses("ULINA", "Milestone passed")
    assert on_the_way.fills_in("ULINA", words="there it is") == {}
    assert on_the_way.forges("ULINA", "milestones:reach", 1).startswith("S-1 has no such milestone")
    assert on_the_way.says("ULINA", "S-1 milestone passed: once more").startswith(
        "S-1 has no such milestone ahead."
    )
    assert "Milestone passed" not in lines(on_the_way, "ULINA")[-1]


def test_a_late_click_on_what_was_passed_passes_no_other(on_the_way):
    on_the_way.presses("ULINA", "Milestone passed")
    on_the_way.says("ULINA", "S-1 milestone passed: first draft written")
    errors = on_the_way.fills_in("ULINA", which="2", words="first draft written")
    assert "S-1 has no such milestone ahead" in "".join(
        [*errors.values(), *on_the_way.reads("ULINA")]
    )
    assert "▸ Milestone by Thu 3 Dec 18:00: 征求意见" in of_its_own(on_the_way, "ULINA")


def test_behind_a_milestone_it_is_yellow_and_goes_up_the_line(on_the_way):
    on_the_way.waits_until(at("11-27 18:01"))
    told = on_the_way.waits_until(at("11-30 08:30"))
    assert {one.partition(":")[0] for one in told if "S-1" in one} >= {"UCHEN"}
    assert lines(on_the_way, "UWANG")[0].startswith("🟡 *S-1*")
    assert of_its_own(on_the_way, "UWANG") == [
        "🔴 节点 原定 11月27日 周五 18:00：the first draft",
        "▸ 节点 12月3日 周四 18:00 前：征求意见",
        "🟡 落后于节点（11月27日 周五 18:00）：the first draft",
    ]
    assert on_the_way.says("UCHEN", "督办清单").split("\n")[1].startswith("🟡 S-1")


def test_milestones_lie_within_the_whole_and_stay_when_that_is_moved(on_the_way):
    assert "节点不能晚于它" in on_the_way.says("UCHEN", "S-1 节点：12月11日前完工")
    assert "已经有这个节点了" in on_the_way.says("UCHEN", "S-1 节点：12月4日前征求意见")
    on_the_way.says("UWANG", "S-1 改到12月18日")
    assert "▸ 节点 12月3日 周四 18:00 前：征求意见" in of_its_own(on_the_way, "UCHEN")
    on_the_way.says("UCHEN", "S-1 节点：12月11日前完工")
    assert of_its_own(on_the_way, "UCHEN")[2] == "▸ 节点 12月11日 周五 18:00 前：完工"


def test_what_is_ahead_goes_with_the_item_to_another_lead(on_the_way):
    on_the_way.says("ULINA", "S-1 milestone passed: first draft written")
    on_the_way.says("UCHEN", "S-1 改由孙磊承办")
    assert "办到节点并回一句" in on_the_way.opens_home("USUN")
    assert "S-1" not in on_the_way.opens_home("ULINA")
    on_the_way.says("USUN", "S-1 节点办好了：意见收齐了")
    assert of_its_own(on_the_way, "USUN") == [
        "✓ 节点：the first draft “first draft written”",
        "✓ 节点：征求意见 “意见收齐了”",
    ]
    assert "承办人：Li Na 李娜 → 孙磊" in on_the_way.says("UCHEN", "记录 S-1")


def test_dropped_in_a_form_and_over_with_the_whole(on_the_way):
    on_the_way.presses("UCHEN", "撤节点")
    assert on_the_way.fills_in("UCHEN", which="2") == {}
    assert of_its_own(on_the_way, "UCHEN") == ["▸ 节点 12月3日 周四 18:00 前：征求意见"]
    on_the_way.says("ULINA", "S-1 done: all of it")
    assert "milestone" not in on_the_way.opens_home("ULINA")
    assert "S-1" in on_the_way.forges("ULINA", "milestones:reach", 1)
    on_the_way.says("UCHEN", "退回 S-1：意见不全")
    assert "pass a milestone" in on_the_way.opens_home("ULINA")


def test_begun_anew_it_has_no_milestones_of_before(on_the_way):
    on_the_way.says("ULINA", "S-1 done: all of it")
    on_the_way.says("UCHEN", "S-1 核查通过")
    on_the_way.says("UWANG", "S-1 销号")
    assert "▸ 节点 12月3日 周四 18:00 前：征求意见" in of_its_own(on_the_way, "UCHEN")
    on_the_way.says("UCHEN", "S-1 没见效：还是老样子")
    assert "没见效，第 2 轮重办" in of_its_own(on_the_way, "UCHEN")
    assert "节点" not in "".join(of_its_own(on_the_way, "UCHEN"))
    assert "milestone" not in on_the_way.opens_home("ULINA")


def test_only_who_leads_passes_and_only_who_takes_part_sets(on_the_way):
    on_the_way.says("UCHEN", "S-1 请孙磊协办：出施工图，周五前")
    assert on_the_way.says("USUN", "S-1 节点办好了：征求意见") == "没有办：只有承办人可以这样做。"
    assert on_the_way.says("UCHEN", "S-1 节点办好了：征求意见").startswith("没有办：只有承办人")
    assert on_the_way.says("USUN", "S-1 节点：12月4日前出图").startswith(
        "没有办：只有承办人、督查的人"
    )
    for who in ("UZHOU", "UHE"):
        for verb in ("set", "reach", "drop", "undo"):
            assert "征求" not in on_the_way.forges(who, f"milestones:{verb}", 1)
        for said in ("S-1 节点：12月4日前出图", "S-1 节点办好了：征求意见"):
            assert "老旧" not in on_the_way.says(who, said)


def test_who_stands_in_for_the_lead_passes_it(on_the_way):
    on_the_way.says("ULINA", "I am on leave from 26 Nov to 4 Dec, 孙磊 stands in")
    on_the_way.waits_until(at("11-26 10:00"))
    assert "✓ 孙磊 办到了" in on_the_way.says("USUN", "S-1 节点办好了：征求意见完了")


def test_a_milestone_is_set_in_a_form_and_taken_back(in_hand):
    in_hand.presses("UCHEN", "设节点")
    assert in_hand.fills_in("UCHEN", words="出初稿", due="12月18日") == {
        "due": "整件事 12月10日 周四 18:00 到期，节点不能晚于它。"
    }
    assert "words" in in_hand.fills_in("UCHEN", words="出初稿" * 60, due="12月2日")
    assert in_hand.fills_in("UCHEN", words="出初稿") == {}
    assert in_hand.reads("ULINA")[-1].startswith(
        "陈静 set a milestone of S-1 “老旧小区改造”: 出初稿"
    )
    in_hand.presses("UCHEN", "撤回")
    assert of_its_own(in_hand, "ULINA") == []


def test_feedback_that_accepts_says_so(door):
    door.says("UWANG", SAID)
    assert door.says("ULINA", "S-1 feedback: begun").startswith(
        "Li Na 李娜 on S-1 “老旧小区改造”, and so accepts it: “begun”"
    )
    assert "也就是受领了：“begun”" in door.reads("UWANG")[-1]
    assert "accepts" not in door.says("ULINA", "S-1 feedback: half of it")


# --- merged ---------------------------------------------------------------------------------------


def last_added(door):
    """The deed by which a merge added a part."""
    with door.bot.sessions() as session:
        added = select(func.max(Entry.id)).where(Entry.what == "bits.go-on")
        return session.scalar(added)


@scene
def two(in_hand):
    """孙磊 leads a second item, which is due on 8 December."""
    in_hand.says("UCHEN", "督办小区电梯加装，孙磊承办，12月8日前")
    for who, label in (("UWANG", "立项"), ("UCHEN", "交办"), ("USUN", "受领")):
        in_hand.presses(who, label, about="S-2")
    return in_hand


def test_merged_after_one_question_it_goes_on_as_a_part_of_the_other(two):
    said = two.says("UCHEN", "S-2 并入 S-1")
    assert said.startswith(OVER)
    assert lines(two, "UCHEN", "S-2")[0].endswith("承办中")
    two.presses("UCHEN", "并入", about="到此结束")
    assert lines(two, "USUN", "S-2") == [
        "✅ *S-2*“小区电梯加装” · 已并案",
        "王建国 → *孙磊* · 督查 陈静 · 原定 12月8日 周二 18:00",
        "已并入 S-1“老旧小区改造”",
        "[记录]",
    ]
    part = "▸ *孙磊* 协办：小区电梯加装，12月8日 周二 18:00 前"
    assert of_its_own(two, "USUN") == [part, "← S-2“小区电梯加装”已并入"]
    assert lines(two, "ULINA")[2] == "▸ *孙磊* helps: 小区电梯加装, by Tue 8 Dec 18:00"
    home = two.opens_home("USUN")
    assert "S-1“老旧小区改造” · 办你协办的部分并回一句" in home
    assert "S-2" not in home
    assert "并入：S-1" in two.says("UCHEN", "记录 S-2")
    assert two.waits_until(at("12-01 09:00")) != []
    assert "*已并案*（1 件）\nS-2“小区电梯加装”：孙磊" in two.reads("UWANG")[-1]
    assert "S-2" not in two.says("UCHEN", "督办清单")


def test_who_goes_on_in_what_is_not_approved_yet_hears_of_it_once_it_is(two):
    two.says("UCHEN", "督办食堂整治，张伟承办")
    two.says("UCHEN", "S-2 并入 S-3")
    two.presses("UCHEN", "并入", about="到此结束")
    assert "食堂" not in "".join(two.reads("UZHANG"))
    assert "请 孙磊 协办" not in "".join(two.reads("USUN"))
    assert "协办" not in two.opens_home("USUN")
    two.says("UWANG", "S-3 立项")
    two.says("UCHEN", "交办 S-3")
    assert "S-3“食堂整治” · 办你协办的部分并回一句" in two.opens_home("USUN")


def test_merging_is_taken_back_whole(two):
    two.says("UCHEN", "merge S-2 into S-1")
    two.presses("UCHEN", "并入", about="到此结束")
    two.presses("UCHEN", "撤回", about="并案")
    assert lines(two, "USUN", "S-2")[0].endswith("承办中")
    assert of_its_own(two, "UCHEN") == of_its_own(two, "UCHEN", "S-2") == []
    assert two.says("USUN", "S-1").startswith("没有你能看到的 S-1")
    assert "S-2" in two.opens_home("USUN")


def test_what_a_merge_added_goes_back_with_the_merge_alone(two):
    two.says("UCHEN", "S-2 并入 S-1")
    two.presses("UCHEN", "并入", about="到此结束")
    assert "撤回" not in lines(two, "UCHEN")[-1]
    added = last_added(two)
    for _ in range(2):
        assert two.forges("UCHEN", "bits:undo", added) == (
            "这里不能单独撤回：它是 S-2 并入 S-1 时带来的，要撤回并案，请在 S-2 的卡片上撤回。"
        )
    assert two.forges("UHE", "bits:undo", added) == two.forges("UHE", "bits:undo", 999)
    assert "办你协办的部分" in two.opens_home("USUN")
    two.presses("UCHEN", "撤回", about="并案")
    assert "S-2" in two.opens_home("USUN")
    assert two.forges("UCHEN", "bits:undo", added).startswith("不能撤回了")


def test_in_english_too_it_says_where_the_merge_is_taken_back(two):
    two.says("ULINA", "督办食堂整治，张伟承办")
    two.says("ULINA", "merge S-3 into S-1")
    two.presses("ULINA", "Merge", about="ends and goes on")
    assert "Undo" not in lines(two, "ULINA")[-1]
    assert two.forges("ULINA", "bits:undo", last_added(two)) == (
        "Not taken back here: it came with S-3, which was merged into S-1. "
        "Take the merge back on the card of S-3."
    )


def test_it_is_asked_with_the_day_where_that_comes_sooner(two):
    said = two.says("UCHEN", "S-2 并入 S-1").split("\n")[0]
    assert said == OVER + "，孙磊 在那边协办。是这样吗？"
    two.says("ULINA", "督办食堂整治，张伟承办，12月2日前")
    assert two.says("UWANG", "S-2 并入 S-3").startswith(
        "S-2“小区电梯加装”到此结束，并入 S-3“食堂整治”，孙磊 在那边协办，12月2日 周三 18:00 前。"
    )
    two.says("ULINA", "督办食堂采购，张伟承办，12月18日前")
    assert two.says("ULINA", "merge S-4 into S-1").startswith(
        "S-4 “食堂采购” ends and goes on in S-1 “老旧小区改造”, with 张伟 as an assistant there, "
        "by Thu 10 Dec 18:00. Is that meant?"
    )
    two.presses("ULINA", "Merge", about="by Thu 10 Dec")
    assert "▸ *张伟* helps: 食堂采购, by Thu 10 Dec 18:00" in of_its_own(two, "ULINA")


def test_the_instruction_of_what_was_merged_goes_on_being_seen(two):
    two.says("UWANG", "督办食堂整治，张伟承办，批示：“月底前让大家吃上热饭”")
    two.says("UWANG", "S-3 并入 S-1")
    two.presses("UWANG", "并入", about="到此结束")
    merged = "← S-3“食堂整治”已并入 · 领导批示：“月底前让大家吃上热饭”"
    assert merged in of_its_own(two, "UWANG")
    assert "热饭" not in two.card("ULINA", "S-1")  # she did not see that one
    two.says("UWANG", "督办食堂采购，李娜承办，批示：“月底前让大家吃上热饭”")
    two.says("UWANG", "S-4 并入 S-1")
    two.presses("UWANG", "并入", about="S-4“食堂采购”到此结束")
    assert (
        "← S-4 “食堂采购” was merged into it · A leader's instruction: “月底前让大家吃上热饭”"
        in of_its_own(two, "ULINA")
    )


def test_whoever_needs_no_help_after_a_merge_may_say_so(two):
    two.says("UCHEN", "S-2 并入 S-1")
    two.presses("UCHEN", "并入", about="到此结束")
    two.presses("UCHEN", "不用协办了")
    assert of_its_own(two, "UCHEN") == ["← S-2“小区电梯加装”已并入"]


def test_merged_in_a_form_by_whoever_looks_after_it_or_approves_it_alone(two):
    two.says("UCHEN", "督办小区电梯维保，李娜承办，12月8日前")
    two.presses("UCHEN", "不是一件事，照提")
    two.presses("UWANG", "并入", about="S-3")
    choices = two.form("UWANG")["blocks"][0]["element"]["options"]
    assert [one["value"] for one in choices] == ["S-2", "S-1"]
    assert two.fills_in("UWANG", into="S-1") == {}
    assert of_its_own(two, "UCHEN") == ["← S-3“小区电梯维保”已并入"]  # she leads both
    assert two.says("USUN", "S-2 并入 S-1") == "没有办：只有督查的人或立项领导可以这样做。"
    assert two.forges("UWANG", "supervision:merge", 3).startswith("没有办：S-3 现在是“已并案”")


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("S-2 并入 S-2", "没有并：只能并入另一件还在办的，S-2 不行。"),
        ("S-2 并入 S-9", "没有你能看到的 S-9。"),
        ("merge S-2 into S-3", "没有并：只能并入另一件还在办的，S-3 不行。"),
    ],
)
def test_merged_into_itself_what_is_over_or_what_is_not_there_nothing_is(two, said, answer):
    two.says("UCHEN", "督办食堂整治，张伟承办")
    two.says("UWANG", "S-3 不予立项：计划里有了")
    assert two.says("UCHEN", said).startswith(answer)
    assert lines(two, "UCHEN", "S-2")[0].endswith("承办中")


def test_what_is_internal_only_is_merged_with_nothing_that_others_read(two):
    two.says("UWANG", "督办天璇专项，张伟承办（内部）")
    assert two.says("UCHEN", "S-2 并入 S-3").startswith("没有你能看到的 S-3。")
    for said in ("S-2 并入 S-3", "S-3 并入 S-1"):
        assert "两件都要是内部的" in two.says("UWANG", said)
    two.says("UWANG", "督办天玑专项，孙磊承办（内部）")
    two.says("UWANG", "S-4 并入 S-3")
    two.presses("UWANG", "并入", about="到此结束")
    assert "▸ *孙磊* 协办：天玑专项" in "".join(of_its_own(two, "UZHANG", "S-3"))
    assert "天玑专项”已并入" not in two.card("UZHANG", "S-3")  # he did not see that one


def test_who_may_not_see_the_other_finds_no_trace_of_it(two):
    two.says("UCHEN", "S-2 请周婷协办：量尺寸，12月4日前")
    two.says("UCHEN", "S-2 并入 S-1")
    two.presses("UCHEN", "并入", about="到此结束")
    assert "老旧" not in "".join(two.reads("UZHOU"))
    assert of_its_own(two, "UZHOU", "S-2")[-1] != "已并入 S-1“老旧小区改造”"
    assert "老旧" not in two.says("UZHOU", "S-2")
    assert "S-2" not in two.opens_home("UZHOU")


def test_no_effect_is_asked_about_of_what_was_merged(two):
    two.says("UCHEN", "S-2 并入 S-1")
    two.presses("UCHEN", "并入", about="到此结束")
    assert [one for one in two.waits(days=40) if "见效" in one] == []


# --- split ----------------------------------------------------------------------------------------


@scene
def split(in_hand):
    """征求意见 goes to 孙磊, as 陈静 wants it."""
    in_hand.says("UCHEN", "S-1 拆分：征求意见给孙磊，下周三前")
    return in_hand


def test_a_part_becomes_an_item_of_the_same_instruction(door):
    door.says("UWANG", SAID + "，批示：“三个月内见成效”")
    door.says("UWANG", "split S-1: the consultation to Sun Lei by 2 Dec")
    assert lines(door, "USUN", "S-2") == [
        "⏳ *S-2*“the consultation” · 已交办，待受领",
        "王建国 → *孙磊* · 督查 王建国 · 12月2日 周三 18:00 前办结（还有 5 个工作日）",
        "领导批示：“三个月内见成效”",
        "[受领] [请人协办] [设节点] [报办结] [反馈 | 申请延期 | 记录]",
    ]
    assert of_its_own(door, "UWANG") == [
        "领导批示：“三个月内见成效”",
        "→ S-2“the consultation” · 孙磊 · 已交办，待受领",
    ]
    assert "split off a part of S-1 “老旧小区改造”: “the consultation”" in door.reads("ULINA")[-1]


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("S-1里面居民意见那块拆出来给孙磊，下周五前", "居民意见"),
        ("take the survey out of S-1 and give it to Sun Lei by 4 Dec", "the survey"),
    ],
)
def test_its_title_is_what_was_split_off_and_no_more(in_hand, said, title):
    in_hand.says("UWANG", said)
    assert lines(in_hand, "USUN", "S-2")[:2] == [
        f"⏳ *S-2*“{title}” · 已交办，待受领",
        "王建国 → *孙磊* · 督查 陈静 · 12月4日 周五 18:00 前办结（还有 7 个工作日）",
    ]


def test_the_leader_approves_it_and_the_whole_says_how_it_stands(split):
    assert of_its_own(split, "UWANG", "S-2") == ["出自 S-1“老旧小区改造”"]
    assert of_its_own(split, "UCHEN") == ["→ S-2“征求意见” · 孙磊 · 待立项"]
    for who, label in (("UWANG", "立项"), ("UCHEN", "交办"), ("USUN", "受领")):
        split.presses(who, label, about="S-2")
    assert of_its_own(split, "UCHEN") == ["→ S-2“征求意见” · 孙磊 · 承办中"]
    assert "老旧" not in "".join(split.reads("USUN"))  # he does not take part in the whole
    assert "拆分\n    “征求意见”" in split.says("UCHEN", "记录 S-1")


def test_before_the_whole_is_closed_it_warns_of_what_is_still_open(split):
    split.says("ULINA", "S-1 done: all but the consultation")
    warned = "⚠ 拆出的 S-2“征求意见”还没办结 · 孙磊 · 待立项"
    assert warned in of_its_own(split, "UCHEN")
    split.presses("UCHEN", "核查通过")
    assert warned in of_its_own(split, "UWANG")
    split.presses("UWANG", "销号")
    assert lines(split, "UWANG")[0].startswith("✅ *S-1*")
    assert "→ S-2“征求意见” · 孙磊 · 待立项" in of_its_own(split, "UWANG")


def test_split_by_the_approver_the_same_clerk_looks_after_it(in_hand):
    in_hand.says("UWANG", "S-1 拆分：征求意见给孙磊")
    assert in_hand.says("UCHEN", "S-2").split("\n")[1] == (
        "王建国 → *孙磊* · 督查 陈静 · 12月10日 周四 18:00 前办结（还有 11 个工作日）"
    )


def test_a_split_is_no_later_than_the_whole_and_by_who_judges_it_alone(in_hand):
    said = in_hand.says("UCHEN", "S-1 拆分：征求意见给孙磊，12月11日前")
    assert said.startswith("整件事 12月10日 周四 18:00 到期")
    assert "S-2" not in in_hand.says("UCHEN", "督办清单")
    assert in_hand.says("ULINA", "split S-1: the consultation to Sun Lei").startswith(
        "Not done: only"
    )
    assert in_hand.says("UCHEN", "S-1 拆分：征求意见给王建国").startswith("王建国 已经是承办")
    for who in ("UZHOU", "UHE"):
        assert "老旧" not in in_hand.says(who, "S-1 拆分：征求意见给孙磊")
        assert "老旧" not in in_hand.forges(who, "supervision:split", 1)


def test_split_in_a_form_and_taken_back_where_it_went(in_hand):
    in_hand.presses("UCHEN", "拆分")
    assert "words" in in_hand.fills_in("UCHEN", words="资金" * 80, person="USUN")
    assert in_hand.fills_in("UCHEN", words="老旧小区改造的资金") == {}
    assert "像是同一件事" not in in_hand.card("UWANG", "S-2")
    in_hand.presses("UCHEN", "撤回", about="*S-2*")
    assert of_its_own(in_hand, "UCHEN") == ["→ S-2“老旧小区改造的资金” · 孙磊 · 已撤销"]
    assert "S-2" not in in_hand.opens_home("UWANG")


# --- in words -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "verb", "told"),
    [
        ("S-1 节点：周五前出初稿", "milestones:set", {"words": "出初稿", "due": "周五前"}),
        ("给S-1定个节点，周五前出初稿", "milestones:set", {"words": "出初稿", "due": "周五前"}),
        ("S-1 milestone: the draft by Friday", "milestones:set",
         {"words": "the draft", "due": "by Friday"}),
        ("S-1 节点到了", "milestones:reach", {}),
        ("S-1 reached the milestone: it is out", "milestones:reach", {"words": "it is out"}),
        ("S-1 不用节点了", "milestones:drop", {}),
        ("S-1 的节点有哪些？", "supervision:show", {}),
        ("is the milestone of S-1 passed?", "supervision:show", {}),
        ("S-1和S-2重复了，并案", "supervision:merge", {"into": "S-2"}),
        ("S-1 is the same as S-2", "supervision:merge", {"into": "S-2"}),
        ("把S-1的征求意见拆出来给孙磊", "supervision:split",
         {"words": "征求意见", "person": "USUN"}),
        ("split the money off S-1 and give it to Sun Lei", "supervision:split",
         {"words": "the money", "person": "USUN"}),
        ("S-1里面居民意见那块拆出来给孙磊，下周五前", "supervision:split",
         {"words": "居民意见", "person": "USUN", "due": "下周五前"}),
        ("从S-1里面把居民意见的部分拆出来，孙磊牵头", "supervision:split",
         {"words": "居民意见", "person": "USUN"}),
        ("take the survey out of S-1 and give it to Sun Lei by Friday", "supervision:split",
         {"words": "the survey", "person": "USUN", "due": "by Friday"}),
        ("carve the survey out of S-1 for Sun Lei", "supervision:split",
         {"words": "the survey", "person": "USUN"}),
    ],
)  # fmt: skip
def test_said_in_either_language(said, verb, told):
    heard = hear(said)
    assert f"{heard.feature}:{heard.verb}" == verb
    assert asked(said) == {"number": "S-1", **told}


@pytest.mark.parametrize(
    ("who", "said", "offered"),
    [
        ("UCHEN", "S-1 分两步走，周五先出初稿", "*设节点*"),
        ("UCHEN", "S-1拆成两件，征求意见交孙磊", "*拆分督办*"),
        ("UCHEN", "S-1 跟前面那件督办重复，合并督办", "*督办并案*"),
        ("ULINA", "S-1: first draft by Friday as a milestone", "*Set a milestone*"),
        ("ULINA", "S-1 passed its checkpoint: the survey is done", "*Pass a milestone*"),
    ],
)
def test_what_is_put_otherwise_is_offered_and_binds_nobody(on_the_way, who, said, offered):
    before = on_the_way.card(who, "S-1")
    assert offered in on_the_way.says(who, said)
    assert on_the_way.card(who, "S-1") == before
