"""Ladders: when a follow-up speaks, to whom, and when it has to wait for the morning."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.language.workdays import Calendar
from bot.matters import ladders
from bot.matters.ladders import LADDERS, Times

SHANGHAI, NEW_YORK = ZoneInfo("Asia/Shanghai"), ZoneInfo("America/New_York")


def at(text: str, tz: ZoneInfo = SHANGHAI) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=tz)


def times(opened: str, due: str, reader: ZoneInfo = SHANGHAI) -> Times:
    return Times(at(opened), at(due), Calendar(SHANGHAI), Calendar(reader))


def said(ladder: str, hanging_on: Times) -> list[str]:
    """A whole ladder as one reads it: the moment in the reader's zone, the reason, who hears."""
    rungs = [(ladders.moment(rung, hanging_on), rung) for rung in LADDERS[ladder]]
    return [
        f"{moment.astimezone(hanging_on.reader.tz):%m-%d %H:%M} {rung.reason} {rung.to}"
        for moment, rung in sorted(rungs, key=lambda one: one[0])
    ]


def test_the_standard_ladder():
    """Due on a Friday: three days and one before, that morning, then up the line."""
    assert said("standard", times("2026-11-16 10:00", "2026-11-27 18:00")) == [
        "11-24 08:30 soon debtor",
        "11-26 08:30 soon debtor",
        "11-27 08:30 today debtor",
        "11-27 18:00 overdue debtor",
        "11-30 08:30 overdue section_head",
        "12-01 08:30 overdue director",
        "12-02 08:30 overdue leader",
    ]


def test_what_is_not_accepted_speaks_after_four_working_hours():
    """The noon break and the night do not count."""
    first = {
        "2026-11-25 10:00": "11-25 16:00 not-accepted debtor",
        "2026-11-25 17:00": "11-26 11:30 not-accepted debtor",
        "2026-11-27 17:30": "11-30 12:00 not-accepted debtor",
        "2026-09-30 17:00": "10-08 11:30 not-accepted debtor",
    }
    for opened, expected in first.items():
        assert said("accept", times(opened, "2026-12-31 18:00"))[0] == expected


def test_who_sends_a_paper_out_is_reminded_lightly():
    assert said("filing", times("2026-11-25 10:00", "2026-11-26 18:00")) == [
        "11-26 08:30 today debtor",
        "11-26 18:00 overdue debtor",
        "11-30 08:30 overdue director",
    ]


def test_a_reminder_speaks_once_and_once_more_the_working_day_after():
    assert said("reminder", times("2026-11-25 10:00", "2026-11-27 09:00")) == [
        "11-27 09:00 now debtor",
        "11-30 08:30 overdue debtor",
    ]


def test_make_up_days_count_and_holidays_do_not():
    """Saturday 10 October 2026 is worked, the week before it is off."""
    assert said("standard", times("2026-09-21 10:00", "2026-10-12 18:00")) == [
        "10-08 08:30 soon debtor",
        "10-10 08:30 soon debtor",
        "10-12 08:30 today debtor",
        "10-12 18:00 overdue debtor",
        "10-13 08:30 overdue section_head",
        "10-14 08:30 overdue director",
        "10-15 08:30 overdue leader",
    ]


def test_mornings_are_the_readers_on_both_sides_of_the_clock_change():
    """New York puts its clocks back on 1 November 2026; half past eight stays half past eight."""
    read = times("2026-10-19 10:00", "2026-11-03 06:00", NEW_YORK)

    moments = [ladders.moment(rung, read) for rung in LADDERS["standard"][:3]]

    assert [f"{one.astimezone(NEW_YORK):%m-%d %H:%M}" for one in moments] == [
        "10-29 08:30",
        "11-02 08:30",
        "11-03 08:30",
    ]
    assert [f"{one.astimezone(UTC):%H:%M}" for one in moments] == ["12:30", "13:30", "13:30"]


@pytest.mark.parametrize(
    ("after", "moment"),
    [
        ("2026-11-20 10:00", "2026-11-24 08:30"),
        ("2026-11-24 08:30", "2026-11-26 08:30"),
        ("2026-11-26 10:00", "2026-11-27 08:30"),
        ("2026-11-27 08:30", "2026-11-27 18:00"),
        ("2026-12-01 09:00", "2026-12-02 08:30"),
    ],
)
def test_the_next_moment_is_the_first_that_is_still_to_come(after, moment):
    hanging_on = times("2026-11-16 10:00", "2026-11-27 18:00")
    assert ladders.next_moment("standard", at(after), hanging_on) == at(moment)


