"""A time that may mean several is asked about, in every way it can be said, before it binds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from storage.matters.followups import FollowUp
from storage.matters.slips import Slip
from storage.office.unread import Unread
from storage.papers.drafts import Draft


def drafts(door) -> int:
    with door.bot.sessions() as session:
        return session.scalar(select(func.count()).select_from(Draft))


# --- in words ----------------------------------------------------------------------------------


def test_next_friday_said_on_a_wednesday_is_asked_about_and_nothing_is_done(door):
    question = door.types("ULIU", "/draft assign @li.na Budget memo, due next Friday 5pm")

    assert question == (
        "Budget memo: “due next Friday 5pm” can be either of these. Which one?\n"
        "[Fri 4 Dec 17:00] [Fri 27 Nov 17:00] [Another time]"
    )
    assert drafts(door) == 0
    assert door.reads("ULINA") == []


@pytest.mark.parametrize(
    ("label", "due"),
    [("Fri 4 Dec 17:00", "Fri 4 Dec 17:00"), ("Fri 27 Nov 17:00", "Fri 27 Nov 17:00")],
)
def test_one_press_answers_and_the_rest_goes_on_as_it_was_said(door, label, due):
    door.says("ULIU", "ask Li Na to draft the budget memo by next Friday 5pm, reviewer Sun Lei")
    door.presses("ULIU", label)
    assert f"due {due}" in door.card("ULINA")
    assert "_budget memo_" in door.card("ULINA")


def test_the_answer_takes_the_place_of_the_question(door):
    door.types("UWANG", "/draft 派稿 @李娜 年度总结 12点前")
    question = "年度总结：“12点前”是中午 12 点，还是夜里 12 点？"
    assert door.reads("UWANG", "COFFICE")[-1].startswith(question)
    door.presses("UWANG", "11月26日 周四 00:00", "COFFICE")
    assert not any("夜里 12 点" in text for text in door.reads("UWANG", "COFFICE"))


def test_pressed_twice_it_is_done_once(door):
    door.says("UWANG", "请李娜起草年度总结，周六前交")
    question = door.finds("UWANG", "11月27日 周五 18:00")
    door.slack.presses("UWANG", "DM", *question)
    with door.bot.sessions() as session:
        assert session.scalars(select(Slip)).all() == []
    again = door.forges("UWANG", "dates:choose-1", 1)
    assert "这个已经选过了。要改，请带上编号再说一遍。" in again
    assert drafts(door) == 1


def test_the_card_is_there_once(door):
    door.says("UWANG", "请李娜起草年度总结，周六前交")
    door.presses("UWANG", "11月27日 周五 18:00")
    there = door.reads("UWANG")
    assert len([text for text in there if "D-1" in text and "待受领" in text]) == 1
    assert "好，以 11月27日 周五 18:00 为准。" in there


def test_a_choice_that_is_over_by_now_binds_nobody(door):
    door.says("UWANG", "请李娜起草年度总结，12点前交")  # asked at ten
    door.waits(hours=5)
    said = door.presses("UWANG", "11月25日 周三 12:00")
    assert "11月25日 周三 12:00 已经过去了，请换个时间再说一遍。" in said
    assert drafts(door) == 0


def test_an_old_question_does_not_undo_a_newer_time(door):
    door.says("UWANG", "请李娜起草年度总结，12月3日下班前交")
    door.says("UWANG", "把 D-1 改到周六")
    door.says("UWANG", "把 D-1 改到12月10日")
    said = door.presses("UWANG", "11月27日 周五 18:00")
    assert "D-1 的时间已经改过，现在是 12月10日 周四 18:00。还要改，请再说一遍。" in said
    assert "12月10日" in door.card("ULINA") or "10 Dec" in door.card("ULINA")


def test_a_day_that_has_just_gone_by_is_not_taken_for_next_years(door):
    assert door.says("UWANG", "请李娜起草年度总结，11月24日前交") == (
        "年度总结：“11月24日前交”今年已经过了，是指明年吗？\n"
        "[2027年11月24日 周三 18:00（放假安排待定）] [换个时间]"
    )
    assert drafts(door) == 0


def test_nobody_else_answers_for_somebody(door):
    door.says("UWANG", "请李娜起草年度总结，周六前交")
    for who in ("ULINA", "UHE"):
        door.forges(who, "dates:choose-1", 1)
    assert drafts(door) == 0


def test_another_time_opens_the_form_with_all_that_was_said(door):
    door.says("UWANG", "请李娜起草年度总结，周六前交")
    door.presses("UWANG", "换个时间")
    fields = {block.get("block_id"): block for block in door.form("UWANG")["blocks"]}
    assert fields["title"]["element"]["initial_value"] == "年度总结"
    assert fields["due"]["element"]["initial_value"] == "周六前交"
    assert door.fills_in("UWANG", due="周五下午5点") == {}
    assert "11月27日 周五 17:00" in door.card("UWANG")


# --- in a form -----------------------------------------------------------------------------------


def test_over_a_form_it_is_asked_in_a_form_and_what_was_typed_stays_under_it(door):
    door.types("UWANG", "/draft")
    asked = door.fills_in("UWANG", person="ULINA", title="年度总结", due="next Friday")
    assert asked == {}
    assert drafts(door) == 0
    question = door.form("UWANG")
    assert question["title"]["text"] == "以哪个时间为准"
    [_, field] = question["blocks"]
    labels = [one["text"]["text"] for one in field["element"]["options"]]
    assert labels == ["12月4日 周五 18:00", "11月27日 周五 18:00"]

    assert door.fills_in("UWANG", n="2") == {}

    assert "11月27日 周五 18:00" in door.card("UWANG")
    assert door.slack.modal("UWANG") is None  # both are closed


def test_a_step_with_a_date_asks_too(door):
    door.says("UWANG", "请李娜起草年度总结，周五前交")
    door.says("ULINA", "accept D-1")
    assert door.says("ULINA", "more time for D-1 until next Friday: data came late") == (
        "D-1: “next Friday” can be either of these. Which one?\n"
        "[Fri 4 Dec 18:00] [Fri 27 Nov 18:00] [Another time]"
    )
    door.presses("ULINA", "Fri 4 Dec 18:00")
    assert "12月4日 周五 18:00" in door.card("UWANG")


# --- reminders that come again -------------------------------------------------------------------


def test_a_reminder_comes_again_until_it_is_called_off(door):
    door.says("ULINA", "remind me every Monday 9am to send the weekly")
    assert "every Monday 09:00; the next one Mon 30 Nov 09:00" in door.card("ULINA", "F-1")
    monday = datetime(2026, 11, 30, 1, 0, tzinfo=UTC)
    assert [news for news in door.waits_until(monday) if "send the weekly" in news] != []
    door.presses("ULINA", "Done")
    assert "the next one Mon 7 Dec 09:00" in door.card("ULINA", "F-1")
    assert door.reads("ULINA")[-1] == "✅ All of it is settled."
    assert [
        news for news in door.waits_until(monday + timedelta(days=7)) if "send the weekly" in news
    ] != []
    door.says("ULINA", "call off F-1")
    assert door.waits_until(monday + timedelta(days=14)) == []


def test_done_before_its_time_it_comes_the_time_after(door):
    door.says("ULINA", "remind me every Monday 9am to send the weekly")
    door.says("ULINA", "done F-1")
    assert "the next one Mon 7 Dec 09:00" in door.card("ULINA", "F-1")


def test_moved_once_it_stays_what_it_was(door):
    door.says("ULINA", "remind me every Monday 9am to send the weekly")
    moved = door.says("ULINA", "move F-1 to 1 Dec")
    assert "every Monday 09:00; the next one Tue 1 Dec 09:00" in moved
    door.waits_until(datetime(2026, 12, 1, 1, 0, tzinfo=UTC))
    door.presses("ULINA", "Done")
    assert "every Monday 09:00; the next one Mon 7 Dec 09:00" in door.says("ULINA", "F-1")


def test_on_its_own_weekday_the_first_is_today(door):
    door.says("UWANG", "每周三下午5点提醒我看收文")
    assert "11月25日 周三 17:00" in door.card("UWANG", "F-1")


@pytest.mark.parametrize(
    "often", ["every third Monday", "every last Friday of the month", "每三周周一"]
)
def test_what_cannot_be_repeated_is_not_taken_for_once(door, often):
    door.says("ULINA", f"remind me {often} at 9:30 to clean the shared drive")
    with door.bot.sessions() as session:
        assert session.scalars(select(FollowUp)).all() == []


def test_what_was_not_done_comes_again_all_the_same_and_once(door):
    door.says("UWANG", "每个工作日下午5点提醒我看收文")
    heard = [
        door.waits_until(datetime(2026, 11, day, 9, 0, tzinfo=UTC)) for day in (25, 26, 27, 28, 30)
    ]
    assert [len(news) for news in heard] == [1, 1, 1, 0, 1]


def test_a_deadline_does_not_repeat(door):
    door.types("UWANG", "/draft")
    errors = door.fills_in("UWANG", person="ULINA", title="周报", due="每周五")
    assert errors["due"].startswith("“每周五”是重复的时间，截止时间只能是一个。")


# --- what was not understood ----------------------------------------------------------------------


def unread(door) -> list[str]:
    with door.bot.sessions() as session:
        return [one.words for one in session.scalars(select(Unread).order_by(Unread.id))]


def consents(door) -> None:
    door.types("UZHAO", "/office settings")
    assert door.fills_in("UZHAO", unread="on") == {}


def types_what_is_no_time(door) -> None:
    door.types("UWANG", "/draft")
    door.fills_in("UWANG", person="ULINA", title="年度总结", due="李娜写完《年度总结》D-12 那会儿")


def test_nothing_is_kept_without_consent(door):
    types_what_is_no_time(door)
    assert unread(door) == []


def test_with_consent_it_is_kept_without_names_titles_and_numbers(door):
    consents(door)
    types_what_is_no_time(door)
    assert unread(door) == ["…写完…… 那会儿"]
    assert "那会儿" in door.types("UZHAO", "/office unread dates")
    assert "李娜" not in door.types("UZHAO", "/office unread dates")


@pytest.mark.parametrize("who", ["UWANG", "ULINA", "UHE"])
def test_it_is_for_whoever_looks_after_the_office(door, who):
    consents(door)
    types_what_is_no_time(door)
    assert "那会儿" not in door.says(who, "unread dates")


def test_it_can_be_deleted(door):
    consents(door)
    types_what_is_no_time(door)
    door.types("UZHAO", "/office unread dates")
    door.presses("UZHAO", "全部删除", "COFFICE")
    assert unread(door) == []
