"""Drafts as the people of the office live them, from hand to hand until they are signed off."""

from __future__ import annotations

import pytest

from tests.conftest import scene
from tests.door import words


@scene
def assigned(door):
    """王建国, who reads Chinese, has asked Li Na, who reads English, for a budget memo."""
    door.types("UWANG", "/draft assign @li.na Budget memo by Friday 5pm")
    return door


@scene
def in_review(assigned):
    """She has accepted it and handed in a first version; he reviews and signs."""
    assigned.says("ULINA", "accept D-1")
    assigned.says("ULINA", "submit D-1 https://docs.example/budget")
    return assigned


def outside(door, who):
    """What stands in their direct message outside of any thread, what they wrote left out."""
    return [words(message) for message in door.slack.sees(who, "DM") if message.bot_id]


# --- from hand to hand -------------------------------------------------------------------


def test_one_card_changes_in_place_and_the_thread_under_it_tells_the_story(assigned):
    before = [m.ts for m in assigned.slack.sees("UWANG", "DM")]

    assigned.presses("ULINA", "Accept")

    assert [m.ts for m in assigned.slack.sees("UWANG", "DM")] == before
    assert assigned.reads("UWANG") == [
        "📝 *D-1*《Budget memo》 · 起草中\n"
        "王建国 → *Li Na 李娜* · 11月27日 周五 17:00 前交（还有 2 个工作日）\n"
        "[催办] [改期] [转交] [取消] [详情]",
        "📝 王建国 把 D-1《Budget memo》派给 Li Na 李娜，11月27日 周五 17:00 前交。",
        "Li Na 李娜 受领了 D-1《Budget memo》，11月27日 周五 17:00 前交。",
    ]


def test_whoever_is_called_on_hears_it_outside_the_thread_and_the_others_in_it(assigned):
    assigned.says("ULINA", "accept D-1")
    assert len(outside(assigned, "UWANG")) == 1  # his card; that she accepts asks nothing of him

    assigned.presses("ULINA", "Hand in a version")
    assigned.fills_in("ULINA", link="https://docs.example/1")
    assert len(outside(assigned, "UWANG")) == 2
    assert outside(assigned, "UWANG")[-1].startswith("Li Na 李娜 交来 D-1《Budget memo》第 1 版。")

    assigned.says("UWANG", "D-1 改到下周一")
    assert outside(assigned, "ULINA")[-1].startswith("王建国 moved D-1 _Budget memo_")


def test_a_problem_raised_goes_to_the_assigner_and_the_answer_back_to_the_writer(assigned):
    assigned.presses("ULINA", "Raise a problem")
    assigned.fills_in("ULINA", opinion="No figures from Finance yet")

    assert assigned.reads("UWANG")[-1] == (
        "Li Na 李娜 说明了 D-1《Budget memo》的困难：“No figures from Finance yet”\n"
        "[答复] [改期] [转交] [取消] [详情]"
    )
    assigned.presses("UWANG", "答复")
    assigned.fills_in("UWANG", opinion="财务处今天给")
    assert assigned.reads("ULINA")[-1] == (
        "王建国 answered on D-1 _Budget memo_: “财务处今天给” "
        "Please accept it again, Li Na 李娜.\n"
        "[Accept] [Hand in a version] [Raise a problem] [Ask for more time] "
        "[Hand over | Ask | Details]"
    )
    assigned.presses("ULINA", "Accept")
    assert "· being written" in assigned.card("ULINA")


