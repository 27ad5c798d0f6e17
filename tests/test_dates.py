"""Times people write: what is understood, what is refused, and how a time is said back."""

from __future__ import annotations

import time as stopwatch
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dates import Found, find_due, read_due, say_distance, say_due, warm_up
from bot.errors import Refused

TZ = ZoneInfo("Asia/Shanghai")
WEDNESDAY = datetime(2026, 11, 25, 14, 30, tzinfo=TZ)
SUNDAY = datetime(2026, 11, 22, 10, 0, tzinfo=TZ)
BEFORE_NATIONAL_DAY = datetime(2026, 9, 30, 15, 0, tzinfo=TZ)


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    warm_up()


def read(text: str, now: datetime = WEDNESDAY, lang: str | None = None) -> str:
    due = read_due(text, now, TZ, lang)
    assert due.tzinfo is UTC
    return f"{due.astimezone(TZ):%Y-%m-%d %H:%M}"


def refusal(text: str, now: datetime = WEDNESDAY) -> str:
    with pytest.raises(Refused) as refused:
        read_due(text, now, TZ)
    return refused.value.key


CHINESE = [
    ("今天", "2026-11-25 18:00"),
    ("今天下班前", "2026-11-25 18:00"),
    ("今天下午3点", "2026-11-25 15:00"),
    ("今晚", "2026-11-25 22:00"),
    ("今晚8点", "2026-11-25 20:00"),
    ("今晚12点", "2026-11-26 00:00"),
    ("明天", "2026-11-26 18:00"),
    ("明早八点半", "2026-11-26 08:30"),
    ("明天上午", "2026-11-26 12:00"),
    ("明天中午前", "2026-11-26 12:00"),
    ("明天中午12点半", "2026-11-26 12:30"),
    ("明天下午", "2026-11-26 18:00"),
    ("明天3点半", "2026-11-26 15:30"),
    ("明天下午两点一刻", "2026-11-26 14:15"),
    ("明天下午三点零五分", "2026-11-26 15:05"),
    ("明天凌晨2点", "2026-11-26 02:00"),
    ("后天", "2026-11-27 18:00"),
    ("大后天上午10点", "2026-11-28 10:00"),
    ("周五", "2026-11-27 18:00"),
    ("周三", "2026-12-02 18:00"),
    ("这周五", "2026-11-27 18:00"),
    ("本周五之前", "2026-11-27 18:00"),
    ("下周五", "2026-12-04 18:00"),
    ("下个星期五下午5点", "2026-12-04 17:00"),
    ("下下周二", "2026-12-08 18:00"),
    ("礼拜天晚上8点", "2026-11-29 20:00"),
    ("12月4日", "2026-12-04 18:00"),
    ("12月4号下午5点前", "2026-12-04 17:00"),
    ("十二月四日", "2026-12-04 18:00"),
    ("12月8日（周二）下午两点", "2026-12-08 14:00"),
    ("2026年12月4日17时30分", "2026-12-04 17:30"),
    ("1月8号", "2027-01-08 18:00"),
    ("明年1月8日", "2027-01-08 18:00"),
    ("26日前", "2026-11-26 18:00"),
    ("31号", "2026-12-31 18:00"),
    ("下月15日中午12点前", "2026-12-15 12:00"),
    ("月底", "2026-11-30 18:00"),
    ("下个月底", "2026-12-31 18:00"),
    ("12月中旬", "2026-12-20 18:00"),
    ("Q4结束前", "2026-12-31 18:00"),
    ("年底前", "2026-12-31 18:00"),
    ("本周内", "2026-11-27 18:00"),
    ("下周内", "2026-12-04 18:00"),
    ("周末", "2026-11-29 18:00"),
    ("三天后", "2026-11-28 18:00"),
    ("3天内", "2026-11-28 18:00"),
    ("两周内", "2026-12-09 18:00"),
    ("一个月内", "2026-12-25 18:00"),
    ("两小时后", "2026-11-25 16:30"),
    ("半小时后", "2026-11-25 15:00"),
    ("一个半小时内", "2026-11-25 16:00"),
    ("10分钟后", "2026-11-25 14:40"),
    ("3个工作日内", "2026-11-30 18:00"),
    ("五个工作日", "2026-12-02 18:00"),
    ("五点前", "2026-11-25 17:00"),
    ("9点前", "2026-11-26 09:00"),
    ("截止时间：周五17点", "2026-11-27 17:00"),
    ("１２月４日　下午３点", "2026-12-04 15:00"),
    ("下週五下午三點", "2026-12-04 15:00"),
    ("这个 by Friday 5pm 可以吗", "2026-11-27 17:00"),
]
ENGLISH = [
    ("today", "2026-11-25 18:00"),
    ("tonight", "2026-11-25 22:00"),
    ("tonight by 8", "2026-11-25 20:00"),
    ("8 tonight", "2026-11-25 20:00"),
    ("tomorrow", "2026-11-26 18:00"),
    ("tomorrow noon", "2026-11-26 12:00"),
    ("tomorrow morning at 9", "2026-11-26 09:00"),
    ("first thing tomorrow", "2026-11-26 09:00"),
    ("the day after tomorrow", "2026-11-27 18:00"),
    ("Friday", "2026-11-27 18:00"),
    ("fri 5pm", "2026-11-27 17:00"),
    ("this Friday", "2026-11-27 18:00"),
    ("next Friday", "2026-12-04 18:00"),
    ("Friday next week", "2026-12-04 18:00"),
    ("Wednesday", "2026-12-02 18:00"),
    ("by Friday 5pm", "2026-11-27 17:00"),
    ("no later than Friday 3:30 p.m.", "2026-11-27 15:30"),
    ("9am on Friday", "2026-11-27 09:00"),
    ("Friday midnight", "2026-11-28 00:00"),
    ("4 Dec", "2026-12-04 18:00"),
    ("Dec 4th, 5:30 pm", "2026-12-04 17:30"),
    ("Friday, 4 December 2026", "2026-12-04 18:00"),
    ("1:30 PM on Sat, Dec 19", "2026-12-19 13:30"),
    ("26 Nov 2026, 15:00", "2026-11-26 15:00"),
    ("2026-12-04", "2026-12-04 18:00"),
    ("2026-12-04T17:00", "2026-12-04 17:00"),
    ("12/4 5pm", "2026-12-04 17:00"),
    ("3/20", "2027-03-20 18:00"),
    ("23/Dec/2026", "2026-12-23 18:00"),
    ("on the 5th", "2026-12-05 18:00"),
    ("by the 5th at noon", "2026-12-05 12:00"),
    ("5pm", "2026-11-25 17:00"),
    ("17:00", "2026-11-25 17:00"),
    ("by 5", "2026-11-25 17:00"),
    ("9:00", "2026-11-26 09:00"),
    ("EOD", "2026-11-25 18:00"),
    ("COB Friday", "2026-11-27 18:00"),
    ("end of day tomorrow", "2026-11-26 18:00"),
    ("end of the week", "2026-11-27 18:00"),
    ("by the end of next week", "2026-12-04 18:00"),
    ("end of month", "2026-11-30 18:00"),
    ("EOQ", "2026-12-31 18:00"),
    ("end of June", "2027-06-30 18:00"),
    ("in 3 days", "2026-11-28 18:00"),
    ("in 2 days' time", "2026-11-27 18:00"),
    ("in a fortnight", "2026-12-09 18:00"),
    ("a week from today", "2026-12-02 18:00"),
    ("in 2 hours", "2026-11-25 16:30"),
    ("in an hour and a half", "2026-11-25 16:00"),
    ("within 30 minutes", "2026-11-25 15:00"),
    ("in 5 working days", "2026-12-02 18:00"),
    ("within two business days", "2026-11-27 18:00"),
    ("next working day by noon", "2026-11-26 12:00"),
]


