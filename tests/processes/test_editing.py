"""A way of working changed in the chat, step by step; what runs keeps its own."""

# ruff: noqa: E501  a sentence a line, beside what is made of it
from __future__ import annotations

import pytest
from sqlalchemy import func, select

from bot.processes import editing, ways
from bot.processes.reading import read
from storage.processes.cases import Case, Process
from tests.processes.test_cases import OWN, publishes

THREE = OWN + '[[data.step]]\nname = "tell"\ncalled = { en = "Tell", zh = "告知" }\n'


def steps_of(door, name="lost"):
    with door.bot.sessions() as session:
        newest = select(Process).where(Process.name == name).order_by(Process.version.desc())
        process = session.scalars(newest).first()
        return process.version, [
            (one.called["zh"], one.who, editing.limit_of(one), one.evidence, one.after)
            for one in read(name, process.text).steps.values()
        ]


KEEP = ("保管", "opener", "1 d", "none", ())
GIVE = ("归还", "opener", "5 d", "none", ("keep",))
TELL = ("告知", "opener", "", "none", ("give",))


@pytest.mark.parametrize(
    ("said", "steps"),
    [
        ("失物招领流程第2步改为主任，2天，写结果", [KEEP, ("归还", "director", "2 d", "line", ("keep",)), TELL]),
        ("失物招领流程第2步改为主任，两天，写结果", [KEEP, ("归还", "director", "2 d", "line", ("keep",)), TELL]),
        ("step 1 of lost property: clerk, 4 h", [("保管", "confidential_clerk", "4 h", "none", ()), GIVE, TELL]),
        ("失物招领流程第2步前加一步：贴启事 / Put up a notice，科长，3天", [KEEP, ("贴启事", "section_head", "3 d", "none", ("keep",)), ("归还", "opener", "5 d", "none", ("step-1",)), TELL]),
        ("add a step to the lost property process: file it, clerk, 1 d", [KEEP, GIVE, TELL, ("file it", "confidential_clerk", "1 d", "none", ("tell",))]),
        ("失物招领流程删去第2步", [KEEP, ("告知", "opener", "", "none", ("keep",))]),
        ("move step 3 of lost property to 2", [KEEP, ("告知", "opener", "", "none", ("keep",)), ("归还", "opener", "5 d", "none", ("tell",))]),
    ],
)  # fmt: skip
def test_a_step_is_changed_added_removed_and_moved_in_a_sentence(door, said, steps):
    publishes(door, THREE)
    assert steps_of(door) == (1, [KEEP, GIVE, TELL])
    assert "2" in door.says("UZHAO", said)
    assert steps_of(door) == (2, steps)


def test_in_the_list_of_steps_each_has_its_form(door):
    publishes(door, THREE)
    listed = door.says("UZHAO", "失物招领流程步骤")
    assert "1. *保管* · 发起人 · 1 个工作日 · 不用留" in listed
    door.presses("UZHAO", "改", about="失物招领")
    form = door.form("UZHAO")
    assert "保管" in str(form)
    errors = door.fills_in("UZHAO", doer="天王")
    assert "天王" in "".join(errors.values())
    assert door.fills_in("UZHAO", doer="科长", limit="2天", **{"how-zh": "登记好再放柜子"}) == {}
    version, (first, *_) = steps_of(door)
    assert (version, first) == (2, ("保管", "section_head", "2 d", "none", ()))
    said = door.says("UCHEN", "失物招领流程步骤")
    assert "科长 · 2 个工作日" in said
    assert "[改]" not in said


def test_what_cannot_be_is_refused_with_the_step_and_the_reason(door):
    publishes(door, THREE.replace('"5 d"', '"5 d after keep"'))
    said = door.says("UZHAO", "失物招领流程删去第1步")
    assert "give：“5 d after keep”不是时限" in said
    assert "1 到 3" in door.says("UZHAO", "失物招领流程删去第9步")
    assert "没有叫“拾金不昧”的流程" in door.says("UZHAO", "拾金不昧流程删去第1步")
    assert steps_of(door)[0] == 1


