"""What of a sentence goes where: who, by when, about what, once it is guessed what is meant."""
# ruff: noqa: E501  a sentence a line, beside what is made of it

from __future__ import annotations

import pytest

from bot.hearing import hear
from bot.language.catalog import plain
from bot.language.phrases import mentioned
from handlers.slack.wording import request_for
from storage.who.people import Person
from tests.conftest import WEDNESDAY, scene
from tests.door import OUTSIDER_EN, OUTSIDER_ZH


@scene
def with_a_draft(door):
    door.types("UWANG", "/draft assign @zhang.wei “年终总结” by 4 Dec")
    return door


def told(door, who, text, verb, thread=""):
    """What a verb would be told, if it is what is meant or among what is offered."""
    with door.bot.sessions.begin() as session:
        request = request_for(door.bot, session, session.get_one(Person, who), WEDNESDAY)
        meant = hear(request, text, thread=thread)
        session.rollback()
    found = [
        one for one in (meant.heard, *meant.offers) if one and f"{one.feature}:{one.verb}" == verb
    ]
    assert found, (meant.heard, meant.offers)
    return {name: mentioned(said) or plain(said) for name, said in found[0].asked.items()}


@pytest.mark.parametrize(
    ("who", "text", "verb", "slots"),
    [
        ("UZHAO", "Minutes please. Sun Lei. two pages. tomorrow evening", "drafts:assign", {"due": "tomorrow evening", "person": "USUN"}),
        ("UZHAO", "could Zhang Wei write the reply? It goes to finance by the 7th, so give him till the 3rd", "drafts:assign", {"due": "till the 3rd"}),
        ("UZHAO", "小李写个复函，7号前要到财政，给他到3号", "drafts:assign", {}),
        ("UZHAO", "Need a word from Wang: the hall or the park?", "decisions:ask", {"person": "UWANG"}),
        ("UZHAO", "让Zhang Wei draft一个cover note，附在请示前面，明天下班前", "drafts:assign", {"title": "cover note"}),
        ("UWANG", "D-1开头那段我自己写，30号给", "parts:divide", {"person": "UWANG", "title": "D-1开头那段"}),
        ("UZHAO", "D-1倒排一下时间，12月18号要上会", "plan:open", {"due": "12月18号"}),
        ("UZHANG", "晚上八点以后别给我推消息", "calendar:hours", {"until": "晚上八点以后"}),
        ("UZHANG", "no messages after 7 please, that is when my hours end", "calendar:hours", {"until": "after 7"}),
        ("UZHANG", "12月我一共几个班", "duty:mine", {"first": "12月"}),
        ("UZHANG", "which shifts do I have in December?", "duty:mine", {"first": "December"}),
        ("UZHANG", "is Saturday the 12th of December a working day?", "calendar:day", {"first": "Saturday the 12th of December"}),
        ("UZHAO", "冬季供暖简报这周归张伟，周四交", "drafts:assign", {"person": "UZHANG", "due": "周四交", "title": "冬季供暖简报"}),
        ("UZHAO", "孙磊下礼拜二之前帮忙 draft 一个 press release，讲人才公寓交付的", "drafts:assign", {"person": "USUN", "title": "press release"}),
        ("UZHAO", "We must have a press release about the new flats. Please Sun Lei make it until Tuesday", "drafts:assign", {"person": "USUN", "due": "until Tuesday"}),
        ("UZHAO", "what is Li Na busy with this week", "followups:of", {"person": "ULINA"}),
        ("USUN", "盖章申请：合作协议，2份", "seal:start", {"title": "合作协议"}),
        ("UZHAO", "小李弄个周四晚宴的祝酒词，明天下午四点给我", "drafts:assign", {"due": "明天下午四点给我"}),
        ("UZHAO", "I want the year-end appraisal plan from Zhang Wei by 10 December", "drafts:assign", {"person": "UZHANG", "due": "by 10 December"}),
        ("UZHOU", "gas leak on Renmin Road, one person in hospital", "incidents:report", {"words": "gas leak on Renmin Road, one person in hospital"}),
        ("UZHAO", "We'll need notes on school meals. Give them to Sun Lei, he has until next Wednesday.", "drafts:assign", {"person": "USUN", "due": "until next Wednesday"}),
        ("UZHAO", "topic idea: the night bus cuts, loads of complaints on 12345 lately", "topics:propose", {"title": "the night bus cuts, loads of complaints on 12345 lately"}),
        ("UZHANG", "D-1周五太赶了，周二行不行", "drafts:extend", {"due": "周二"}),
        ("UZHANG", "D-1: Friday is too soon, would Tuesday do?", "drafts:extend", {"due": "Tuesday"}),
        ("UZHANG", "哪位能替我顶一下周日的班", "swaps:call", {"first": "周日"}),
        ("UZHAO", "D-1改成下周五要", "drafts:reschedule", {"due": "下周五要"}),
        ("UZHAO", "十五号开座谈会，李娜准备个发言稿，十三号给我", "drafts:assign", {"due": "十三号", "person": "ULINA"}),
        ("UZHANG", "I'm not in Mon and Tue next week", "calendar:leave", {"first": "Mon", "last": "Tue next week"}),
        ("UZHANG", "remind me every last Friday of the month to file the timesheets", "followups:remind", {"due": "every last Friday of the month"}),
        ("UZHANG", "每月最后一个周五提醒我交工时", "followups:remind", {"due": "每月最后一个周五"}),
        ("UZHANG", "剪视频我还行，登记一下", "strengths:declare", {"good": "剪视频"}),
        ("UZHANG", "I'd like to get better at chairing meetings", "strengths:declare", {"wish": "chairing meetings"}),
        ("UZHAO", "督办的事列个表看看", "supervision:list", {}),
        ("UZHAO", "which goals have we set this year", "goals:list", {}),
        ("UZHANG", "帮我看看这篇有没有写错的字", "checker:check", {}),
        ("UZHAO", "tell Zhou Ting on Friday at nine that the pump is tested", "followups:remind", {"due": "on Friday at nine"}),
        ("UCHEN", "给财政局的复函谁写？李娜吧，明天下午四点前", "drafts:assign", {"person": "ULINA", "title": "给财政局的复函"}),
        ("UWANG", "南门的路灯12月10日前必须让城管局修好，给我盯住", "supervision:propose", {"title": "南门的路灯必须让城管局修好", "due": "12月10日前"}),
        ("UCHEN", "孙磊该下去练练，推荐他去开发区", "opportunities:posting", {"title": "开发区"}),
        ("UWANG", "everyone in the writing section should read the audit report", "opportunities:reading", {"title": "audit report"}),
        ("UZHOU", "交班给孙磊：水务局要回个电话", "duty:log", {"person": "USUN", "words": "交班给孙磊：水务局要回个电话"}),
        ("UZHOU", "write in the log that the gate stood open at 1:20", "duty:log", {"words": "write in the log that the gate stood open at 1:20"}),
        ("UZHOU", "taking over from Sun Lei as of now, keys received", "duty:take-over", {"person": "USUN"}),
    ],
)  # fmt: skip
def test_what_is_said_stands_in_its_place(with_a_draft, who, text, verb, slots):
    found = told(with_a_draft, who, text, verb)
    assert {name: found.get(name) for name in slots} == slots


