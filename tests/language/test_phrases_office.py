"""What people may say of what is owed, of reminders, of the office."""

from __future__ import annotations

import pytest

from tests.language.test_phrases import (
    ANNUAL,
    D12,
    LINA,
    SUMMARY,
    asked,
    meant,
)

# --- who owes what, reminders --------------------------------------------------------------------

F3 = {"number": "F-3"}
CALL = {"title": "call the Finance Bureau"}

FOLLOWED_UP = [
    ("what's on my plate?", "followups:mine", {}),
    ("What’s on my plate today", "followups:mine", {}),
    ("我手上有什么", "followups:mine", {}),
    ("我手上还有什么活儿？", "followups:mine", {}),
    ("今天我要办什么", "followups:mine", {}),
    ("待办", "followups:mine", {}),
    ("谁在等我？", "followups:mine", {}),
    ("本周有哪些要交的", "followups:mine", {}),
    ("what's overdue?", "followups:overdue", {}),
    ("anything late?", "followups:overdue", {}),
    ("有哪些逾期了?", "followups:overdue", {}),
    ("有没有逾期的", "followups:overdue", {}),
    ("哪些稿子超期了", "followups:overdue", {}),
    ("逾期", "followups:overdue", {}),
    ("what is Zhang Wei working on?", "followups:of", {"person": "UZHANG"}),
    ("what does sun.lei have on his plate?", "followups:of", {"person": "USUN"}),
    ("Li Na's drafts", "followups:of", LINA),
    ("张伟在忙什么？", "followups:of", {"person": "UZHANG"}),
    ("李娜手上有哪些活", "followups:of", LINA),
    ("催一下李娜", "followups:of", LINA),
    ("nudge D-12", "followups:press", D12),
    ("催一下李娜的D-12", "followups:press", D12 | LINA),
    ("remind Li Na about D-12", "followups:press", D12 | LINA),
    ("D-12催一下", "followups:press", D12),
    ("remind me to call the Finance Bureau on Thursday at 9am", "followups:remind",
     CALL | {"due": "on Thursday at 9am"}),
    ("On Thursday at 9am remind me to call the Finance Bureau", "followups:remind",
     CALL | {"due": "On Thursday at 9am"}),
    ("remind me tomorrow at 9 to call the Finance Bureau", "followups:remind",
     CALL | {"due": "tomorrow at 9"}),
    ("remind @sun.lei to call the Finance Bureau by Friday", "followups:remind",
     CALL | {"due": "by Friday", "person": "USUN"}),
    ("remind me to check the internal-only list on Friday", "followups:remind",
     {"title": "check the internal-only list", "due": "on Friday"}),
    ("周四提醒我给财政局打电话", "followups:remind", {"title": "给财政局打电话", "due": "周四"}),
    ("提醒我明天上午9点开会", "followups:remind", {"title": "开会", "due": "明天上午9点"}),
    ("麻烦帮我提醒一下张伟明天9点交材料", "followups:remind",
     {"title": "交材料", "due": "明天9点", "person": "UZHANG"}),
    ("请提醒@孙磊 周五前把纪要交给我", "followups:remind",
     {"title": "把纪要交给我", "due": "周五前", "person": "USUN"}),
    ("提醒李娜起草总结，周五前", "followups:remind", LINA | {"title": "起草总结", "due": "周五前"}),
    ("remind me", "followups:remind", {}),
    ("F-3", "followups:show", F3),
    ("F-3办好了", "followups:done", F3),
    ("done F-3", "followups:done", F3),
    ("F-3改到周五", "followups:extend", F3 | {"due": "周五"}),
    ("move F-3 to Friday", "followups:extend", F3 | {"due": "Friday"}),
    ("不用提醒F-3了", "followups:cancel", F3),
    ("call off F-3", "followups:cancel", F3),
    ("why me D-12", "followups:why", D12),
    ("为什么提醒我D-12？", "followups:why", D12),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "verb", "slots"), FOLLOWED_UP)
def test_who_owes_what_and_who_is_reminded(sentence, verb, slots):
    assert (meant(sentence), asked(sentence)) == (verb, slots)


SAID_OF_A_DRAFT = [
    ("here's the draft for D-12: https://x.cn/a", "drafts:submit", D12 | {"link": "https://x.cn/a"}),
    ("我写好了 D-12 https://x.cn/a", "drafts:submit", D12 | {"link": "https://x.cn/a"}),
    ("交稿 D-12 https://x.cn/a 改了第二段", "drafts:submit",
     D12 | {"link": "https://x.cn/a", "note": "改了第二段"}),
    ("submit D-12 first version", "?drafts:submit", D12 | {"note": "first version"}),
    ("交稿 D-12 第一版", "?drafts:submit", D12 | {"note": "第一版"}),
    ("D-12 problem: the bureau hasn't sent numbers", "drafts:problem",
     D12 | {"opinion": "the bureau hasn't sent numbers"}),
    ("problem D-12: no numbers", "drafts:problem", D12 | {"opinion": "no numbers"}),
    ("D-12 我写不了，下周出差", "drafts:problem", D12 | {"opinion": "下周出差"}),
    ("can i get an extention for D-12 till next tuesday pls? data is late", "drafts:extend",
     D12 | {"due": "next tuesday", "opinion": "data is late"}),
    ("D-12 能不能晚两天交", "drafts:extend", D12),
    ("不用写了 D-12", "drafts:cancel", D12),
    ("把 D-12 给 Li Na", "drafts:handover", D12 | LINA),
    ("nudge D-12 again pls", "followups:press", D12),
    ("李娜的稿子催一下", "followups:of", LINA),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "verb", "slots"), SAID_OF_A_DRAFT)
