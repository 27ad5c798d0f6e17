"""Work that goes its fixed way: started in a sentence, step by step to whoever does it."""

# ruff: noqa: E501  a sentence a line, beside what is made of it
from __future__ import annotations

import json
import re
from datetime import datetime

import pytest
from sqlalchemy import select

from bot.language.catalog import LANGUAGES, files
from bot.language.refusals import Refused
from bot.processes import checks, turns, ways
from bot.processes.reading import read
from handlers.slack.wording import request_for
from storage.processes.cases import Case, CaseState, Process
from storage.who.people import Person
from tests.conftest import WEDNESDAY, scene
from tests.processes.test_supervision import SHANGHAI

PAPER = "关于做好冬季供暖工作的通知"
SAMPLE = {
    "line": "供暖", "text": "修过三次", "person": "UZHANG", "people": "USUN ULINA",
    "time": "12月10日上午9点", "number": "8", "link": "https://example.org/letter", "draft": "D-1", "contact": "138 0013 8000",
}  # fmt: skip
SHOWS = {
    "link": {"evidence": "https://example.org/1"},
    "file": {"evidence": "https://example.org/list.pdf"},
    "line": {"words": "已办 3 件"},
    "number": {"words": "3"},
    "car": {"words": "鲁A12345，老王开"},
    "position": {"words": "同意"},
}


def fills(way, **said):
    """Something for every field of a way, the first of what can be chosen."""
    usual = {
        one.name: SAMPLE.get(one.kind) or next(iter(one.choices)) for one in way.fields.values()
    }
    return usual | ({"hosts": "3"} if "hosts" in way.fields else {}) | said


@scene
def incoming(door):
    """陈静 enters an urgent paper: 赵敏 checks it, 张伟 handles it, 孙磊 and 李娜 read it."""
    door.says("UCHEN", f"收文：{PAPER}")
    door.presses("UCHEN", "打开表单")
    door.fills_in("UCHEN", urgency="urgent", handler="UZHANG", readers="USUN ULINA")
    return door


@scene
def checked(incoming):
    """Received, registered and checked."""
    for who in ("UCHEN", "UCHEN", "UZHAO"):
        incoming.presses(who, "办好了", about="K-1")
    return incoming


def case_of(door, number=1):
    with door.bot.sessions() as session:
        case = session.get_one(Case, number)
        return (
            case.state,
            {one.name or one.asks: one.state.value for one in case.steps},
            case.matter,
        )


def begun(door):
    with door.bot.sessions() as session:
        return session.scalars(select(Case)).first() is not None


# --- every way that came with us ------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(ways.shipped()))
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_way_goes_from_its_sentence_to_its_end(door, name, lang):
    who = {"zh": "UCHEN", "en": "ULIU"}[lang]
    way = read(name, ways.shipped()[name])
    number = 2 if way.draft else 1
    if way.draft:
        door.says("UWANG", "请张伟起草关于冬季供暖的通知，5个工作日内交")
    door.says(who, files()[name]["phrases"]["start"]["shown"][lang][0])
    if not begun(door):  # the sentence did not say all that is needed
        door.presses(who, {"zh": "打开表单", "en": "Open the form"}[lang])
        assert door.fills_in(who, **fills(way)) == {}
    assert case_of(door, number)[0] is CaseState.RUNNING

    for _ in range(2 * len(way.steps)):
        _each_does_what_is_theirs(door, way, number)
        _the_draft_goes_on(door, number)
    state, each, matter = case_of(door, number)
    assert (state, set(each.values())) == (CaseState.DONE, {"done"})
    assert matter.closed_at
    assert not [text for text in door.waits(days=9) if f"K-{number}" in text]


DRAFT = {
    "signed": (("UZHANG", "受领 D-1"), ("UZHANG", f"交稿 D-1 {SAMPLE['link']} 第一稿"), ("UWANG", "签发 D-1：同意")),
    "rechecked": (("UZHAO", "复核 D-1"),),
    "issued": (("UZHAO", "登记 D-1 鲁府办〔2026〕8号"), ("UZHAO", "印发 D-1 给各县区")),
    "filed": (("UZHAO", "归档 D-1 30年"),),
}  # fmt: skip


def _the_draft_goes_on(door, number):
    """What the case waits for happens to the draft, and nowhere else."""
    with door.bot.sessions() as session:
        case = session.get_one(Case, number)
        waited = [one.waits for one in case.steps if one.waits and turns.is_next(one)]
    for who, said in DRAFT[waited[0]] if waited else ():
        answer = door.says(who, said)
        if "打开表单" in answer:
            door.presses(who, "打开表单")
            door.fills_in(who)
        if answer.endswith("[签发]"):  # what the countersigners say was read
            door.presses(who, "签发")
    door.waits(minutes=1)