def test_a_version_is_a_link_a_number_and_a_note_and_calls_the_reviewer(assigned):
    assigned.presses("ULINA", "Hand in a version")
    assigned.fills_in("ULINA", link="https://docs.example/a?x=1&y=2", note="figures <new>")

    assert assigned.reads("UWANG")[-1] == (
        "Li Na 李娜 交来 D-1《Budget memo》第 1 版。“figures &lt;new&gt;”\n"
        "[签发] [打开] [退回修改] [改期] [转交 | 取消 | 集体修改 | 详情]"
    )
    assert assigned.card("UWANG") == (
        "📝 *D-1*《Budget memo》 · 待签发\n"
        "王建国 → *Li Na 李娜* · 11月27日 周五 17:00 前交（还有 2 个工作日）\n"
        "第 1 版：<https://docs.example/a?x=1&amp;y=2|打开>\n"
        "等你签发，11月26日 周四 18:00 前完成\n"
        "[签发] [打开] [退回修改] [改期] [转交 | 取消 | 集体修改 | 详情]"
    )


def test_versions_count_on_from_the_number_somebody_gave(in_review):
    in_review.says("ULINA", "submit D-1 v4 https://docs.example/4")
    in_review.says("ULINA", "submit D-1 https://docs.example/next")

    assert "Version 5: <https://docs.example/next|open>" in in_review.card("ULINA")


def test_a_draft_comes_back_with_an_opinion_and_a_new_date(in_review):
    in_review.presses("UWANG", "退回修改")
    in_review.fills_in("UWANG", opinion="数字核实", due="下周一")

    assert in_review.reads("ULINA")[-1] == (
        "王建国 returned D-1 _Budget memo_: “数字核实” New date: Mon 30 Nov 18:00.\n"
        "[Hand in a version] [Raise a problem] [Ask for more time] [Hand over] [Ask | Details]"
    )
    assert in_review.card("ULINA") == (
        "📝 *D-1* · _Budget memo_ · returned\n"
        "王建国 → *Li Na 李娜* · due Mon 30 Nov 18:00 (in 3 working days)\n"
        "“数字核实”\n"
        "Version 1: <https://docs.example/budget|open>\n"
        "[Hand in a version] [Raise a problem] [Ask for more time] [Hand over] [Ask | Details]"
    )


def test_a_long_opinion_is_whole_in_the_thread_and_short_on_the_card_and_in_the_record(in_review):
    opinion = "第一，数字核实。\n" + "第二，" + "结构再理一理。" * 426  # all that a field takes

    in_review.presses("UWANG", "退回修改")
    in_review.fills_in("UWANG", opinion=opinion, due="下周一")

    told = in_review.reads("ULINA")[-1].replace("\n", "")
    assert f"“{opinion}”".replace("\n", "") in told
    assert "“第一，数字核实。 第二，" in in_review.card("ULINA")
    assert len(in_review.card("ULINA")) < 600
    assert in_review.types("UWANG", "/office 记录 D-1").endswith("结构再理一…”")


def test_the_form_to_return_proposes_a_date(in_review):
    in_review.presses("UWANG", "退回修改")
    in_review.fills_in("UWANG", opinion="数字核实")

    assert "11月27日 周五 18:00" in in_review.card("UWANG")


def test_nobody_signs_by_a_slip_of_the_thumb(in_review):
    in_review.presses("UWANG", "签发")
    assert "待签发" in in_review.card("UWANG")

    in_review.fills_in("UWANG", opinion="同意")
    assert in_review.reads("ULINA")[-1] == (
        "✅ 王建国 signed off D-1 _Budget memo_. “同意”\n[Nudge] [Details]"
    )
    assert in_review.card("ULINA") == (
        "✅ *D-1* · _Budget memo_ · signed off\n"
        "王建国 → *Li Na 李娜* · was due Fri 27 Nov 17:00\n"
        "“同意”\n"
        "Version 1: <https://docs.example/budget|open>\n"
        "Waiting for 赵敏 to file it, by Wed 2 Dec 18:00\n"
        "[Nudge] [Details]"
    )


def test_only_the_named_signatory_signs_not_even_the_director(in_review):
    refusal = "没有办：只有指定的签发人或记录在案的代签人可以这样做。"

    assert in_review.says("UZHAO", "签发 D-1") == refusal
    assert "[签发]" not in in_review.says("UZHAO", "D-1")
    assert "待签发" in in_review.card("UWANG")


