"""Regulations: what the rule says on a day, and the life of one of the office's own."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.matters.sight import visible_to
from bot.processes import ways
from bot.processes.reading import read
from bot.processes.regulations import when
from bot.processes.regulations.library import by_key, shipped
from bot.processes.regulations.reading import cut
from bot.processes.sought import Scales, searchable, sought
from bot.who.standing import Standing
from storage.matters.matter import Matter, Visibility
from storage.processes.regulations import (
    Regulation,
    RegulationState,
    RegulationText,
    Section,
    by_section,
    matching,
)
from storage.who.people import Person
from tests.conftest import scene
from tests.databases import NOW, add_people
from tests.door import OUTSIDER_ZH

SHANGHAI = ZoneInfo("Asia/Shanghai")
TEXT = """《用车管理制度》
第一章 总则
第一条 为了规范公务用车，制定本制度。
第二章 派车
第二条 派车凭单
用车提前半天填写派车单，由办公室统一安排。
第三条 夜间派车须经带班领导同意，车辆停放车库。
"""
HOME = {"title": "用车管理制度", "text": TEXT, "category": "finance", "sub": "用车"}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@scene
def handed_in(door):
    """The director hands in the office's own rule on cars, for 王建国 to approve."""
    door.says("UZHAO", "送审制度")
    door.presses("UZHAO", "打开表单")
    assert door.fills_in("UZHAO", **HOME, person="UWANG", day="2026-12-01") == {}
    return door


@scene
def published(handed_in):
    """It is approved, and published from the first of December on."""
    handed_in.presses("UWANG", "批准")
    handed_in.presses("UZHAO", "发布")
    assert handed_in.fills_in("UZHAO", day="2026-12-01") == {}
    return handed_in


# --- what the rule says --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "holds", "not_there"),
    [
        ("查规定：陪餐", ["陪餐人数（第十条）", "中央规定），2013", "[启动：公务接待]"], []),
        ("查规定：印", ["印制"], []),  # of a single letter
        ("查规定：密级", ["绝密、机密、秘密三级"], []),
        ("2019年时优秀比例怎么规定的", ["按 2019 年 12 月 31 日", "15%", "现按《公务员考核"], []),
        ("查规定：优秀比例", ["20%", "尚未与原文逐字核对"], ["15%", "按 20"]),
        ("2010年3月1日时陪餐怎么规定的", ["2010 年 3 月 1 日有效的规定和流程里没有找到"], []),
        ("查规定：南极企鹅饲养", ["没有找到"], ["依据"]),
        ("查规定：手机套餐费用", ["没有找到", "制度清单"], ["依据"]),  # of a cost, but not of this
        ("查规定：突发事件多久上报", ["依据"], ["没有找到"]),
        ("陪餐最多几个人，有规定吗", ["陪餐人数（第十条）"], []),
    ],
)  # fmt: skip
def test_the_rule_is_the_one_in_force_on_the_day_asked_about(door, asked, holds, not_there):
    said = door.says("UCHEN", asked)
    assert [one for one in holds if one not in said] == [], said
    assert [one for one in not_there if one in said] == [], said


def test_in_english_by_command_and_with_a_day(door):
    assert door.types("ULINA", "/rule share of excellent in 2019").startswith(
        "As of 31 December 2019:\n*Rules on the Appraisal of Civil Servants (trial) · Share of"
    )
    said = door.says("ULINA", "as of 1 March 2021, what does the rule say about incoming limits")
    assert said.startswith("As of 1 March 2021:")
    said = door.says("ULINA", "what was the rule on incoming limits in March 2021?")
    assert said.startswith("As of 31 March 2021:")
    said = door.types("ULINA", "/rule what may a birthday cake cost")
    assert said.startswith("No rule or habit that I have says anything about that.")
    assert "*Rules on Domestic" in door.types("ULINA", "/rule the cost of a reception")
    assert "only" not in door.types("ULINA", "/rule")
    assert "*Discipline*" in door.types("ULINA", "/rule list")


def test_a_section_opens_with_those_beside_it(door):
    door.says("UCHEN", "查规定：陪餐人数")
    said = door.presses("UCHEN", "全文：用餐和陪餐人数（第十条）")
    assert said.startswith(
        "*《党政机关国内公务接待管理规定》 用餐和陪餐人数（第十条）*\n接待对象按标准"
    )
    door.presses("UCHEN", "下一条")
    assert door.reads("UCHEN")[-1].startswith("*《党政机关国内公务接待管理规定》 住宿用车*")
    assert "没有你能看到的这一条" in door.forges("UCHEN", "regulations:open-0", "9999")


