"""The words people use for times, in Chinese and English, and those that only look like it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.language.dates import Repeat, find_due, following, read_days, read_due, warm_up
from bot.language.refusals import Refused
from bot.language.workdays import Calendar

TZ = ZoneInfo("Asia/Shanghai")
OFFICE = Calendar(TZ)
WEDNESDAY = datetime(2026, 11, 25, 14, 30, tzinfo=TZ)
SUNDAY = datetime(2026, 11, 22, 10, 0, tzinfo=TZ)
BEFORE_NATIONAL_DAY = datetime(2026, 9, 30, 15, 0, tzinfo=TZ)


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    warm_up()


def read(text: str, now: datetime = WEDNESDAY, lang: str | None = None) -> str:
    due = read_due(text, now, OFFICE, lang).at
    assert due.tzinfo is UTC
    return f"{due.astimezone(TZ):%Y-%m-%d %H:%M}"


def refusal(text: str, now: datetime = WEDNESDAY) -> str:
    with pytest.raises(Refused) as refused:
        read_due(text, now, OFFICE)
    return refused.value.key


MEANT = {  # what is said on Wednesday 2026-11-25 at 14:30
    "2026-11-25 14:40": "10分钟后",
    "2026-11-25 15:00": "今天下午3点 | 半小时后 | in 1/2 hour | within 30 minutes",
    "2026-11-25 16:00": "一个半小时内 | in an hour and a half",
    "2026-11-25 16:30": "两小时后 | in 2 hours",
    "2026-11-25 17:00": "五点前 | 5pm | 17:00 | by 5",
    "2026-11-25 18:00": "今天 | 今天下班前 | today | EOD",
    "2026-11-25 20:00": "今晚8点 | tonight by 8 | 8 tonight",
    "2026-11-25 22:00": "今晚 | tonight",
    "2026-11-26 00:00": "今晚12点",
    "2026-11-26 02:00": "明天凌晨2点",
    "2026-11-26 08:30": "明早八点半",
    "2026-11-26 09:00": "9点前 | tomorrow morning at 9 | first thing tomorrow | 9:00",
    "2026-11-26 12:00": "明天上午 | 明天中午前 | tomorrow noon | next working day by noon",
    "2026-11-26 12:30": "明天中午12点半",
    "2026-11-26 14:15": "明天下午两点一刻",
    "2026-11-26 13:40": "20 minutes to 2pm tomorrow",
    "2026-11-26 15:00": "26 Nov 2026, 15:00",
    "2026-11-26 15:05": "明天下午三点零五分",
    "2026-11-26 15:30": "明天3点半",
    "2026-11-26 18:00": "明天 | 明天下午 | 26日前 | tomorrow | end of day tomorrow",
    "2026-11-27 09:00": "9am on Friday",
    "2026-11-27 15:30": "no later than Friday 3:30 p.m.",
    "2026-11-27 17:00": "截止时间：周五17点 | 这个 by Friday 5pm 可以吗 | fri 5pm | by Friday 5pm",
    "2026-11-27 18:00": (
        "后天 | 周五 | 这周五 | 本周五之前 | 本周内 | the day after tomorrow | Friday"
        " | this Friday | COB Friday | end of the week | in 2 days' time"
        " | within two business days"
    ),
    "2026-11-27 22:00": "Friday 9am ET",
    "2026-11-28 00:00": "Friday midnight",
    "2026-11-28 10:00": "大后天上午10点",
    "2026-11-28 18:00": "三天后 | 3天内 | in 3 days",
    "2026-11-29 18:00": "周末",
    "2026-11-29 20:00": "礼拜天晚上8点",
    "2026-11-30 18:00": "月底 | 3个工作日内 | end of month",
    "2026-12-02 18:00": "周三 | 五个工作日 | Wednesday | a week from today | in 5 working days",
    "2026-12-04 15:00": "１２月４日　下午３点 | 下週五下午三點",
    "2026-12-04 17:00": "下个星期五下午5点 | 12月4号下午5点前 | 2026-12-04T17:00 | 12/4 5pm",
    "2026-12-04 17:30": "2026年12月4日17时30分 | Dec 4th, 5:30 pm",
    "2026-12-04 18:00": (
        "下周五 | 12月4日 | a week from Friday | Friday after next | 十二月四日"
        " | 下周内 | next Friday | Friday next week"
        " | 4 Dec | Friday, 4 December 2026 | 2026-12-04 | by the end of next week"
    ),
    "2026-12-05 12:00": "by the 5th at noon",
    "2026-12-05 18:00": "on the 5th",
    "2026-12-08 14:00": "12月8日（周二）下午两点",
    "2026-12-08 18:00": "下下周二",
    "2026-12-09 18:00": "两周内 | in a fortnight",
    "2026-12-15 12:00": "下月15日中午12点前",
    "2026-12-19 13:30": "1:30 PM on Sat, Dec 19",
    "2026-12-20 18:00": "12月中旬",
    "2026-12-23 18:00": "23/Dec/2026",
    "2026-12-25 18:00": "一个月内 | Friday 25",
    "2026-12-31 18:00": "31号 | 下个月底 | Q4结束前 | 年底前 | EOQ",
    "2027-01-08 18:00": "1月8号 | 明年1月8日",
    "2027-03-20 18:00": "3/20",
    "2027-06-30 18:00": "end of June",
}


@pytest.mark.parametrize(
    ("text", "due"), [(text, due) for due, texts in MEANT.items() for text in texts.split(" | ")]
)
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
    assert refusal("5.4") == "dates.unclear"


def test_days_and_months_go_in_the_order_of_the_office():
    abroad = replace(OFFICE, day_first=True)
    assert read_due("4/12", WEDNESDAY, abroad).at == read_due("12/4", WEDNESDAY, OFFICE).at


@pytest.mark.parametrize(
    "text",
    [
        *("改天", "尽快", "soon", "Dec", "5", "11月31日", "2月30日下午3点", "13月1日", "25:00"),
        *("第3稿", "三天前", "version 2.1", "room 1103", "PR #4521", "D-12", "555-0123"),
        *("May I have the draft", "April will join the call", "the sun is out", "in the sun"),
        *("关于2025年工作要点的通知", "国发〔2026〕12号", "3号楼会议室", "1103会议室空着吗"),
        *("一点也不着急", "十分感谢", "下周三次会议", "本周五项工作", "下周一起吃饭"),
        *("《2026年12月1日讲话》", "“周五”", '"by Friday"', "`Friday`", "<!date^1|Friday>"),
        *(
            "周五以后",
            "after Friday",
            "not Friday",
            "不要周五",
        ),
        *("周五的会议纪要", "Friday's notes", "the Monday meeting notes", "近三天的情况"),
        *("本周工作要点", "2026年度总结", "24小时值班", "the weekly report"),
    ],
)
def test_what_is_no_time_or_not_surely_one(text):
    assert refusal(text) == "dates.unclear"
    assert find_due(text, WEDNESDAY, OFFICE) is None


@pytest.mark.parametrize(
    "text", ["yesterday", "昨天", "上周五", "last Friday", "今天下午2点", "2025-12-01"]
)
def test_the_past_is_refused(text):
    assert refusal(text) == "dates.past"


def test_today_is_past_when_the_office_has_closed():
    assert refusal("今天", WEDNESDAY.replace(hour=19)) == "dates.past"
    assert refusal("EOD", WEDNESDAY.replace(hour=19)) == "dates.past"


@pytest.mark.parametrize("text", ["2037-01-01", "20 March 2120", "999 weeks from now"])
def test_what_lies_ten_years_off_is_refused(text):
    assert refusal(text) == "dates.too-far"


DOUBTS = {  # why one has to ask, and which days it may be: the likeliest first
    "next Friday": ("week", "12-04 11-27"),
    "next Friday 5pm": ("week", "12-04 11-27"),
    "周三": ("week", "12-02 11-25"),
    "Wednesday": ("week", "12-02 11-25"),
    "本周一": ("week", "11-30 12-07"),
    "12点前": ("noon", "11-26 11-26"),
    "tomorrow at 12": ("noon", "11-26 11-27"),
    "周六": ("rest-day", "11-28 11-27 11-30"),
    "十天内": ("rest-day", "12-05 12-04 12-07"),
    "周五或周六": ("two", "11-27 11-28"),
    "by Friday or Monday": ("two", "11-27 11-30"),
    "12月8日（周三）": ("two", "12-08 12-02"),
    "周三到周五": ("stretch", "11-27 11-25"),
    "12月1日至3日": ("stretch", "12-03 12-01"),
    "2029-12-03": ("far", "12-03"),
}


@pytest.mark.parametrize("text", DOUBTS)
def test_what_may_mean_several_times_is_asked_about(text):
    meant = read_due(text, WEDNESDAY, OFFICE)
    days = " ".join(f"{at.astimezone(TZ):%m-%d}" for at in meant.choices)
    assert (meant.doubt, days) == DOUBTS[text]


@pytest.mark.parametrize(
    ("text", "days"),
    [("本周五", "11-27 12-04"), ("next Friday", "11-27 12-04"), ("下周五", "11-27")],
)
def test_at_the_weekend_people_differ_about_the_week(text, days):
    meant = read_due(text, SUNDAY, OFFICE)
    assert " ".join(f"{at.astimezone(TZ):%m-%d}" for at in meant.choices) == days


def test_one_may_be_reminded_on_a_rest_day():
    meant = read_due("周六上午", WEDNESDAY, OFFICE, to_remind=True)
    assert (meant.at.astimezone(TZ).hour, meant.doubt) == (9, None)


def test_an_instant_written_out_is_never_asked_about():
    assert read_due("2026-12-05T18:00+08:00", WEDNESDAY, OFFICE).doubt is None


@pytest.mark.parametrize(
    ("text", "every"),
    [
        ("every Monday 9am", ("week", 0)),
        ("每周一上午九点", ("week", 0)),
        ("每天下午5点", ("day", 0)),
        ("every working day at 9", ("working-day", 0)),
        ("每月5号", ("month", 5)),
        ("every Mon, Wed and Fri at 9", ("days", 0b10101)),
        ("每周二周四上午九点", ("days", 0b01010)),
        ("on Fridays at 5pm", ("week", 4)),
        ("every Monday to Friday at 9:30", ("working-day", 0)),
        ("every other week on Monday at 10", ("fortnight", 0)),
        ("隔周周一上午9点", ("fortnight", 0)),
        ("每月最后一个工作日", ("month-end", 0)),
        ("every year on 1 March", ("year", 301)),
    ],
)
def test_what_comes_again_and_again(text, every):
    assert read_due(text, WEDNESDAY, OFFICE, to_remind=True).repeats[:2] == every


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("周三到周五", "11-25 11-27"),
        ("12月1日至3日", "12-01 12-03"),
        ("from 1 to 3 December", "12-01 12-03"),
        ("明天到下周二", "11-26 12-01"),
        ("tomorrow", "11-26 11-26"),
    ],
)
def test_a_stretch_of_days(text, days):
    assert " ".join(f"{day:%m-%d}" for day in read_days(text, WEDNESDAY, OFFICE)) == days


def test_a_refusal_quotes_what_was_typed_but_not_all_of_it():
    with pytest.raises(Refused) as refused:
        read_due("嗯" * 100, WEDNESDAY, OFFICE)
    assert refused.value.blanks == {"text": "嗯" * 59 + "…"}


@pytest.mark.parametrize(
    ("rule", "last", "following_ones"),
    [
        (Repeat("days", 0b01010, "09:00"), "2026-11-26 09:00", ["2026-12-01", "2026-12-03"]),
        (Repeat("fortnight", 0, "10:00"), "2026-11-30 10:00", ["2026-12-14", "2026-12-28"]),
        (Repeat("month-end", 0, "18:00"), "2026-11-30 18:00", ["2026-12-31", "2027-01-29"]),
        (Repeat("year", 229, "09:00"), "2028-02-29 09:00", ["2029-02-28", "2030-02-28"]),
    ],
)
def test_when_it_comes_next(rule, last, following_ones):
    at = datetime.fromisoformat(last).replace(tzinfo=TZ)
    for day in following_ones:
        at = following(rule, at, at, OFFICE)
        assert f"{at.astimezone(TZ):%Y-%m-%d %H:%M}" == f"{day} {rule.at}"


def test_an_hour_that_summer_time_skips_comes_at_the_next_minute_and_then_at_its_own_again():
    york = ZoneInfo("America/New_York")
    at, told = datetime(2027, 3, 13, 2, 30, tzinfo=york), []
    for _ in range(2):
        at = following(Repeat("day", 0, "02:30"), at, at, Calendar(york))
        told.append(f"{at.astimezone(york):%d %H:%M}")
    assert told == ["14 03:00", "15 02:30"]