def _each_does_what_is_theirs(door, way, number=1):
    with door.bot.sessions() as session:
        now = [(one.person_id, one.name) for one in turns.live(session.get_one(Case, number))]
    for who, name in now:
        lang = "zh" if who in ("UCHEN", "UZHANG", "UZHAO", "USUN", "UWANG") else "en"
        alone = sum(one == who for one, _ in now) == 1  # of several, each has its own button
        called = way.steps[name].called[lang]
        several = {"zh": f"办好：{called}", "en": f"Done: {called}"}
        label = {"zh": "办好了", "en": "Done"}[lang] if alone else several[lang]
        door.presses(who, label, about=f"K-{number}")
        now = [one for one in now if one != (who, name)]
        if shown := SHOWS.get(way.steps[name].evidence):
            assert door.fills_in(who, **shown) == {}


def test_what_every_step_says_stands_in_both_languages_and_its_checks_exist():
    for name, text in ways.shipped().items():
        way = read(name, text)
        for step in way.steps.values():
            assert set(step.checks) <= checks.KNOWN.keys()
            assert step.due, (name, step.name)
            assert step.source, (name, step.name)


# --- one paper, from hand to hand -----------------------------------------------------------------


def test_a_card_says_who_what_by_when_and_only_a_rule_is_called_one(incoming):
    assert incoming.card("UCHEN", "K-1") == (
        f"⏳ *K-1* 收文办理“{PAPER}” · 在办\n"
        "陈静 经办 · 6 步已办 0 步 · 12月9日 周三 18:00 前办完（还有 10 个工作日）\n"
        "紧急程度：加急 · 承办人：<@UZHANG> · 传阅给谁：<@USUN> <@ULINA>\n"
        "▸ *签收* 陈静，11月25日 周三 12:00 ○ 登记 ○ 初审 ○ 传阅 ○ 承办 ○ 答复\n"
        "怎么办：逐件清点，签字或盖章，注明签收时间\n"
        "依据：《党政机关公文处理工作条例》第二十四条第一项（中央规定）\n"
        "[办好了] [撤回] [转交] [先加一步] [跳过 | 不办了 | 依据 | 记录]"
    )
    assert incoming.reads("UZHAO") == incoming.reads("UZHANG") == []


def test_reading_and_handling_run_side_by_side_and_the_answer_waits_for_all(checked):
    door = checked
    assert "▸ *Read* 孙磊, Li Na 李娜" in door.card("ULINA", "K-1")
    assert "▸ *承办* 张伟，11月30日 周一 18:00" in door.card("UZHANG", "K-1")  # urgent: three days
    door.presses("ULINA", "Done", about="K-1")
    door.presses("UZHANG", "办好了", about="K-1")
    assert door.fills_in("UZHANG", words="") == {"words": "Please complete this required field."}
    door.fills_in("UZHANG", words="已安排三个站点")
    assert "○ 答复" in door.card("UCHEN", "K-1")
    door.says("USUN", "K-1 这步办好了")
    assert "▸ *答复* 陈静" in door.card("UCHEN", "K-1")
    assert "“已安排三个站点”" in "".join(door.reads("UCHEN"))


def test_who_has_read_a_paper_and_who_has_not_is_told_with_their_remarks(checked):
    door = checked
    door.says("USUN", "K-1 这步办好了：请城管跟进")
    assert "• 孙磊（11月25日 周三 10:00）：请城管跟进" in door.card("UCHEN", "K-1")
    assert "1 人已表示" in door.says("UCHEN", "K-1 传阅情况")
    board = door._messages("UCHEN", "DM")[-1].text
    assert "• Li Na 李娜：还没有" in board
    door.presses("ULINA", "Done", about="K-1")  # one press: she need not say anything
    door.says("ULINA", "who hasn't read K-1 yet?")
    assert "• Li Na 李娜, Wed 25 Nov 10:00: read" in door._messages("ULINA", "DM")[-1].text
    assert "城管" not in door.says("UHE", "K-1 传阅情况")


def test_what_is_late_is_said_to_whoever_has_the_step_and_to_nobody_else(checked):
    said = checked.waits(days=7)
    mine = [text for text in said if text.startswith("UZHANG")]
    assert "办眼下这一步" in "".join(mine)
    assert "承办" in "".join(mine)
    assert not [text for text in said if text.startswith(("UHE", "UZHOU"))]