@pytest.mark.parametrize(("text", "due"), CHINESE + ENGLISH)
def test_times_people_write(text, due):
    assert read(text) == due


@pytest.mark.parametrize(
    ("text", "now", "due"),
    [
        ("下周三", SUNDAY, "2026-11-25 18:00"),  # weeks begin on Monday
        ("这周五", SUNDAY, "2026-11-27 18:00"),  # the week that is over is not meant
        ("next Friday", SUNDAY, "2026-11-27 18:00"),
        ("本周内", SUNDAY, "2026-11-22 18:00"),
        ("3个工作日内", BEFORE_NATIONAL_DAY, "2026-10-10 18:00"),  # a make-up Saturday
        ("T+3", BEFORE_NATIONAL_DAY, "2026-10-10 18:00"),
        ("31号", datetime(2026, 9, 30, 15, 0, tzinfo=TZ), "2026-10-31 18:00"),
        ("in a month", datetime(2027, 1, 31, 9, 0, tzinfo=TZ), "2027-02-28 18:00"),
        ("12/1", datetime(2026, 12, 1, 9, 0, tzinfo=TZ), "2026-12-01 18:00"),
    ],
)
def test_times_depend_on_when_they_are_said(text, now, due):
    assert read(text, now) == due


def test_a_dot_makes_a_date_in_chinese_only():
    assert read("12.4", lang="zh") == "2026-12-04 18:00"
    with pytest.raises(Refused):
        read("12.4", lang="en")