@pytest.mark.parametrize("who", ["UHE"])
def test_somebody_from_outside_finds_nothing(published, who):
    for said in ("查规定：陪餐", "查规定：夜间派车", "制度清单", "G-1", "制度查漏"):
        assert published.says(who, said) == OUTSIDER_ZH
    for verb in ("ask", "list", "open-0", "show", "approve", "known", "gaps"):
        assert published.forges(who, f"regulations:{verb}", 1) == OUTSIDER_ZH


def test_the_first_library_names_a_source_and_a_level_for_all_it_says():
    assert len(by_key()) > 100
    assert {one.level for one in by_key().values()} == {
        "law",
        "central",
        "standard",
        "local",
        "custom",
    }
    assert [one.key for one in by_key().values() if not one.source] == []
    assert [
        name
        for name, one in shipped().items()
        if len(one.passages) != len({p.key for p in one.passages})
    ] == []


def test_every_step_that_came_with_us_cites_what_is_there():
    for name, text in ways.shipped().items():
        cited = {step.rule for step in read(name, text).steps.values() if step.rule}
        assert cited <= by_key().keys(), name
        assert tomllib.loads(text)["data"]["step"]


@pytest.mark.parametrize(
    ("question", "left", "day"),
    [
        ("as of 1 March hosts", "hosts", date(2026, 3, 1)),
        ("截至2025年3月1日陪餐", "陪餐", date(2025, 3, 1)),
        ("去年3月的时候怎么规定", "怎么规定", date(2025, 3, 31)),
        ("截至 2025 年 3 月 1 日 陪餐", "陪餐", date(2025, 3, 1)),
        ("按2024-05-02的规定", "规定", date(2024, 5, 2)),
        ("share of excellent in 2019", "share of excellent", date(2019, 12, 31)),
        ("as of 30 February", "as of 30 February", None),
        ("下周三省厅来8个人，陪餐几个", "下周三省厅来8个人，陪餐几个", None),
        ("会议8时开始要多久", "会议8时开始要多久", None),
    ],
)
def test_the_day_a_question_is_about(question, left, day):
    assert when.asked(question, date(2026, 11, 25)) == (left, day)


# --- read into sections --------------------------------------------------------------------------


def test_a_text_is_cut_at_chapters_articles_and_headings():
    found = cut(TEXT.splitlines())
    assert found.title == "用车管理制度"
    assert [(one.key, one.heading, one.body) for one in found.parts] == [
        ("第一章总则", "第一章 总则", []),
        ("第一条", "第一章 总则 第一条", ["为了规范公务用车，制定本制度。"]),
        ("第二章派车", "第二章 派车", []),
        ("第二条", "第二章 派车 第二条 派车凭单", ["用车提前半天填写派车单，由办公室统一安排。"]),
        ("第三条", "第二章 派车 第三条", ["夜间派车须经带班领导同意，车辆停放车库。"]),
    ]
    marked = cut(["# Visitors", "Badges are worn.", "## Keys", "Article 2. Keys", "One a person."])
    assert [(one.key, one.heading) for one in marked.parts] == [
        ("", ""),
        ("Keys", "Keys"),
        ("Article2", "Keys Article 2 Keys"),
    ]
    assert [one.key for one in cut(["Title", "one line.", "and another."]).parts] == ["¶1", "¶2"]


# --- the life of one's own -----------------------------------------------------------------------


def test_nobody_finds_it_before_it_is_published_and_not_before_its_day(handed_in):
    assert handed_in.card("UWANG", "G-1") == (
        "📝 *G-1*“用车管理制度” · 第 1 版 · 待审批\n"
        "财务 · 赵敏 负责 · 王建国 审批 · 11月30日 周一 18:00 前（还有 3 个工作日）\n"
        "拟自 2026 年 12 月 1 日起施行\n"
        "5 条：第一章 总则 · 第一章 总则 第一条 · 第二章 派车 · 第二章 派车 第二条 派车凭单"
        " · 第二章 派车 第三条\n"
        "[批准] [退回] [看全文] [记录]"
    )
    assert "夜间派车须经" not in handed_in.says("UCHEN", "查规定：夜间派车")
    handed_in.presses("UWANG", "批准")
    handed_in.presses("UZHAO", "发布")
    handed_in.fills_in("UZHAO", day="2026-12-01")
    assert "夜间派车须经" not in handed_in.says("UCHEN", "查规定：夜间派车")
    handed_in.waits_until(at("2026-12-01 09:00"))
    said = handed_in.says("UCHEN", "查规定：夜间派车")
    assert said == (
        "*G-1《用车管理制度》第 1 版 第二章 派车 第三条*\n"
        "夜间派车须经带班领导同意，车辆停放车库。\n"
        "出处：本单位制度，2026 年 12 月 1 日起施行\n"
        "[全文：第二章 派车 第三条]"
    )