def test_sent_back_it_is_done_again_and_the_way_back_is_undone(checked):
    door = checked
    door.presses("UZHANG", "退回上一步", about="K-1")
    door.fills_in("UZHANG", words="没写清主办部门")
    assert "▸ *初审* 赵敏" in door.card("UZHAO", "K-1")
    assert "没写清主办部门" in "".join(door.reads("UZHAO"))
    assert "○ 承办" in door.card("UZHANG", "K-1")
    door.presses("UZHANG", "撤回", about="K-1")
    assert "▸ *承办* 张伟" in door.card("UZHANG", "K-1")


def test_it_is_sent_back_in_a_sentence_too_by_whoever_has_what_comes_after(checked):
    door = checked
    assert "供暖" not in door.says("UZHOU", "K-1 退回上一步：再看看")
    assert "“没写清主办部门”" in door.says("UZHANG", "K-1 退回上一步：没写清主办部门")
    assert "▸ *初审* 赵敏" in door.card("UZHAO", "K-1")
    assert "○ 承办" in door.says("UZHANG", "K-1")


def test_what_was_said_to_a_step_outlives_every_return(checked):
    door = checked
    for n in (1, 2):
        door.presses("UZHANG", "退回上一步", about="K-1")
        door.fills_in("UZHANG", words=f"第{n}次缺附件")
        door.says("UZHAO", f"K-1 这步办好了：同意第{n}稿")
    told = door.says("UZHAO", "K-1 记录")
    for n in (1, 2):
        assert f"第{n}次缺附件" in told
        assert f"同意第{n}稿" in told


def test_one_more_step_first_holds_up_nobody_but_whoever_added_it(checked):
    door = checked
    door.says("UZHANG", "K-1 先加一步：核预算，<@ULIU> 办")
    assert "▸ *核预算* Liu Yang 刘洋" in door.card("UZHANG", "K-1")
    assert "▸ *Read* 孙磊, Li Na 李娜" in door.card("ULINA", "K-1")
    assert "○ 承办" in door.card("UZHANG", "K-1")
    door.presses("ULIU", "Done", about="K-1")
    assert "▸ *承办* 张伟" in door.card("UZHANG", "K-1")


def test_handed_on_skipped_and_called_off(checked):
    door = checked
    door.says("UZHANG", "K-1 这步转给 <@UZHOU>")
    assert "▸ *承办* 周婷" in door.card("UZHOU", "K-1")
    door.says("UCHEN", "K-1 跳过这一步：都看过了")
    assert case_of(door)[1]["circulate"] in ("skipped", "todo")
    refused = door.says("ULINA", "call off K-1: no more need")
    assert "whoever started it, or a director" in refused
    door.says("UCHEN", "K-1 不办了：来文撤回")
    assert case_of(door)[0] is CaseState.CALLED_OFF
    assert not [text for text in door.waits(days=20) if "K-1" in text]


def test_whoever_asks_neither_leaves_out_nor_hands_on_the_word_they_wait_for(door):
    door.says("ULINA", "seal for the cooperation agreement, 3 copies")
    assert "[Skip]" not in door.card("ULINA", "K-1")
    for said in ("skip the step of K-1: the director is busy", "hand the step of K-1 to Sun Lei"):
        assert door.says("ULINA", said).startswith("Not done: only "), said
    assert "▸ *审批* 赵敏" in door.card("UZHAO", "K-1")
    door.says("UZHAO", "K-1 跳过这一步：章在外地")
    assert case_of(door)[1]["approve"] == "skipped"


def test_a_no_at_the_first_step_ends_it_and_sent_back_whoever_asked_has_one_more(door):
    door.says("ULINA", "seal for the cooperation agreement")
    door.presses("ULINA", "Open the form")
    door.fills_in("ULINA", copies="3")
    door.says("UZHAO", "退回 K-1：协议送法制审核")
    assert "▸ *协议送法制审核* Li Na" in door.card("ULINA", "K-1")
    door.presses("ULINA", "Done", about="K-1")
    door.says("UZHAO", "K-1 不同意：协议没经法制审核")
    assert case_of(door)[0] is CaseState.CALLED_OFF
    assert case_of(door)[1]["approve"] == "todo"


