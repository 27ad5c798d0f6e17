"""What holds however many cases run: a new version changes none of them, one card and one message
a person, and no state secret in any field.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.processes import ways
from bot.processes.reading import read
from storage.processes.cases import Case, CaseStep
from storage.who.people import Person, Role
from tests.conftest import WEDNESDAY, scene
from tests.processes.test_cases import OWN, fills, publishes

MARK = "机密★10年"
FORTY, THIRTY = 40, 30
WRITTEN = ("line", "text", "link", "number", "time", "draft", "contact")


@pytest.mark.parametrize("name", sorted(ways.shipped()))
def test_no_field_of_any_way_takes_what_is_marked_as_a_state_secret(door, name):
    way = read(name, ways.shipped()[name])
    if way.draft:
        door.says("UWANG", "请张伟起草关于冬季供暖的通知，5个工作日内交")
    door.types("UCHEN", f"/office 走{way.called['zh']}流程")
    for field in (one.name for one in way.fields.values() if one.kind in WRITTEN):
        usual = fills(way)
        refused = door.fills_in("UCHEN", **usual | {field: f"{usual[field]} {MARK}"})
        assert "国家秘密" in "".join(refused.values()), (field, refused)
    with door.bot.sessions() as session:
        assert session.scalar(select(func.count()).select_from(Case)) == 0
    assert door.fills_in("UCHEN", **fills(way)) == {}


def test_a_new_version_changes_none_of_forty_that_run_unasked(door):
    publishes(door, OWN)
    for n in range(FORTY):
        door.types("UCHEN", "/office 走失物招领流程")
        assert door.fills_in("UCHEN", title=f"伞 {n + 1}") == {}
    before = standing(door)
    publishes(door, OWN.replace('"1 d"', '"9 d"').replace('name = "give"', 'name = "post"'))
    door.waits(hours=1)
    assert standing(door) == before
    assert len(before) == 2 * FORTY
    assert {version for _, version, *_ in before} == {1}
    door.says("UCHEN", "K-1 换用新版")
    assert {row for row in standing(door) if row[0] != 1} == {row for row in before if row[0] != 1}
    assert {(version, name) for case, version, name, *_ in standing(door) if case == 1} == {
        (2, "keep"),
        (2, "post"),
    }


def standing(door):
    """Of every step: its case and version, its name, how it is, until when."""
    with door.bot.sessions() as session:
        return {
            (one.case_id, one.case.process.version, one.name, one.state.value, one.due_at)
            for one in session.scalars(select(CaseStep))
        }


STEPS = {1: "one", 2: "other"}  # both at once, by half of the people each
AFTER = {3: '"s1", "s2"'} | {n: f'"s{n - 1}"' for n in range(4, 13)}
TWELVE = "\n".join(
    [
        '[data]\ncalled = { en = "Great work", zh = "大件" }',
        '[data.field.title]\nkind = "line"\nneeded = true\nlabel = { en = "What", zh = "事由" }',
        *(
            f'[data.field.{name}]\nkind = "people"\nneeded = true\n'
            'label = { en = "Who", zh = "谁" }'
            for name in ("one", "other")
        ),
        *(
            f'[[data.step]]\nname = "s{n}"\ncalled = {{ en = "Step {n}", zh = "第 {n} 步" }}\n'
            f'who = "{STEPS.get(n, "opener")}"\nafter = [{AFTER.get(n, "")}]\ndue = "1 d"'
            for n in range(1, 13)
        ),
    ]
)


def test_twelve_steps_and_thirty_people_are_one_card_and_one_message_a_morning(door):
    people = [f"UMANY{n}" for n in range(THIRTY)]
    for who in people:
        door.joins(who, f"同事{who[5:]}")
    with door.bot.sessions.begin() as session:
        for who in people:
            session.get_one(Person, who).role = Role.STAFF
    publishes(door, TWELVE, "great")
    door.types("UCHEN", "/office 走大件流程")
    assert door.fills_in("UCHEN", title="换届", one=people[:15], other=people[15:]) == {}
    morning = door.waits_until(WEDNESDAY.replace(hour=1, minute=0) + timedelta(days=1))
    about = [said for said in morning if "K-1" in said]
    assert sorted(said.partition(":")[0] for said in about) == sorted(people)
    for who in people:
        assert sum("*K-1*" in said for said in door.reads(who)) == 1


# --- a leader's opinion, and what a guest reads ---------------------------------------------------

OPINION = "原则同意，请城管局牵头，元旦前办结"


@scene
def circulated(door):
    """王建国 and 孙磊 read a paper that 张伟 handles; 王建国 has written what he thinks."""
    door.says("UCHEN", "收文：关于做好冬季供暖工作的通知")
    door.presses("UCHEN", "打开表单")
    door.fills_in("UCHEN", urgency="urgent", handler="UZHANG", readers="UWANG USUN")
    for who in ("UCHEN", "UCHEN", "UZHAO"):
        door.presses(who, "办好了", about="K-1")
    door.says("UWANG", f"K-1 这步办好了：{OPINION}")
    return door


def test_a_leaders_opinion_survives_every_return_and_circulation(circulated):
    door = circulated
    for n in (1, 2):
        door.presses(
            "UZHANG", "退回上一步", about="K-1"
        )  # the first check, not what goes on beside
        door.fills_in("UZHANG", words=f"第{n}次缺附件")
        assert "▸ *初审* 赵敏" in door.card("UZHAO", "K-1")
        assert OPINION in door.card("UCHEN", "K-1")
        door.says("UZHAO", "K-1 这步办好了")
    door.says("USUN", "K-1 这步办好了：已阅")
    door.says("UZHANG", "K-1 先加一步：核预算，<@ULIU> 办")
    door.presses("ULIU", "Done", about="K-1")
    door.says("UZHANG", "K-1 这步办好了：已办")
    door.says("UCHEN", "K-1 这步办好了：已函复")
    door.says("UCHEN", "K-1 传阅情况")
    assert f"王建国（11月25日 周三 10:00）：{OPINION}" in door._messages("UCHEN", "DM")[-1].text
    assert f"“{OPINION}”" in door.says("UCHEN", "K-1 记录")


def test_what_a_leader_said_stands_beside_what_they_say_once_it_was_sent_back_to_them(circulated):
    door = circulated
    door.says("UCHEN", "K-1 退回上一步：附件换了，请再看")  # whoever runs it may
    assert "▸ *传阅*" in door.card("UCHEN", "K-1")
    door.says("UWANG", "K-1 这步办好了：同意")
    door.says("UCHEN", "K-1 传阅情况")
    board = door._messages("UCHEN", "DM")[-1].text
    assert "：同意" in board
    assert f"原意见：{OPINION}" in board


def test_an_outsider_finds_no_trace_by_any_of_the_buttons_and_words(circulated):
    door = circulated
    door.says("UCHEN", "周五下午2点订一号会议室2小时：预算碰头会")
    door.says("UCHEN", "会议室周五空不空")
    nothing = door.forges("UHE", "room:book", 999)
    for pressed in ("room:book", "positions:meet", "steps:compare", "ways:change", "steps:press-0"):
        assert door.forges("UHE", pressed, 1) in (nothing, door.forges("UHE", pressed, 999))
    for said in (
        "会议室周五空不空",
        "会议室预订在办",
        "K-1 传阅情况",
        "收文办理流程加一栏：金额，数字",
        "收文办理流程步骤",
    ):
        answer = door.says("UHE", said).replace(said, "")
        assert not [
            one for one in ("供暖", "预算", OPINION, "签收", "王建国", "14:00") if one in answer
        ]