@pytest.mark.parametrize(
    "said",
    ["D-1延期不批，按原来的日子交", "D-1改成要件，王局亲自盯的", "看看请示都批了哪些，台账拉出来"],
)
def test_a_pattern_that_took_a_no_for_a_reason_or_words_for_a_day_binds_nothing(with_a_draft, said):
    door = with_a_draft
    before = door.card("UZHANG"), door.reads("UWANG")
    door.says("UZHAO", said)
    assert (door.card("UZHANG"), door.reads("UWANG")) == before


@pytest.mark.parametrize(
    "said",
    [
        "Angle: what the firms told us, not what we did. No slogans.",
        "写的时候别光报喜，拿地难、审批慢这两条写透",
    ],
)
def test_what_a_leader_says_of_the_direction_stands_in_its_form(with_a_draft, said):
    door = with_a_draft
    card = next(one for one in door.slack.sees("UWANG", "DM") if "D-1" in str(one.blocks))
    door.says("UWANG", said, thread_ts=card.ts)
    door.presses("UWANG", "打开表单")
    assert said.rpartition(": ")[2].rstrip(".") in str(door.form("UWANG"))


def test_hours_that_end_after_seven_are_read_in_their_form(with_a_draft):
    door = with_a_draft
    door.says("UZHANG", "晚上八点以后别给我推消息")
    door.presses("UZHANG", "就这样")
    assert "晚上八点以后" in str(door.form("UZHANG"))
    door.fills_in("UZHANG", **{"from": "9"})
    assert "20:00" in door.reads("UZHANG")[-1]


@pytest.mark.parametrize("text", ["anybody at the duty desk tonight?", "你好，今天值班的是哪位"])
def test_anybody_may_ask_in_their_own_words_who_is_on_duty(with_a_draft, text):
    said = with_a_draft.says("UHE", text)
    assert said not in (OUTSIDER_ZH, OUTSIDER_EN)


@pytest.mark.parametrize("text", ["how many drafts are late?", "D-1 写到哪了", "把那个总结撤了吧"])
def test_whatever_else_a_stranger_says_is_refused_alike(with_a_draft, text):
    assert with_a_draft.says("UHE", text) in (OUTSIDER_ZH, OUTSIDER_EN)
