"""Strengths: said by oneself, confirmed by whom one works for; and who fits a task."""

from __future__ import annotations

import pytest

from tests.conftest import scene

HEADS = "没有办：只有领导、主任和科室负责人可以这样做。"


@scene
def said(door):
    door.says("ULINA", "I am good at speeches, I would like to learn English")
    door.says("USUN", "我擅长会务和数据，想学综合文稿")
    return door


def test_they_are_confirmed_for_a_year_and_said_anew_without_losing_that(said):
    assert said.says("UCHEN", "李娜擅长什么？") == (
        "*Li Na 李娜 的特长*\nspeeches（待确认）\n想学：English\n[确认]"
    )
    said.presses("UCHEN", "确认")
    assert said.reads("ULINA")[-1] == "陈静 confirms that you are good at: speeches."
    assert "没有待确认的特长" in said.says("UCHEN", "确认李娜的特长")

    said.types("ULINA", "/office change my strengths")
    assert said.fills_in("ULINA", good="speeches, data", wish="") == {}
    assert said.says("UWANG", "李娜擅长什么？").startswith(
        "*Li Na 李娜 的特长*\ndata（待确认）\nspeeches（陈静 11月25日 周三 10:00 确认）\n[确认]"
    )
    said.waits(days=366)
    assert "speeches（待确认）" in said.says("UWANG", "李娜擅长什么？")


def test_colleagues_and_outsiders_do_not_read_them(said):
    assert said.says("UZHANG", "李娜擅长什么？") == HEADS
    assert said.forges("UZHANG", "strengths:confirm", "ULINA") == HEADS
    assert "speeches" not in said.says("UHE", "what is Li Na good at?")
    assert said.forges("USUN", "strengths:confirm", "USUN") == HEADS


def test_who_fits_is_told_with_reasons_and_a_draft_is_one_press_away(said):
    said.types("UWANG", "/draft assign @sun.lei Budget memo by Friday 5pm")
    assert said.says("UWANG", "who could write a speech for the mayor by Friday?") == (
        "*谁适合《a speech for the mayor》*，看到 11月27日 周五\n"
        "*Li Na 李娜* · speeches（待确认） · 到那天没有到期的 [派稿]\n"
        "*孙磊* · 想学：综合文稿 · 到那天有 1 件到期 [派稿]\n"
        "*周婷* · 到那天没有到期的 [派稿]\n"
        "只说理由，不打分：只算你能看到的，不在的人不列。由你来定。"
    )
    said.presses("UWANG", "派稿", about="speech")
    assert "a speech for the mayor" in said.card("ULINA", "D-2")


def test_whoever_is_away_is_not_named_and_staff_are_not_told(said):
    said.says("ULINA", "I am on leave tomorrow until Friday")
    assert "Li Na" not in said.says("UWANG", "周五前的讲话谁写合适？")
    assert said.says("USUN", "谁适合写年终总结？") == HEADS


# --- who else could -------------------------------------------------------------------------------


@scene
def too_much(said):
    """Sun Lei has D-1 and shares a post with Li Na."""
    said.says("UZHAO", "孙磊和李娜互为AB角")
    said.types("UWANG", "/draft assign @sun.lei A speech for the mayor by Friday 5pm")
    return said


def test_whoever_cannot_learns_who_could_and_nothing_of_anybodys_strengths(too_much):
    assert too_much.says("USUN", "D-1我接不了，还有谁能接？") == (
        "*D-1《speech for the mayor》还有谁能办*，11月27日 周五 17:00 到期\n"
        "*Li Na 李娜* · 互为 AB 角 · 到那天没有到期的\n"
        "*张伟* · 同一科室 · 到那天没有到期的\n"
        "*周婷* · 到那天没有到期的\n"
        "只说理由，不打分：只算你能看到的，不在的人不列。由你来定。\n"
        "[告诉交办人]"
    )
    assert "孙磊" in too_much.card("USUN", "D-1")  # and it is with him as before


def test_whoever_gave_it_decides_with_all_they_may_know(too_much):
    too_much.says("USUN", "who else could take D-1?")
    assert "仍由你办" in too_much.presses("USUN", "告诉交办人")
    told = [one for one in too_much.reads("UWANG") if "请你另外安排人" in one]
    assert "*Li Na 李娜* · speeches（待确认） · 互为 AB 角" in told[0]
    assert "今天已经告诉过" in too_much.presses("USUN", "告诉交办人")
    assert sum("请你另外安排人" in one for one in too_much.reads("UWANG")) == 1
    too_much.presses("UWANG", "转交", about="请你另外安排人")
    assert "*孙磊*" in too_much.card("UWANG", "D-1")  # nobody is given anything by a press alone
    assert too_much.fills_in("UWANG") == {}
    assert "Li Na 李娜" in too_much.card("UWANG", "D-1")