def test_a_step_that_waits_for_its_draft_keeps_waiting_when_its_name_is_changed(door):
    door.says("UZHAO", "改发文办理流程第2步")
    door.presses("UZHAO", "打开表单")
    assert door.fills_in("UZHAO", chinese="领导签发") == {}
    with door.bot.sessions() as session:
        process = session.scalars(select(Process).where(Process.version == 2)).one()
        step = read("outgoing", process.text).steps["signed"]
    assert (step.called["zh"], step.waits, step.who) == ("领导签发", "signed", "opener")
    assert "请写 1 到 7" in door.says("UZHAO", "发文办理流程第2步移到第9步")


def test_only_a_director_changes_one_and_what_runs_keeps_its_own(door):
    publishes(door, THREE)
    door.types("UCHEN", "/office 走失物招领流程")
    door.fills_in("UCHEN", title="雨伞")
    for who, said in (("UCHEN", "失物招领流程删去第2步"), ("UHE", "失物招领流程删去第2步")):
        door.says(who, said)
    assert steps_of(door)[0] == 1
    door.says("UZHAO", "失物招领流程删去第2步")
    assert "○ 归还" in door.card("UCHEN", "K-1")
    with door.bot.sessions() as session:
        assert session.get_one(Case, 1).process.version == 1
    assert "归还" not in door.says("UHE", "失物招领流程步骤")


def test_one_who_presses_the_button_of_an_older_version_is_told_so(door):
    publishes(door, THREE)
    door.says("UZHAO", "失物招领流程步骤")
    door.says("UZHAO", "失物招领流程删去第1步")
    door.presses("UZHAO", "改", about="第 1 版")
    with door.bot.sessions() as session:
        assert session.scalar(select(func.max(Process.version))) == 2
    assert door.slack.modal("UZHAO") is None


def test_a_room_more_can_be_booked(door):
    said = "会议室预订流程的会议室加一项：三楼小会议室 / third floor"
    assert "第 2 版" in door.says("UZHAO", said)
    door.says("UCHEN", "周五下午2点订三楼小会议室2小时：碰头会")
    assert "会议室：三楼小会议室" in door.card("UCHEN", "K-1")
    assert "不是这个流程里可选的一栏" in door.says("UZHAO", "会议室预订流程的用途加一项：开会")


def test_what_was_published_is_taken_back_with_a_button_and_its_order_is_said(door):
    assert "1. 盖章并登记 2. 审批" in door.says("UZHAO", "用印流程第2步移到第1步")
    assert "1. 审批 2. 盖章并登记" in door.presses("UZHAO", "撤回", about="已发布：用印")
    with door.bot.sessions() as session:
        each = session.scalars(select(Process).where(Process.name == "seal")).all()
        assert [one.version for one in each] == [1, 2, 3]
        assert each[2].text == each[0].text
        assert each[2].by_id is None  # as it came with us, and kept up with us


def test_one_that_was_changed_since_or_is_somebody_elses_is_not_taken_back(door):
    publishes(door, THREE)
    door.says("UZHAO", "失物招领流程删去第3步")
    door.says("ULIU", "remove step 2 of lost property")
    assert "之后又改过" in door.presses("UZHAO", "撤回", about="第 2 版")
    assert steps_of(door) == (3, [KEEP])
    door.presses("ULIU", "Undo", about="version 3")
    assert steps_of(door) == (4, [KEEP, GIVE])


@pytest.mark.parametrize("name", sorted(ways.shipped()))
def test_every_way_that_came_with_us_can_be_changed_at_every_step(name):
    text = ways.shipped()[name]
    way = read(name, text)
    for n, step in enumerate(way.steps.values(), 1):
        new = read(name, editing.changed(way, text, n, {"due": '"7 d"'}))
        assert editing.limit_of(new.steps[step.name]) == "7 d"
        assert list(new.steps) == list(way.steps)
        more = read(name, editing.inserted(way, text, n, {"called": '{ en = "X", zh = "某" }'}))
        assert list(more.steps)[n - 1] == "step-1"
        assert more.steps[step.name].after == ("step-1",)


def test_where_no_process_is_named_it_is_asked_which(door):
    assert "流程" in door.says("UZHAO", "流程加一步")
    door.presses("UZHAO", "就这样")
    assert door.form("UZHAO")["callback_id"] == "ways:steps"
    assert door.fills_in("UZHAO", way="seal") == {}
    assert "*用印*，第 1 版" in door.reads("UZHAO")[-1]