def test_a_step_that_is_said_twice_is_done_once(checked):
    """The next is the same person's; what it asks for is not what was said."""
    checked.says("UCHEN", f"收文：{PAPER}")
    checked.presses("UCHEN", "打开表单")
    checked.fills_in("UCHEN", handler="UZHANG")
    holder = case_of(checked, 2)[1]
    checked.says("UCHEN", "K-2 这步办好了：已签收")
    once = case_of(checked, 2)[1]
    assert once != holder
    assert "已经办好了" in checked.says("UCHEN", "K-2 这步办好了：已签收")
    assert case_of(checked, 2)[1] == once
    checked.presses("UCHEN", "办好了", about="K-2")
    assert case_of(checked, 2)[1] != once


def test_a_very_urgent_paper_is_told_of_each_working_hour_until_it_is_checked(door):
    door.says("UCHEN", f"收文：{PAPER}")
    door.presses("UCHEN", "打开表单")
    door.fills_in("UCHEN", urgency="very_urgent", handler="UZHANG")
    for _ in range(2):
        door.presses("UCHEN", "办好了", about="K-1")
    hours = [told_of(door.waits(hours=1), "UZHAO") for _ in range(9)]  # eleven to seven
    assert [n for n, heard in enumerate(hours) if heard] == [0, 1, 4, 5, 6, 7], hours
    door.says("UZHAO", "K-1 这步办好了")
    assert not told_of(door.waits(hours=15), "UZHAO")


def told_of(said, who):
    return any(one.startswith(who) and "K-1" in one for one in said)


# --- as people say it -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "said", "step"),
    [
        ("USUN", "K-1 这一步同意：请城管跟进", "circulate"),
        ("ULINA", "I approve my step of K-1", "circulate"),
        ("ULINA", "approve step 4 of K-1", "circulate"),
        ("UZHANG", "K-1 第五步办好了：材料已送", "handle"),
    ],
)
def test_a_step_is_approved_in_words_and_by_its_place_on_the_card(checked, who, said, step):
    assert "[" in checked.says(who, said)  # with the way back
    with checked.bot.sessions() as session:
        [mine] = [one for one in session.get_one(Case, 1).steps
                  if one.name == step and one.person_id == who]  # fmt: skip
        assert mine.state.value == "done"


def test_a_step_whose_turn_is_not_or_that_is_not_there_is_not_approved(checked):
    assert "还没轮到“答复”" in checked.says("UCHEN", "K-1 第六步办好了：已函复")
    assert "1 到 6" in checked.says("UZHANG", "approve step 9 of K-1")
    for who, said in (("UZHANG", "K-1 第4步同意"), ("UZHAO", "K-1 这一步同意")):
        checked.says(who, said)
    assert list(case_of(checked)[1].values()).count("done") == 3


ASKED = {
    "title": "冬季供暖保供情况",
    "due": "明天中午12点",
    "destination": "市委办",
    "length": "800",
    "section": "综合科",
}
IN_ENGLISH = {
    "title": "winter heating",
    "due": "noon tomorrow",
    "destination": "the city office",
    "length": "800",
    "section": "general section",
}


@pytest.mark.parametrize(
    ("who", "said", "label", "holds"),
    [
        ("UCHEN", "市委办约稿：冬季供暖保供情况，明天中午12点前要，800字左右，请综合科报", "打开表单", ASKED),
        ("ULIU", "the city office wants 800 words on winter heating by noon tomorrow, general section to report", "Open the form", IN_ENGLISH),
    ],
)  # fmt: skip
def test_what_a_higher_office_asks_to_be_written_opens_with_all_that_was_said(
    door, who, said, label, holds
):
    door.says(who, said)
    door.presses(who, label)
    fields = (one for one in door.form(who)["blocks"] if "element" in one)
    found = {one["block_id"]: one["element"].get("initial_value") for one in fields}
    assert {name: found[name] for name in holds} == holds
    assert door.fills_in(who, author="UZHANG", kind="requested") == {}
    inside = door.says("UZHANG", "K-1")  # written, checked and approved before it is to be out
    assert "11月25日" in inside.partition("▸")[2].split("\n")[0]


# --- late, twice, by somebody else ----------------------------------------------------------------


def test_a_step_is_done_once_and_in_its_turn(incoming):
    door = incoming
    with door.bot.sessions() as session:
        first, *_, last = (one.id for one in session.get_one(Case, 1).steps)
    door.presses("UCHEN", "办好了", about="K-1")
    assert "“待办”" in (said := door.forges("UCHEN", "steps:press-0", first)) or "已办" in said
    assert "还没轮到“答复”" in door.forges("UCHEN", "steps:press-0", last)
    assert list(case_of(door)[1].values()).count("done") == 1


