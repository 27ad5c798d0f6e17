"""Dates counted back over working days: shown before they count, followed up, moved, handed on."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.language.workdays import Calendar
from bot.papers.plan_dates import planned, shifted
from storage.matters.followups import FollowUp, open_on
from storage.matters.matter import Matter
from storage.papers.drafts import Draft
from storage.papers.plan import StepName, steps
from tests.conftest import WEDNESDAY, scene

TZ = ZoneInfo("Asia/Shanghai")
CALENDAR = Calendar(TZ)
OUTLINE, DRAFT, REVIEW, FINAL = StepName


def at(day: str, hour: int = 18) -> datetime:
    return datetime.fromisoformat(f"{day}T{hour:02}:00").replace(tzinfo=TZ)


def days(now: str, due: str, use_on: str | None) -> tuple[dict[str, str], int]:
    """The plan made on a morning, as days."""
    used = date.fromisoformat(use_on) if use_on else None
    found = planned(at(now, 10), at(due), used, CALENDAR)
    local = {name.value: f"{when.astimezone(TZ):%m-%d}" for name, when in found.dates.items()}
    return local, found.days


# --- the rule ------------------------------------------------------------------------------

# National Day 2026: 1 to 7 October are free, Saturday 10 October is worked; so is no 25 September.
PLANS = [
    # ten working days, none of them free
    ("2026-11-25", "2026-12-09", None,
     {"outline": "11-27", "draft": "12-03", "review": "12-07", "final": "12-09"}, 10),
    # used on the day after the holidays: the working day before is the last of September
    ("2026-09-21", "2026-09-30", "2026-10-08",
     {"outline": "09-22", "draft": "09-28", "review": "09-29", "final": "09-30"}, 6),
    # over the holidays, and the Saturday that makes up for them counts
    ("2026-09-28", "2026-10-10", "2026-10-12",
     {"outline": "09-29", "draft": "10-08", "review": "10-09", "final": "10-10"}, 5),
    ("2026-09-30", "2026-10-10", "2026-10-12",
     {"outline": "10-08", "draft": "10-09", "final": "10-10"}, 3),
    # in the holidays themselves
    ("2026-10-03", "2026-10-09", "2026-10-11", {"outline": "10-08", "draft": "10-09",
     "final": "10-10"}, 3),
    # the writer hands in no later than was asked
    ("2026-11-25", "2026-11-27", "2026-12-09",
     {"outline": "11-26", "draft": "11-27", "review": "12-04", "final": "12-08"}, 9),
    # too little time: what fits
    ("2026-11-25", "2026-11-27", None, {"draft": "11-26", "final": "11-27"}, 2),
    ("2026-11-25", "2026-11-26", "2026-11-27", {"final": "11-26"}, 1),
    ("2026-11-25", "2026-11-25", "2026-11-26", {"final": "11-25"}, 0),
    # used today, or on the first working day there is: what was asked stands
    ("2026-11-25", "2026-11-25", "2026-11-25", {"final": "11-25"}, 0),
]  # fmt: skip


@pytest.mark.parametrize(("now", "due", "use_on", "dates", "n"), PLANS)
def test_dates_are_counted_back_over_working_days(now, due, use_on, dates, n):
    assert days(now, due, use_on) == (dates, n)


def test_every_plan_is_in_order_and_on_working_days():
    for ahead in range(1, 40):
        now = at("2026-09-10", 10)
        used = date(2026, 9, 10) + timedelta(days=ahead)
        found = planned(now, now + timedelta(hours=8), used, CALENDAR)
        moments = list(found.dates.values())
        assert moments == sorted(moments)
        assert list(found.dates) == [name for name in StepName if name in found.dates]
        assert all(CALENDAR.is_working(when.astimezone(TZ).date()) for when in moments)
        assert {*found.dates, *found.left_out} == set(StepName)


def test_what_moves_moves_by_working_days():
    was = {DRAFT: at("2026-09-30"), FINAL: at("2026-10-08", 12)}
    moved = shifted(was, at("2026-10-08"), at("2026-10-10"), CALENDAR)
    assert moved == {DRAFT: at("2026-10-09"), FINAL: at("2026-10-10", 12)}
    assert shifted(moved, at("2026-10-10"), at("2026-10-08"), CALENDAR) == was


# --- shown before it is sent -----------------------------------------------------------------

SPEECH = {"person": "ULINA", "title": "Speech", "due": "9 Dec", "doc_type": "speech"}


def dates(door) -> dict[str, str]:
    with door.bot.sessions() as session:
        planned = steps(session.get_one(Draft, 1))
        return {one.name.value: f"{one.due_at.astimezone(TZ):%m-%d}" for one in planned}


def owed(door) -> dict[str, str]:
    with door.bot.sessions() as session:
        return {one.duty: one.person_id for one in open_on(session.get_one(Matter, 1))}


@scene
def planned_speech(door):
    """Due on 9 December and used on the 11th; ten working days from now."""
    door.types("UWANG", "/draft")
    door.fills_in("UWANG", **SPEECH, use_on="2026-12-11")
    door.fills_in("UWANG")
    return door


def test_a_draft_with_a_date_of_use_is_sent_only_after_its_dates_were_shown(door):
    door.types("UWANG", "/draft")
    assert door.fills_in("UWANG", **SPEECH, use_on="2026-12-11") == {}

    assert door.reads("ULINA") == door.reads("UWANG") == []
    form = door.form("UWANG")
    assert form["title"]["text"] == "排好时间再派"
    assert {b["block_id"]: b["element"].get("initial_date") for b in form["blocks"][1:]} == {
        "outline": "2026-11-27",
        "draft": "2026-12-04",
        "review": "2026-12-08",
        "final": "2026-12-10",
    }
    assert door.fills_in("UWANG", draft="2026-12-03", review="") == {}

    assert dates(door) == {"outline": "11-27", "draft": "12-03", "final": "12-10"}
    assert "Next: Outline, Fri 27 Nov 18:00" in door.card("ULINA")
    assert "下一步：提纲，11月27日 周五 18:00" in door.card("UWANG")
    assert owed(door) == {
        "drafts.duty-accept": "ULINA",
        "plan.duty-outline": "ULINA",
        "plan.duty-draft": "ULINA",
        "plan.duty-final": "ULINA",
    }


GONE = "没有办：11月24日 周二 18:00 已经过去了。请写还没到的时间。"
USED = "12月11日 周五 就要用。请填更早的日子，或者留空。"
BEFORE = "前一步排在 12月4日 周五 18:00。请填更晚的日子，或者调整前一步。"


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"outline": "2026-11-24"}, "outline", GONE),
        ({"final": "2026-12-12"}, "final", USED),
        ({"review": "2026-12-03"}, "review", BEFORE),
    ],
)
def test_a_date_that_cannot_be_is_refused_on_its_field(door, changed, field, said):
    door.types("UWANG", "/draft")
    door.fills_in("UWANG", **SPEECH, use_on="2026-12-11")

    assert door.fills_in("UWANG", **changed) == {field: said}
    assert door.reads("ULINA") == []
    assert door.form("UWANG")["title"]["text"] == "排好时间再派"


def test_too_little_time_is_said_and_what_fits_is_planned(door):
    door.types("ULIU", "/draft")
    door.fills_in("ULIU", **SPEECH | {"due": "Thursday"}, use_on="2026-11-27")

    assert (
        "Too little time for every step: 1 working day is left. "
        "Not planned: Outline · First draft · Into review." in door.page("ULIU")
    )
    door.fills_in("ULIU")
    assert dates(door) == {"final": "11-26"}


def test_a_routine_draft_is_asked_for_without_dates_and_can_have_them_later(door):
    door.types("UWANG", "/draft assign @li.na Budget memo by 9 Dec")
    assert dates(door) == {}
    door.presses("UWANG", "详情")
    assert (
        "还没有排。按工作日倒排，可以是：\n"
        "提纲：11月27日 周五 18:00\n初稿：12月3日 周四 18:00\n"
        "送审：12月7日 周一 18:00\n定稿：12月9日 周三 18:00\n[排期]" in door.page("UWANG")
    )
    assert "plan.duty-outline" not in owed(door)  # nothing binds before it is set

    door.presses_form("UWANG", "排期")
    assert door.fills_in("UWANG") == {}
    assert door.reads("ULINA")[-1].startswith(
        "王建国 set 4 dates for D-1 _Budget memo_, the last Wed 9 Dec 18:00."
    )
    assert owed(door)["plan.duty-outline"] == "ULINA"
    # by the due date itself she is asked to hand in anyway: not twice
    assert "plan.duty-final" not in owed(door)


@pytest.mark.parametrize("line", ["D-1 排期", "dates for D-1"])
def test_it_is_asked_for_in_words_and_read_by_those_who_may_not_change_it(planned_speech, line):
    planned_speech.types("UWANG", f"/draft {line}")
    assert planned_speech.form("UWANG")["title"]["text"] == "排期 D-1"

    read = planned_speech.says("ULINA", line)
    assert read.startswith("D-1 _Speech_: the dates of its steps\nOutline: Fri 27 Nov 18:00\n")
    assert "[Set dates]" not in read


def test_who_may_not_set_dates_sets_none(planned_speech):
    before = dates(planned_speech)
    for who in ("ULINA", "USUN", "UHE"):
        planned_speech.forges(who, "plan:set", 1)
        planned_speech.forges(who, "plan:open", 1)
    assert dates(planned_speech) == before


# --- nudged, met -----------------------------------------------------------------------------


def test_no_outline_by_its_date_is_said_to_the_writer(planned_speech):
    planned_speech.says("ULINA", "accept D-1")
    planned_speech.waits(minutes=5)  # the director hears that the leader assigned it
    news = planned_speech.waits_until(WEDNESDAY + timedelta(days=1, minutes=1))
    assert "Speech_ · hand in the outline · Fri 27 Nov 18:00 (tomorrow)" in news[0]

    planned_speech.waits_until(datetime(2026, 11, 27, 10, 30, tzinfo=UTC))
    assert planned_speech.reads("ULINA")[-1].startswith(
        "🔴 D-1 _Speech_ · hand in the outline · Fri 27 Nov 18:00"
    )
    planned_speech.presses("ULINA", "Done: hand in outline")
    planned_speech.fills_in("ULINA", text="1. Where we stand 2. What next")
    assert "plan.duty-outline" not in owed(planned_speech)
    heard = " ".join(planned_speech.waits_until(datetime(2026, 11, 30, 1, 0, tzinfo=UTC)))
    assert "hand in the outline" not in heard


def test_a_version_meets_the_outline_the_draft_and_the_review(planned_speech):
    planned_speech.says("ULINA", "submit D-1 https://docs.example/1")
    assert owed(planned_speech) == {
        "drafts.duty-sign": "UWANG",
        "plan.duty-final": "UWANG",
    }
    planned_speech.presses("UWANG", "退回修改")
    planned_speech.fills_in("UWANG", opinion="再改改", due="12月4日")
    assert owed(planned_speech) == {
        "drafts.duty-revise": "ULINA",
        "plan.duty-review": "ULINA",
        "plan.duty-final": "ULINA",
    }
    planned_speech.says("ULINA", "submit D-1 https://docs.example/2")
    planned_speech.says("UWANG", "签发 D-1")
    assert owed(planned_speech) == {"drafts.duty-file": "UZHAO"}
    planned_speech.presses("ULINA", "Details")
    assert "Final text: Thu 10 Dec 18:00 · there since Wed 25 Nov 10:00" in planned_speech.page(
        "ULINA"
    )


def test_what_was_there_when_it_was_signed_is_still_there_once_it_is_filed(planned_speech):
    planned_speech.says("ULINA", "submit D-1 https://docs.example/1")
    planned_speech.says("UWANG", "签发 D-1")
    planned_speech.says("UZHAO", "归档 D-1")
    planned_speech.waits(days=20)
    planned_speech.types("ULINA", "/draft details of D-1")
    page = planned_speech.page("ULINA")
    assert "Into review: Tue 8 Dec 18:00 · there since Wed 25 Nov 10:00" in page
    assert "Final text: Thu 10 Dec 18:00 · there since Wed 25 Nov 10:00" in page


# --- it follows its draft --------------------------------------------------------------------


def test_it_moves_with_the_due_date_and_back_with_it(planned_speech):
    before = dates(planned_speech)
    planned_speech.says("UWANG", "把 D-1 改到12月8日")
    assert dates(planned_speech) == {
        "outline": "11-26", "draft": "12-03", "review": "12-07", "final": "12-10",
    }  # fmt: skip

    planned_speech.presses("UWANG", "撤回")
    assert dates(planned_speech) == before
    planned_speech.says("UWANG", "把 D-1 改到12月10日")
    assert dates(planned_speech) == {
        "outline": "11-30", "draft": "12-07", "review": "12-09", "final": "12-10",
    }  # fmt: skip


def test_handed_over_what_is_open_is_the_new_writers(planned_speech):
    planned_speech.says("ULINA", "outline of D-1: one, two, three")
    planned_speech.says("UWANG", "D-1 交给孙磊")
    assert owed(planned_speech) == {
        "drafts.duty-accept": "USUN",
        "outline.duty-judge": "UWANG",
        "plan.duty-draft": "USUN",
        "plan.duty-review": "USUN",
        "plan.duty-final": "USUN",
    }
    with planned_speech.bot.sessions() as session:
        hers = select(FollowUp).where(FollowUp.person_id == "ULINA")
        assert all(one.settled_at for one in session.scalars(hers))


def test_cancelled_nobody_owes_anything_and_nobody_is_nudged(planned_speech):
    planned_speech.says("UWANG", "取消 D-1")
    assert owed(planned_speech) == {}
    assert planned_speech.waits(days=9) == []


def test_taken_back_at_once_an_assignment_takes_its_dates_with_it(planned_speech):
    planned_speech.presses("UWANG", "撤回")
    assert "已取消" in planned_speech.card("UWANG")
    assert owed(planned_speech) == {}


def test_dates_set_can_be_taken_back_for_five_minutes(planned_speech):
    before = dates(planned_speech)
    planned_speech.types("UWANG", "/draft dates for D-1")
    planned_speech.fills_in("UWANG", outline="2026-12-01")
    assert dates(planned_speech)["outline"] == "12-01"
    planned_speech.presses("UWANG", "撤回")
    assert dates(planned_speech) == before

    planned_speech.types("UWANG", "/draft dates for D-1")
    planned_speech.fills_in("UWANG", outline="2026-12-01")
    planned_speech.waits(minutes=6)
    assert "[撤回]" not in planned_speech.says("UWANG", "D-1")


def test_every_date_is_on_record(planned_speech):
    planned_speech.types("UWANG", "/draft dates for D-1")
    planned_speech.fills_in("UWANG", outline="2026-12-01", review="")
    record = planned_speech.says("ULINA", "record D-1")
    assert "    outline: Fri 27 Nov 18:00\n" in record
    assert "    outline: Fri 27 Nov 18:00 → Tue 1 Dec 18:00" in record
