"""Comments come in by form, by a reply in the thread, by words; in both languages; none is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.papers.rounds.words import Said, agrees, read
from storage.matters.matter import Matter
from storage.papers.rounds import Comment
from storage.who.people import Person
from tests.conftest import WEDNESDAY, scene

NOON = WEDNESDAY + timedelta(days=1, hours=2)  # on Thursday


@scene
def in_review(door):
    door.types("UWANG", "/draft assign @zhou.ting Budget memo by Friday 5pm")
    door.says("UZHOU", "交稿 D-1 https://docs.example/1")
    return door


@scene
def round_(in_review):
    """张伟 reads Chinese, Li Na English."""
    in_review.says("UWANG", "D-1 请张伟、李娜集体修改，明天中午截止")
    return in_review


def kept(door):
    """What is kept of each comment: who, where, what, how else, whether it must be."""
    with door.bot.sessions() as session:
        found = session.scalars(select(Comment).where(Comment.withdrawn_at.is_(None)))
        return [(c.person_id, c.place, c.problem, c.wording, c.must, c.late) for c in found]


# --- opened in words -------------------------------------------------------------------

OPENED = [
    ("/draft round D-1 @zhang.wei @li.na until tomorrow noon", "集体修改", "11月26日 周四 12:00"),
    (
        "open a comment round on D-1 v1 with @zhang.wei @li.na until tomorrow noon",
        "集体修改",
        "11月26日 周四 12:00",
    ),
    ("D-1 第1稿请张伟、李娜集体修改，明天中午截止", "集体修改", "11月26日 周四 12:00"),
    ("请张伟和李娜一起集体修改 D-1", "集体修改", "11月26日 周四 18:00"),
    (
        "ask Zhang Wei, Li Na to comment on D-1 within 3 working days",
        "征求意见",
        "11月30日 周一 18:00",
    ),
    ("就 D-1 征求张伟、李娜意见，三个工作日内", "征求意见", "11月30日 周一 18:00"),
    ("征求张伟、李娜对 D-1 的意见", "征求意见", "11月30日 周一 18:00"),
    ("consult @zhang.wei and @li.na on D-1", "征求意见", "11月30日 周一 18:00"),
]


@pytest.mark.parametrize(("said", "kind", "closes"), OPENED)
def test_a_round_is_opened_in_one_sentence(in_review, said, kind, closes):
    asks = in_review.types if said.startswith("/") else in_review.says
    asks("UWANG", said)

    card = in_review.card("UZHANG", "C-2")
    assert f"第 1 轮{kind} · 进行中" in card
    assert f"{closes} 截止" in card
    assert "0 of 2 answered" in in_review.card("ULINA", "C-2")


@pytest.mark.parametrize(
    ("said", "button"),
    [
        *(("集体修改 D-1", "打开表单"), ("round D-1", "打开表单"), ("D-1 征求意见", "打开表单")),
        ("D-1 搞一次集体修改吧", "就这样"),
    ],
)
def test_a_sentence_without_people_opens_the_form(in_review, said, button):
    in_review.says("UWANG", said)
    in_review.presses("UWANG", button)
    kind = in_review.form("UWANG")["blocks"][0]["element"]["initial_option"]["value"]

    assert kind == ("consultation" if "征求" in said else "revision")
    assert in_review.fills_in("UWANG", people=["UZHANG", "ULINA"]) == {}
    assert "*C-2*" in in_review.card("UZHANG", "C-2")


def test_of_a_version_that_is_not_there_no_round_is_opened(in_review):
    told = in_review.says("UWANG", "D-1 第3稿请张伟、李娜集体修改，明天中午截止")
    assert told == "没有第 3 版，最新的是第 1 版。"


# --- comments in words -------------------------------------------------------------------

WORDS = [
    ("第三段数据旧，改为 11 月的，必改", Said("数据旧", "第三段", "11 月的", True)),
    ("第二部分：结构松散", Said("结构松散", "第二部分")),
    ("第二部分第三段：结构松散，建议改为三条", Said("结构松散", "第二部分第三段", "三条")),
    ("Section 2: the data are old, change to November's, must-fix",
     Said("the data are old", "Section 2", "November's", True)),
    ("para 3.1 too long", Said("too long", "para 3.1")),
    ("The title: too grand, should read Plan for 2027",
     Said("too grand", "The title", "Plan for 2027")),
    ("结尾：太长（建议）", Said("太长", "结尾")),
    ("改为三段", Said("改为三段")),
    ("必改", Said("必改", must=True)),
    ("第二部分", Said("第二部分")),
    ("数字不一致", Said("数字不一致")),
    ("*_~`<!channel> & =1+1", Said("*_~`<!channel> & =1+1")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), WORDS, ids=[text for text, _ in WORDS])
def test_a_comment_typed_in_one_go_is_told_apart(text, said):
    assert read(text) == said


@pytest.mark.parametrize(
    "text", ["没意见", "我没有意见。", "同意", "no comments", "I agree.", "OK"]
)
def test_agreement_is_heard_as_such(text):
    assert agrees(text) is (text != "OK")


@pytest.mark.parametrize(
    "said",
    [
        "D-1 意见：第三段数据旧，改为 11 月的，必改",
        "comment on D-1: 第三段：数据旧，改为 11 月的，必改",
        "C-2 意见：第三段数据旧，改为 11 月的，必改",
        "/draft D-1 意见：第三段数据旧，改为 11 月的，必改",
    ],
)
def test_a_comment_is_said_in_a_sentence_and_said_back(round_, said):
    asks = round_.types if said.startswith("/") else round_.says
    told = asks("UZHANG", said)

    assert told.split("\n")[0] == (
        "已记为 D-1 的第 1 条意见（必改）：第三段 · 数据旧 → 改为：11 月的"
    )
    assert kept(round_) == [("UZHANG", "第三段", "数据旧", "11 月的", True, False)]


def test_a_plain_reply_in_the_thread_of_its_card_is_a_comment(round_):
    thread = round_.finds("ULINA", "Comment", about="*C-2*")[0]
    round_.says("ULINA", "Section 2: the figures do not add up", thread_ts=thread)
    round_.says("ULINA", "please let Zhang Wei write a summary first", thread_ts=thread)

    assert kept(round_) == [
        ("ULINA", "Section 2", "the figures do not add up", "", False, False),
        ("ULINA", "", "please let Zhang Wei write a summary first", "", False, False),
    ]
    assert "Noted as comment 1 on D-1, suggestion: Section 2 · the figures do not add up\n" in (
        "\n".join(round_.reads("ULINA"))
    )


def test_in_the_thread_too_an_order_is_an_order_and_agreement_agreement(round_):
    thread = round_.finds("UZHANG", "提意见", about="*C-2*")[0]
    for said in ("D-1", "帮助", "谢谢", "同意"):
        round_.says("UZHANG", said, thread_ts=thread)

    assert kept(round_) == []
    assert "你没有意见。" in round_.card("UZHANG", "C-2")


def test_words_under_the_card_of_a_draft_are_no_comment(round_):
    thread = round_.finds("UWANG", "退回修改", about="*D-1*")[0]
    round_.says("UWANG", "第二部分：数据旧", thread_ts=thread)

    assert kept(round_) == []


def test_the_form_of_the_card_and_of_a_sentence_without_words(round_):
    round_.presses("UZHANG", "提意见", about="*C-2*")
    assert round_.fills_in("UZHANG", problem="  \n ") == {"problem": "这里不能空着。"}
    assert round_.fills_in("UZHANG", problem="数据旧", place="第二部分", weight="must") == {}
    round_.says("UZHANG", "给 D-1 提意见")
    round_.presses("UZHANG", "打开表单")
    round_.fills_in("UZHANG", problem="太长")

    assert kept(round_) == [
        ("UZHANG", "第二部分", "数据旧", "", True, False),
        ("UZHANG", "", "太长", "", False, False),
    ]
    assert "你提了 2 条。" in round_.card("UZHANG", "C-2")
    assert "2 人中 1 人已回 · 2 条意见：1 条必改" in round_.card("UWANG", "C-2")


@pytest.mark.parametrize("who", ["USUN", "UHE", "UTOM"])
def test_who_is_not_asked_comments_on_nothing(round_, who):
    told = round_.says(who, "D-1 意见：太长")
    none = round_.says(who, "D-99 意见：太长")

    assert told == none.replace("D-99", "D-1")
    assert round_.forges(who, "rounds:comment", 2) == round_.forges(who, "rounds:comment", 99)
    assert kept(round_) == []


def test_who_sees_the_draft_but_was_not_asked_is_told_so(round_):
    told = round_.says("UCHEN", "D-1 意见：太长")  # neither of her section nor asked
    assert told.startswith("没有你能看到的 D-1")
    assert round_.says("UWANG", "D-1 意见：太长") == "没有办：只有这一轮请到的人可以这样做。"


# --- no comments -------------------------------------------------------------------


def test_no_comments_is_an_answer_by_button_words_and_without_a_number(round_):
    assert round_.presses("UZHANG", "没有意见（同意）", about="*C-2*") == ""
    assert round_.says("ULINA", "no comments") == "Noted: you have no comments on D-1."
    assert "2 人中 2 人已回" in round_.card("UWANG", "C-2")
    assert "没有意见（同意）" not in round_.card("UZHANG", "C-2")

    assert round_.says("USUN", "没有意见") == "对哪一份文稿？请带上编号，例如 `D-12 没有意见`。"
    round_.waits(minutes=5)  # the director hears that the leader assigned it
    assert round_.waits_until(NOON - timedelta(minutes=1)) == []  # nobody is silent


def test_who_has_made_comments_withdraws_them_before_agreeing(round_):
    round_.says("UZHANG", "D-1 意见：太长")
    assert round_.says("UZHANG", "D-1 没有意见").startswith("你已经对 C-2 提过意见。")

    assert round_.says("UZHANG", "收回 D-1 第1条意见") == "已收回：D-1 的第 1 条意见。"
    assert "还没回：Li Na 李娜、张伟" in round_.card("UWANG", "C-2")
    assert round_.says("UZHANG", "D-1 没有意见") == "已记下：你对 D-1 没有意见。"


# --- changed, withdrawn -------------------------------------------------------------------


def test_ones_own_comment_can_be_changed_while_the_round_is_open(round_):
    round_.says("UZHANG", "D-1 意见：太长")
    round_.presses("UZHANG", "修改")
    round_.fills_in("UZHANG", problem="太长，两页就够", weight="must")
    round_.says("ULINA", "comment on D-1: fine so far")
    round_.says("ULINA", "change my comment 2 on D-1: section 1: two pages are enough")

    assert kept(round_) == [
        ("UZHANG", "", "太长，两页就够", "", True, False),
        ("ULINA", "section 1", "two pages are enough", "", False, False),
    ]
    assert round_.says("UZHANG", "收回 D-1 第2条意见") == "你在 C-2 里没有提过第 2 条意见。"
    assert round_.forges("UZHANG", "rounds:withdraw", 2).startswith("没有你能看到的这件事")
    assert round_.forges("UZHANG", "rounds:edit", 2) == round_.forges("UZHANG", "rounds:edit", 99)


def test_after_the_closing_it_stays_as_it_is(round_):
    round_.says("UZHANG", "D-1 意见：太长")
    round_.presses("UZHANG", "修改")
    round_.waits_until(NOON)

    assert round_.fills_in("UZHANG", problem="太短") == {
        "place": "没有办：C-2 已截止，提过的意见不再改动。再提的会收下，标为迟到。"
    }
    assert round_.says("UZHANG", "收回 D-1 第1条意见").startswith("没有办：C-2 已截止")
    assert [one[2] for one in kept(round_)] == ["太长"]


# --- late -------------------------------------------------------------------


def test_what_was_being_typed_when_it_closed_is_kept_and_marked_late(round_):
    round_.presses("UZHANG", "提意见", about="*C-2*")
    round_.says("ULINA", "comment on D-1: too long")
    round_.waits_until(NOON)
    assert round_.fills_in("UZHANG", problem="数据旧", weight="must") == {}

    assert kept(round_)[1] == ("UZHANG", "", "数据旧", "", True, True)
    assert round_.reads("UZHANG")[-1] == (
        "这一轮 11月26日 周四 12:00 已截止。你的意见照样收下，是第 2 条（必改），"
        "标为迟到，承办人看得到：数据旧"
    )
    assert round_.reads("UZHOU")[-1] == (
        "张伟 在 D-1《Budget memo》第 1 轮集体修改截止后又提了第 2 条意见。"
        "已收下，标为迟到，等你定夺。\n[逐条定夺] [全部意见] [记录]"
    )
    assert "· 迟到 · 数据旧" in round_.says("UZHOU", "D-1 的意见")
    assert "[提意见]" not in round_.card("UZHANG", "C-2")


def test_a_late_one_reopens_what_was_decided_but_not_yet_told(round_):
    round_.says("ULINA", "comment on D-1: too long")
    round_.says("UWANG", "结束 D-1 的集体修改")
    round_.presses("UZHOU", "逐条定夺", about="*C-2*")
    round_.fills_in("UZHOU", **{"fate-1": "taken"})
    assert "[告知各位]" in round_.card("UZHOU", "C-2")

    round_.says("UZHANG", "D-1 意见：数据旧")
    assert "[告知各位]" not in round_.card("UZHOU", "C-2")
    assert "已截止，待定夺" in round_.card("UZHOU", "C-2")


def test_after_everybody_was_told_a_late_one_is_decided_and_told_by_itself(round_):
    round_.says("ULINA", "comment on D-1: too long")
    round_.says("UWANG", "结束 D-1 的集体修改")
    round_.says("UZHANG", "D-1 意见：数据旧")
    round_.presses("UZHOU", "逐条定夺", about="*C-2*")
    round_.fills_in("UZHOU", **{"fate-1": "taken", "fate-2": "taken"})
    round_.presses("UZHOU", "告知各位", about="*C-2*")
    told = len(round_.reads("ULINA"))

    round_.says("UZHANG", "D-1 意见：标题太大")
    round_.presses("UZHOU", "逐条定夺", about="*C-2*")
    round_.fills_in("UZHOU", **{"fate-3": "not_taken", "reason-3": "领导定的"})

    assert round_.reads("UZHANG")[-1].split("\n")[:2] == [
        "周婷 定夺了你对 D-1《Budget memo》第 1 轮集体修改提的 1 条意见：采纳 0 条，未采纳 1 条。",
        "3. *未采纳* · 标题 · 太大 —— 领导定的",
    ]
    assert len(round_.reads("ULINA")) == told
    assert "已了结" in round_.card("UZHOU", "C-2")


# --- what is not stored -------------------------------------------------------------------


def test_what_carries_a_mark_of_state_secrecy_is_not_kept(round_):
    thread = round_.finds("UZHANG", "提意见", about="*C-2*")[0]
    round_.says("UZHANG", "第二部分引用了机密★文件", thread_ts=thread)
    round_.presses("UZHANG", "提意见", about="*C-2*")
    assert round_.fills_in("UZHANG", problem="x", wording="绝密★ 1 年")["place"]

    assert kept(round_) == []


def test_a_round_has_its_own_number_and_the_title_of_its_draft(round_):
    with round_.bot.sessions() as session:
        matter = session.get_one(Matter, 2)
        assert (matter.number, matter.title, matter.owner_id) == ("C-2", "Budget memo", "UZHOU")
        assert session.get_one(Person, "UWANG") is matter.opened_by