def test_nobody_from_outside_finds_a_trace_of_it(checked):
    door = checked
    for said in ("K-1", "K-1 这步办好了", f"收文：{PAPER}"):
        assert PAPER not in door.says("UHE", said).replace(said, "")
    assert door.forges("UHE", "steps:press-0", 4) == door.forges("UHE", "steps:press-0", 999)
    assert "供暖" not in "".join(door.reads("UHE")[1:]).replace(PAPER, "")
    assert "K-1" not in door.opens_home("UHE")


# --- a paper that goes out ------------------------------------------------------------------------


@scene
def outgoing(door):
    """张伟's draft goes its way out; 李娜 countersigns."""
    door.says("UWANG", "请张伟起草关于冬季供暖的通知，5个工作日内交")
    door.says("UCHEN", "D-1 走发文流程，李娜会签")
    return door


def test_the_drafts_own_steps_are_those_of_the_case_and_a_signature_taken_back_does_not_stand(
    outgoing,
):
    door = outgoing
    assert "▸ 文稿签发（随文稿自动完成）" in door.card("UCHEN", "K-2")
    for who, said in DRAFT["signed"]:
        door.says(who, said)
    door.presses("UWANG", "签发")
    door.waits(minutes=1)
    assert "✓ 文稿签发 ▸ *会签* Li Na 李娜" in door.card("UCHEN", "K-2")
    door.presses("UWANG", "撤回", about="签发了 D-1")
    door.waits(minutes=1)
    assert "▸ 文稿签发（随文稿自动完成）" in door.card("UCHEN", "K-2")
    assert "“文稿签发”不再作数" in "".join(door.reads("UCHEN"))
    assert not [
        text for text in door.waits(days=30) if "文稿签发" in text
    ]  # who owes it is the draft's


def test_what_waits_for_a_draft_is_nobodys_to_do_and_ends_with_it(outgoing):
    door = outgoing
    with door.bot.sessions() as session:
        waiting = next(one.id for one in session.get_one(Case, 2).steps if one.waits)
    for who in ("UCHEN", "UZHANG"):  # whoever started it, whoever writes it
        door.forges(who, "steps:press-0", waiting)
    assert case_of(door, 2)[1]["signed"] == "todo"
    door.says("UWANG", "取消 D-1：合并到另一件")
    door.waits(minutes=1)
    assert case_of(door, 2)[0] is CaseState.CALLED_OFF
    assert "K-2“关于冬季供暖的通知”停办：文稿已取消" in "".join(
        door.reads("ULINA") + door.reads("UCHEN")
    ).replace("《", "“").replace("》", "”")


def test_what_goes_with_an_internal_draft_is_as_closed_as_that(door):
    door.says("UWANG", "请张伟起草人事调整方案（内部），周五下班前交")
    door.says("UZHANG", "D-1 走发文流程")
    assert "人事调整方案" in door.card("UZHANG", "K-2")
    for who in ("UCHEN", "UHE"):
        assert "人事" not in door.says(who, "K-2")
    assert "D-1" in (refused := door.says("UCHEN", "D-1 走发文流程"))
    assert "人事" not in refused


# --- rules ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "field", "answer"),
    [
        ({"guests": "8", "hosts": "4"}, "hosts", "陪餐人数不得超过 3 人"),
        ({"guests": "20", "hosts": "7"}, "hosts", "陪餐人数不得超过 6 人"),
        ({"guests": "eight"}, "guests", "“eight”不是数字"),
    ],
)
def test_no_more_hosts_at_table_than_the_rule_allows(door, told, field, answer):
    way = read("reception", ways.shipped()["reception"])
    door.says("UCHEN", "接待：省政研室调研组")
    door.presses("UCHEN", "打开表单")
    errors = door.fills_in("UCHEN", **fills(way, **told))
    assert answer in errors[field]
    assert door.fills_in("UCHEN", **fills(way)) == {}