def again(ladder: str, count: int, hanging_on: Times) -> list[str]:
    found, after = [], at("2026-11-27 18:00")
    while len(found) < count:
        after = ladders.next_moment(ladder, after, hanging_on)
        found += [
            f"{after.astimezone(SHANGHAI):%m-%d %H:%M} {rung.to}"
            for rung in ladders.spoken(ladder, after - timedelta(seconds=1), after, hanging_on)
            if rung.again
        ]
    return found


def test_what_is_still_late_is_told_again_at_longer_and_longer_steps_without_end():
    """Weekly for a month, then every two weeks, then every four; a day off gives way."""
    hanging_on = times("2026-11-16 10:00", "2026-11-27 18:00")
    assert again("standard", 9, hanging_on) == [
        "12-09 08:30 section_head",
        "12-16 08:30 section_head",
        "12-23 08:30 section_head",
        "12-30 08:30 section_head",
        "01-13 08:30 section_head",
        "01-27 08:30 section_head",
        "02-24 08:30 section_head",
        "03-24 08:30 section_head",
        "04-21 08:30 section_head",
    ]
    assert again("filing", 1, hanging_on) == ["12-08 08:30 director"]
    assert again("private", 1, hanging_on) == ["12-04 08:30 debtor"]


@pytest.mark.parametrize("ladder", ["reminder", "again", "digest", "revision", "consultation"])
def test_a_ladder_ends_where_nothing_is_late(ladder):
    hanging_on = times("2026-11-16 10:00", "2026-11-27 18:00")
    assert ladders.next_moment(ladder, at("2026-12-02 08:30"), hanging_on) is None


def test_every_rung_of_a_long_sleep_is_found_in_order():
    hanging_on = times("2026-11-16 10:00", "2026-11-27 18:00")

    missed = ladders.spoken("standard", at("2026-11-26 08:30"), at("2026-11-30 08:30"), hanging_on)

    assert [(rung.reason, rung.to) for rung in missed] == [
        ("today", "debtor"),
        ("overdue", "debtor"),
        ("overdue", "section_head"),
    ]


@pytest.mark.parametrize(
    ("moment", "held_until"),
    [
        ("2026-11-25 07:30", "2026-11-25 07:30"),  # a working Wednesday
        ("2026-11-25 19:59", "2026-11-25 19:59"),
        ("2026-11-25 07:29", "2026-11-25 08:30"),
        ("2026-11-25 00:00", "2026-11-25 08:30"),
        ("2026-11-25 20:00", "2026-11-26 08:30"),
        ("2026-11-27 20:00", "2026-11-30 08:30"),  # Friday evening: Monday
        ("2026-11-28 10:00", "2026-11-30 08:30"),  # Saturday
        ("2026-11-29 06:00", "2026-11-30 08:30"),  # Sunday, early
        ("2026-11-29 23:00", "2026-11-30 08:30"),  # Sunday, late
        ("2026-10-10 10:00", "2026-10-10 10:00"),  # a Saturday that is worked
        ("2026-10-09 21:00", "2026-10-10 08:30"),
        ("2026-10-10 21:00", "2026-10-12 08:30"),
        ("2026-09-30 20:30", "2026-10-08 08:30"),  # over National Day
    ],
)
def test_quiet_hours_and_rest_days_hold(moment, held_until):
    assert ladders.hold(at(moment), Calendar(SHANGHAI)) == at(held_until)


@pytest.mark.parametrize(
    ("moment", "held_until"),
    [
        ("2026-03-06 19:00", "2026-03-06 19:00"),  # Friday, before the clocks go forward
        ("2026-03-06 20:00", "2026-03-09 08:30"),
        ("2026-03-08 03:30", "2026-03-09 08:30"),
        ("2026-11-01 01:30", "2026-11-02 08:30"),  # the hour that comes twice
        ("2026-11-02 07:00", "2026-11-02 08:30"),
    ],
)
def test_quiet_hours_are_the_readers(moment, held_until):
    assert ladders.hold(at(moment, NEW_YORK), Calendar(NEW_YORK)) == at(held_until, NEW_YORK)


def test_morning_in_the_office_is_evening_for_one_abroad():
    """Nine in Shanghai is eight in the evening in New York: it waits for their morning."""
    assert ladders.hold(at("2026-11-26 09:00"), Calendar(NEW_YORK)) == at(
        "2026-11-26 08:30", NEW_YORK
    )
    assert ladders.hold(at("2026-11-27 23:00"), Calendar(NEW_YORK)) == at("2026-11-27 23:00")
