"""Steps that go on side by side: each is listed, and reminded of, by its own name."""

from __future__ import annotations

from storage.processes.cases import Case, StepState
from tests.conftest import scene

NAMES = {
    "zh": ["会议通知", "议题和材料", "主持词", "会场"],
    "en": ["Notice", "Papers", "Host's script", "Room"],
}


@scene
def meetings(door):
    """Of 陈静 and of 刘洋, each approved: four steps of theirs wait."""
    door.says("UCHEN", "办会：全市预算审查会，12月3日上午9点，李娜写纪要")
    door.says("ULIU", "organise a meeting: budget review, 3 December 9am, @li.na takes the minutes")
    if "Open the form" in door.reads("ULIU")[-1]:
        door.presses("ULIU", "Open the form")
        door.fills_in("ULIU", title="budget review", held="3 December 9am", minutes="ULINA")
    for number in ("K-1", "K-2"):
        door.presses("UZHAO", "办好了", about=number)
    return door


def named(text, each):
    return [[name for name in each if f"· {name}" in line] for line in text.split("\n")]


def test_a_list_has_each_by_its_own_name(meetings):
    for who, asked, lang in (("UCHEN", "我手上有什么", "zh"), ("ULIU", "my work", "en")):
        told = named(meetings.says(who, asked), NAMES[lang])
        assert [one for one in told if one] == [[name] for name in NAMES[lang]], who


def test_so_has_a_reminder(meetings):
    told = [one for one in meetings.waits(days=2) if one.startswith("UCHEN") and "全市" in one]
    assert told
    for text in told:
        assert all(len(one) <= 1 for one in named(text, NAMES["zh"]))
    assert any(["会议通知"] in named(text, NAMES["zh"]) for text in told)


def test_what_is_pressed_in_the_list_is_that_step(meetings):
    meetings.says("UCHEN", "我手上有什么")
    meetings.presses("UCHEN", "办好了", about="我手上的")  # of the first, which shows a link
    assert meetings.fills_in("UCHEN", evidence="https://example.org/notice") == {}
    with meetings.bot.sessions() as session:
        steps = session.get_one(Case, 1).steps
        assert [one.name for one in steps if one.state is StepState.DONE] == ["approve", "notice"]
