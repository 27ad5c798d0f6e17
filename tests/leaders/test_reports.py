"""Reports of research: as a draft or without one, and what came of them thirty days later."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from storage.matters.followups import open_on
from storage.matters.journal import Entry
from storage.matters.matter import Matter
from storage.papers.drafts import Draft
from storage.research.topics import Topic
from tests.conftest import scene
from tests.door import OUTSIDER_ZH

SHANGHAI = ZoneInfo("Asia/Shanghai")
LIFTS = "老旧小区加装电梯为什么推不动"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text if text[:2] == "20" else f"2026-{text}").replace(
        tzinfo=SHANGHAI
    )


def heads(door, who, number="R-1"):
    return door.card(who, number).split("\n")[0]


@scene
def chosen(door):
    """Zhang Wei's topic is chosen; Li Na leads it and has accepted it."""
    door.says("UZHANG", f"提个调研题：{LIFTS}")
    door.says("UCHEN", "R-1 入围")
    door.says("UWANG", "定 R-1，李娜牵头，12月10日前出报告")
    door.presses("ULINA", "Accept")
    return door


@scene
def writing(chosen):
    """The report is a draft, D-2."""
    chosen.presses("ULINA", "Write it as a draft", about="R-1")
    chosen.fills_in("ULINA")
    return chosen


@scene
def delivered(chosen):
    """Handed in without a draft, on Wednesday 25 November."""
    chosen.presses("ULINA", "Hand in the report", about="R-1")
    chosen.fills_in(
        "ULINA",
        findings="half stall on one neighbour",
        suggestions="share the cost by floor",
        addressed="Housing Bureau",
        evidence="https://example.org/r",
    )
    return chosen


def signs(door):
    door.says("ULINA", "submit D-2 https://docs.example.com/r First version")
    door.says("UCHEN", "pass D-2")
    door.says("UWANG", "签发 D-2")


# --- a report that is a draft --------------------------------------------------------------------


def test_either_card_names_the_other(writing):
    assert writing.card("ULINA", "R-1") == (
        f"🔎 *R-1* · “{LIFTS}” · being written up\n"
        "张伟 · what people talk of · by Thu 10 Dec 18:00 (in 11 working days)\n"
        "*Li Na 李娜* leads and reports · without a vote\n"
        f"→ D-2 “Report: {LIFTS}” · being written\n[Findings] [Undo] [Record]"
    )
    assert writing.card("UWANG", "D-2").split("\n")[:2] == [
        f"📝 *D-2*《Report: {LIFTS}》 · 起草中",
        "王建国 → *Li Na 李娜* · 12月10日 周四 18:00 前交（还有 11 个工作日）",
    ]
    assert f"出自 R-1“{LIFTS}” · 陈静 审核，王建国 签发" in writing.card("UWANG", "D-2")
    assert "→ D-2" not in writing.card("UZHANG", "R-1")  # who proposed it does not see the draft
    assert "报告立为文稿，以签发为准" in writing.reads("UZHANG")[-1]
    assert "D-2" not in "".join(writing.reads("UZHANG")) + writing.says("UZHANG", "记录 R-1")


def test_its_signature_is_the_report_and_taken_back_it_is_none(writing):
    signs(writing)
    assert heads(writing, "UZHANG").endswith("报告起草中")
    news = writing.waits(seconds=1)
    assert {one.partition(":")[0] for one in news} >= {"UZHANG", "ULINA"}
    assert heads(writing, "UZHANG") == f"✅ *R-1*“{LIFTS}” · 已出报告"
    assert "[Undo]" not in writing.card("ULINA", "R-1")
    assert "[撤回]" not in writing.card("UZHANG", "R-1")
    writing.presses("UWANG", "撤回", about="D-2")
    writing.waits(seconds=1)
    assert heads(writing, "UZHANG").endswith("报告起草中")
    writing.says("UWANG", "签发 D-2")
    writing.waits(seconds=1)
    assert heads(writing, "UZHANG").endswith("已出报告")
    record = writing.says("UWANG", "记录 R-1")
    assert record.count("自动 · 报告签发") == 2
    assert "自动 · 报告撤回签发" in record


def test_called_off_the_report_is_still_owed(writing):
    writing.says("UWANG", "取消 D-2：先不写")
    writing.waits(seconds=1)
    assert heads(writing, "ULINA").endswith("· chosen")
    assert "[Hand in the report] [Plan a trip] [Write it as a draft]" in writing.card(
        "ULINA", "R-1"
    )
    writing.presses("ULINA", "Write it as a draft", about="R-1")
    assert writing.fills_in("ULINA", person="USUN", due="4 Dec") == {}
    assert "待受领" in heads(writing, "USUN", "D-3")
    assert "12月4日" in writing.card("USUN", "D-3")