def test_returned_it_comes_back_as_another_text(handed_in):
    handed_in.presses("UWANG", "退回")
    assert handed_in.fills_in("UWANG", words="第三条写清楚") == {}
    assert "待审批" not in handed_in.card("UZHAO", "G-1")
    file = {"name": "cars.md", "content": TEXT.replace("夜间", "节假日").encode()}
    said = handed_in.shares("UZHAO", file, text="G-1 改好的制度")
    assert "再次送审 G-1" in said
    assert "待审批" in handed_in.card("UWANG", "G-1")
    handed_in.presses("UWANG", "看全文")
    for _ in range(4):
        handed_in.presses("UWANG", "下一条")
    assert "节假日派车须经带班领导同意" in handed_in.reads("UWANG")[-1]


def test_another_takes_its_place_and_that_is_taken_back(published):
    published.waits_until(at("2026-12-02 09:00"))
    file = {"name": "cars.txt", "content": TEXT.replace("夜间", "夜里").encode()}
    assert "分成 5 条" in published.shares("UZHAO", file, text="G-1 制度新版")
    published.presses("UZHAO", "送审")
    assert published.fills_in("UZHAO", person="UWANG", category="finance") == {}
    published.presses("UWANG", "批准", about="G-2")
    published.presses("UZHAO", "发布", about="G-2")
    assert "请选更晚的日期" in published.fills_in("UZHAO", day="2026-12-01")["day"]
    assert published.fills_in("UZHAO", day="2026-12-03") == {}
    assert "第 2 版 · 现行" in published.card("UZHAO", "G-2")
    assert "⚠ 2026 年 12 月 3 日起由 G-2“用车管理制度”替代" in published.card("UZHAO", "G-1")
    published.presses("UZHAO", "撤回", about="G-2")
    assert "现行" in published.card("UZHAO", "G-1")
    published.presses("UZHAO", "发布", about="G-2")
    published.fills_in("UZHAO", day="2026-12-03")
    still = published.says("UCHEN", "查规定：夜间派车")
    assert "⚠ 2026 年 12 月 3 日起改按 G-2《用车管理制度》。" in still
    published.waits_until(at("2026-12-04 09:00"))
    assert "G-2" in published.says("UCHEN", "查规定：夜里派车")
    assert "夜间派车须经" not in published.says("UCHEN", "查规定：夜间派车")
    then = published.says("UCHEN", "2026年12月2日时夜间派车怎么规定的")
    assert then.startswith("按 2026 年 12 月 2 日有效的规定：\n*G-1《用车管理制度》第 1 版")
    assert "⚠ 2026 年 12 月 3 日起不再施行，现按 G-2《用车管理制度》。" in then
    listed = published.types("ULINA", "/rule list")
    assert "G-2 · “用车管理制度” · version 2, in force since 3 December 2026\n" in listed


def test_repealed_from_a_day_on_and_undone_within_minutes(published):
    published.waits_until(at("2026-12-02 09:00"))
    published.says("UWANG", "废止 G-1")
    published.presses("UWANG", "打开表单")
    assert published.fills_in("UWANG", day="2026-12-10", words="上级有新规定") == {}
    assert "已废止" in published.card("UZHAO", "G-1")
    assert "夜间派车" in published.says("UCHEN", "查规定：夜间派车")
    published.presses("UWANG", "撤回")
    assert "现行" in published.card("UZHAO", "G-1")
    published.says("UWANG", "废止 G-1")
    published.presses("UWANG", "打开表单")
    published.fills_in("UWANG", day="2026-12-10", words="上级有新规定")
    published.waits_until(at("2026-12-11 09:00"))
    assert "夜间派车须经" not in published.says("UCHEN", "查规定：夜间派车")


def test_its_review_is_asked_for_a_month_before_and_moves_on(published):
    published.waits_until(at("2027-10-29 09:00"))
    assert "现行，待复核" not in published.card("UZHAO", "G-1")
    published.waits_until(at("2027-11-02 09:00"))
    assert "现行，待复核" in published.card("UZHAO", "G-1")
    published.presses("UZHAO", "复核无误", about="G-1")
    assert published.fills_in("UZHAO", review="2028-12-01") == {}
    assert "2028" in published.card("UZHAO", "G-1")
    assert "· 现行\n" in published.card("UZHAO", "G-1")