def test_a_delegate_on_record_signs_until_the_delegation_ends(in_review):
    in_review.types("UWANG", "/office delegate @zhao until tomorrow")
    assert "[签发]" in in_review.says("UZHAO", "D-1")

    in_review.waits(days=2)
    assert in_review.says("UZHAO", "签发 D-1").startswith("没有办")


def test_a_delegate_is_called_on_when_a_draft_comes_to_be_signed(assigned):
    assigned.types("UWANG", "/office delegate @zhao until tomorrow")
    assigned.says("ULINA", "submit D-1 https://docs.example/1")

    assert assigned.card("UZHAO").endswith(
        "[签发] [打开] [退回修改] [催办] [改期 | 转交 | 取消 | 集体修改 | 详情]"
    )
    assigned.presses("UZHAO", "签发")
    assigned.fills_in("UZHAO", opinion="代王建国签")
    assert assigned.card("UWANG").startswith("✅ *D-1*《Budget memo》 · 已签发")


def test_a_delegate_signs_in_their_own_name(in_review):
    in_review.types("UWANG", "/office delegate @zhao until tomorrow")
    in_review.says("UZHAO", "签发 D-1")

    assert in_review.reads("ULINA")[-1] == (
        "✅ 赵敏 signed off D-1 _Budget memo_ in the place of 王建国.\n[Nudge] [Details]"
    )


def test_hand_over_tells_all_three_and_asks_the_new_writer_to_accept(assigned):
    assigned.says("ULINA", "accept D-1")
    assert assigned.says("UWANG", "D-1 交给孙磊") == (
        "王建国 把 D-1《Budget memo》转交 孙磊，11月27日 周五 17:00 前交。\n[撤回]"
    )

    assert assigned.reads("USUN") == [
        "📝 *D-1*《Budget memo》 · 待受领\n"
        "王建国 → *孙磊* · 11月27日 周五 17:00 前交（还有 2 个工作日）\n"
        "[受领] [交稿] [说明困难] [申请延期] [转交 | 提问 | 详情]",
        "王建国 把 D-1《Budget memo》转交 孙磊，11月27日 周五 17:00 前交。",
    ]
    assert assigned.reads("ULINA")[0] == "You no longer take part in D-1."
    assert assigned.reads("ULINA")[-1] == (
        "王建国 handed D-1 _Budget memo_ over to 孙磊, due Fri 27 Nov 17:00."
    )


def test_a_writer_who_hands_on_the_wrong_draft_can_take_it_back(assigned):
    assigned.presses("ULINA", "Hand over")
    assigned.fills_in("ULINA", person="USUN")
    assert assigned.reads("ULINA")[-1] == (
        "Li Na 李娜 handed D-1 _Budget memo_ over to 孙磊, due Fri 27 Nov 17:00.\n[Undo]"
    )

    assert assigned.reads("UWANG")[-1].startswith("Li Na 李娜 把 D-1《Budget memo》转交 孙磊")
    assert assigned.reads("UWANG")[-1].endswith("[催办] [改期] [转交] [取消] [详情]")

    assigned.presses("ULINA", "Undo")
    assert assigned.card("ULINA").startswith("📝 *D-1* · _Budget memo_ · to be accepted\n")
    assert assigned.reads("USUN")[0] == "D-1 已不再由你参与。"


def test_nobody_reviews_what_they_write(door):
    door.types("UCHEN", "/draft assign @chen.jing Work report by Friday")
    assert door.card("UCHEN").endswith("[受领] [指导] [交稿] [撤回] [改期 | 转交 | 取消 | 详情]")
    door.says("UCHEN", "交稿 D-1 https://docs.example/1")
    assert "现由 赵敏 签发" in door.card("UCHEN")  # her own: the director signs it, not she

    door.types("UCHEN", "/draft assign @li.na Budget memo by Friday, reviewer @sun.lei")
    door.says("UCHEN", "D-2 交给孙磊")
    door.says("USUN", "交稿 D-2 https://docs.example/2")
    assert "现由 陈静 审核" in door.card("USUN", "D-2")  # once his to review, now his to write


