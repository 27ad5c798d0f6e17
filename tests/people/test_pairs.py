"""A/B posts: said by the director, known to both, taken back."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from storage.matters.journal import Entry
from tests.conftest import scene


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("张伟和李娜互为AB角", "互为 AB 角"),
        ("/duty pair @zhang.wei @li.na", "互为 AB 角"),
        ("把张伟、李娜设为AB岗", "互为 AB 角"),
    ],
)
def test_the_director_says_who_stands_for_whom_and_both_hear(door, said, answer):
    told = door.types("UZHAO", said, "DM") if said[0] == "/" else door.says("UZHAO", said)
    assert answer in told
    assert "an A/B post" in door.reads("ULINA")[-1]
    assert "AB 角" in door.reads("UZHANG")[-1]
    assert door.says("UCHEN", "AB角有哪些").count("李娜") == 1
    assert "已经互为" in door.says("UZHAO", "李娜和张伟互为AB角")
    door.presses("UZHAO", "撤回")
    assert "还没有设 AB 角" in door.says("UCHEN", "AB角有哪些")


def test_by_form_with_two_and_no_more_and_ended_again(door):
    door.types("UZHAO", "/duty pair", "DM")
    assert "两个人" in door.fills_in("UZHAO", people="UZHANG,ULINA,USUN")["people"]
    door.types("UZHAO", "/duty pair", "DM")
    door.fills_in("UZHAO", people="UZHANG,ULINA")
    assert "不是 AB 角" in door.says("UZHAO", "取消张伟和孙磊的AB角")
    assert "不再互为" in door.says("UZHAO", "取消张伟和李娜的AB角")


def test_nobody_else_says_so_and_an_outsider_sees_nothing(door):
    assert "办公室主任" in door.says("UZHANG", "张伟和李娜互为AB角")
    door.says("UZHAO", "张伟和李娜互为AB角")
    assert "李娜" not in door.says("UHE", "AB角有哪些")


# --- posts with a name ----------------------------------------------------------------------------

ARCHIVES = "*档案* · A 角 张伟 · B 角 Li Na 李娜\n收文归档、年度移交"


@scene
def archives(door):
    """Zhang Wei has the post, Li Na stands behind him."""
    said = door.says("UZHAO", "岗位档案：张伟、李娜，职责：收文归档；年度移交")
    assert said == f"已设岗：\n{ARCHIVES}\n[撤回]"
    return door


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("USUN", "档案岗位是谁的？"),
        ("USUN", "年度移交谁顶岗？"),
        ("UZHAO", "who covers 收文归档?"),
    ],
)
def test_who_has_a_post_is_found_by_its_name_and_by_its_duties(archives, who, said):
    assert archives.says(who, said) == ARCHIVES


def test_what_is_no_post_is_said_and_an_outsider_learns_of_none(archives):
    assert "没有“车队”这个岗位" in archives.says("USUN", "车队岗位是谁的？")
    for said in ("档案岗位是谁的？", "岗位有哪些", "/duty posts"):
        assert "张伟" not in archives.says("UHE", said)


def test_the_form_changes_it_and_whoever_leaves_or_comes_hears(archives):
    archives.says("UZHAO", "岗位有哪些")
    archives.presses("UZHAO", "改一改")
    assert "同一个人" not in str(archives.form("UZHAO"))
    assert "deputy" in archives.fills_in("UZHAO", deputy="UZHANG")
    archives.presses("UZHAO", "改一改", about="档案")
    assert archives.fills_in("UZHAO", deputy="USUN") == {}
    assert "B 角 孙磊" in archives.says("UZHANG", "档案岗位是谁的？")
    assert "no longer" in archives.reads("ULINA")[-1]
    assert "设进岗位“档案”" in archives.reads("USUN")[-1]


def test_a_post_that_gets_another_name_in_its_form_is_the_same_post(archives):
    archives.says("UZHAO", "岗位有哪些")
    archives.presses("UZHAO", "改一改")
    assert archives.fills_in("UZHAO", title="保密") == {}
    all_posts = archives.says("USUN", "岗位有哪些")
    assert "*保密* · A 角 张伟" in all_posts
    assert "*档案*" not in all_posts
    archives.presses("UZHAO", "撤回")
    assert archives.says("USUN", "档案岗位是谁的？") == ARCHIVES


def test_a_name_that_another_post_has_is_refused_in_the_form_and_at_an_undo(archives):
    archives.says("UZHAO", "岗位车队：周婷、孙磊")
    archives.says("UZHAO", "岗位有哪些")
    archives.presses("UZHAO", "改一改", about="档案")
    assert "已经有“车队”这个岗位" in archives.fills_in("UZHAO", title="车队")["title"]
    archives.says("UZHAO", "撤销档案岗位")
    archives.says("UZHAO", "岗位档案：周婷、孙磊")
    assert "已经有“档案”这个岗位" in archives.presses("UZHAO", "撤回", about="撤销")
    assert "A 角 周婷" in archives.says("USUN", "档案岗位是谁的？")


def test_what_is_not_said_of_a_post_stays_and_half_a_name_closes_nothing(archives):
    said = archives.says("UZHAO", "岗位档案：张伟、孙磊")
    assert "A 角 张伟 · B 角 孙磊\n收文归档、年度移交" in said
    assert "没有“归档”" in archives.says("UZHAO", "撤销归档岗位")
    assert "B 角 孙磊" in archives.says("UZHANG", "档案岗位是谁的？")


def test_it_is_the_directors_word_and_taken_back_once(archives):
    assert "办公室主任" in archives.says("UZHANG", "撤销档案岗位")
    archives.says("UZHAO", "撤销档案岗位")
    assert "没有“档案”" in archives.says("UZHANG", "档案岗位是谁的？")
    archives.presses("UZHAO", "撤回")
    assert archives.says("UZHANG", "档案岗位是谁的？") == ARCHIVES
    archives.presses("UZHAO", "撤回")
    assert archives.says("UZHANG", "档案岗位是谁的？") == ARCHIVES
    with archives.bot.sessions() as session:
        deeds = session.scalars(select(Entry.what).where(Entry.what.like("pairs.%"))).all()
    assert deeds == ["pairs.post", "pairs.close", "pairs.undo"]


def test_of_a_post_whose_b_is_no_more_coverage_speaks(archives):
    assert "没有 B 角" not in archives.says("UZHAO", "岗位覆盖检查")
    archives.says("UZHAO", "取消张伟和李娜的AB角")
    assert "• 没有 B 角的岗位：档案" in archives.says("UZHAO", "岗位覆盖检查")
    archives.changes("UZHANG", deleted=True)
    assert "• 没有人的岗位：档案" in archives.says("UZHAO", "岗位覆盖检查")


# --- never both away ------------------------------------------------------------------------------


def test_both_away_is_refused_unless_somebody_stands_in(archives):
    archives.says("ULINA", "I am on leave from 30 Nov to 3 Dec")
    refused = archives.says("UZHANG", "我12月2日休假")
    assert "岗位会没有人" in refused
    assert "后面说好由谁代：`……，孙磊代我`" in refused  # who is there
    assert "没有人休假" not in archives.says("USUN", "谁在休假")
    assert "张伟" not in archives.says("USUN", "谁在休假")
    archives.types("UZHANG", "/office 休假")
    said = archives.fills_in("UZHANG", first="2026-12-02", last="2026-12-02", person="")
    assert "岗位会没有人" in said["person"]
    assert "已登记休假" in archives.says("UZHANG", "我12月2日休假，孙磊代我")
    assert "已登记休假" in archives.says("UZHANG", "我12月4日休假")


def test_where_nobody_is_there_nobody_is_named(archives):
    archives.says("ULINA", "I am on leave from 30 Nov to 3 Dec")
    for who in ("USUN", "UZHOU", "UZHAO"):
        assert "已登记休假" in archives.says(who, "我12月2日休假")
    refused = archives.says("UZHANG", "我12月2日休假")
    assert "岗位会没有人，这几天别人也都不在" in refused
    assert "代我" not in refused


def test_the_two_do_not_go_on_a_trip_together_nor_one_while_the_other_is_away(archives):
    refused = archives.says("UCHEN", "12月2日到3日和张伟、李娜去青山镇调研")
    assert "互为 AB 角" in refused + archives.says("UCHEN", "/trip 12月2日到3日 张伟 李娜 去青山镇")
    archives.says("ULINA", "I am on leave from 30 Nov to 3 Dec")
    assert "岗位会没有人" in archives.says("UZHANG", "我12月2日到3日去青山镇调研")
    assert "没有人在外" in archives.says("UZHAO", "谁在外面")


# --- handed over for a leave ----------------------------------------------------------------------


@scene
def handed(archives):
    """He goes on leave from Monday; she is asked to stand in."""
    archives.says("UZHANG", "我11月30日到12月1日休假，李娜代我")
    return archives


def test_it_is_asked_accepted_active_and_reported_back(handed):
    assert "Post: 档案 (收文归档, 年度移交)\n[I stand in] [I cannot]" in handed.reads("ULINA")[-1]
    handed.presses("ULINA", "I stand in")
    assert "已答应 11月30日 周一 到 12月1日 周二 代你" in handed.reads("UZHANG")[-1]
    heard = len(handed.reads("UZHANG"))
    assert "already" in handed.forges("ULINA", "calendar:accept", 1)
    assert len(handed.reads("UZHANG")) == heard  # said once
    handed.waits(days=5)
    assert "由 Li Na 李娜 顶岗" in handed.says("USUN", "档案岗位是谁的？")
    handed.waits(days=2)
    handed.presses("ULINA", "Report back")
    assert handed.fills_in("ULINA", words="公文收了两份，都已归档") == {}
    assert "公文收了两份" in handed.reads("UZHANG")[-1]
    assert "already" in handed.forges("ULINA", "calendar:report", 1)
    assert "已经不由你代" in handed.forges("USUN", "calendar:report", 1)
    with handed.bot.sessions() as session:
        deeds = session.scalars(select(Entry.what).where(Entry.what.like("calendar.%"))).all()
    assert deeds == [f"calendar.{one}" for one in ("leave", "accept", "handed-back", "report")]


def test_nobody_else_accepts_and_what_was_answered_is_nagged_about_no_more(handed):
    assert "已经不由你代" in handed.forges("USUN", "calendar:accept", 1)
    assert "还没有人请你代岗" in handed.says("USUN", "我来代张伟")
    handed.says("ULINA", "I stand in for Zhang Wei")
    handed.waits(days=4)
    for who in ("UZHANG", "UCHEN", "UZHAO"):
        assert "答应代岗" not in "".join(handed.reads(who))


def test_unanswered_whoever_goes_hears_it_and_the_day_before_whoever_is_above(handed):
    handed.waits(days=1)  # Thursday
    asked = "请了 Li Na 李娜，还没有答复"
    assert handed.reads("UZHANG")[-1].endswith(f"{asked}\n[换个人代]")
    others = ("ULINA", "USUN", "UCHEN", "ULIU", "UZHAO", "UWANG", "UHE")
    assert not [who for who in others if asked in "".join(handed.reads(who))]
    handed.waits(days=1)
    assert [who for who in others if asked in "".join(handed.reads(who))] == ["UCHEN"]
    assert "换个人代" not in handed.reads("UCHEN")[-1]
    handed.waits(days=3)
    assert sum(asked in said for said in handed.reads("UZHANG")) == 2


def test_whoever_agreed_and_has_left_since_does_not_stand_in(handed):
    handed.presses("ULINA", "I stand in")
    handed.changes("ULINA", deleted=True)
    handed.types("UZHAO", "/office erase <@ULINA>", "DM")
    handed.presses("UZHAO", "删除", about="李娜")
    handed.waits(days=1)  # Thursday
    assert handed.reads("UZHANG")[-1].endswith("休假，还没有指定谁代\n[谁来代？]")


def test_what_was_said_on_the_last_morning_is_given_time(archives):
    archives.says("UZHANG", "我11月26日休假，李娜代我")  # tomorrow
    archives.waits(hours=1)
    for who in ("UZHANG", "UCHEN"):
        assert "还没有答复" not in "".join(archives.reads(who))


@pytest.mark.parametrize(
    "said", ["李娜不在谁顶", "who covers for Li Na while she's away", "李娜的活谁来顶"]
)
def test_who_stands_behind_somebody_is_asked_by_their_name(door, said):
    none = "Li Na 李娜 没有岗位，也没有人与其互为 AB 角。"
    assert door.says("UZHAO", said).startswith(none)
    door.says("UZHAO", "李娜和孙磊互为AB角")
    assert door.says("UZHAO", said) == "Li Na 李娜 – 孙磊"
    assert "孙磊" not in door.says("UHE", said)


def test_of_who_is_away_without_a_post_the_stand_in_is_named(door):
    door.says("UZHANG", "我明天到后天休假，孙磊顶")
    door.presses("UZHANG", "就这样")
    assert door.says("UZHAO", "张伟不在谁替他") == "张伟 休假到 11月27日 周五，由 孙磊 顶岗。"