def test_read_and_known_is_of_one_version_and_names_nobody(published):
    published.says("UCHEN", "已阅知 G-1")
    published.says("UCHEN", "已阅知 G-1")
    published.says("UZHANG", "已阅知 G-1")
    assert "这一版 2 人已阅知" in published.says("UZHAO", "G-1")
    assert "[已阅知]" not in published.says("UCHEN", "G-1")
    assert "阅知" not in published.says("UZHAO", "记录 G-1")


def test_who_may_not_neither_hands_in_nor_approves(handed_in):
    assert "主任" in handed_in.says("UCHEN", "送审制度")
    for who in ("UCHEN", "USUN"):
        assert "G-1" not in handed_in.says(who, "G-1") or "没有你能看到的" in handed_in.says(
            who, "G-1"
        )
        handed_in.forges(who, "regulations:approve", 1)
        assert "待审批" in handed_in.card("UWANG", "G-1")


def test_a_secret_mark_in_a_file_is_refused(door):
    file = {"name": "x.md", "content": f"# 制度\n机密★10年\n{'第一条 甲。' * 2}".encode()}
    assert "G-" not in door.shares("UZHAO", file, text="制度入库")
    assert re.search("密", door.reads("UZHAO")[-1])


# --- steps and rules -----------------------------------------------------------------------------


def test_gaps_are_the_directors_on_demand_and_once_a_month(published):
    said = published.says("UZHAO", "制度查漏")
    assert "没有环节用到的制度" in said
    assert "没有依据的环节" in said
    assert "只有" in published.says("UCHEN", "制度查漏")
    published.waits_until(at("2026-12-01 09:30"))
    assert any("没有环节用到的制度" in one for one in published.reads("UZHAO"))
    assert not any("没有环节用到的制度" in one for one in published.reads("UCHEN"))


def test_a_rule_that_only_an_advice_rests_on_is_used(door):
    unused = "《党政机关厉行节约反对浪费条例》"
    assert unused in door.says("UZHAO", "制度查漏")
    text = ways.shipped()["meeting"].replace('rule = "meetings#small"', 'rule = "frugality#scope"')
    assert "已发布" in door.shares("UZHAO", {"name": "meeting.toml", "content": text.encode()})
    assert unused not in door.says("UZHAO", "制度查漏")


# --- in many sections, on both databases ---------------------------------------------------------


def shelved(session, sections, visibility=Visibility.OFFICE, begins=date(2026, 1, 1)):
    """A regulation in force with these sections."""
    text = RegulationText(title="本单位制度", by_id="U1", at=NOW, sections=[
        Section(n=n, key=str(n), heading="", body=one, words=searchable(one))
        for n, one in enumerate(sections)
    ])  # fmt: skip
    matter = Matter(kind="regulations", prefix="G", title="本单位制度", visibility=visibility,
                    opened_by_id="U1", owner_id="U1", due_at=NOW, opened_at=NOW)  # fmt: skip
    session.add(Regulation(
        matter=matter, text=text, approver_id="U1", category="work", level="law",
        open_to="office", begins=begins, state=RegulationState.IN_FORCE,
    ))  # fmt: skip
    session.flush()
    return matter.id


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("陪餐", ["陪餐人数不得超过三人", "陪餐陪餐，100% 自费", "at most three hosts"]),
        ("印", ["印章由专人保管"]),
        ("不得超过三人", ["陪餐人数不得超过三人"]),
        ("Hosts", ["at most three hosts", "陪餐人数不得超过三人", "陪餐陪餐，100% 自费"]),
        ("ghost", []),
        ("印刷", []),
    ],
)
def test_words_of_any_length_are_found_exactly(sessions, question, found):
    add_people(sessions, "U1")
    with sessions.begin() as session:
        shelved(session, ["陪餐人数不得超过三人", "印章由专人保管", "陪餐陪餐，100% 自费"])
        shelved(session, ["at most three hosts", "接 陪 餐 待"])
        shelved(session, ["陪餐要保密"], visibility=Visibility.NAMED)
        shelved(session, ["明年陪餐两人"], begins=date(2027, 1, 1))
    asked = sought(question)
    with sessions() as session:
        who = Standing(session.get_one(Person, "U1"))
        rows, among = matching(
            session, visible_to(who), date(2026, 11, 25), [one.forms for one in asked.words]
        )
        scales = Scales(asked, Counter(bits for _, bits in rows), among)
        ids = [one for one, bits in rows if scales.part(bits) == 1]
        there = by_section(session, visible_to(who), ids)
    assert among == 5
    assert sorted(section.body for section, _ in there.values()) == sorted(found)
