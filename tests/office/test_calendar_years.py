"""A year that was provisional becomes known: whoever has something due in it hears once."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select

from bot.language.workdays import Calendar
from bot.office.calendar.days import each_day
from bot.office.calendar.years import as_it_was, has_changed, rest_days
from handlers.clockwork import tick
from storage.office.calendar import AwaitedYear
from storage.office.settings import settings
from tests.conftest import scene
from tests.language.test_workdays import OFFICE, TZ, day
from tests.matters.test_nudges import at, hears

DAYS_2027 = "2027-01-01,2027-01-03,休,元旦\n2027-01-04,休,搬家\n2027-01-09,班\n"


def imports_and_declares(door):
    door.shares("UZHAO", {"name": "d.csv", "content": DAYS_2027})
    door.presses("UZHAO", "2027 年已完整")


@scene
def january(door):
    """Of Li Na's drafts one is due on a day that comes to rest, one later, one this year."""
    door.waits(seconds=1)  # the year is awaited from here on
    door.types("UWANG", "/draft assign @li.na Opening speech by 4 Jan 2027 5pm")
    door.types("UWANG", "/draft assign @li.na Yearly plan by 11 Jan 2027 5pm")
    door.types("UWANG", "/draft assign @li.na Minutes by 31 Dec 5pm")
    door.types("ULIU", "/draft assign @sun.lei Notice by 8 Jan 2027 5pm")
    for _ in range(3):
        door.presses("ULINA", "Accept")
    return door


def told(door, who, after=timedelta(minutes=6)):
    """What somebody newly reads of a year that is known."""
    news = door.waits(seconds=1) + door.waits_until(door.clock.now() + after)
    return [line for line in news if line.startswith(who) and "2027" in line.split("\n")[0]]


def test_each_owner_hears_once_what_is_not_as_it_was(january):
    imports_and_declares(january)

    [news] = told(january, "ULINA")

    assert news.split("\n") == [
        "ULINA: The working calendar of 2027 is known now. 1 thing of yours is not as it was:",
        "D-1 _Opening speech_ · Mon 4 Jan 2027 17:00 (rest day) · "
        "working days left: 27 before, 26 now",
    ]
    assert told(january, "ULINA") == []


def test_a_distance_that_changed_is_told_and_one_that_did_not_is_not(january):
    january.shares("UZHAO", {"name": "d.csv", "content": DAYS_2027.replace("2027-01-09,班\n", "")})
    january.says("UZHAO", "2027年日历已公布")
    january.waits(seconds=1)
    news = [one for one in january.waits(minutes=6) if "直接派给" not in one]

    assert [line.split("\n")[0].partition(":")[0] for line in news] == ["ULINA", "USUN"]
    assert "D-4《Notice》" in "".join(news) or "D-4 _Notice_" in "".join(news)
    assert "D-3" not in "".join(news)
    assert (
        "D-2 _Yearly plan_ · Mon 11 Jan 2027 17:00 · working days left: 32 before, 31 now"
        in news[0]
    )


def test_nobody_is_told_while_it_can_still_be_taken_back(january):
    january.says("UZHAO", "1月4日放假")
    january.says("UZHAO", "2027年日历已公布")
    assert told(january, "ULINA", timedelta(minutes=4)) == []
    january.presses("UZHAO", "撤回", about="已确认完整")
    assert told(january, "ULINA", timedelta(minutes=30)) == []
    january.says("UZHAO", "2027年日历已公布")
    assert len(told(january, "ULINA")) == 1


def test_it_is_told_once_whatever_becomes_of_the_year(january):
    imports_and_declares(january)
    assert len(told(january, "ULINA")) == 1
    january.says("ULIU", "reopen 2027")
    january.says("ULIU", "the 2027 calendar is complete")
    assert told(january, "ULINA") == []


def test_reopened_and_changed_it_is_told_anew(january):
    imports_and_declares(january)
    assert len(told(january, "ULINA")) == 1
    january.says("ULIU", "reopen 2027")
    january.waits(seconds=1)
    january.says("UZHAO", "2027年1月4日补班")
    january.says("ULIU", "the 2027 calendar is complete")
    [news] = told(january, "ULINA")
    assert "D-1 _Opening speech_" in news
    assert told(january, "ULINA") == []