@pytest.mark.parametrize(
    "text",
    [
        *("改天", "尽快", "soon", "Dec", "5", "11月31日", "2月30日下午3点", "13月1日", "25:00"),
        *("第3稿", "三天前", "version 2.1", "room 1103", "PR #4521", "D-12", "555-0123"),
        *("May I have the draft", "April will join the call", "the sun is out", "in the sun"),
        *("关于2025年工作要点的通知", "国发〔2026〕12号", "3号楼会议室", "1103会议室空着吗"),
        *("一点也不着急", "十分感谢", "下周三次会议", "本周五项工作", "下周一起吃饭"),
        *("《2026年12月1日讲话》", "“周五”", '"by Friday"', "`Friday`", "<!date^1|Friday>"),
        *("每周五", "every Friday", "周五以后", "after Friday", "not Friday", "不要周五"),
        *("周五的会议纪要", "Friday's notes", "the Monday meeting notes", "近三天的情况"),
        *("Friday 25", "Friday 3-5pm", "Dec 1-3", "明天下午3点到5点", "in 1/2 hour"),
        *("Friday 9am ET", "Friday 9am CST", "北京时间周五下午3点"),
        *("a week from Friday", "Friday after next", "20 minutes to 2pm tomorrow"),
        *("本周工作要点", "2026年度总结", "24小时值班", "the weekly report"),
    ],
)
def test_what_is_no_time_or_not_surely_one(text):
    assert refusal(text) == "dates.unclear"
    assert find_due(text, WEDNESDAY, TZ) is None


@pytest.mark.parametrize(
    "text", ["yesterday", "昨天", "上周五", "last Friday", "本周一", "今天下午2点", "2025-12-01"]
)
def test_the_past_is_refused(text):
    assert refusal(text) == "dates.past"


def test_today_is_past_when_the_office_has_closed():
    assert refusal("今天", WEDNESDAY.replace(hour=19)) == "dates.past"
    assert refusal("EOD", WEDNESDAY.replace(hour=19)) == "dates.past"


@pytest.mark.parametrize("text", ["2028-01-01", "20 March 2120", "999 weeks from now"])
def test_the_far_future_is_refused(text):
    assert refusal(text) == "dates.too-far"


@pytest.mark.parametrize(
    "text",
    [
        "周五或周六",
        "Friday or Monday",
        "周三到周五",
        "12月1日至3日",
        "12月8日（周三）",
        "Mon 11 Dec",
        "Fri 13:00-15:00",
    ],
)
def test_two_times_are_one_too_many(text):
    assert refusal(text) == "dates.two"
    with pytest.raises(Refused):
        find_due(text, WEDNESDAY, TZ)


def test_a_refusal_quotes_what_was_typed_but_not_all_of_it():
    with pytest.raises(Refused) as refused:
        read_due("嗯" * 100, WEDNESDAY, TZ)
    assert refused.value.blanks == {"text": "嗯" * 59 + "…"}


# --- in sentences -----------------------------------------------------------------------


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
        ("<@U0LINA> minutes by Monday, please", "by Monday", "11-30 18:00"),
    ],
)
def test_a_deadline_is_found_in_a_sentence(text, span, due):
    found = find_due(text, WEDNESDAY, TZ)
    assert found is not None
    assert text[slice(*found.span)] == span
    assert f"{found.due.astimezone(TZ):%m-%d %H:%M}" == due


