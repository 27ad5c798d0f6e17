"""What people may say, in Chinese and English, and what is understood by it."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.language.catalog import plain
from bot.language.phrases import PEOPLE, Heard, mentioned, understand
from bot.language.workdays import Calendar
from storage.who.people import Person, Role

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
