"""Every way to ask for a draft: a command, plain words, a mention, a form, a message."""

from __future__ import annotations

import pytest

from tests.conftest import scene
from tests.door import OUTSIDER_EN, OUTSIDER_ZH

ASSIGN = "/draft assign @li.na Budget memo by Friday 5pm"
CARD_ZH = """📝 *D-1*《Budget memo》 · 待受领
王建国 → *Li Na 李娜* · 11月27日 周五 17:00 前交（还有 2 个工作日）
[撤回] [催办] [改期] [转交] [取消 | 详情]"""
CARD_EN = """📝 *D-1* · _Budget memo_ · to be accepted
王建国 → *Li Na 李娜* · due Fri 27 Nov 17:00 (in 2 working days)
[Accept] [Hand in a version] [Raise a problem] [Ask for more time] [Hand over | Ask | Details]"""


@scene
def assigned(door):
    """王建国, who reads Chinese, has asked Li Na, who reads English, for a budget memo."""
    door.types("UWANG", ASSIGN)
    return door


def test_a_slash_command_assigns_and_each_reads_it_in_their_own_language(door):
    assert door.types("UWANG", ASSIGN) == CARD_ZH
    assert door.reads("UWANG") == [
        CARD_ZH,
        "📝 王建国 把 D-1《Budget memo》派给 Li Na 李娜，11月27日 周五 17:00 前交。",
    ]
    assert door.reads("ULINA") == [
        CARD_EN,
        "📝 王建国 assigned D-1 _Budget memo_ to Li Na 李娜, due Fri 27 Nov 17:00.",
    ]
    assert door.reads("UWANG", "COFFICE")[:-1] == []  # the answer was for him alone
    assert door.reads("USUN", "COFFICE") == []


def test_what_a_button_says_can_be_said_with_the_number(assigned):
    assigned.says("ULINA", "raise a problem D-1: no data yet")
    assert assigned.says("UWANG", "D-1 答复：用去年的").startswith(
        "王建国 答复了 D-1《Budget memo》：“用去年的”"
    )
    assigned.says("ULINA", "D-1 accept")
    assert assigned.says("UWANG", "换人办 D-1").startswith("没有办：D-1")
    assert "being written" in assigned.card("ULINA")


@pytest.mark.parametrize(
    "said",
    [
        "请李娜起草年度总结，下周五下班前交",
        "ask Li Na to draft 年度总结 by Friday next week",
        "assign <@ULINA> 年度总结 by 4 Dec",
    ],
)
def test_plain_words_assign_and_the_card_is_the_answer(door, said):
    assert door.says("UWANG", said) == (
        "📝 *D-1*《年度总结》 · 待受领\n"
        "王建国 → *Li Na 李娜* · 12月4日 周五 18:00 前交（还有 7 个工作日）\n"
        "[撤回] [催办] [改期] [转交] [取消 | 详情]"
    )
    assert len(door.reads("ULINA")) == 2


def test_a_mention_in_a_channel_assigns_and_is_answered_to_its_author_alone(door):
    said = "<@UBOT> 请李娜起草年度总结，下周五下班前交"

    assert door.says("UWANG", said, "COFFICE").startswith("📝 *D-1*《年度总结》 · 待受领\n")
    assert len(door.reads("ULINA")) == 2
    assert "D-1" not in "".join(door.reads("USUN", "COFFICE"))


def test_draft_alone_opens_the_form_and_the_form_assigns(door):
    assert door.types("UWANG", "/draft") == ""

    form = door.form("UWANG")
    assert (form["title"]["text"], form["submit"]["text"]) == ("派稿", "派出")
    assert door.fills_in("UWANG", person="ULINA", title="Budget memo", due="周五下午5点") == {}
    assert door.card("UWANG") == CARD_ZH
    assert door.card("ULINA") == CARD_EN


def test_the_form_takes_type_date_of_use_reviewer_and_signatory(door):
    door.types("UCHEN", "/draft")
    door.fills_in(
        "UCHEN",
        person="ULINA",
        title="Work report",
        due="Friday",
        doc_type="report",
        use_on="2026-12-04",
        reviewer="USUN",
        signatory="UWANG",
    )
    door.fills_in("UCHEN", outline="", draft="", review="", final="")  # no dates for its steps

    assert door.card("ULINA") == (
        "📝 *D-1* · _Work report_ · to be accepted\n"
        "陈静 → *Li Na 李娜* · due Fri 27 Nov 18:00 (in 2 working days)\n"
        "孙磊 reviews, 王建国 signs · Report · Weight: major · for use on Fri 4 Dec\n"
        "[Accept] [Hand in a version] [Raise a problem] [Ask for more time] "
        "[Hand over | Ask | Details]"
    )
    door.says("ULINA", "submit D-1 https://docs.example/1")
    assert "现由 孙磊 审核，11月26日 周四 18:00 前完成" in door.card("UCHEN")
    door.says("USUN", "送签 D-1")
    assert "现由 王建国 签发，11月26日 周四 18:00 前完成" in door.card("UCHEN")