@pytest.mark.parametrize(
    ("who", "said", "rule"),
    [
        ("UCHEN", "接待：省厅调研组12月2日上午9点到，8位客人，张伟经办", "无公函的公务活动不予接待"),
        ("ULINA", "reception: the ministry on 2 Dec 9am, 8 guests, Zhang Wei sees to it", "No letter, no reception"),
    ],
)  # fmt: skip
def test_no_letter_no_reception_is_said_where_the_letter_is_asked_for(door, who, said, rule):
    assert rule in door.says(who, said)
    door.says(who, said.partition("12月")[0] if who == "UCHEN" else "reception: the ministry")
    door.presses(who, "打开表单" if who == "UCHEN" else "Open the form")
    [letter] = [one for one in door.form(who)["blocks"] if one.get("block_id") == "letter"]
    assert not letter.get("optional")
    assert rule in str(letter["hint"])
    way = read("reception", ways.shipped()["reception"])
    assert list(door.fills_in(who, **fills(way, letter=""))) == ["letter"]
    assert door.fills_in(who, **fills(way)) == {}


@pytest.mark.parametrize(
    ("who", "asked", "holds"),
    [
        ("UCHEN", "下周三省厅来8个人调研，午饭陪餐最多几个人？依据是哪条？", ["来宾 8 人，陪餐不超过 3 人", "《党政机关国内公务接待管理规定》", "（中央规定）", "第 1 版", "[启动：公务接待]"]),
        ("ULINA", "what does the rule say about hosts at table with 21 guests", ["With 21 guests, 7 hosts at most", "central rule", "[Start: Reception]"]),
        ("UCHEN", "查规定：没有公函能不能接待", ["无公函的公务活动和来访人员一律不予接待"]),
        ("UCHEN", "纪要几天之内要出，有什么规定", ["会后两个工作日内", "习惯做法，可改"]),
        ("ULINA", "which rule says how soon minutes must be out?", ["_Step:_ Meeting · Minutes drafted", "within two working days"]),
        ("ULINA", "what does the rule say about penguins on the roof", ["No rule or habit"]),
        ("ULINA", "how long may a meeting last?", ["Number and length", "half a day or less"]),
        ("ULINA", "what does the rule say: 8 guests next Wednesday, how many may sit at lunch?", ["With 8 guests, 3 hosts at most", "[Start: Reception]"]),
    ],
)  # fmt: skip
def test_what_the_rule_says_is_answered_with_its_source_and_a_button(door, who, asked, holds):
    said = door.says(who, asked)
    assert [one for one in holds if one not in said] == [], said


# --- versions ------------------------------------------------------------------------------------

OWN = """
[data]
called = { en = "Lost property", zh = "失物招领" }
[data.field.title]
kind = "line"
needed = true
label = { en = "What", zh = "什么东西" }
[[data.step]]
name = "keep"
called = { en = "Keep", zh = "保管" }
due = "1 d"
[[data.step]]
name = "give"
called = { en = "Give back", zh = "归还" }
due = "5 d"
"""


def publishes(door, text, name="lost", who="UZHAO"):
    with door.bot.sessions.begin() as session:
        request = request_for(door.bot, session, session.get_one(Person, who), WEDNESDAY)
        return ways.publish(request, name, text)[0].version


def test_a_way_of_the_offices_own_runs_and_what_runs_keeps_its_version(door):
    assert publishes(door, OWN) == 1
    door.says("UCHEN", "走失物招领流程")
    door.fills_in("UCHEN", title="雨伞") if door.slack.modal("UCHEN") else door.presses(
        "UCHEN", "打开表单"
    )
    door.fills_in("UCHEN", title="雨伞")
    assert "▸ *保管* 陈静" in door.card("UCHEN", "K-1")
    assert publishes(door, OWN.replace('"5 d"', '"9 d"').replace("保管", "登记保管")) == 2
    door.presses("UCHEN", "办好了", about="K-1")
    assert "✓ 保管 ▸ *归还*" in door.card("UCHEN", "K-1")
    with door.bot.sessions() as session:
        assert [
            one.version for one in session.scalars(select(Process).where(Process.name == "lost"))
        ] == [1, 2]
        assert session.get_one(Case, 1).process.version == 1


def test_a_running_case_takes_over_the_new_steps_it_has_not_begun(door):
    publishes(door, OWN)
    door.says("UCHEN", "走失物招领流程")
    door.presses("UCHEN", "打开表单")
    door.fills_in("UCHEN", title="雨伞")
    assert "换用新版" not in door.card("UCHEN", "K-1")
    publishes(door, OWN.replace('name = "give"', 'name = "post"').replace("归还", "贴招领启事"))
    door.presses("UCHEN", "转交", about="K-1")  # the card is drawn anew
    door.fills_in("UCHEN", person="UCHEN")
    door.presses("UCHEN", "换用新版", about="K-1")
    assert "▸ *保管* 陈静，11月26日 周四 18:00 ○ 贴招领启事" in door.card("UCHEN", "K-1")
    door.presses("UCHEN", "办好了", about="K-1")
    publishes(door, OWN.replace('name = "keep"', 'name = "put-away"'))
    assert "没有这一步" in door.says("UCHEN", "K-1 换用新版")