def test_taken_back_the_draft_goes_with_it_unless_that_has_moved_on(writing):
    writing.presses("ULINA", "Undo", about="*R-1*")
    assert heads(writing, "ULINA").endswith("· chosen")
    assert "取消" in heads(writing, "UWANG", "D-2")
    writing.presses("ULINA", "Write it as a draft", about="R-1")
    writing.fills_in("ULINA")
    writing.says("ULINA", "submit D-3 https://docs.example.com/r First version")
    writing.presses("ULINA", "Undo", about="*R-1*")
    assert heads(writing, "ULINA").endswith("being written up")
    assert heads(writing, "ULINA", "D-3").endswith("in review")


def test_the_draft_reminds_and_the_topic_does_not(writing):
    told = [
        line
        for day in ("12-07", "12-10", "12-11")
        for line in writing.waits_until(at(f"{day} 18:00"))
    ]
    assert [one for one in told if "D-2" in one and "ULINA" in one]
    assert not [one for one in told if "R-1" in one and "card" not in one and "待签发" in one]
    with writing.bot.sessions() as session:
        owed = [(one.duty, one.nudge_at) for one in open_on(session.get_one(Matter, 1))]
    assert owed == [("topics.duty-report", None)]


@pytest.mark.parametrize("who", ["UZHANG", "USUN", "UCHEN"])
def test_nobody_else_begins_it(chosen, who):
    assert chosen.forges(who, "topics:write", 1).startswith("没有办：只有牵头人和定题的领导")
    with chosen.bot.sessions() as session:
        assert session.scalars(select(Draft)).all() == []


def test_pressed_twice_it_is_one_draft(chosen):
    chosen.presses("ULINA", "Write it as a draft", about="R-1")
    view = chosen.slack.modal("ULINA")
    chosen.fills_in("ULINA")
    chosen.forges("ULINA", "topics:write", 1)
    assert view is not None
    assert chosen.slack.modal("ULINA") is None
    with chosen.bot.sessions() as session:
        assert len(session.scalars(select(Draft)).all()) == 1


def test_an_internal_topic_has_an_internal_draft(door):
    door.says("UZHANG", f"提个调研题：{LIFTS}（内部）")
    door.says("UWANG", "定 R-1，李娜牵头，12月10日前出报告")
    door.presses("ULINA", "Accept")
    door.says("ULINA", "write the report on R-1")
    door.presses("ULINA", "Open the form")
    assert door.fills_in("ULINA") == {}
    assert heads(door, "ULINA", "D-2").startswith("📝🔒")
    assert "没有你能看到的 D-2" in door.says("UZHAO", "D-2")


# --- what came of it -----------------------------------------------------------------------------


def test_the_card_says_what_was_found_and_nobody_owes_anything(delivered):
    assert delivered.card("UZHANG", "R-1") == (
        f"✅ *R-1*“{LIFTS}” · 已出报告\n张伟 · 群众关心 · 原定 12月10日 周四 18:00\n"
        "*Li Na 李娜* 牵头出报告 · 未经投票\n主要结论：half stall on one neighbour\n"
        "建议：share the cost by floor\n报送：Housing Bureau\n"
        "<https://example.org/r|调研报告>\n[立督办] [请示] [记录]"
    )
    with delivered.bot.sessions() as session:
        assert open_on(session.get_one(Matter, 1)) == []


def test_thirty_days_later_the_leader_alone_is_asked_and_again_if_nothing_has_come(delivered):
    assert not [one for one in delivered.waits_until(at("12-24 23:00")) if "R-1" in one]
    asked = [one for one in delivered.waits_until(at("12-25 08:30")) if "R-1" in one]
    assert asked[0].startswith("UWANG: 🔎 R-1“")
    assert not [one for one in asked if not one.startswith("UWANG")]
    assert "[批示] [进入决策] [转督办] [形成信息 |" not in delivered.card("ULINA", "R-1")
    assert "[批示] [进入决策] [转督办] [形成信息]" in delivered.card("UWANG", "R-1")
    assert "R-1" in delivered.opens_home("UWANG")
    delivered.presses("UWANG", "还没有结果", about="*R-1*")
    assert heads(delivered, "UWANG").endswith("已出报告")
    assert "R-1" not in delivered.opens_home("UWANG")
    assert "Mon 25 Jan" in delivered.reads("ULINA")[-1]
    again = delivered.waits_until(at("2027-01-25 08:30"))
    assert [one for one in again if one.startswith("UWANG: 🔎 R-1")]