def test_whoever_may_moves_it_to_the_working_day_before_with_one_press(door):
    door.waits(seconds=1)
    door.types("UZHAO", "/draft 派稿 @赵敏 开年讲话 2027年1月4日下午5点 陈静审核")
    imports_and_declares(door)
    [news] = told(door, "UZHAO")
    assert "D-1《开年讲话》" in news
    assert "前一个工作日是 12月31日 周四 18:00。 [改到 12月31日 周四 18:00]" in news

    door.presses("UZHAO", "改到 12月31日 周四 18:00", about="已经确定")

    assert "12月31日 周四 18:00 前交" in door.card("UZHAO")
    assert "[改到" not in door.reads("UZHAO")[-2]


def test_others_only_read_it(january):
    imports_and_declares(january)
    [news] = told(january, "ULINA")
    assert "[" not in news
    assert not [line for line in january.reads("UWANG") if "已经确定" in line]


def test_what_is_settled_meanwhile_is_not_told(january):
    imports_and_declares(january)
    january.says("UWANG", "取消 D-1")
    assert told(january, "ULINA") == []


def test_at_night_and_on_leave_it_waits(january):
    january.says("ULINA", "I am on leave from 26 Nov to 27 Nov")
    january.waits_until(at("11-25 20:30"))
    imports_and_declares(january)
    assert told(january, "ULINA") == []
    assert len(hears(january, "ULINA", "11-30 08:30")) == 1


def test_a_year_the_package_knows_by_now_is_told_after_a_restart(door):
    """As if 2026 had been awaited by an older version: its days were Mondays to Fridays."""
    door.types("UWANG", "/draft assign @li.na Budget memo by 31 Dec 5pm")
    door.presses("ULINA", "Accept")
    plain = [
        d.isoformat() for d in each_day(date(2026, 1, 1), date(2026, 12, 31)) if d.weekday() > 4
    ]
    with door.bot.sessions.begin() as session:
        row = AwaitedYear(year=2026, rest_days=[*plain, "2026-12-25"], known_at=None, told_at=None)
        session.add(row)
    door.waits(seconds=1)
    [news] = [line for line in door.waits(minutes=6) if line.startswith("ULINA")]
    assert "working days left: 25 before, 26 now" in news
    assert door.waits(minutes=6) == []


def test_any_number_of_ticks_await_a_year_once(door):
    for _ in range(3):
        tick(door.bot)
    with door.bot.sessions.begin() as session:
        found = session.scalars(select(AwaitedYear).order_by(AwaitedYear.year)).all()
        assert [(one.year, one.known_at, one.told_at) for one in found] == [
            (2027, None, None),
            (2028, None, None),
        ]
        assert found[0].rest_days == rest_days(OFFICE, 2027)


def test_an_office_elsewhere_awaits_nothing(door):
    with door.bot.sessions.begin() as session:
        settings(session).country = "US"
    tick(door.bot)
    with door.bot.sessions.begin() as session:
        assert session.scalars(select(AwaitedYear)).all() == []


# --- rules ----------------------------------------------------------------------------------------


def test_a_year_as_it_was_counts_as_it_did_and_leaves_others_alone():
    known = Calendar(TZ, own={day("2027-01-04"): False, day("2027-01-09"): True})
    before = as_it_was(known, 2027, rest_days(OFFICE, 2027))
    today = day("2026-11-25")
    assert before.working_days_between(today, day("2027-12-31")) == (
        OFFICE.working_days_between(today, day("2027-12-31"))
    )
    assert has_changed(before, known, today, day("2027-01-04"))  # it rests now
    assert has_changed(before, known, today, day("2027-01-08"))  # a day nearer
    assert not has_changed(before, known, today, day("2027-01-11"))  # a day off, a day on
    assert not has_changed(before, known, today, day("2026-12-31"))