def test_found_tells_whether_a_time_of_day_was_said():
    assert find_due("memo Friday", WEDNESDAY, TZ) == Found(
        datetime(2026, 11, 27, 10, 0, tzinfo=UTC), (5, 11), dated_only=True
    )
    assert find_due("memo Friday 6pm", WEDNESDAY, TZ) == Found(
        datetime(2026, 11, 27, 10, 0, tzinfo=UTC), (5, 15), dated_only=False
    )


def test_a_past_day_is_refused_as_a_deadline_and_passed_over_as_a_mention():
    assert find_due("总结昨天会上的意见", WEDNESDAY, TZ) is None
    with pytest.raises(Refused) as refused:
        find_due("总结会上的意见，2026-11-20前交", WEDNESDAY, TZ)
    assert refused.value.key == "dates.past"


def test_the_day_is_the_day_of_the_zone():
    late = datetime(2026, 11, 25, 20, 0, tzinfo=UTC)  # already Thursday in Shanghai
    assert read_due("tomorrow", late, TZ) == datetime(2026, 11, 27, 10, 0, tzinfo=UTC)
    new_york = ZoneInfo("America/New_York")
    assert read_due("tomorrow", late, new_york) == datetime(2026, 11, 26, 23, 0, tzinfo=UTC)


# --- properties -------------------------------------------------------------------------

unhurried = settings(deadline=None, max_examples=60)  # other work shares the machine

DAYS = st.dates(date(2026, 11, 26), date(2027, 11, 24))
HOURS = st.tuples(st.integers(0, 23), st.integers(0, 59))
ZONES = st.sampled_from(["Asia/Shanghai", "America/New_York", "Europe/London", "UTC"])
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
@given(DAYS, HOURS, ZONES, SHAPES)
def test_a_written_time_reads_as_itself(day, clock, zone, shape):
    tz = ZoneInfo(zone)
    hour, minute = clock
    text = shape.format(day=day, hour=hour, minute=minute)
    meant = datetime(day.year, day.month, day.day, hour, minute, tzinfo=tz)
    assert read_due(text, datetime(2026, 11, 25, 8, tzinfo=tz), tz) == meant


@unhurried
@given(DAYS, st.sampled_from(["zh", "en"]))
def test_what_the_office_says_it_can_read(day, lang):
    at = datetime(day.year, day.month, day.day, 18, tzinfo=TZ)
    assert read_due(say_due(at, TZ, lang, WEDNESDAY), WEDNESDAY, TZ, lang) == at


CHINESE_WORDS = ["下", "周五", "五", "12月", "4日", "3点", "前", "后", "半", "个", "天", "《", "》"]
ENGLISH_WORDS = ["in", "by", "at", "5", "pm", "-", "/", ":", "the", "of", "Dec", "next ", "week"]
WORDS = st.sampled_from(CHINESE_WORDS + ENGLISH_WORDS)


@unhurried
@given(st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=8).map("".join)))
def test_whatever_is_typed_is_a_time_to_come_or_refused(text):
    try:
        due = read_due(text, WEDNESDAY, TZ)
    except Refused:
        return
    assert timedelta(0) <= due - WEDNESDAY <= timedelta(days=400)


@pytest.mark.parametrize("unit", ["周五", "1", "3点", "《", "Friday ", "at 5 ", "关于", "in a "])
def test_a_hostile_text_costs_little(unit):
    text = (unit * 40_000)[:40_000]
    start = stopwatch.perf_counter()
    for size in (2000, 40_000):
        with suppress(Refused):
            read_due(text[:size], WEDNESDAY, TZ)
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
    assert say_distance(at, WEDNESDAY, TZ) == distance


def test_over_a_weekend_days_are_counted_and_lateness_is_not():
    friday = datetime(2026, 11, 27, 18, 0, tzinfo=TZ)
    assert say_distance(friday + timedelta(days=2), friday, TZ) == ("dates.in-days", 2)
    assert say_distance(friday, friday + timedelta(days=1), TZ) == ("dates.overdue", 0)