def test_cancelling_asks_first_and_tells_the_writer(assigned):
    assigned.presses("UWANG", "取消")
    assert "待受领" in assigned.card("UWANG")

    assigned.fills_in("UWANG", opinion="会议取消了")
    assert (
        assigned.reads("ULINA")[-1] == "王建国 cancelled D-1 _Budget memo_. “会议取消了”\n[Details]"
    )
    assert assigned.card("ULINA") == (
        "📝 *D-1* · _Budget memo_ · cancelled\n"
        "王建国 → *Li Na 李娜* · was due Fri 27 Nov 17:00\n“会议取消了”\n[Details]"
    )
    assert assigned.waits(days=9) == []


# --- internal-only -------------------------------------------------------------------------


@scene
def internal(door):
    """A personnel plan, for its writer, its reviewer, its signatory and its assigner only."""
    door.says("UWANG", "请李娜起草人事调整方案（内部），周五下班前交")
    return door


def test_an_internal_only_draft_says_so(internal):
    assert internal.card("UWANG") == (
        "📝🔒 *D-1*《人事调整方案》 · 待受领\n"
        "王建国 → *Li Na 李娜* · 11月27日 周五 18:00 前交（还有 2 个工作日）\n"
        "还没有给指导：从哪些方面去思考、如何收集材料、怎样开拓思维。"
        "表里已经按文种预填，改改就行。只问这一次。\n"
        "分量：大事\n"
        "[指导] [撤回] [催办] [改期] [转交 | 取消 | 详情]"
    )
    assert internal.card("ULINA").startswith("📝🔒 *D-1* · “人事调整方案” · to be accepted")


@pytest.mark.parametrize("who", ["UZHAO", "ULIU", "UCHEN", "USUN", "UHE", "UTOM"])
def test_of_an_internal_only_draft_nobody_else_finds_a_trace(internal, who):
    internal.waits(days=1)
    for said in ("有哪些逾期了？", "what's overdue?", "李娜在忙什么？", "D-1", "record D-1"):
        internal.says(who, said)
    internal.opens_home(who)
    internal.waits(days=9)  # long overdue by now

    for said in ("有哪些逾期了？", "李娜在忙什么？"):
        internal.says(who, said)
    seen = [*internal.reads(who), internal.home(who)]
    assert [text for text in seen if "人事调整" in text] == []
    assert "人事调整方案" in internal.says("UWANG", "有哪些逾期了？")


def test_handed_over_an_internal_only_draft_leaves_its_first_writer(internal):
    internal.says("UWANG", "D-1 交给孙磊")

    assert internal.card("USUN").startswith("📝🔒 *D-1*《人事调整方案》 · 待受领")
    assert internal.says("ULINA", "D-1") == internal.says("ULINA", "D-99").replace("D-99", "D-1")
    assert "人事调整方案" not in internal.says("ULINA", "what's on my plate?")


def test_only_the_last_word_one_was_called_on_with_offers_steps(in_review):
    in_review.presses("UWANG", "退回修改")
    in_review.fills_in("UWANG", opinion="数据不全", due="周五")
    in_review.says("ULINA", "submit D-1 https://docs.example/2")

    calls = [said for said in in_review.reads("UWANG") if "交来" in said]
    assert ["[签发]" in said for said in calls] == [False, True]


def test_once_handed_in_another_version_is_not_what_is_asked_for(in_review):
    """It may be handed in, and is not green: it is another's turn."""

    def greens(who):
        [card] = [m for m in in_review._messages(who, "DM") if "*D-1*" in m.text.split("\n")[0]]
        steps = [one for block in card.blocks for one in block.get("elements", [])]
        return [one["text"]["text"] for one in steps if one.get("style") == "primary"]

    assert "[Hand in a version]" in in_review.card("ULINA")
    assert (greens("ULINA"), greens("UWANG")) == ([], ["签发"])