def test_a_half_understood_sentence_offers_the_form_with_what_was_understood(door):
    assert door.says("UWANG", "请李娜起草年度总结") == (
        "这件事要填一张表：听懂的已经填好，其余请补上。\n[打开表单]"
    )
    door.presses("UWANG", "打开表单")
    assert door.fills_in("UWANG", due="下周五") == {}
    assert "*D-1*《年度总结》" in door.card("UWANG")


def test_a_message_becomes_a_draft_and_keeps_its_link(door):
    door.says("UZHAO", "全市经济工作会议讲话稿要抓紧", "COFFICE")
    [message] = [m for m in door.slack.sees("UZHAO", "COFFICE") if m.user == "UZHAO"]
    link = f"{door.slack.address}/archives/COFFICE/p{message.ts.replace('.', '')}"

    door.uses_shortcut("UWANG", "drafts:from-message", "COFFICE", message.ts)
    assert door.fills_in("UWANG", person="ULINA", due="周五") == {}

    assert door.card("ULINA") == (
        "📝 *D-1* · “全市经济工作会议讲话稿要抓紧” · to be accepted\n"
        "王建国 → *Li Na 李娜* · due Fri 27 Nov 18:00 (in 2 working days)\n"
        f"Weight: major · <{link}|from this message>\n"
        "[Accept] [Hand in a version] [Raise a problem] [Ask for more time] "
        "[Hand over | Ask | Details]"
    )


@pytest.mark.parametrize("who", ["ULINA", "UZHOU"])
def test_a_writer_assigns_nothing_by_command_form_or_words(door, who):
    by_command = door.types(who, ASSIGN).split("\n")[0]
    by_words = door.says(who, "请孙磊起草年度总结，下周五下班前交")

    assert by_command == by_words == door.types(who, "/draft")
    assert by_words in (
        "Not done: only leaders, directors and section heads can do that.",
        "没有办：只有领导、主任和科室负责人可以这样做。",
    )
    assert door.slack.modal(who) is None
    assert door.reads("USUN") == door.reads("UWANG") == []


@pytest.mark.parametrize("who", ["UHE", "UTOM"])
@pytest.mark.parametrize("line", ["/draft D-1", "/draft accept D-1", "/draft cancel D-1: no"])
def test_to_an_outsider_and_a_guest_there_is_no_such_draft(assigned, who, line):
    told = assigned.types(who, line, "CGENERAL")

    assert told == assigned.types(who, line.replace("D-1", "D-9999"), "CGENERAL").replace(
        "D-9999", "D-1"
    )
    assert told.startswith((OUTSIDER_ZH, OUTSIDER_EN))
    assert assigned.card("UWANG") == CARD_ZH


@pytest.mark.parametrize("who", ["UHE", "UTOM"])
def test_an_outsider_and_a_guest_cannot_assign(door, who):
    for line in (ASSIGN, "/draft"):
        assert door.types(who, line, "CGENERAL").startswith((OUTSIDER_ZH, OUTSIDER_EN))
    assert door.reads("ULINA") == []
    assert door.slack.modal(who) is None


def test_a_rule_stands_over_every_card_so_that_they_do_not_run_together(door):
    for title in ("总结", "通知"):
        door.says("UWANG", f"请李娜周五前写一份{title}")
    cards = [one for one in door.slack.sees("ULINA", "DM") if "to be accepted" in one.text]
    assert [one.blocks[0]["type"] for one in cards] == ["divider", "divider"]


# --- several who write, and who only reads ------------------------------------------------


def test_who_gets_a_copy_sees_it_and_hears_of_it_and_goes_on_seeing_it(door):
    door.says("UWANG", "请李娜周五前写一份内部件邀请函，抄送孙磊")

    assert "《邀请函》" in door.reads("USUN")[0]
    assert "把 D-1《邀请函》派给 Li Na 李娜" in door.reads("USUN")[-1]
    assert "[受领]" not in door.reads("USUN")[0]
    door.says("UWANG", "把 D-1 转给张伟")
    assert "邀请函" in door.types("USUN", "/draft D-1")  # named to nobody else, and still there
    assert "邀请函" not in door.types("UCHEN", "/draft D-1")


def test_of_several_the_first_leads_and_the_others_hear_what_is_wanted(door):
    offered = door.says("UWANG", "请李娜、孙磊写邀请函，周五前交")
    assert not door.reads("USUN")

    door.presses("UWANG", "就这样")

    assert "<@ULINA> · <@USUN> 一起写 ·《邀请函》" in offered
    assert "李娜* · 11月27日" in door.reads("UWANG")[1]
    assert "请你一起写；分工由 Li Na 李娜 定" in door.reads("USUN")[-1]


def test_the_form_has_room_for_both(door):
    door.types("UWANG", "/draft assign")
    door.fills_in(
        "UWANG", person="ULINA", title="Memo", due="Friday", others=["USUN"], copies=["UCHEN"]
    )
    assert "一起写" in door.reads("USUN")[-1]
    assert "派给 Li Na" in door.reads("UCHEN")[-1]
