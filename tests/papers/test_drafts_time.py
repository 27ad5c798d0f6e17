"""Time on a draft: rest days, more time asked for in time and too late, dates moved."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.conftest import scene

THURSDAY = datetime(2026, 11, 26, 10, 30, tzinfo=UTC)  # 18:30 in Shanghai, after the due time


@scene
def assigned(door):
    """Due on Thursday at 18:00, and accepted."""
    door.types("UWANG", "/draft assign @li.na Budget memo by Thursday")
    door.says("ULINA", "accept D-1")
    return door


# --- rest days -------------------------------------------------------------------------


def test_a_due_date_on_a_rest_day_is_asked_about_before_it_binds(door):
    question = door.types("UWANG", "/draft assign @li.na Budget memo by Saturday")

    assert question == (
        "Budget memo：“by Saturday”算下来落在休息日，以哪天为准？\n"
        "[11月27日 周五 18:00] [11月28日 周六 18:00（休息日）] [11月30日 周一 18:00] [换个时间]"
    )
    assert door.reads("ULINA") == []  # nothing has been done yet
    door.presses("UWANG", "11月27日 周五 18:00", "COFFICE")
    assert "due Fri 27 Nov 18:00" in door.card("ULINA")


def test_whoever_means_the_rest_day_gets_it_and_sees_what_it_is(door):
    door.says("ULIU", "ask Li Na to draft the budget memo by Saturday")
    door.presses("ULIU", "Sat 28 Nov 18:00 (rest day)")
    assert "due Sat 28 Nov 18:00 (rest day, in 2 working days)" in door.card("ULINA")


def test_a_make_up_day_is_a_working_day_and_says_so(door):
    door.clock.turn_to(datetime(2026, 9, 30, 2, 0, tzinfo=UTC))
    door.types("UWANG", "/draft assign @li.na Budget memo by 10 Oct")
    assert "10月10日 周六 18:00（补班） 前交（还有 3 个工作日）" in door.card("UWANG")


def test_a_year_that_is_not_announced_is_marked_wherever_it_is_said(door):
    door.types("UWANG", "/draft assign @li.na Budget memo by 8 Jan")
    assert "2027年1月8日 周五 18:00（放假安排待定）" in door.card("UWANG")
    assert "Fri 8 Jan 2027 18:00 (holidays not yet announced, in 31 working days)" in door.card(
        "ULINA"
    )


# --- more time, asked for in time --------------------------------------------------------


def test_time_asked_for_before_the_due_date_moves_it_once_granted(assigned):
    assigned.presses("ULINA", "Ask for more time")
    assert assigned.fills_in("ULINA", due="Monday", opinion="Figures come late") == {}

    assert assigned.reads("UWANG")[-1] == (
        "Li Na 李娜 为 D-1《Budget memo》申请延期到 11月30日 周一 18:00。“Figures come late”\n"
        "[同意延期] [不同意延期] [催办] [改期] [转交 | 取消 | 详情]"
    )
    assert "申请延期到 11月30日 周一 18:00" in assigned.card("UWANG")
    assert "due Thu 26 Nov 18:00" in assigned.card("ULINA")
    assigned.presses("UWANG", "同意延期")
    assert assigned.reads("ULINA")[-1] == (
        "王建国 agreed to the new time for D-1 _Budget memo_.\n"
        "[Hand in a version] [Raise a problem] [Ask for more time] [Hand over] [Ask | Details]"
    )
    assert assigned.card("ULINA") == (
        "📝 *D-1* · _Budget memo_ · being written\n"
        "王建国 → *Li Na 李娜* · due Mon 30 Nov 18:00 (in 3 working days)\n"
        "[Hand in a version] [Raise a problem] [Ask for more time] [Hand over] [Ask | Details]"
    )


def test_a_date_kept_is_said_to_the_writer(assigned):
    assigned.types("ULINA", "/draft more time for D-1: late figures, until Monday")
    assigned.presses("UWANG", "不同意延期")

    assert assigned.reads("ULINA")[-1] == (
        "王建国 kept the date of D-1 _Budget memo_: Thu 26 Nov 18:00.\n"
        "[Hand in a version] [Raise a problem] [Ask for more time] [Hand over] [Ask | Details]"
    )
    assert "申请延期" not in assigned.card("UWANG")


def test_more_time_means_later(assigned):
    assigned.presses("ULINA", "Ask for more time")

    assert assigned.fills_in("ULINA", due="tomorrow 5pm", opinion="sooner?") == {
        "due": "It is due Thu 26 Nov 18:00 already. Give a later time."
    }


def test_only_who_runs_it_answers_for_time(assigned):
    assigned.types("ULINA", "/draft more time for D-1: late, until Monday")
    asked = assigned.card("UWANG")

    assert assigned.forges("ULINA", "drafts:grant", 1).startswith(
        "Not done: only whoever assigned it"
    )
    assert assigned.forges("USUN", "drafts:grant", 1) == assigned.forges("USUN", "drafts:grant", 99)
    assert assigned.card("UWANG") == asked


# --- more time, asked for too late ---------------------------------------------------------


@scene
def late(assigned):
    """Thursday evening: nothing was handed in."""
    assigned.waits_until(THURSDAY)
    return assigned


def test_after_the_due_date_time_is_a_promise_and_the_date_stands_in_the_record(late):
    late.presses("ULINA", "Ask for more time")
    [due] = [block for block in late.form("ULINA")["blocks"] if block["block_id"] == "due"]
    assert due["hint"]["text"] == (
        "It was due Thu 26 Nov 18:00. That stays on record; what you give here is a promise."
    )
    late.fills_in("ULINA", due="Monday", opinion="Figures came late")
    assert late.reads("UWANG")[-1].split("\n")[0] == (
        "Li Na 李娜 说明 D-1《Budget memo》的迟交，承诺 11月30日 周一 18:00 交。"
        "原定 11月26日 周四 18:00，仍记录在案。“Figures came late”"
    )

    late.presses("UWANG", "同意延期")

    assert late.card("ULINA") == (
        "🔴 *D-1* · _Budget memo_ · being written\n"
        "王建国 → *Li Na 李娜* · due Thu 26 Nov 18:00 (overdue)\n"
        "promised for Mon 30 Nov 18:00; the original date stays on record\n"
        "[Hand in a version] [Raise a problem] [Ask for more time] [Hand over] [Ask | Details]"
    )
    assert late.types("ULINA", "/office record D-1").split("\n")[-6:] == [
        "Thu 26 Nov 18:30 · Li Na 李娜 · explained a delay, after the due date",
        "    asked for: Mon 30 Nov 18:00",
        "    “Figures came late”",
        "Thu 26 Nov 18:30 · 王建国 · agreed to the new time",
        "    asked for: Mon 30 Nov 18:00 → nothing",
        "    promised: Mon 30 Nov 18:00",
    ]


def test_after_a_promise_the_nudges_count_from_it(late):
    late.types("ULINA", "/draft more time for D-1: figures, until Monday")
    late.presses("UWANG", "同意延期")

    friday = late.waits_until(datetime(2026, 11, 27, 12, 0, tzinfo=UTC))
    assert [news for news in friday if not news.startswith("ULINA")] == []
    monday = late.waits_until(datetime(2026, 11, 30, 1, 0, tzinfo=UTC))
    assert [news.partition(":")[0] for news in monday] == ["ULINA"]


def test_a_second_promise_is_later_than_the_first(late):
    late.types("ULINA", "/draft more time for D-1: figures, until Monday")
    late.presses("UWANG", "同意延期")
    late.presses("ULINA", "Ask for more time")

    assert late.fills_in("ULINA", due="tomorrow", opinion="sooner") == {
        "due": "It is due Mon 30 Nov 18:00 already. Give a later time."
    }


# --- dates moved by whoever runs it -----------------------------------------------------------


def test_whoever_assigned_it_moves_the_date_and_the_writer_hears(assigned):
    assert assigned.says("UWANG", "D-1 改到下周三下午3点") == (
        "王建国 把 D-1《Budget memo》改到 12月2日 周三 15:00 前交。\n[撤回]"
    )
    assert assigned.reads("ULINA")[-1].split("\n")[0] == (
        "王建国 moved D-1 _Budget memo_: now due Wed 2 Dec 15:00."
    )


def test_moving_a_date_onto_a_rest_day_asks_first(assigned):
    assert assigned.says("UWANG", "D-1 改到周日") == (
        "D-1：“周日”算下来落在休息日，以哪天为准？\n"
        "[11月27日 周五 18:00] [11月29日 周日 18:00（休息日）] [11月30日 周一 18:00] [换个时间]"
    )
    assigned.presses("UWANG", "11月27日 周五 18:00")
    assert "11月27日 周五 18:00 前交" in assigned.card("UWANG")


def test_a_card_says_tomorrow_only_for_a_day(door):
    door.types("UZHAO", "/draft assign @li.na Budget memo by Friday 5pm")
    before = door.slack.sees("ULINA", "DM")[0].ts
    assert "(in 2 working days)" in door.card("ULINA")

    door.waits(days=1)
    assert "(tomorrow)" in door.card("ULINA")
    assert door.slack.sees("ULINA", "DM")[0].ts == before


def test_agreeing_where_nobody_asked_says_so(assigned):
    assert assigned.says("UWANG", "同意 D-1 延期") == (
        "没有办：D-1 没有待答复的延期申请。要主动改期：`D-1 改到下周一`。"
    )
