"""Deadlines found in sentences, held against any text, and said back to the reader."""

from __future__ import annotations

import time as stopwatch
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.dates import Found, deadline, find_due, read_due, say_distance, say_due, warm_up
from bot.language.dates.rows import RULES
from bot.language.refusals import Refused
from bot.language.workdays import Calendar

TZ = ZoneInfo("Asia/Shanghai")
OFFICE = Calendar(TZ)
WEDNESDAY = datetime(2026, 11, 25, 14, 30, tzinfo=TZ)


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    warm_up()


@pytest.mark.parametrize(
    ("text", "span", "due"),
    [
        ("请李娜起草年度总结，下周五下班前交", "下周五下班前交", "12-04 18:00"),
        ("请张伟明天下午3点前交初稿", "明天下午3点前", "11-26 15:00"),
        ("让王芳本周五之前完成", "本周五之前完成", "11-27 18:00"),
        ("写调研报告 12月4日下班前", "12月4日下班前", "12-04 18:00"),
        ("1103会议室，明天上午10点，对一下方案", "明天上午10点", "11-26 10:00"),
        ("V2.3版本下周四提测", "下周四", "12-03 18:00"),
        ("周五交《12月1日讲话》", "周五", "11-27 18:00"),
        ("下周一起草方案", "下周一", "11-30 18:00"),
        ("准备12月10日的会议材料，12月8日前报", "12月8日前报", "12-08 18:00"),
        ("整理昨天的会议纪要，半小时后给我", "半小时后给我", "11-25 15:00"),
        ("原定周四，改到12月2日下午2点", "改到12月2日下午2点", "12-02 14:00"),
        ("Budget memo by Friday 5pm", "by Friday 5pm", "11-27 17:00"),
        ("Annual report due next Friday", "due next Friday", "12-04 18:00"),
        ("I need 3 versions of the logo by Tuesday", "by Tuesday", "12-01 18:00"),
        ("Budget 2027 by the end of the month", "by the end of the month", "11-30 18:00"),
        ("Review of Nov 30 is moved to Dec 2 at 2pm", "moved to Dec 2 at 2pm", "12-02 14:00"),
        ("Was due 2026-11-20, now due 4 Dec", "due 4 Dec", "12-04 18:00"),
        ("<@U0LINA> minutes by Monday, please", "by Monday", "11-30 18:00"),
    ],
)
def test_a_deadline_is_found_in_a_sentence(text, span, due):
    found = find_due(text, WEDNESDAY, OFFICE)
    assert found is not None
    assert text[slice(*found.span)] == span
    assert f"{found.at.astimezone(TZ):%m-%d %H:%M}" == due
    assert read_due(span, WEDNESDAY, OFFICE).at == found.at  # the words alone mean the same


def test_found_tells_whether_a_time_of_day_was_said():
    at = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)
    assert find_due("memo Friday", WEDNESDAY, OFFICE) == Found(
        (5, 11), marked=False, at=at, dated_only=True, repeats=False, dated=True, firm=True
    )
    assert find_due("memo Friday 6pm", WEDNESDAY, OFFICE) == Found(
        (5, 15), marked=False, at=at, dated_only=False, repeats=False, dated=True, firm=True
    )


@pytest.mark.parametrize(
    "text",
    ["总结昨天会上的意见", "总结会上的意见，2026-11-20前交", "by 2040-01-01", "周三到周五培训"],
)
def test_what_cannot_be_one_deadline_to_come_is_not_found(text):
    assert find_due(text, WEDNESDAY, OFFICE) is None


def test_the_day_is_the_day_of_the_zone():
    late = datetime(2026, 11, 25, 20, 0, tzinfo=UTC)  # already Thursday in Shanghai
    assert read_due("tomorrow", late, OFFICE).at == datetime(2026, 11, 27, 10, 0, tzinfo=UTC)
    new_york = Calendar(ZoneInfo("America/New_York"))
    assert read_due("tomorrow", late, new_york).at == datetime(2026, 11, 26, 23, 0, tzinfo=UTC)


# --- properties -------------------------------------------------------------------------

unhurried = settings(deadline=None, max_examples=100)  # other work shares the machine

AHEAD = st.integers(1, 364)  # days
HOURS = st.tuples(st.integers(0, 23), st.integers(0, 59))
NOWS = st.sampled_from(  # an ordinary day, the end of a year, the nights when clocks change
    [
        "2026-11-25T08:00",
        "2026-12-31T23:30",
        "2027-03-14T00:30",
        "2027-03-28T00:30",
        "2027-10-31T00:30",
        "2028-02-28T12:00",
    ]
)
SHAPES = st.sampled_from(
    [
        "{day:%Y-%m-%d} {hour:02}:{minute:02}",
        "{day.year}年{day.month}月{day.day}日{hour}时{minute}分",
        "{day.month}月{day.day}日 {hour:02}:{minute:02}前",
        "{day:%d %B %Y} at {hour:02}:{minute:02}",
        "by {day:%b} {day.day}, {day.year} {hour:02}:{minute:02}",
        "{hour:02}:{minute:02} on {day.month}/{day.day}",
    ]
)