def test_whoever_gave_it_reads_that_somebody_cannot_whatever_their_role_is_now(said):
    said.types("UCHEN", "/draft assign @sun.lei A table of figures by Friday 5pm")
    said.types("UZHAO", "/office people", "DM")
    said.presses("UZHAO", "设置角色")
    assert said.fills_in("UZHAO", person="UCHEN", role="staff") == {}
    said.says("USUN", "D-1我接不了，还有谁能接？")
    said.presses("USUN", "告诉交办人")
    told = said.reads("UCHEN")[-1]
    assert told.startswith("⏳ 孙磊 办不了 D-1《table of figures》，请你另外安排人，由你来定。")
    assert "*Li Na 李娜* · 同一科室" in told
    assert "speeches" not in told


def test_a_head_is_told_of_their_section_and_others_learn_nothing(too_much):
    said = too_much.says("UCHEN", "D-1还有谁能写")
    assert "speeches" in said
    assert "周婷" not in said
    unknown = too_much.says("UZHOU", "D-7还有谁能写").replace("D-7", "D-1")
    assert too_much.says("UZHOU", "D-1还有谁能写") == unknown
    assert too_much.forges("UZHOU", "fitting:tell", 1) == too_much.forges(
        "UZHOU", "fitting:tell", 9
    )
    assert "请你另外安排人" not in "".join(too_much.reads("UWANG"))


def test_what_a_task_is_called_keeps_its_first_letter(said):
    assert said.says("UZHAO", "来宾接待方案谁写合适？").startswith("*谁适合《来宾接待方案》*")


def test_what_is_said_besides_is_never_written_down_as_a_wish(door):
    assert door.says("UZHANG", "我想学会写讲话稿，帮我立个目标").startswith(
        "是要：*说我的特长* · “写讲话稿”？"
    )
    assert "还没有" in door.says("UZHANG", "我的特长")
    mine = "I'd like to learn speech writing and set a goal for it"
    assert door.says("ULINA", mine).startswith("Do you mean: *Say what I am good at*")
    door.presses("ULINA", "Yes, do it", about="good at")
    assert door.says("UZHAO", "李娜擅长什么？").endswith("\n想学：speech writing")


def test_in_whatever_words_it_is_offered_with_them_and_outsiders_read_nothing(door):
    assert door.says("UZHANG", "我写讲话稿还行").startswith("是要：*说我的特长* · “写讲话稿”？")
    door.presses("UZHANG", "就这样")
    assert door.says("UZHAO", "张伟擅长什么？").count("写讲话稿") == 1
    assert "写讲话稿" not in door.says("UHE", "张伟擅长什么？")


def test_a_year_after_they_were_confirmed_it_is_asked_once_whether_they_still_hold(said):
    said.says("UZHAO", "确认李娜的特长")
    said.waits_until(said.clock.now().replace(year=2027, month=11, day=24, hour=2))
    asked = "A year ago you were good at: speeches. Does that still hold?"
    assert asked not in "".join(said.reads("ULINA"))
    for day in (25, 26, 29):  # a Thursday to a Monday
        said.waits_until(said.clock.now().replace(day=day, hour=1))
    assert sum(asked in one for one in said.reads("ULINA")) == 1
    said.presses("ULINA", "It does")
    assert said.reads("UZHAO")[-1] == "Li Na 李娜 的特长还是：speeches。再确认一年？\n[确认]"
    said.presses("UZHAO", "确认")
    assert "赵敏 11月29日" in said.says("UWANG", "李娜擅长什么？")
    assert "To" not in said.says("ULINA", "my strengths still hold")[:2]


@pytest.mark.parametrize(
    ("who", "words", "good", "wish"),
    [
        ("UZHANG", "我擅长写讲话稿，想学调研", "写讲话稿（待确认）", "想学：调研"),
        ("UZHANG", "我写讲话稿还行，想学学调研", "写讲话稿（待确认）", "想学：调研"),
        ("UZHANG", "I'm good at speeches and want to learn research", "speeches", "research"),
        ("UZHANG", "I write speeches well but would like to learn research", "", "research"),
    ],
)
def test_what_one_can_and_what_one_would_like_to_learn_are_told_apart(door, who, words, good, wish):
    door.says(who, words)
    if "待确认" not in door.says(who, "我的特长"):
        door.presses(who, "就这样")
    mine = door.says("UZHAO", "张伟擅长什么？")
    assert good in mine
    assert wish in mine.splitlines()[2]