def test_a_fact_with_a_line_of_words_which_all_hear(delivered):
    delivered.waits_until(at("12-25 08:30"))
    delivered.presses("UWANG", "批示", about="*R-1*")
    assert delivered.fills_in("UWANG", words="")["words"]
    assert delivered.fills_in("UWANG", words="写进明年的改造方案") == {}
    assert "结果：批示\n“写进明年的改造方案”" in delivered.card("UZHANG", "R-1")
    for who in ("UZHANG", "ULINA"):
        assert "“写进明年的改造方案”" in delivered.reads(who)[-1]
    assert delivered.forges("ULINA", "topics:use", 1).startswith("Not done: only the leader")
    delivered.presses("UWANG", "撤回", about="*R-1*")
    assert heads(delivered, "UZHANG").endswith("待说结果")


def test_said_before_he_is_asked_he_is_not_asked(delivered):
    delivered.says("UWANG", "R-1 结果：批示，写进明年的改造方案")
    assert heads(delivered, "UZHANG").endswith("有结果")
    assert not [one for one in delivered.waits_until(at("12-25 08:30")) if "有什么结果" in one]


def test_made_a_matter_of_supervision_in_one_press_each_names_the_other(delivered):
    delivered.presses("UWANG", "立督办", about="*R-1*")
    assert delivered.fills_in("UWANG", person="USUN", due="12月31日") == {}
    assert f"出自 R-1“{LIFTS}”" in delivered.card("USUN", "S-2")
    assert f"→ S-2“{LIFTS}” · 已交办，待受领" in delivered.card("UWANG", "R-1")
    assert "→ S-2" not in delivered.card("UZHANG", "R-1")  # that is for those involved
    assert "S-2" not in delivered.says("UZHANG", "记录 R-1")
    delivered.presses("ULINA", "Ask for a decision", about="*R-1*")
    assert delivered.fills_in("ULINA", options="1: yes; 2: no") == {}
    assert f"Comes of R-1 “{LIFTS}”" in delivered.card("ULINA", "A-3")


@pytest.mark.parametrize(
    ("number", "said"), [("S-2", ""), ("R-1", "不是请示也不是督办"), ("S-9", "S-9")]
)
def test_what_there_is_already_is_named_by_its_number(delivered, number, said):
    delivered.says("UWANG", "督办老旧小区改造，孙磊承办")
    delivered.presses("UWANG", "转督办", about="*R-1*")
    errors = delivered.fills_in("UWANG", words="已立项", made=number)
    assert said in errors.get("made", "")
    assert ("出自 R-1" in delivered.card("USUN", "S-2")) == (not said)
    if not said:
        assert "S-2" not in delivered.says("UZHANG", "记录 R-1")
        delivered.presses("UWANG", "撤回", about="*R-1*")
        assert "出自 R-1" not in delivered.card("USUN", "S-2")


def test_shelved_it_is_not_asked_again(delivered):
    delivered.presses("UWANG", "搁置", about="*R-1*")
    assert delivered.fills_in("UWANG", words="等规划") == {}
    assert heads(delivered, "ULINA").endswith("reported, shelved")
    assert "“等规划”" in delivered.reads("UZHANG")[-1]
    assert not [one for one in delivered.waits_until(at("12-28 09:00")) if "R-1" in one]


def test_of_a_year_in_one_list_as_far_as_one_may_see_it(delivered):
    delivered.says("UZHANG", "提个调研题：营商环境怎么看（内部）")
    delivered.says("UWANG", "定 R-2，孙磊牵头，12月10日前出报告")
    delivered.says("USUN", "受领 R-2")
    delivered.says("USUN", "R-2 交报告：都好")
    delivered.says("UWANG", "R-1 结果：批示，写进方案")
    assert delivered.says("UWANG", "今年的调研成果") == (
        "🔎 2026 年调研报告的结果：2 篇\n"
        f"R-1“{LIFTS}” · Li Na 李娜 · 11月25日 周三 · 批示\n"
        "R-2“营商环境怎么看” · 孙磊 · 11月25日 周三 · 尚无\n批示 1 · 尚无 1"
    )
    mine = delivered.says("ULINA", "what came of the reports this year")
    assert mine.startswith("🔎 What came of the reports of 2026: 1 report\n")
    assert "R-2" not in mine
    assert "2025" in delivered.says("ULINA", "what came of the reports of 2025")


# --- a leader leads ------------------------------------------------------------------------------


def test_a_leader_who_leads_writes_the_conclusions(door):
    door.says("UZHANG", f"提个调研题：{LIFTS}")
    door.says("UWANG", "R-1 我来牵头，12月10日前出报告")
    assert "*王建国* 亲自牵头" in door.card("UZHANG", "R-1")
    door.presses("UWANG", "起草报告", about="R-1")
    assert "写明谁起草" in door.fills_in("UWANG", person="UWANG")["person"]
    assert door.fills_in("UWANG", person="USUN") == {}
    assert f"{LIFTS}（调研报告）" in heads(door, "USUN", "D-2")
    assert heads(door, "UWANG", "P-3").startswith("📝 *P-3*《结论和建议》")
    assert "12月9日" in door.card("UWANG", "P-3")