def test_a_director_makes_one_in_a_form_and_it_runs(door):
    door.says("UZHAO", "新建流程")
    door.presses("UZHAO", "打开表单")
    lines = "核对申请，科长，1天\n审批，天王，2天"
    errors = door.fills_in("UZHAO", chinese="门禁卡", english="Door badge", lines=lines)
    assert "“天王”看不懂" in errors["lines"]
    lines = "核对申请 / Check the request，科长，1天\n审批，主任，4小时\n发卡，发起人，2天，填数字"
    assert door.fills_in("UZHAO", lines=lines) == {}
    assert "已发布：门禁卡，第 1 版" in door.reads("UZHAO")[-1]
    door.says("ULINA", "start the process door badge")
    door.presses("ULINA", "Open the form")
    door.fills_in("ULINA", title="two badges")
    assert "▸ *核对申请* 陈静，11月26日 周四 18:00 ○ 审批 ○ 发卡" in door.card("UCHEN", "K-1")
    assert "▸ *Check the request*" in door.card("ULINA", "K-1")
    assert "version 1" in door.says("ULINA", "processes")


@pytest.mark.parametrize(
    ("who", "lines", "steps"),
    [
        (
            "UZHAO",
            "科长同意 陈静\n借出 孙磊 2天\n归还，张伟，写结果",
            "科长同意* · 陈静 · 3|借出* · 孙磊 · 2|归还* · 张伟 · 3",
        ),
        (
            "ULIU",
            "Approve Chen Jing\nHand over to staff\nReturn director 2 d",
            "Approve* · 陈静 · 3|Hand over to staff* · starter · 3|Return* · director · 2",
        ),
    ],
)
def test_somebody_is_named_behind_a_step_and_has_it(door, who, lines, steps):
    english = who == "ULIU"
    door.says(who, "make a process" if english else "新建流程")
    door.presses(who, "Open the form" if english else "打开表单")
    inside = "Hand it to Zhang Wei" if english else "请张伟同意，1天"
    errors = door.fills_in(who, chinese="借钥匙", english="Key loan", lines=inside)
    assert inside in errors["lines"]
    assert ("Approve, Zhang Wei" if english else "审核，张伟") in errors["lines"]
    assert door.fills_in(who, lines=lines) == {}
    listed = door.says(who, "steps of key loan" if english else "借钥匙流程步骤")
    for step in steps.split("|"):
        assert f". *{step} " in listed
    door.says("ULINA", "key loan: room 12")
    door.presses("ULINA", "Yes, do it")
    assert "room 12" in door.card("UCHEN", "K-1")


def test_what_somebody_had_who_has_left_goes_to_who_runs_the_day(door):
    publishes(door, OWN.replace('due = "1 d"', 'due = "1 d"\nwho = "@USUN"'))
    door.changes("USUN", deleted=True)
    door.says("UCHEN", "失物招领：雨伞")
    assert "▸ *保管* 赵敏" in door.presses("UCHEN", "就这样")
    with pytest.raises(Refused) as refused:
        publishes(door, OWN.replace('due = "5 d"', 'who = "@USUN"'))
    assert refused.value.key == "cases.wrong-who"