# --- however it was written -----------------------------------------------------------------------

WRITTEN = """
[data]
called = { en = "Door badge", zh = "门禁卡" }
[data.field.title]
kind = "line"
needed = true
label = { en = "For whom", zh = "给谁" }
[data.field.door]
kind = "choice"
label = { en = "Door", zh = "哪扇门" }
choices = { front = { en = "front", zh = "前门" } }  # the back one is locked
[[data.step]]
name = "check"
called.en = "Check"
called.zh = "核对"
[data.step.due]
by = "door"
front = "2 d"
[[data.step]]
name = "give"
called = { en = "Hand out", zh = "发卡" }
due = "1 d"
"""


def badge(door):
    publishes(door, WRITTEN, "badge")
    return door


def newest(door, name="badge"):
    with door.bot.sessions() as session:
        found = select(Process).where(Process.name == name).order_by(Process.version.desc())
        process = session.scalars(found).first()
        return process.text, read(name, process.text)


def test_a_step_with_a_table_of_its_own_and_choices_on_a_line_are_changed_as_well(door):
    badge(door)
    assert "第 2 版" in door.says("UZHAO", "门禁卡流程第1步改为主任，写结果")
    text, way = newest(door)
    assert (way.steps["check"].who, way.steps["check"].evidence) == ("director", "line")
    assert way.due(way.steps["check"], {"door": "front"}).n == 2
    assert "# the back one is locked" in text
    assert "第 3 版" in door.says("UZHAO", "门禁卡流程第1步改为4小时")
    assert editing.limit_of(newest(door)[1].steps["check"]) == "4 h"
    assert "第 4 版" in door.says("UZHAO", "门禁卡流程的哪扇门加一项：后门 / back")
    assert [one["zh"] for one in newest(door)[1].fields["door"].choices.values()] == [
        "前门",
        "后门",
    ]


def test_what_is_written_otherwise_is_to_be_changed_in_its_file(door):
    badge(door)
    publishes(door, WRITTEN.replace('due = "1 d"', 'after = [\n"check"]'), "badge")
    assert "只能改文件" in door.says("UZHAO", "门禁卡流程第2步改为主任")
    publishes(
        door,
        WRITTEN + '[data.field.spare]\nkind = "line"\nlabel = { en = "S", zh = "备" }\n',
        "badge",
    )
    assert "只能改文件" in door.says("UZHAO", "门禁卡流程删去第2步")


@pytest.mark.parametrize(
    ("said", "after"),
    [
        ("失物招领流程第3步改为第1步之后", ("keep",)),
        ("step 3 of lost property: after steps 1 and 2", ("keep", "give")),
    ],
)
def test_after_which_steps_one_comes_is_changed_in_a_sentence_and_in_its_form(door, said, after):
    publishes(door, THREE)
    assert "2" in door.says("UZHAO", said)
    assert steps_of(door)[1][2][-1] == after
    door.says("UZHAO", "改失物招领流程第3步")
    door.presses("UZHAO", "打开表单") if not door.slack.modal("UZHAO") else None
    assert door.fills_in("UZHAO", after="2") == {}
    assert steps_of(door)[1][2][-1] == ("give",)
    assert (
        "不在它前面" in door.says("UZHAO", "失物招领流程第1步改为第3步之后")
        or steps_of(door)[0] == 3
    )


def test_a_field_is_added_and_gets_another_kind_and_what_runs_is_not_bent(door):
    publishes(door, THREE)
    assert "第 2 版" in door.says("UZHAO", "失物招领流程加一栏：件数 / How many，必填")
    door.types("UCHEN", "/office 走失物招领流程")
    door.fills_in("UCHEN", title="雨伞", **{"how-many": "两把"})
    assert "件数：两把" in door.card("UCHEN", "K-1")
    assert "version 3" in door.says("ULIU", "change a field of lost property: how many, a number")
    _, way = newest(door, "lost")
    assert (way.fields["how-many"].kind, way.fields["how-many"].needed) == ("number", True)
    assert "照旧办" in door.says("UCHEN", "K-1 换用新版")
    assert "件数：两把" in door.card("UCHEN", "K-1")
    assert "颜色" in door.says("UZHAO", "失物招领流程加一栏：备注 / Note，颜色")