@unhurried
@given(NOWS, AHEAD, HOURS, st.timezones(), SHAPES)
def test_a_written_time_reads_as_itself(now, ahead, clock, tz, shape):
    now, (hour, minute) = datetime.fromisoformat(now).replace(tzinfo=tz), clock
    day = now.date() + timedelta(days=ahead)
    text = shape.format(day=day, hour=hour, minute=minute)
    meant = datetime(day.year, day.month, day.day, hour, minute, tzinfo=tz)
    assert read_due(text, now, Calendar(tz)).at == meant.astimezone(UTC)


@unhurried
@given(NOWS, AHEAD, st.timezones(), st.sampled_from(["zh", "en"]))
def test_what_the_office_says_it_can_read(now, ahead, tz, lang):
    now = datetime.fromisoformat(now).replace(tzinfo=tz)
    day = now.date() + timedelta(days=ahead)
    at = datetime(day.year, day.month, day.day, 18, tzinfo=tz)
    assert read_due(say_due(at, tz, lang, now), now, Calendar(tz), lang).at == at


def test_many_may_read_at_once():
    texts = [text for rule in RULES for text in rule.examples]

    def read(text):
        return deadline(text, WEDNESDAY, "Asia/Shanghai")

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(read, texts * 2)) == [read(text) for text in texts] * 2


CHINESE_WORDS = ["下", "周五", "五", "12月", "4日", "3点", "前", "后", "半", "个", "天", "《", "》"]
ENGLISH_WORDS = ["in", "by", "at", "5", "pm", "-", "/", ":", "the", "of", "Dec", "next ", "week"]
WORDS = st.sampled_from(CHINESE_WORDS + ENGLISH_WORDS)


@unhurried
@given(st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=8).map("".join)))
def test_whatever_is_typed_is_a_time_to_come_or_refused(text):
    try:
        due = read_due(text, WEDNESDAY, OFFICE).at
    except Refused:
        return
    assert timedelta(0) <= due - WEDNESDAY <= timedelta(days=3660)


@pytest.mark.parametrize("unit", ["周五", "1", "3点", "《", "Friday ", "at 5 ", "关于", "in a "])
def test_a_hostile_text_costs_little(unit):
    text = (unit * 40_000)[:40_000]
    start = stopwatch.perf_counter()
    for size in (2000, 40_000):
        with suppress(Refused):
            read_due(text[:size], WEDNESDAY, OFFICE)
    assert stopwatch.perf_counter() - start < 1


# --- said back --------------------------------------------------------------------------


def test_a_time_is_said_in_the_readers_language():
    at = datetime(2026, 12, 4, 10, 0, tzinfo=UTC)
    assert say_due(at, TZ, "zh", WEDNESDAY) == "12月4日 周五 18:00"
    assert say_due(at, TZ, "en", WEDNESDAY) == "Fri 4 Dec 18:00"
    assert say_due(at, TZ, "en") == "Fri 4 Dec 18:00"


def test_another_year_is_said():
    at = datetime(2027, 1, 8, 10, 0, tzinfo=UTC)
    assert say_due(at, TZ, "zh", WEDNESDAY) == "2027年1月8日 周五 18:00"
    assert say_due(at, TZ, "en", WEDNESDAY) == "Fri 8 Jan 2027 18:00"


@pytest.mark.parametrize(
    ("due", "distance"),
    [
        ("2026-11-25 18:00", ("dates.today", 0)),
        ("2026-11-26 09:00", ("dates.tomorrow", 1)),
        ("2026-11-27 18:00", ("dates.in-working-days", 2)),
        ("2026-12-04 18:00", ("dates.in-working-days", 7)),
        ("2026-11-25 14:00", ("dates.overdue", 0)),
        ("2026-11-24 18:00", ("dates.overdue-by", 1)),
        ("2026-11-20 18:00", ("dates.overdue-by", 3)),
    ],
)
def test_how_far_off_a_time_is(due, distance):
    at = datetime.fromisoformat(due).replace(tzinfo=TZ)
    assert say_distance(at, WEDNESDAY, OFFICE) == distance


def test_over_a_weekend_days_are_counted_and_lateness_is_not():
    friday = datetime(2026, 11, 27, 18, 0, tzinfo=TZ)
    assert say_distance(friday + timedelta(days=2), friday, OFFICE) == ("dates.in-days", 2)
    assert say_distance(friday, friday + timedelta(days=1), OFFICE) == ("dates.overdue", 0)