def test_what_the_leader_wrote_of_it_goes_back_with_the_draft(door):
    door.says("UZHANG", f"提个调研题：{LIFTS}")
    door.says("UWANG", "R-1 我来牵头，12月10日前出报告")
    door.says("UWANG", "R-1 的报告由孙磊执笔")
    door.presses("UWANG", "撤回", about="*R-1*")
    assert heads(door, "UWANG").endswith("已确定")
    assert "已取消" in heads(door, "USUN", "D-2")
    assert "P-3" not in door.opens_home("UWANG")


def test_nobody_but_a_leader_leads_what_is_not_chosen(door):
    door.says("UZHANG", f"提个调研题：{LIFTS}")
    assert "没有办" in door.says("UCHEN", "R-1 我来牵头，12月10日前出报告")
    assert heads(door, "UZHANG").endswith("新提，待筛选")


def test_late_in_the_half_year_that_leader_alone_hears_that_none_is_led(door):
    door.says("UWANG", "我每半年亲自牵头一个题")
    assert "No such wish" not in door.says("ULINA", "I want to lead one topic a year")
    told = [one for day in ("11-26", "11-27") for one in door.waits_until(at(f"{day} 08:40"))]
    assert [one for one in told if "亲自牵头" in one] == [
        "UWANG: 🔎 你想这半年亲自牵头一个题，现在还没有。这句话只有你看到。\n[看题库]"
    ]
    door.says("UZHANG", f"提个调研题：{LIFTS}")
    door.says("UWANG", "R-1 我来牵头，2027年7月1日前出报告")
    later = [
        datetime(2027, 5, 6, 8, 40, tzinfo=SHANGHAI),
        datetime(2027, 11, 4, 8, 40, tzinfo=SHANGHAI),
    ]
    assert [any("亲自牵头一个题" in one for one in door.waits_until(day)) for day in later] == [
        True, True,
    ]  # fmt: skip


def test_who_leads_one_or_wishes_for_none_hears_nothing(door):
    door.says("UZHANG", f"提个调研题：{LIFTS}")
    door.says("UWANG", "每季度我亲自牵头一个题")
    door.says("UWANG", "R-1 我来牵头，2027年7月1日前出报告")
    door.says("UZHAO", "topics I lead")
    told = [one for day in ("12-02", "12-03") for one in door.waits_until(at(f"{day} 08:40"))]
    assert not [one for one in told if "本季度亲自牵头" in one]


def test_days_are_offered_on_which_all_of_them_are_free(chosen):
    chosen.says("USUN", "I am on leave from 1 Dec to 3 Dec")
    chosen.says("UZHAO", "请孙磊起草防汛通知，12月7日上午交")
    assert chosen.says("ULINA", "when can we go for R-1 with Sun Lei").split("\n")[1:3] == [
        "• Thu 26 Nov, morning – Mon 30 Nov, afternoon",
        "• Fri 4 Dec, morning – Thu 10 Dec, morning",
    ]
    chosen.presses("ULINA", "When to go", about="*R-1*")
    assert "• Thu 26 Nov, morning – Thu 10 Dec, morning" in chosen.reads("ULINA")[-1]


def test_what_one_may_not_see_is_not_counted(chosen):
    chosen.says("UWANG", "请孙磊起草方案，12月1日上午交（内部）")
    assert "• 11月26日 周四上午–11月30日 周一下午\n" in chosen.says("UWANG", "R-1 孙磊哪几天有空")
    assert "– Thu 10 Dec, morning" in chosen.says("ULINA", "free days for R-1 with Sun Lei")


def test_an_outsider_finds_no_trace(delivered):
    for said in ("R-1 结果：批示，好", "今年的调研成果", "R-1 我来牵头，12月10日前出报告"):
        assert delivered.says("UHE", said) == OUTSIDER_ZH
    for verb in ("write", "use", "use-decision", "not-yet", "shelve", "sum-up", "supervise", "put"):
        assert delivered.forges("UHE", f"topics:{verb}", 1) == OUTSIDER_ZH
        assert delivered.slack.modal("UHE") is None
    with delivered.bot.sessions() as session:
        theirs = select(Entry).where(Entry.person_id == "UHE", Entry.what != "matters.refused")
        assert session.scalars(theirs).all() == []
        assert session.get_one(Topic, 1).use == ""
