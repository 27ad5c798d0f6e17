"""Questions on a draft's intent: asked, answered with their source, put off, carried on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.language.workdays import Calendar
from bot.papers import questions as rules
from storage.matters.followups import open_on
from storage.matters.matter import Matter
from storage.papers.drafts import Draft
from storage.papers.questions import of_draft
from storage.who.people import Person, Role
from tests.conftest import scene

WHICH = "口径以哪次会议为准"


@scene
def assigned(door):
    """王建国 has asked Li Na; 陈静 reviews, 王建国 signs."""
    door.types("UWANG", "/draft assign @li.na Budget memo by 9 Dec, reviewer @chen.jing")
    door.presses("ULINA", "Accept")
    return door


@scene
def asked(assigned):
    assigned.says("ULINA", f"问一下 D-1：{WHICH}？")
    return assigned


def owed(door) -> list[tuple[str, str]]:
    with door.bot.sessions() as session:
        found = [one for one in open_on(session.get_one(Matter, 1)) if one.duty == "questions.duty"]
        return [(one.person_id, f"{one.due_at:%m-%d}") for one in found]


def kept(door) -> list[tuple[int, str, str]]:
    with door.bot.sessions() as session:
        asked = of_draft(session.get_one(Draft, 1))
        return [(one.number, one.to_id, one.state.value) for one in asked]


def said(door, number: int = 1) -> list[tuple[str, str, bool]]:
    """The answers to a question, with their source; whether each still stands."""
    with door.bot.sessions() as session:
        question = of_draft(session.get_one(Draft, 1))[number - 1]
        found = question.answers
        return [(one.text, one.source, one.superseded_at is None) for one in found]


# --- asked -----------------------------------------------------------------------------------


@pytest.mark.parametrize("line", [
    f"问一下 D-1：{WHICH}？", f"ask about D-1: {WHICH}?", f"/draft ask D-1 {WHICH}?",
    f"D-1 提问：{WHICH}",
])  # fmt: skip
def test_it_goes_to_the_assigner_who_has_a_working_day(assigned, line):
    ask = assigned.types if line.startswith("/") else assigned.says
    answer = ask("ULINA", line)

    assert answer == (
        f"Li Na 李娜 asks 王建国 about D-1 _Budget memo_, Q1: “{WHICH}” "
        "An answer by Thu 26 Nov 18:00, please.\n[Undo]"
    )
    assert assigned.reads("UWANG")[-1] == (
        f"Li Na 李娜 就 D-1《Budget memo》问 王建国，Q1：“{WHICH}”"
        "请在 11月26日 周四 18:00 前答复。\n"
        "[答复 Q1] [催办] [改期] [转交] [取消 | 详情]"
    )
    assert owed(assigned) == [("UWANG", "11-26")]
    assert "Q1 waits for 王建国, until Thu 26 Nov 18:00" in assigned.card("ULINA")


def test_on_the_card_a_form_asks_whom(assigned):
    assigned.presses("ULINA", "Ask")
    assert assigned.fills_in("ULINA", text=WHICH, to="ULINA") == {
        "to": "Choose somebody else to ask: you cannot ask yourself."
    }
    assert assigned.fills_in("ULINA", text=WHICH, to="UCHEN") == {}
    assert kept(assigned) == [(1, "UCHEN", "asked")]
    assert "[答复 Q1]" in assigned.card("UCHEN")


@pytest.mark.parametrize("how", ["", "internal-only"])
def test_nobody_is_asked_who_may_not_see_it(door, how):
    door.types("UWANG", f"/draft assign @li.na Plan by 9 Dec {how}")
    for who, name in (("USUN", "孙磊"), *((("UZHAO", "赵敏"),) if how else ())):
        door.presses("ULINA", "Ask")
        assert door.fills_in("ULINA", text=WHICH, to=who) == {
            "to": f"{name} cannot be asked: they do not take part in this. "
            "Choose somebody who does."
        }
        door.slack.closes("ULINA")
        assert "D-1" not in "".join(door.reads(who))
    assert kept(door) == []


def test_who_does_not_see_the_draft_asks_nothing(asked):
    for who in ("USUN", "UHE", "UTOM"):
        none = asked.says(who, "ask about D-9: which?").replace("D-9", "D-1")
        assert asked.says(who, "ask about D-1: which?") == none
        none = asked.says(who, "answer D-9 Q1: that one").replace("D-9", "D-1")
        assert asked.says(who, "answer D-1 Q1: that one") == none
        for verb in ("answer", "defer", "ask", "open", "meet", "undo"):
            assert asked.forges(who, f"questions:{verb}", 1) == asked.forges(
                who, f"questions:{verb}", 99
            )
    assert kept(asked) == [(1, "UWANG", "asked")]


def test_a_question_is_nudged_for_with_whoever_was_asked(asked):
    heard = asked.waits_until(datetime(2026, 11, 26, 0, 31, tzinfo=UTC))
    [line] = [line for line in heard if line.startswith("UWANG")]
    assert "《Budget memo》 · 答复提问 · 11月26日 周四 18:00" in line

    asked.presses("UWANG", "答复")
    assert WHICH in asked.page("UWANG")
    asked.fills_in("UWANG", text="11月20日班子会", source="班子会 11-20")
    assert owed(asked) == []


# --- answered --------------------------------------------------------------------------------


def test_the_answer_reaches_the_writer_with_its_source_and_stays_with_the_draft(asked):
    asked.presses("UWANG", "答复 Q1")
    assert asked.fills_in("UWANG") == {"text": "请写答复，或者在下面写缓到什么时候答。"}
    assert asked.fills_in("UWANG", text="以班子会为准", source="班子会 11-20") == {}

    assert asked.reads("ULINA")[-1].startswith(
        "王建国 answered Q1 on D-1 _Budget memo_: “以班子会为准” (source: 班子会 11-20)"
    )
    assert "Q1 waits" not in asked.card("ULINA")
    asked.presses("ULINA", "Details")
    assert (
        f"*Q1* Li Na 李娜 → 王建国\n{WHICH}\n"
        "→ 以班子会为准 · 王建国, Wed 25 Nov 10:00 (source: 班子会 11-20)" in asked.page("ULINA")
    )


@pytest.mark.parametrize(("line", "source"), [
    ("答复 D-1 Q1：以班子会为准，出处：班子会 11-20", "班子会 11-20"),
    ("答复 Q1：以班子会为准（出处：讲话人口头）", "讲话人口头"),
    ("answer D-1 Q1: 以班子会为准, source: speaker in person", "speaker in person"),
    ("answer q1: 以班子会为准", ""),
])  # fmt: skip
def test_it_is_answered_in_words(asked, line, source):
    answer = asked.says("UWANG", line)
    assert answer.startswith("王建国 答复了 D-1《Budget memo》的 Q1：“以班子会为准”")
    assert said(asked) == [("以班子会为准", source, True)]


def test_a_later_answer_supersedes_the_earlier_which_stays_visible(asked):
    asked.says("UWANG", "答复 D-1 Q1：以 11 月 20 日为准，出处：班子会 11-20")
    asked.says("UWANG", "答复 D-1 Q1：以 11 月 24 日为准，出处：专题会 11-24")

    assert asked.reads("ULINA")[-1].startswith(
        "王建国 answered Q1 on D-1 _Budget memo_ anew: “以 11 月 24 日为准” "
        "(source: 专题会 11-24) The answer before no longer stands."
    )
    assert [(text, stands) for text, _, stands in said(asked)] == [
        ("以 11 月 20 日为准", False),
        ("以 11 月 24 日为准", True),
    ]
    asked.presses("ULINA", "Details")
    assert "Superseded: 以 11 月 20 日为准 · 王建国" in asked.page("ULINA")


def test_it_is_put_off_to_a_date_and_the_writer_told(asked):
    assert asked.says("UWANG", "D-1 Q1 缓到下周一再答").startswith(
        "王建国 要到 11月30日 周一 18:00 前再答复 D-1《Budget memo》的 Q1。"
    )
    assert owed(asked) == [("UWANG", "11-30")]
    assert "until Mon 30 Nov 18:00" in asked.card("ULINA")
    asked.says("UWANG", "答复 D-1 Q1：就是它")
    assert kept(asked) == [(1, "UWANG", "answered")]
    assert asked.says("UWANG", "defer D-1 Q1 to Friday").startswith("没有办：D-1 现在是“已答复”。")


def test_in_the_form_a_date_alone_puts_it_off(asked):
    asked.presses("UWANG", "答复 Q1")
    assert asked.fills_in("UWANG", due="昨天") == {
        "due": "“昨天”已经过去了。请写还没到的时间，如 `明天` 或 `下周五`。"
    }
    asked.fills_in("UWANG", due="周五")
    assert kept(asked) == [(1, "UWANG", "deferred")]
    assert owed(asked) == [("UWANG", "11-27")]


def test_only_who_was_asked_or_runs_it_answers(asked):
    asked.says("ULINA", f"ask chen jing about D-1: {WHICH}?")
    for who in ("UZHAO", "ULINA"):
        assert asked.says(who, "answer D-1 Q1: mine").startswith(("Not done: only", "没有办：只有"))
    assert asked.says("UWANG", "答复 D-1 Q2：我来答").startswith("王建国 答复了")
    assert [state for _, _, state in kept(asked)] == ["asked", "answered"]


def test_which_one_is_asked_back(asked):
    asked.says("ULINA", "ask about D-1: and which figures?")
    which = "哪一个提问？请带上编号，例如 `答复 D-12 Q2：…`，或者按它的按钮。"
    assert asked.says("UWANG", "答复 Q7：好") == which
    assert asked.says("UWANG", "答复 D-1 Q7：好") == "D-1 没有 Q7。有哪些提问看它的详情。"
    assert asked.says("UWANG", "答复 Q2：都要").startswith("王建国 答复了 D-1《Budget memo》的 Q2")


# --- undone ----------------------------------------------------------------------------------


def test_asked_by_mistake_it_is_taken_back(asked):
    asked.presses("ULINA", "Undo")
    assert kept(asked) == []
    assert owed(asked) == []


def test_an_answer_taken_back_leaves_the_one_before(asked):
    asked.says("UWANG", "答复 D-1 Q1：甲")
    asked.says("UWANG", "答复 D-1 Q1：乙")
    asked.presses("UWANG", "撤回")
    assert said(asked) == [("甲", "", True)]
    asked.waits(minutes=6)
    assert "[撤回]" not in asked.says("UWANG", "D-1")


def test_put_off_by_mistake_it_is_due_as_before(asked):
    asked.says("UWANG", "D-1 Q1 缓到下周一")
    asked.presses("UWANG", "撤回")
    assert kept(asked) == [(1, "UWANG", "asked")]
    assert owed(asked) == [("UWANG", "11-26")]


def test_put_off_the_record_says_from_when_to_when(asked):
    asked.says("UWANG", "D-1 Q1 缓到下周一再答")
    assert (
        "王建国 · put off an answer\n    due: Thu 26 Nov 18:00 → Mon 30 Nov 18:00\n    question: 1"
    ) in asked.says("ULINA", "record D-1")


# --- carried ---------------------------------------------------------------------------------


def test_it_survives_hand_over_and_the_new_writer_is_told_the_answer(asked):
    asked.says("UWANG", "D-1 交给孙磊")
    assert owed(asked) == [("UWANG", "11-26")]
    asked.says("UWANG", "答复 D-1 Q1：以班子会为准")
    assert "答复了 D-1《Budget memo》的 Q1：“以班子会为准”" in asked.reads("USUN")[-1]
    asked.presses("USUN", "详情")
    assert "→ 以班子会为准" in asked.page("USUN")


def test_when_who_was_asked_leaves_the_assigner_is_asked(assigned):
    assigned.says("ULINA", f"ask chen jing about D-1: {WHICH}?")
    assert owed(assigned) == [("UCHEN", "11-26")]

    assigned.changes("UCHEN", deleted=True)
    assigned.waits(minutes=1)

    assert owed(assigned) == [("UWANG", "11-26")]
    assert kept(assigned) == [(1, "UWANG", "asked")]
    assert (
        f"陈静 不在岗，答不了 D-1《Budget memo》的 Q1：“{WHICH}”"
        "现由 王建国 在 11月26日 周四 18:00 前答复。\n[答复 Q1]" in assigned.reads("UWANG")[-1]
    )
    assert "陈静 · was not there; a question went on" in assigned.says("ULINA", "record D-1")
    assert "陈静 is not there to answer Q1" in " ".join(assigned.reads("ULINA"))


def test_when_nobody_else_is_there_it_stays_where_it_is(asked):
    asked.changes("UWANG", deleted=True)
    asked.changes("UCHEN", deleted=True)
    asked.waits(minutes=1)
    assert owed(asked) == [("UWANG", "11-26")]


def test_signed_off_or_cancelled_nobody_owes_an_answer(asked):
    asked.says("UWANG", "取消 D-1")
    assert owed(asked) == []
    assert asked.says("ULINA", "ask about D-1: still?") == (
        "Not done: D-1 is cancelled now. Its card shows what can be done."
    )


def test_who_is_on_leave_is_away_and_who_is_not_is_there(door):
    day = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
    chen = Person(slack_id="U", name="陈静", role=Role.STAFF, active=True, guest=False)
    days = Calendar(door.bot.tz)
    leave = replace(days, away=((date(2026, 11, 24), date(2026, 11, 25)),))
    assert rules.is_away(chen, leave, day)
    assert not rules.is_away(chen, days, day)
    assert not rules.is_away(chen, leave, day.replace(day=26))
