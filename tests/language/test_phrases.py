"""What people may say, in Chinese and English, and what is understood by it."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.catalog import files, plain
from bot.language.names import folded, with_mentions
from bot.language.patterns import needed
from bot.language.phrases import PEOPLE, Heard, mentioned, phrases, understand
from bot.language.workdays import Calendar
from storage.who.people import Person, Role
from tests.door import OUTSIDER_ZH

NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)  # a Wednesday, 10:00 in Shanghai
TZ = ZoneInfo("Asia/Shanghai")
OFFICE = [
    Person(slack_id=slack_id, name=name, handle=handle, role=Role.STAFF)
    for slack_id, name, handle in (
        ("UWANG", "王建国", "wang"),
        ("UZHAO", "赵敏", "zhao"),
        ("ULIU", "Liu Yang 刘洋", "liu.yang"),
        ("UCHEN", "陈静", "chen.jing"),
        ("UZHANG", "张伟", "zhang.wei"),
        ("ULINA", "Li Na 李娜", "li.na"),
        ("USUN", "孙磊", "sun.lei"),
        ("UZHOU", "周婷", "zhou.ting"),
        ("UTOM", "Tom Baker", "tom"),
    )
]


def hear(sentence: str, alone: str = "") -> Heard | None:
    return understand(sentence, OFFICE, NOW, Calendar(TZ), alone)


def meant(sentence: str) -> str:
    """Whose verb it is; "?" before one that was understood in part."""
    heard = hear(sentence)
    return f"{'?' * heard.in_part}{heard.feature}:{heard.verb}" if heard else "nothing"


def asked(sentence: str) -> dict[str, str]:
    """The slots, as the desk hands them on."""
    heard = hear(sentence)
    assert heard is not None
    return {k: mentioned(v) if k in PEOPLE else plain(v) for k, v in heard.asked.items()}


# --- drafts: asking for one ---------------------------------------------------------------------

LINA = {"person": "ULINA"}
SUMMARY = LINA | {"title": "年度总结"}
ANNUAL = LINA | {"title": "annual summary"}

ASSIGNED = [
    ("请李娜起草年度总结，下周五下班前交", SUMMARY | {"due": "下周五下班前交"}),
    ("请李娜起草年度总结,下周五下班前交。", SUMMARY | {"due": "下周五下班前交"}),
    ("请 李娜 起草 年度总结 下周五下班前", SUMMARY | {"due": "下周五下班前"}),
    ("下周五下班前请李娜起草年度总结", SUMMARY | {"due": "下周五下班前"}),
    ("请李娜下周五下班前起草年度总结", SUMMARY | {"due": "下周五下班前"}),
    ("请李娜同志牵头起草一份年度总结，最晚下周五", SUMMARY | {"due": "最晚下周五"}),
    ("麻烦Li Na写一份年度总结，３个工作日内", SUMMARY | {"due": "３个工作日内"}),
    ("让@li.na写年度总结，１２月４日前", SUMMARY | {"due": "１２月４日前"}),
    ("請李娜起草年度總結，下週五前", LINA | {"title": "年度總結", "due": "下週五前"}),
    ("李娜，请写一份年度总结，明天下班前交", SUMMARY | {"due": "明天下班前交"}),
    ("让李娜把年度总结写出来，下周五前", SUMMARY | {"due": "下周五前"}),
    ("把年度总结派给李娜，周五交", SUMMARY | {"due": "周五交"}),
    ("年度总结由李娜起草，12月4日前交", SUMMARY | {"due": "12月4日前交"}),
    ("给李娜派个稿：年度总结，下周五前", SUMMARY | {"due": "下周五前"}),
    ("派稿 李娜 年度总结 周五下午5点前", SUMMARY | {"due": "周五下午5点前"}),
    ("派稿给李娜：年度总结", SUMMARY),
    ("派稿 <@ULINA|li.na> 年度总结", SUMMARY),
    ("派稿 <@ULINA>", LINA),
    ("派稿", {}),
    ("我想请李娜起草年度总结", SUMMARY),
    ("ask Li Na to draft the annual summary by next Friday", ANNUAL | {"due": "by next Friday"}),
    ("By next Friday, ask Li Na to draft the annual summary", ANNUAL | {"due": "By next Friday"}),
    ("have Li Na write up the annual summary by 4 Dec", ANNUAL | {"due": "by 4 Dec"}),
    ("I want Na Li to prepare the annual summary by EOD", ANNUAL | {"due": "by EOD"}),
    ("Li Na, please draft the annual summary by Friday", ANNUAL | {"due": "by Friday"}),
    ("@li.na: please draft the annual summary", ANNUAL),
    ("assign <@ULINA|li.na> annual summary by Friday 5pm", ANNUAL | {"due": "by Friday 5pm"}),
    ("assign the annual summary to lina, due 4 Dec", ANNUAL | {"due": "due 4 Dec"}),
    ("new draft for Li Na: annual summary", ANNUAL),
    ("draft annual summary", {"title": "annual summary"}),
    ("assign", {}),
    ("ask 李娜 to draft 年度总结 by 周五下班前", SUMMARY | {"due": "by 周五下班前"}),
    ("请Li Na起草annual summary，by next Friday", ANNUAL | {"due": "by next Friday"}),
    (
        "assign @li.na Reply to the Finance Bureau on the travel budget, due next Friday 5pm, "
        "reviewer @liu.yang",
        LINA
        | {
            "title": "Reply to the Finance Bureau on the travel budget",
            "due": "due next Friday 5pm",
            "reviewer": "ULIU",
        },
    ),
    (
        "派稿 @张伟 全市经济工作会议讲话稿 12月4日下班前交初稿 讲话人王局",
        {
            "person": "UZHANG",
            "title": "全市经济工作会议讲话稿 讲话人王局",
            "due": "12月4日下班前",
            "stage": "first",
        },
    ),
    (
        "请李娜起草《年终总结》，下周五前，由陈静审核，王建国签发，内部件",
        LINA
        | {
            "title": "《年终总结》",
            "due": "下周五前",
            "reviewer": "UCHEN",
            "signatory": "UWANG",
            "visibility": "named",
        },
    ),
    (
        "Have Sun Lei prepare the speech (internal only), reviewed by Chen Jing, by 4 Dec",
        {
            "person": "USUN",
            "title": "speech",
            "due": "by 4 Dec",
            "reviewer": "UCHEN",
            "visibility": "named",
        },
    ),
]


@pytest.mark.parametrize(("sentence", "slots"), ASSIGNED)
def test_somebody_is_asked_for_a_draft(sentence, slots):
    assert meant(sentence) == "drafts:assign"
    assert asked(sentence) == slots


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("请张伟写《请李娜周五前交稿》，周四前", "《请李娜周五前交稿》"),
        (
            'ask Zhang Wei to write "Internal only by Friday" by Thursday',
            '"Internal only by Friday"',
        ),
        ("请张伟写“内部件”管理办法，周四前", "“内部件”管理办法"),
        ("ask zhang.wei to draft a note to Tom Baker by Thursday", "note to Tom Baker"),
        ("请张伟写给<@UWANG>的汇报，周四前", "给王建国的汇报"),
    ],
)
def test_what_stands_in_a_title_stays_in_it(sentence, title):
    assert asked(sentence)["title"] == title
    assert asked(sentence)["person"] == "UZHANG"
    assert "visibility" not in asked(sentence)


IN_PART = [
    ("李娜起草年度总结，下周五前交", SUMMARY | {"due": "下周五前交"}),
    ("起草年度总结，下周五前", {"title": "年度总结", "due": "下周五前"}),
    ("李娜来写年度总结", SUMMARY),
    ("write the annual summary by Friday", {"title": "annual summary", "due": "by Friday"}),
    ("Li Na should draft the annual summary", ANNUAL),
    ("we have to write the speech by Friday", {"title": "speech", "due": "by Friday"}),
]


@pytest.mark.parametrize(("sentence", "slots"), IN_PART)
def test_a_sentence_that_may_be_a_wish_is_understood_in_part(sentence, slots):
    assert meant(sentence) == "?drafts:assign"
    assert asked(sentence) == slots


# --- drafts: steps ------------------------------------------------------------------------------

D12 = {"number": "D-12"}
HANDED = D12 | {"person": "USUN"}
LINK = D12 | {"link": "https://x.cn/a"}
MONDAY = D12 | {"due": "Monday"}
NEXT_MONDAY = D12 | {"due": "下周一"}

STEPS = [
    ("D-12", "drafts:show", D12),
    ("d12", "drafts:show", {"number": "D12"}),
    ("Ｄ－１２", "drafts:show", D12),
    ("show D-12", "drafts:show", D12),
    ("how is D-12 coming along?", "drafts:show", D12),
    ("请看看D-12", "drafts:show", D12),
    ("D-12到哪一步了？", "drafts:show", D12),
    ("D-12 写好了吗", "drafts:show", D12),
    ("accept D-12", "drafts:accept", D12),
    ("I'll take D-12", "drafts:accept", D12),
    ("受领D-12", "drafts:accept", D12),
    ("D-12我接了", "drafts:accept", D12),
    ("problem with D-12: no data on Friday", "drafts:problem",
     D12 | {"opinion": "no data on Friday"}),
    ("D-12有困难：缺数据", "drafts:problem", D12 | {"opinion": "缺数据"}),
    ("answer D-12: take last year's", "drafts:settle", D12 | {"opinion": "take last year's"}),
    ("答复 D-12，用去年的", "drafts:settle", D12 | {"opinion": "用去年的"}),
    ("submit D-12 https://x.cn/a", "drafts:submit", LINK),
    ("submit D-12 v3 <https://x.cn/a> new figures", "drafts:submit",
     D12 | {"link": "https://x.cn/a", "version": "3", "note": "new figures"}),
    ("here is D-12: https://x.cn/a", "drafts:submit", LINK),
    ("I've finished D-12", "drafts:submit", D12),
    ("交稿 D-12 https://x.cn/a 第二稿", "drafts:submit", LINK | {"note": "第二稿"}),
    ("D-12交稿：https://x.cn/a", "drafts:submit", LINK),
    ("D-12 写好了", "drafts:submit", D12),
    ("return D-12: shorten it by Friday", "drafts:return",
     D12 | {"opinion": "shorten it", "due": "by Friday"}),
    ("return D-12: the meeting is on Friday", "drafts:return",
     D12 | {"opinion": "the meeting is on Friday"}),
    ("退回D-12：第3段补数据，周五前改好", "drafts:return",
     D12 | {"opinion": "第3段补数据", "due": "周五前"}),
    ("把D-12退回去，太长", "drafts:return", D12 | {"opinion": "太长"}),
    ("退回D-12：\n 1. 太长\n\n2. 缺数据", "drafts:return", D12 | {"opinion": "1. 太长\n2. 缺数据"}),
    ("pass on D-12", "drafts:pass", D12),
    ("D-12没问题，送签", "drafts:pass", D12),
    ("sign off D-12", "drafts:sign", D12),
    ("approve D-12", "drafts:sign", D12),
    ("D-12同意签发", "drafts:sign", D12),
    ("签发D-12：同意", "drafts:sign", D12 | {"opinion": "同意"}),
    ("extend D-12 to Monday", "drafts:extend", MONDAY),
    ("more time for D-12 until Monday: no data", "drafts:extend",
     MONDAY | {"opinion": "no data"}),
    ("Can I have until Monday for D-12?", "drafts:extend", MONDAY),
    ("D-12 申请延期到下周一，缺数据", "drafts:extend", NEXT_MONDAY | {"opinion": "缺数据"}),
    ("D-12能延到下周一吗？", "drafts:extend", NEXT_MONDAY),
    ("D-12延期两天", "drafts:extend", D12 | {"opinion": "两天"}),
    ("I've missed the deadline on D-12. The data came late, I can send it by noon tomorrow.",
     "drafts:extend",
     D12 | {"opinion": "The data came late, I can send it", "due": "by noon tomorrow"}),
    ("grant D-12", "drafts:grant", D12),
    ("同意D-12延期", "drafts:grant", D12),
    ("keep the date of D-12", "drafts:decline", D12),
    ("不同意 D-12 延期", "drafts:decline", D12),
    ("move D-12 to Monday", "drafts:reschedule", MONDAY),
    ("把D-12改到下周一", "drafts:reschedule", NEXT_MONDAY),
    ("hand D-12 to Sun Lei", "drafts:handover", HANDED),
    ("assign D-12 to Sun Lei", "drafts:handover", HANDED),
    ("give D-12 to 孙磊", "drafts:handover", HANDED),
    ("D-12 交给孙磊", "drafts:handover", HANDED),
    ("把d-12转给@sun.lei", "drafts:handover", HANDED),
    ("D-12改由孙磊写", "drafts:handover", HANDED),
    ("cancel D-12", "drafts:cancel", D12),
    ("取消D-12：会议取消了", "drafts:cancel", D12 | {"opinion": "会议取消了"}),
    ("D-12不用写了", "drafts:cancel", D12),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "verb", "slots"), STEPS)
def test_a_step_is_taken_on_a_draft(sentence, verb, slots):
    assert (meant(sentence), asked(sentence)) == (verb, slots)


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


# --- courtesy ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sentence",
    [
        "麻烦提醒我周五开会，谢谢",
        "请提醒我周五开会",
        "请你帮我提醒一下我，周五开会",
        "你好，能不能周五提醒我开会？",
        "周五提醒我开会，好吗？",
        "提醒我周五开会吧。",
        "可以帮我周五提醒我开会吗？谢谢！",
        "别忘了周五提醒我开会",
        "　提醒我　周五　开会　",
    ],
)
def test_courtesy_changes_nothing(sentence):
    assert meant(sentence) == "followups:remind"
    assert asked(sentence) == {"title": "开会", "due": "周五"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Please remind me to call Tom on Friday",
        "could you please remind me to call Tom on Friday?",
        "Hi, can you remind me to call Tom on Friday? Thanks a lot!",
        "remind me to call Tom on Friday, please",
        "I'd like you to remind me to call Tom on Friday",
        "REMIND ME TO call Tom on Friday.",
    ],
)
def test_courtesy_changes_nothing_in_english(sentence):
    assert meant(sentence) == "followups:remind"
    assert asked(sentence) == {"title": "call Tom", "due": "on Friday"}


# --- what is no command --------------------------------------------------------------------------

NO_COMMANDS = [
    "the draft is nice",
    "the draft by Li Na is nice",
    "Li Na drafted the annual summary by Friday",
    "Li Na has written the summary",
    "I will draft the annual summary by Friday",
    "李娜今天请假",
    "李娜的年度总结写得不错",
    "李娜起草年度总结了吗？",
    "李娜起草了年度总结",
    "让李娜写的总结周五前要交",
    "别让李娜起草总结，周五前",
    "don't ask Li Na to draft the annual summary by Friday",
    "did you ask Li Na to draft the summary?",
    "can Li Na draft the summary by Friday?",
    "张伟昨天把稿子交给李娜了",
    "我明天到下周二去省里培训,手上的活儿请李娜代一下",
    "记一条谈心:今天和周婷聊了半小时,想少排夜班。别让别人看到",
    "把这条消息立为督办:请城管局牵头、住建局配合,十天内报结果",
    "which secretaries haven't been out with a leader this quarter?",
    "My mother is in hospital. I may need two weeks off.",
    "会议改到周五下午3点",
    "别让李娜周五前交材料",
    "did you tell Sun Lei to send the minutes by Friday?",
    "the meeting moved to Friday",
    "A4 paper is out",
    "😀😀😀",
    "。。。",
    "",
]


@pytest.mark.parametrize("sentence", NO_COMMANDS)
def test_what_asks_for_nothing_is_not_understood(sentence):
    assert meant(sentence) == "nothing"


@pytest.mark.parametrize(
    "sentence",
    [
        "D-12 交给孙磊了",
        "D-12 写得不错",
        "D-12 is nice",
        "D-12 可以签发吗？",
        "签发D-12和D-13",
        "先别签发D-12",
        "sign D-12 after Friday",
        "cancel D-12 and its reminder",
        "Has Li Na accepted D-12?",
        "did Sun Lei cancel D-12?",
        "孙磊取消D-12了吗？",
        "D-12，谢谢",
    ],
)
def test_talk_about_a_draft_only_shows_it(sentence):
    assert meant(sentence).removeprefix("?") == "drafts:show"
    assert asked(sentence)["number"] == "D-12"


# --- after a slash command of its own ------------------------------------------------------------


def test_after_its_command_the_verb_of_a_draft_need_not_be_said():
    heard = hear("@li.na annual summary by Friday 5pm", alone="drafts:assign")
    assert heard == Heard(
        "drafts",
        "assign",
        {"due": "by Friday 5pm", "person": "<@ULINA|li.na>", "title": "annual summary"},
        in_part=True,
    )
    assert hear("@li.na annual summary by Friday 5pm") is None
    assert hear("@li.na annual summary by Friday 5pm", alone="office:help") is None


def test_after_its_command_a_question_still_is_one():
    assert hear("is this thing on?", alone="drafts:assign") is None


# --- names ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["李娜", "@李娜", "Li Na", "li na", "Na Li", "li.na", "@li.na", "Lina", "Li Na 李娜"]
)
def test_somebody_is_known_by_each_of_their_names(name):
    assert with_mentions(f"请{name}起草", OFFICE) == f"请<@ULINA|{name.lstrip('@')}>起草"


@pytest.mark.parametrize(
    ("sentence", "slots"),
    [
        ("Remind Zhao Min to call me tomorrow at 3pm",
         {"person": "UZHAO", "title": "call me", "due": "tomorrow at 3pm"}),
        ("ask Li Na to draft the speech by Friday, reviewer Zhao Min",
         LINA | {"title": "speech", "due": "by Friday", "reviewer": "UZHAO"}),
        ("ask Li Na to draft the speech by Friday, signatory Wang Jianguo",
         LINA | {"title": "speech", "due": "by Friday", "signatory": "UWANG"}),
    ],
)  # fmt: skip
def test_a_handle_that_begins_a_longer_name_is_asked_about(sentence, slots):
    assert (meant(sentence)[0], asked(sentence)) == ("?", slots)


@pytest.mark.parametrize(
    "said", ["@Zhao Min", "zhao Min", "Zhao Budget", "Zhao Friday", "Zhao min"]
)
def test_what_follows_a_handle_need_not_be_a_name(said):
    name, _, rest = said.partition(" ")
    assert with_mentions(said, OFFICE) == f"<@UZHAO|{name.lstrip('@')}> {rest}"


@pytest.mark.parametrize("text", ["linac", "Marlina", "call the bank", "《李娜》", "`li.na`"])
def test_parts_of_words_and_quotations_are_nobody(text):
    assert with_mentions(text, OFFICE) == text


def test_a_name_two_people_share_is_nobodys():
    two = [*OFFICE, Person(slack_id="UZHANG2", name="张伟", handle="zhang.wei2")]
    assert with_mentions("张伟 zhang.wei", two) == "张伟 <@UZHANG|zhang.wei>"


def test_the_longest_name_counts():
    longer = [*OFFICE, Person(slack_id="ULINA2", name="李娜娜", handle="nana")]
    assert with_mentions("李娜娜和李娜", longer) == "<@ULINA2|李娜娜>和<@ULINA|李娜>"


# --- whatever is typed ---------------------------------------------------------------------------


def test_a_title_of_ten_thousand_letters_is_kept_whole():
    title = "关于经济工作的若干意见" * 1000
    heard = hear(f"请李娜起草{title}，下周五前")
    assert heard == Heard(
        "drafts", "assign", {"due": "下周五前", "person": "<@ULINA|李娜>", "title": title}
    )


EXAMPLES = [  # what the bot tells people to say
    (f"{feature}.{name}", example)
    for feature, table in files().items()
    if feature not in ("dates", "manifest")
    for name, text in table.items()
    if name not in ("phrases", "data")
    for sentence in text.values()
    for example in re.findall(r"`([^`]+)`", str(sentence))
    if example not in ("/draft", "/office", "{ref}")
]


BLANKS = {"{number}": "D-12", "{name}": "Li Na", "@someone": "@li.na", "@某人": "@李娜"}
BLANKS |= {"https://…": "https://x.cn/a", "…": "the minutes"}


@pytest.mark.parametrize(("key", "example"), EXAMPLES)
def test_what_people_are_told_to_say_is_understood(key, example):
    for blank, words in BLANKS.items():
        example = example.replace(blank, words)
    command, _, words = example.partition(" ")
    alone = {"/draft": "drafts:assign", "/office": "office:help", "/duty": "duty:who"}.get(command)
    heard = hear(words, alone) if alone else hear(example)
    assert heard is not None
    assert not heard.in_part


# --- through the door ----------------------------------------------------------------------------


def test_a_sentence_understood_in_part_offers_its_form_filled_in(door):
    said = door.says("UWANG", "李娜来写年度总结，下周五前，陈静审核")
    assert said == (
        "是要：*派稿* · <@ULINA> · <@UCHEN> 审核 ·《年度总结》· 12月4日 周五 18:00 前？\n"
        "[就这样] [改一改]"
    )
    door.presses("UWANG", "改一改")
    fields = {block["block_id"]: block.get("element") for block in door.form("UWANG")["blocks"]}
    assert fields["person"]["initial_user"] == "ULINA"
    assert fields["title"]["initial_value"] == "年度总结"
    assert fields["due"]["initial_value"] == "下周五前"
    assert fields["reviewer"]["initial_user"] == "UCHEN"
    assert door.reads("ULINA") == []
    assert door.fills_in("UWANG") == {}
    assert "*D-1*《年度总结》" in door.reads("UWANG")[-2]


def test_a_command_without_its_verb_opens_the_form_filled_in(door):
    assert door.types("ULIU", "/draft @li.na Budget memo by Friday 5pm") == ""
    fields = {block["block_id"]: block.get("element") for block in door.form("ULIU")["blocks"]}
    assert fields["person"]["initial_user"] == "ULINA"
    assert fields["title"]["initial_value"] == "Budget memo"
    assert fields["due"]["initial_value"] == "by Friday 5pm"


@pytest.mark.parametrize("sentence", NO_COMMANDS[:-1])
def test_talk_binds_nobody_and_is_answered(door, sentence):
    assert door.says("ULIU", sentence)
    assert door.opens_home("ULINA").count("D-1") == 0
    assert door.says("UWANG", "D-1") == "没有你能看到的 D-1。请核对编号，或者说 `我手上有什么`。"


@pytest.mark.parametrize(
    ("who", "said", "answer"),
    [
        ("UWANG", "谢谢！", "不客气。"),
        ("ULINA", "thanks a lot", "You're welcome."),
        (
            "UZHANG",
            "收到",
            "好的。只说这句，文稿不会有变化：请按卡片上的按钮，或者说 `受领 D-12`。",
        ),
        (
            "ULINA",
            "hi",
            "Hello Li Na 李娜. Say what you need: `what's on my plate?` for example. "
            "All of it: `help`.",
        ),
        (
            "UHE",
            "你好",
            OUTSIDER_ZH,
        ),
    ],
)
def test_a_greeting_is_answered_in_a_line(door, who, said, answer):
    assert door.says(who, said) == answer


def test_a_number_among_other_words_says_that_nothing_was_done(door):
    door.says("UWANG", "请李娜起草年度总结，下周五前")
    card = door.says("ULINA", "D-1")
    assert door.says("ULINA", "how is D-1 going?") == card
    assert not door.says("ULINA", "D-1 is a nice one").startswith("📝")
    assert not door.says("UWANG", "D-1 写得不错").startswith("📝")
    assert door.says("ULINA", "D-1") == card


@pytest.mark.parametrize(
    ("sentence", "at"),
    [
        ("remind me to call Tom tmrw morning", "Thu 26 Nov 09:00"),
        ("remind me to call Tom tomorrow morning", "Thu 26 Nov 09:00"),
        ("remind me to call Tom this morning", "Wed 25 Nov 12:00"),
        ("提醒我明天上午给Tom打电话", "Thu 26 Nov 09:00"),
        ("提醒我明天上午10点给Tom打电话", "Thu 26 Nov 10:00"),
        ("ask Li Na to draft the memo by tomorrow morning", "Thu 26 Nov 12:00"),
    ],
)
def test_one_is_reminded_when_a_morning_begins_and_late_when_it_ends(door, sentence, at):
    door.says("ULIU", sentence)
    assert at in "\n".join(door.reads("ULIU"))


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("请李娜起草年度总结，2月30日交", "2月30日交"),
        ("请李娜起草年度总结，昨天交", "昨天交"),
        ("ask Li Na to draft the annual summary by 30 Feb", "by 30 Feb"),
    ],
)
def test_a_day_that_cannot_be_is_refused_by_its_words(door, sentence, why):
    assert why in door.says("UWANG", sentence).split("\n")[0]
    assert door.reads("ULINA") == []


# --- whatever is typed, again --------------------------------------------------------------------

HOSTILE = [
    *(
        "a",
        "5点",
        "D-1 ",
        "请",
        "!?",
        "<",
        "《",
        "12月",
        "by ",
        "((",
        "李娜",
        "{title}",
        "把",
        "\n",
    ),
    *("\u202e", "请李娜", "由李娜起草", "remind <@ULINA> ", "to draft ", "，", "吗", "提醒"),
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_nothing_takes_long(piece):
    hear(piece)
    started = time.process_time()
    hear(piece * (40_000 // len(piece)))
    assert time.process_time() - started < 0.25  # about 0.03 on an idle machine


def test_a_large_office_costs_no_more():
    crowd = [Person(slack_id=f"U{n}", name=f"Name{n} 名{n}", handle=f"n.{n}") for n in range(2000)]
    with_mentions("once", crowd)
    started = time.process_time()
    with_mentions("请 Name7 起草 " * 30, crowd)
    assert time.process_time() - started < 0.1


WORDS = [
    *("请", "李娜", "起草", "周五前", "D-12", "，", "？", "提醒", "我", "了", "把", "交给", "吗"),
    *(
        "ask ",
        "Li Na ",
        "to ",
        "draft ",
        "by Friday ",
        "remind ",
        "me ",
        "<@ULINA>",
        "https://x.cn",
    ),
    *("(", ")", "[", "]", "{title}", "|", "\\", "<", ">", "`", "《", "\0", "\ufffc", "😀", "مرحبا"),
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=8), max_size=12).map("".join))
def test_nothing_breaks_it(sentence):
    heard = hear(sentence)
    known = {(phrase.feature, phrase.verb) for phrase in phrases()}
    assert heard is None or (heard.feature, heard.verb) in known


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("ask {person} to (draft|write up) {title}", {"draft", "write"}),
        ("[please ]return {D}[ now]", {"return"}),
        ("(请|让){person}[来]起草{title}", {"<@"}),
        ("(give (it|this) up|drop it)", {"give", "drop"}),
        ("({D}|it) {title}", set()),  # a number has no word of its own
        ("[in ]{lang:english|中文}", set()),
    ],
)
def test_one_of_these_words_is_in_whatever_a_phrase_fits(pattern, words):
    assert needed(pattern) == words


def test_no_phrase_fits_without_a_word_it_needs():
    said = [sentence for sentence, *_ in (*ASSIGNED, *STEPS, *FOLLOWED_UP, *THE_OFFICE)]
    said += [example for _, example in EXAMPLES]
    low = [folded(with_mentions(sentence, OFFICE)) for sentence in said]
    fits = [(p, each) for p in phrases() for each in low if p.pattern.fullmatch(each)]
    assert len(fits) > len(low) / 2
    assert [p for p, each in fits if p.needs and not any(word in each for word in p.needs)] == []