def test_a_file_is_taken_away_edited_and_is_the_next_version(door):
    door.says("UZHAO", "公务接待流程文件")
    assert "公务接待，第 1 版" in "".join(door.reads("UZHAO"))
    text = ways.shipped()["reception"].replace('due = "5 d"', 'due = "3 d"')
    said = door.shares("UZHAO", {"name": "reception.toml", "content": text.encode()})
    assert "已发布：公务接待，第 2 版" in said
    assert "已发布" not in door.shares(
        "UZHANG", {"name": "reception.toml", "content": text.encode()}
    )


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('due = "5 d"', 'due = "soon"', "cases.wrong-due"),
        ('due = "5 d"', 'due = "5 d after never"', "cases.wrong-due"),
        ('due = "5 d"', 'who = "nobody"', "cases.wrong-who"),
        ('due = "5 d"', 'after = ["gone"]', "cases.wrong-after"),
        ('name = "give"', 'name = "keep"', "cases.wrong-name"),
        ('zh = "归还"', 'zh = ""', "cases.wrong-language"),
        ('kind = "line"', 'kind = "colour"', "cases.wrong-kind"),
        ('due = "5 d"', 'evidence = "photo"', "cases.wrong-evidence"),
        ('due = "5 d"', 'when = "rain"', "cases.wrong-when"),
        ("[[data.step]]", "[[data.step", "cases.no-toml"),
        ('due = "5 d"', "adds = true", "cases.wrong-key"),
        ("needed = true", "needed = true\nadds = true", "cases.wrong-adds"),
        ("needed = true", 'needed = "yes"', "cases.wrong-yes"),
        ('due = "5 d"', 'checks = ["weather"]', "cases.wrong-check"),
        ('due = "5 d"', 'opens = "party"', "cases.wrong-opens"),
        ('due = "5 d"', 'after = "keep"', "cases.wrong-list"),
        ('due = "5 d"', 'need = "all"', "cases.wrong-need"),
        ("needed = true", 'needed = true\nearlier = "no-way"', "cases.wrong-earlier"),
        ('due = "5 d"', 'when = "title > 3"', "cases.wrong-when"),
    ],
)
def test_what_can_be_no_way_is_refused_with_the_step_and_the_reason(door, old, new, key):
    with pytest.raises(Refused) as refused:
        publishes(door, OWN.replace(old, new))
    assert refused.value.key == key
    for person in ("UZHAO", "ULIU"):
        with door.bot.sessions() as session:
            request = request_for(door.bot, session, session.get_one(Person, person), WEDNESDAY)
            said = request.say(key, **refused.value.blanks)
        assert re.search(r"\w", said)
        assert "{" not in said


def test_only_a_director_publishes(door):
    with pytest.raises(Refused):
        publishes(door, OWN, who="UZHANG")
    assert json.dumps(case_names(door)) == "[]"


def case_names(door):
    with door.bot.sessions() as session:
        return list(session.scalars(select(Process.name)))


# --- how they go ----------------------------------------------------------------------------------


def test_how_ways_go_is_told_by_step_and_to_who_leads_alone(checked):
    checked.waits(days=1)
    checked.presses("ULINA", "Done", about="K-1")
    checked.presses("UZHANG", "退回上一步", about="K-1")
    checked.fills_in("UZHANG", words="没写清主办部门")
    checked.waits(days=9)
    assert checked.says("UWANG", "流程运行情况") == (
        "*1 个流程的运行情况*，近十二个月\n"
        "*收文办理*：在办 1 件，其中逾期 1 件；办结 0 件\n"
        "各步用时中位数（工作日）：签收 0 · 登记 0 · 传阅 1\n"
        "退回最多：初审，1 次\n"
        "只看步骤、不看人，用来改流程。"
    )
    assert "只有" in checked.says("UCHEN", "流程运行情况")
    assert "收文" not in checked.says("UHE", "流程运行情况")


def test_how_many_meetings_were_held_is_told_on_demand_and_to_directors_each_month(door):
    for title, day, hours in (
        ("供暖调度会", "12月9日上午9点", "3"),
        ("防汛碰头会", "12月10日上午9点", "2"),
        ("取消的会", "12月11日上午9点", "2"),
        ("年末总结会", "11月27日上午9点", "4"),
    ):
        door.says("UCHEN", f"办会：{title}")
        door.presses("UCHEN", "打开表单")
        assert door.fills_in("UCHEN", held=day, hours=hours, minutes="ULINA") == {}
    door.says("UCHEN", "K-3 不办了：改期")
    assert "办会" not in door.says("UCHEN", "上个月开了多少会")
    assert "2026 年 11 月：1 次，上月 0 次 · 开几个小时：合计 4" in door.says(
        "UWANG", "本月开了多少会"
    )
    door.says("UZHAO", "K-4 不办了：改到明年")
    door.waits_until(datetime(2027, 1, 1, 9, 30, tzinfo=SHANGHAI))  # nobody works
    door.waits_until(datetime(2027, 1, 4, 9, 30, tzinfo=SHANGHAI))
    told = "*办会* · 2026 年 12 月：2 次，上月 0 次 · 开几个小时：合计 5"
    assert [text.split("\n")[0] for text in door.reads("UZHAO") if "次，上月" in text] == [told]
    assert not [text for text in (*door.reads("UCHEN"), *door.reads("UHE")) if "次，上月" in text]
    told = door.says("ULIU", "how many meetings were there last month?")
    assert "\nJanuary 2027: 0 held, 2 the month before\n" in told