def test_what_is_said_in_passing_of_a_draft(sentence, verb, slots):
    assert (meant(sentence), asked(sentence)) == (verb, slots)


NO_SUCH_DAY = [
    ("请李娜起草年度总结，2月30日交", SUMMARY | {"due": "2月30日交"}),
    ("请李娜起草年度总结，昨天交", SUMMARY | {"due": "昨天交"}),
    ("ask Li Na to draft the annual summary by 30 Feb", ANNUAL | {"due": "by 30 Feb"}),
    ("ask Li Na to draft the annual summary by yesterday", ANNUAL | {"due": "by yesterday"}),
    ("请李娜起草昨天会议的纪要", LINA | {"title": "昨天会议的纪要"}),
    ("ask Li Na to draft the minutes of yesterday", LINA | {"title": "minutes of yesterday"}),
]


@pytest.mark.parametrize(("sentence", "slots"), NO_SUCH_DAY)
def test_a_day_that_cannot_be_is_still_what_was_said(sentence, slots):
    assert (meant(sentence), asked(sentence)) == ("drafts:assign", slots)


IN_PASSING = [
    ("麻烦让小李帮我弄个发言材料呗，后天要", "?drafts:assign",
     {"title": "发言材料", "due": "后天要"}),
    ("could u please ask li na to wirte a speach for the mayor, by next wed? thx", "?drafts:assign",
     LINA | {"title": "speach for the mayor", "due": "by next wed"}),
    ("每周一提醒我交周报", "followups:remind", {"due": "每周一", "title": "交周报"}),
    ("remind me every Monday to send the weekly", "followups:remind",
     {"due": "every Monday", "title": "send the weekly"}),
    ("hi! what do i need to do today?", "followups:mine", {}),
    ("手上还有啥活", "followups:mine", {}),
    *((said, "office:how-undo", {}) for said in ("undo", "Undo that!", "撤销", "撤回")),
    ("好的领导，马上办", "office:noted", {}),
    ("ok boss, on it", "office:noted", {}),
    ("你手上还有啥活", "nothing", None),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "verb", "slots"), IN_PASSING)
def test_what_people_say_off_hand(sentence, verb, slots):
    assert meant(sentence) == verb
    assert slots is None or asked(sentence) == slots


WISHES = [
    ("下周三提醒我们开会", {"title": "我们开会", "due": "下周三"}),
    ("请孙磊周五前把纪要交给我", {"person": "USUN", "title": "把纪要交给我", "due": "周五前"}),
    ("请张伟明天下午3点前交初稿", {"person": "UZHANG", "title": "交初稿", "due": "明天下午3点前"}),
    ("派张伟去机场接人，周五", {"person": "UZHANG", "title": "机场接人", "due": "周五"}),
    ("12月4日前由李娜完成报告", LINA | {"title": "完成报告", "due": "12月4日前"}),
    ("李娜，请周五前报材料", LINA | {"title": "报材料", "due": "周五前"}),
    ("ask Sun Lei to send me the minutes by Friday",
     {"person": "USUN", "title": "send me the minutes", "due": "by Friday"}),
    ("remind them about D-12 tomorrow", {"title": "them about D-12", "due": "tomorrow"}),
    ("could you get Li Na to call me?", LINA | {"title": "call me"}),
    ("Li Na to review the figures by Monday",
     LINA | {"title": "review the figures", "due": "by Monday"}),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "slots"), WISHES)
def test_what_somebody_is_to_do_is_offered_as_a_reminder(sentence, slots):
    assert (meant(sentence), asked(sentence)) == ("?followups:remind", slots)


# --- the office ----------------------------------------------------------------------------------

THE_OFFICE = [
    ("help", "office:help", {}),
    ("what can you do?", "office:help", {}),
    ("怎么用？", "office:help", {}),
    ("你好", "office:hello", {}),
    ("Hello!", "office:hello", {}),
    ("谢谢！", "office:thanks", {}),
    ("好的，谢谢", "office:noted", {}),
    ("thank you very much", "office:thanks", {}),
    ("收到", "office:noted", {}),
    ("ok", "office:noted", {}),
    ("签发", "office:which", {}),
    ("accept", "office:which", {}),
    ("settings", "office:settings", {}),
    ("设置", "office:settings", {}),
    ("people", "people:list", {}),
    ("人员名单", "people:list", {}),
    ("language English", "people:language", {"lang": "English"}),
    ("语言 中文", "people:language", {"lang": "中文"}),
    ("说中文", "people:language", {"lang": "中文"}),
    ("delegate @liu.yang until Friday", "people:delegate",
     {"person": "ULIU", "due": "until Friday"}),
    ("代签 刘洋 到周五", "people:delegate", {"person": "ULIU", "due": "周五"}),
    ("请刘洋代我签发到周五", "people:delegate", {"person": "ULIU", "due": "周五"}),
    ("record D-12", "journal:read", D12),
    ("who did what on D-12?", "journal:read", D12),
    ("D-12的记录", "journal:read", D12),
    ("记录", "journal:read", {}),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "verb", "slots"), THE_OFFICE)
def test_the_office_is_asked(sentence, verb, slots):
    assert (meant(sentence), asked(sentence)) == (verb, slots)
