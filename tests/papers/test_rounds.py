"""Rounds as the people of the office live them: asked, answered, closed, with time moving on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from storage.matters.followups import FollowUp
from storage.matters.matter import readers
from storage.papers.rounds import Round
from tests.conftest import WEDNESDAY, scene

NOON = WEDNESDAY + timedelta(days=1, hours=2)  # on Thursday


@scene
def in_review(door):
    """Li Na, who reads English, has handed in a memo; 王建国 reviews and signs."""
    door.types("UWANG", "/draft assign @li.na Budget memo by Friday 5pm")
    door.says("ULINA", "submit D-1 https://docs.example/1")
    return door


@scene
def round_(in_review):
    """张伟 and 孙磊 are asked until Thursday noon."""
    in_review.says("UWANG", "D-1 请张伟、孙磊集体修改，明天中午截止")
    return in_review


def owed(door, who=""):
    """Who owes what by when, of what is open; in the order of names."""
    with door.bot.sessions() as session:
        found = session.scalars(select(FollowUp).where(FollowUp.settled_at.is_(None))).all()
        lines = sorted((one.person_id, one.duty, one.due_at) for one in found)
    return [line for line in lines if who in ("", line[0])]


# --- opened -------------------------------------------------------------------


def test_everybody_asked_gets_a_card_with_the_text_the_time_and_two_steps(round_):
    assert round_.reads("UZHANG") == [
        "📝 *C-2* · D-1《Budget memo》第 1 版，第 1 轮集体修改 · 进行中\n"
        "王建国 → *Li Na 李娜* · 11月26日 周四 12:00 截止（明天）\n"
        "<https://docs.example/1|打开第 1 版>\n"
        "2 人中 0 人已回 · 还没有意见\n"
        "还没回：孙磊、张伟\n"
        "[提意见] [没有意见（同意）] [记录]",
        "📝 王建国 请各位看 D-1《Budget memo》第 1 版：第 1 轮集体修改（C-2），"
        "11月26日 周四 12:00 截止。在这里回复也算提意见。",
    ]
    assert round_.card("ULINA", "C-2").split("\n")[0] == (
        "📝 *C-2* · collective revision, round 1 on D-1 _Budget memo_, version 1 · open"
    )
    assert round_.reads("UZHOU") == []


def test_the_card_of_the_draft_says_so_in_one_line_and_with_one_button(round_):
    assert round_.card("UWANG").split("\n")[2:] == [
        "第 1 轮集体修改：2 人中 0 人已回，11月26日 周四 12:00 截止",
        "第 1 版：<https://docs.example/1|打开>",
        "等你签发，11月27日 周五 18:00 前完成",
        "[退回修改] [改期] [转交] [取消] [看这一轮 | 详情]",
    ]
    assert "Round 1, collective revision: 0 of 2 answered, closes Thu 26 Nov 12:00" in (
        round_.card("ULINA")
    )


def test_those_asked_may_read_the_draft_from_now_on(in_review):
    unknown = in_review.says("USUN", "D-1")
    in_review.says("UWANG", "D-1 请张伟、孙磊集体修改，明天中午截止")

    assert unknown.startswith("没有你能看到的 D-1")
    assert "*D-1*《Budget memo》" in in_review.says("USUN", "D-1")


def test_the_form_has_its_defaults_and_keeps_what_was_typed(in_review):
    in_review.presses("UWANG", "集体修改")
    assert in_review.fills_in("UWANG", people=["UZHANG"], version="7") == {
        "people": "集体修改请 2 到 8 人。人更多或只有一人，请用征求意见。"
    }
    assert in_review.fills_in("UWANG", people=["UZHANG", "USUN"]) == {
        "version": "没有第 7 版，最新的是第 1 版。"
    }
    assert in_review.fills_in("UWANG", version="", due="昨天")["due"] != ""
    assert in_review.fills_in("UWANG", due="") == {}

    assert "11月26日 周四 18:00 截止（明天）" in in_review.card("UZHANG", "C-2")


def test_a_consultation_takes_one_and_three_working_days_and_can_say_what_silence_means(in_review):
    in_review.presses("UWANG", "集体修改")
    in_review.fills_in("UWANG", kind="consultation", people=["UZHANG"], silence="yes")

    assert in_review.card("UZHANG", "C-2").split("\n")[:2] == [
        "📝 *C-2* · D-1《Budget memo》第 1 版，第 1 轮征求意见 · 进行中",
        "王建国 → *Li Na 李娜* · 11月30日 周一 18:00 截止（还有 3 个工作日），不答复视为同意",
    ]
    in_review.waits(days=6)
    assert "未答复，按事先说明视为同意：张伟" in in_review.card("UWANG", "C-2")


@pytest.mark.parametrize("who", ["UZHANG", "ULINA", "UCHEN"])
def test_who_may_not_open_one_is_told_who_may(in_review, who):
    if who == "UZHANG":
        in_review.says("UWANG", "D-1 请张伟、孙磊集体修改，明天中午截止")
        in_review.says("UWANG", "结束 D-1 的集体修改")
    told = in_review.says(who, "round D-1 @sun.lei @zhou.ting")
    assert told in (
        "没有办：只有审核人、签发人、派稿人或办公室主任可以这样做。",
        "Not done: only its reviewer, signatory or assigner, or the office director, can do that.",
    )
    assert in_review.reads("UZHOU") == []


def test_the_director_who_sees_it_may_and_the_writer_is_not_asked(in_review):
    assert in_review.says("UZHAO", "D-1 请李娜、孙磊集体修改").startswith(
        "Li Na 李娜 是承办人，意见由承办人定夺。"
    )
    assert "*C-2*" in in_review.says("UZHAO", "D-1 请张伟、孙磊集体修改")


def test_one_round_at_a_time_and_none_before_there_is_a_text(round_):
    round_.types("UWANG", "/draft assign @li.na Speech by Friday 5pm")

    assert round_.says("UWANG", "就 D-1 征求陈静意见").startswith("没有发起：第 1 轮还开着")
    assert round_.says("UWANG", "就 D-3 征求陈静意见").startswith("没有发起：D-3 还没有交过稿")


def test_a_round_opened_by_mistake_is_taken_back_and_leaves_those_asked_with_nothing(round_):
    assert round_.presses("UWANG", "撤回", about="C-2") == ""

    assert round_.card("UWANG", "C-2").split("\n")[0].endswith(" · 已撤回")
    assert round_.reads("UZHANG")[0] == "C-2 已不再由你参与。"
    assert round_.says("UZHANG", "D-1").startswith("没有你能看到的 D-1")
    assert round_.says("UZHANG", "D-1 意见：太长").startswith("没有你能看到的 D-1")
    assert owed(round_, "UZHANG") == []
    assert "*C-3*" in round_.says("UWANG", "D-1 请张伟、周婷集体修改，明天中午截止")
    assert "第 1 轮" in round_.card("UZHOU", "C-3")


# --- internal-only -------------------------------------------------------------------


@scene
def internal(door):
    door.says("UWANG", "请李娜起草人事调整方案（内部），陈静审核，周五下班前交")
    door.says("ULINA", "submit D-1 https://docs.example/1")
    return door


@pytest.mark.parametrize("said", ["就 D-1 征求孙磊意见", "D-1 请陈静、孙磊集体修改"])
def test_of_an_internal_only_draft_nobody_is_asked_who_is_not_on_its_list(internal, said):
    none = internal.says("USUN", "D-9")

    assert internal.says("UWANG", said) == (
        "没有发起：这是内部件，名单里没有 孙磊。他们什么都没有收到。请换人。"
    )
    assert internal.reads("USUN")[-1] == none
    assert len([text for text in internal.reads("USUN") if "没有你能看到" not in text]) == 1
    for line in ("D-1", "comment on D-1: x", "没有意见", "D-1 的意见", "C-2"):
        assert "人事" not in internal.says("USUN", line)


def test_those_on_the_list_are_asked_and_it_is_not_widened(internal):
    internal.says("UWANG", "就 D-1 征求陈静意见")
    internal.says("UCHEN", "D-1 意见：太长")
    internal.waits(days=6)

    with internal.bot.sessions() as session:
        found = session.scalars(select(Round)).one()
        assert readers(session, found.draft.matter) == {"UWANG", "UCHEN", "ULINA"}
        assert readers(session, found.matter) == {"UWANG", "UCHEN", "ULINA"}
    assert [who for who in ("UZHAO", "USUN", "UHE") if "人事" in "".join(internal.reads(who))] == []


# --- while it is open -------------------------------------------------------------------


def test_nobody_signs_or_passes_on_while_it_is_open_and_it_says_what_is_missing(round_):
    refusal = (
        "还不能签发 D-1：第 1 轮集体修改要到 11月26日 周四 12:00 才结束。"
        "可以提前结束本轮，或等到那时。"
    )
    assert round_.says("UWANG", "签发 D-1") == refusal
    assert round_.forges("UWANG", "drafts:sign", 1) == refusal

    round_.says("UWANG", "结束 D-1 的集体修改")
    assert round_.says("UWANG", "签发 D-1").startswith("✅ 你签发了 D-1《Budget memo》第 ")


def test_a_reviewer_is_told_the_same_of_passing_on(door):
    door.types("UWANG", "/draft assign @li.na Budget memo by Friday, reviewer @chen.jing")
    door.says("ULINA", "submit D-1 https://docs.example/1")
    door.says("UCHEN", "D-1 请张伟、孙磊集体修改，明天中午截止")

    assert door.says("UCHEN", "D-1 送签").startswith("还不能送签 D-1：第 1 轮集体修改要到")
    assert "[送签]" not in door.card("UCHEN")
    door.waits_until(NOON)
    assert "[送签]" in door.card("UCHEN")


def test_the_judge_has_a_working_day_after_it_and_hears_nothing_meanwhile(round_):
    assert owed(round_, "UWANG") == [
        ("UWANG", "drafts.duty-sign", WEDNESDAY + timedelta(days=2, hours=8))
    ]
    news = round_.waits_until(NOON - timedelta(minutes=1))
    assert [line for line in news if line.startswith("UWANG")] == []


def test_the_silent_are_reminded_half_way_and_three_hours_before_and_nobody_else(round_):
    """From Wednesday 10:00 to Thursday noon nine and a half hours are worked."""
    round_.says("USUN", "D-1 没有意见")
    round_.waits(minutes=5)  # the director hears that the leader assigned it
    half = WEDNESDAY + timedelta(hours=6, minutes=45)

    assert round_.waits_until(half - timedelta(minutes=1)) == []
    [said] = round_.waits_until(half)
    assert said == (
        "UZHANG: ⏳ C-2《Budget memo》 · 提意见 · 11月26日 周四 12:00（明天）\n"
        "[提意见] [今天晚些] [明天] [为什么提醒我]"
    )
    assert round_.waits_until(NOON - timedelta(hours=3, minutes=1)) == []
    [last] = round_.waits_until(NOON - timedelta(hours=3))
    assert last.startswith("UZHANG: ⏳ C-2《Budget memo》 · 提意见 · 11月26日 周四 12:00（今天）")
    assert round_.waits_until(NOON - timedelta(minutes=1)) == []

    round_.presses("UZHANG", "提意见", about="⏳")
    assert round_.form("UZHANG")["callback_id"] == "rounds:comment"
    assert "时间过半和截止前几小时我各提醒一次" in round_.presses("UZHANG", "为什么提醒我")


def test_more_time_moves_the_reminders_and_can_be_taken_back(round_):
    assert round_.says("UWANG", "D-1 的集体修改延到周五") == (
        "王建国 把 D-1《Budget memo》第 1 轮集体修改的截止时间改到 11月27日 周五 18:00。\n[撤回]"
    )
    friday = WEDNESDAY + timedelta(days=2, hours=8)
    assert {line[2] for line in owed(round_) if line[1] == "rounds.duty-comment"} == {friday}
    assert "要到 11月27日 周五 18:00 才结束" in round_.says("UWANG", "签发 D-1")

    round_.presses("UWANG", "撤回", about="截止时间")
    assert {line[2] for line in owed(round_) if line[1] == "rounds.duty-comment"} == {NOON}
    assert round_.says("USUN", "D-1 的集体修改延到周五").startswith("没有办：只有发起这一轮的人")


# --- closed -------------------------------------------------------------------


def test_it_closes_by_itself_once_and_tells_the_opener_and_the_writer(round_):
    round_.says("USUN", "D-1 意见：第二部分：数据旧，必改")
    round_.waits_until(NOON - timedelta(minutes=1))

    assert round_.waits_until(NOON) == [
        "UWANG: D-1《Budget memo》第 1 轮集体修改到时截止：2 人中 1 人已回，意见 1 条，"
        "其中必改 1 条。\n[全部意见] [记录]",
        "ULINA: Round 1 (collective revision) on D-1 _Budget memo_ has closed: 1 of 2 answered, "
        "comments: 1, must-fix: 1.\n[Decide on them] [All comments] [Record]",
    ]
    assert round_.waits(hours=1) == []
    assert "No answer: 张伟" in round_.card("ULINA", "C-2")
    assert [line[:2] for line in owed(round_, "UZHANG")] == []
    assert [line[1] for line in owed(round_, "ULINA")] == ["rounds.duty-decide"]


def test_where_nobody_says_anything_nothing_is_waited_for(round_):
    round_.waits_until(NOON)

    assert round_.card("UWANG", "C-2").split("\n")[0].endswith(" · 已了结")
    assert [line[1] for line in owed(round_)] == ["drafts.duty-sign"]


def test_closed_early_by_a_slip_it_is_opened_again(round_):
    round_.presses("UWANG", "提前截止", about="C-2")
    assert round_.card("UZHANG", "C-2").split("\n")[0].endswith(" · 已了结")
    assert owed(round_, "UZHANG") == []

    round_.presses("UWANG", "撤回", about="C-2")
    assert round_.card("UZHANG", "C-2").split("\n")[0].endswith(" · 进行中")
    assert owed(round_, "UZHANG") == [("UZHANG", "rounds.duty-comment", NOON)]
    assert round_.says("UZHANG", "结束 D-1 的集体修改").startswith("没有办：只有发起这一轮的人")


def test_a_double_press_closes_once(round_):
    round_.forges("UWANG", "rounds:close", 2)
    before = round_.reads("ULINA")

    assert round_.forges("UWANG", "rounds:close", 2).startswith("没有办：C-2 现在是“已了结”。")
    assert round_.reads("ULINA") == before


# --- hand-over, leave, the end of a draft ---------------------------------------------------


def test_a_new_writer_decides_and_those_asked_stay_asked(round_):
    round_.says("UZHANG", "D-1 意见：太长")
    round_.says("UWANG", "D-1 交给周婷")
    assert "王建国 → *周婷*" in round_.card("UZHANG", "C-2")
    assert "*D-1*" in round_.says("USUN", "D-1")
    assert owed(round_, "USUN") == [("USUN", "rounds.duty-comment", NOON)]

    round_.waits_until(NOON)
    assert [line[1] for line in owed(round_, "ULINA")] == []
    assert "rounds.duty-decide" in [line[1] for line in owed(round_, "UZHOU")]
    assert round_.says("ULINA", "decide on the comments on D-1").startswith(
        ("There is no D-1", "Not done: only its writer")
    )


def test_the_work_to_decide_goes_to_a_new_writer_with_the_draft(round_):
    round_.says("UZHANG", "D-1 意见：太长")
    round_.waits_until(NOON)
    round_.says("UWANG", "D-1 交给周婷")

    assert "rounds.duty-decide" in [line[1] for line in owed(round_, "UZHOU")]
    assert owed(round_, "ULINA") == []
    round_.presses("UZHOU", "逐条定夺", about="*C-2*")
    assert round_.form("UZHOU")["callback_id"] == "rounds:decide"


def test_whoever_leaves_is_recorded_as_silent_and_when_the_opener_does_the_director_ends_it(round_):
    round_.changes("UZHANG", deleted=True)
    round_.changes("UWANG", deleted=True)
    assert "赵敏 提前结束了 D-1" in round_.says("UZHAO", "结束 D-1 的集体修改")
    assert "未答复：孙磊、张伟" in round_.says("UZHAO", "C-2")


def test_a_cancelled_draft_waits_for_nobody_until_that_is_taken_back(round_):
    round_.says("UWANG", "取消 D-1")
    assert owed(round_) == []
    assert "文稿已取消，这里不再等谁。" in round_.card("UZHANG", "C-2")

    round_.presses("UWANG", "撤回", about="取消了")
    assert owed(round_, "UZHANG") == [("UZHANG", "rounds.duty-comment", NOON)]

    round_.says("UWANG", "取消 D-1")
    assert [line for line in round_.waits(days=3) if "D-1" in line or "C-2" in line] == []


def test_the_next_round_counts_on_and_the_new_version_is_linked(round_):
    round_.says("UZHANG", "D-1 意见：太长")
    round_.waits_until(NOON)
    round_.says("ULINA", "submit D-1 https://docs.example/2")
    assert "之后交来第 2 版：<https://docs.example/2|打开>" in round_.card("UZHANG", "C-2")

    assert "第 2 版，第 2 轮征求意见 · 进行中" in round_.says("UWANG", "就 D-1 征求陈静意见")
    assert "*D-1*" in round_.says("UZHANG", "D-1")  # for the record


def test_the_record_of_the_draft_tells_how_its_rounds_went(round_):
    round_.says("UZHANG", "D-1 意见：太长")
    round_.waits_until(NOON)

    assert round_.types("UWANG", "/office 记录 D-1").split("\n")[-6:] == [
        "11月25日 周三 10:00 · 王建国 · 发起一轮意见",
        "    状态：进行中",
        "    期限：11月26日 周四 12:00",
        "    版本：1",
        "11月26日 周四 12:00 · 王建国 · 到时自动截止",
        "    状态：进行中 → 已截止，待定夺",
    ]
    assert "张伟 · 提意见\n    “太长”" in round_.types("UWANG", "/office 记录 C-2")


# --- when all have answered ----------------------------------------------------------------------


def test_when_all_have_answered_whoever_opened_it_hears_so_once_and_may_close_it(round_):
    round_.says("UZHANG", "D-1 意见：结尾：太长")
    assert "都回了" not in round_.reads("UWANG")[-1]
    round_.says("USUN", "D-1 没有意见")
    said, pressable = round_.reads("UWANG")[-1].split("\n")
    assert said == (
        "D-1《Budget memo》第 1 轮集体修改：请的人都回了。"
        "原定 11月26日 周四 12:00 截止，可以提前截止。"
    )
    assert pressable.startswith("[提前截止]")

    round_.says("UZHANG", "D-1 意见：标题：太大")  # whoever has answered may have more to say
    assert len([text for text in round_.reads("UWANG") if "都回了" in text]) == 1
    assert "都回了" not in "".join(round_.reads("ULINA") + round_.reads("UZHAO"))
    round_.presses("UWANG", "提前截止", about="都回了")
    assert "已截止" in round_.card("UWANG", "C-2").split("\n")[0]


def test_in_english_to_one_who_reads_it_and_after_a_withdrawal_it_is_said_anew(in_review):
    in_review.changes("UWANG", locale="en-US")
    in_review.says("UWANG", "D-1 请张伟、孙磊集体修改，明天中午截止")
    in_review.says("USUN", "D-1 没有意见")
    in_review.says("UZHANG", "D-1 意见：结尾：太长")
    told = (
        "Everybody asked in round 1 (collective revision) on D-1 _Budget memo_ has answered. "
        "It runs until Thu 26 Nov 12:00, or until you close it."
    )
    assert in_review.reads("UWANG")[-1].startswith(f"{told}\n[Close it now]")
    in_review.presses("UZHANG", "收回")
    assert not in_review.card("UWANG", "C-2").split("\n")[-1].startswith("[Close it now]")
    in_review.says("UZHANG", "D-1 没有意见")
    assert len([text for text in in_review.reads("UWANG") if text.startswith(told)]) == 2


def test_what_comes_after_the_closing_is_no_news_of_that_kind(round_):
    round_.says("UZHANG", "D-1 意见：结尾：太长")
    round_.waits_until(NOON)
    round_.says("USUN", "D-1 意见：标题：太大")
    assert "都回了" not in "".join(round_.reads("UWANG"))
