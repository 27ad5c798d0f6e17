"""The working calendar: what people see of it, and what the office settles in it itself."""

from __future__ import annotations

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.language.workdays import Calendar, Hours, published
from bot.office.calendar.days import Kind, each_day, kind_of, say_span
from bot.who import days
from handlers.office.calendar.read import clock
from storage.matters.journal import Entry
from storage.office.settings import settings as office_settings
from tests.door import OUTSIDER_ZH
from tests.language.test_workdays import DAYS, HALF_A_YEAR, OFFICE, TZ, day, moment

unhurried = settings(deadline=None, max_examples=60)
OWN_DAYS = st.dictionaries(DAYS, st.booleans(), max_size=40)

NOT_YOURS_ZH = "没有办：只有办公室主任（没有主任时是管理员）可以这样做。"
NOT_YOURS_EN = "Not done: only the office director (or an admin, until one is named) can do that."


def entries(door, what=""):
    with door.bot.sessions.begin() as session:
        found = session.scalars(select(Entry).where(Entry.what.startswith("calendar.")))
        return [
            (one.what, one.person_id, one.before, one.after)
            for one in found
            if what in ("", one.what)
        ]


# --- the page -------------------------------------------------------------------------------------

COMING_ZH = [
    "*2027 年*",
    "1月1日–3日 · 元旦 · 休",
    "2月5日–10日 · 农历除夕、春节 · 休",
    "4月3日–5日 · 清明节 · 休",
    "5月1日–4日 · 劳动节 · 休",
    "6月9日 周三 · 端午节 · 休",
    "9月15日 周三 · 中秋节 · 休",
    "10月1日–5日 · 国庆节 · 休",
    "⚠ 2027 年的工作日是暂定的：调休安排还没有公布（一般在 11 月）。现在按周一至周五上班、"
    "法定节日放假计算。公布以后，2027 年有到期事项的人会收到变化。",
]


def test_the_director_sees_what_comes_and_what_can_be_changed(door):
    assert door.types("UZHAO", "/office 日历").split("\n") == [
        "*工作日历* · 中国 · 08:30–12:00、14:00–18:00",
        "*2026 年*",
        "没有特别的日子。",
        *COMING_ZH,
        "[添加] [删除] [导入] [办公时间] [2027 年已完整]",
        "[登记休假] [我的上班时间]",
    ]


def test_everybody_of_the_office_reads_it_and_nobody_else(door):
    read = door.says("ULINA", "show the calendar")
    assert read.startswith("*Working calendar* · China · 08:30–12:00, 14:00–18:00\n*2026*\n")
    assert "\n1–3 Jan · New Year's Day · off\n" in read
    assert read.endswith("\n[Leave] [My hours]")
    assert read.count("[") == 2
    assert door.says("UHE", "工作日历") == OUTSIDER_ZH


def test_a_published_year_has_its_make_up_days(door):
    door.waits_until(moment("2026-09-18 10:00"))
    assert door.says("UCHEN", "日历").split("\n")[:8] == [
        "*工作日历* · 中国 · 08:30–12:00、14:00–18:00",
        "*2026 年*",
        "9月20日 周日 · 补班",
        "9月25日–27日 · 中秋节 · 休",
        "10月1日–7日 · 国庆节 · 休",
        "10月10日 周六 · 补班",
        *COMING_ZH[:2],
    ]


ASKED = {
    "10月8日上班吗？": "10月8日 周四：上班，普通工作日。",
    "10月10日是工作日吗？": "10月10日 周六：上班，补班。依据：中国的法定节假日安排。",
    "10月3日放假吗": "10月3日 周六：休息 · 国庆节。依据：中国的法定节假日安排。",
    "9月26日要上班吗？": "9月26日 周六：休息，周末。",
    "今天上班吗": "9月18日 周五：上班，普通工作日。",
    "is 10 Oct a working day?": "10月10日 周六：上班，补班。依据：中国的法定节假日安排。",
    "do we work on Saturday?": "9月19日 周六：休息，周末。",
    "2027年9月15日上班吗？": "2027年9月15日 周三：休息 · 中秋节。依据：中国的法定节假日安排。"
    "这是暂定的：2027 年的调休安排还没有公布。",
}


@pytest.mark.parametrize(("asked", "told"), ASKED.items())
def test_whether_a_day_is_worked_and_who_says_so(door, asked, told):
    door.waits_until(moment("2026-09-18 19:30"))  # today is not over, however late it is
    assert door.says("UCHEN", asked) == told


def test_a_day_that_is_none_is_said_to_be_none(door):
    assert "看不懂“99月99日”" in door.says("UCHEN", "99月99日上班吗？")
    assert "2027-02-30" in door.says("ULINA", "is 2027-02-30 a working day?")
    assert door.says("UCHEN", "9999-12-31上班吗？") == "离现在超过 3 年，请选近一些的日子。"
    assert door.says("UHE", "10月10日上班吗？") == OUTSIDER_ZH


# --- the office's own days ------------------------------------------------------------------------

ACROSS = "已记下放假：2026年12月31日–2027年1月2日。\n[撤回]"


@pytest.mark.parametrize(
    ("who", "said", "told"),
    [
        ("UZHAO", "12月24日放假", "已记下放假：12月24日 周四。\n[撤回]"),
        ("UZHAO", "12月24日到25日全办休息", "已记下放假：12月24日–25日。\n[撤回]"),
        ("UZHAO", "12月26日补班", "已记下上班：12月26日 周六。\n[撤回]"),
        ("UZHAO", "/office 12月31日至1月2日放假", ACROSS),
        ("ULIU", "office closed on 24 Dec", "The office is closed: Thu 24 Dec.\n[Undo]"),
        ("ULIU", "office closed from 24 to 26 Dec", "The office is closed: 24–26 Dec.\n[Undo]"),
        ("ULIU", "we work on 26 Dec", "The office works: Sat 26 Dec.\n[Undo]"),
    ],
)  # fmt: skip
def test_a_day_is_settled_in_words_and_said_back(door, who, said, told):
    channel = "COFFICE" if said.startswith("/") else "DM"
    said_back = door.types(who, said) if channel == "COFFICE" else door.says(who, said)
    assert said_back == told
    door.presses(who, told.rpartition("[")[2][:-1], channel)
    assert door.reads(who, channel)[-1] in ("↩ 已撤回。", "↩ Taken back.")
    assert [what for what, *_ in entries(door)] == ["calendar.days", "calendar.undo"]
    with door.bot.sessions.begin() as session:
        assert days.of_office(session, TZ).own == {}


def test_its_own_day_is_on_the_page_and_named_as_the_source(door):
    door.says("UZHAO", "12月24日到25日放假")
    door.says("ULIU", "we work on 26 Dec")

    assert door.says("UCHEN", "日历").split("\n")[2:4] == [
        "12月24日–25日 · 休（本办公室）",
        "12月26日 周六 · 上班（本办公室）",
    ]
    assert door.says("ULINA", "is 26 Dec a working day?") == (
        "Sat 26 Dec: a working day. Source: this office's calendar, Liu Yang 刘洋, "
        "Wed 25 Nov 10:00."
    )


def test_a_deadline_counts_by_the_offices_own_days(door):
    door.says("UZHAO", "11月26日到27日放假")
    door.says("UZHAO", "11月28日补班")
    assert "11月28日 周六 18:00（补班） 前交（还有 1 个工作日）" in door.types(
        "UWANG", "/draft 派稿 @李娜 预算 11月28日前"
    )


def test_the_form_adds_a_range_with_its_name(door):
    door.types("UZHAO", "/office 日历")
    door.presses("UZHAO", "添加", "COFFICE")
    assert door.fills_in("UZHAO", first="2026-12-24", last="2026-12-23", kind="closed") == {
        "last": "不能早于第一天，请选同一天或更晚。"
    }
    assert door.fills_in("UZHAO", last="2027-12-23") == {"last": "一次最多 62 天，其余请分开添加。"}
    assert door.fills_in("UZHAO", first="2026-11-01", last=None) == {
        "first": "11月1日 周日 已经过去，请选还没到的日子。"
    }
    assert door.fills_in("UZHAO", first="2026-12-24", last="2026-12-25", name="搬家 <!here>") == {}
    assert door.reads("UZHAO")[-1] == ("已记下放假：12月24日–25日 · 搬家 &lt;!here&gt;。\n[撤回]")
    [(_, who, before, after)] = entries(door)
    assert (who, before, after) == (
        "UZHAO",
        {"days": {"2026-12-24": None, "2026-12-25": None}},
        {"days": {"2026-12-24": [False, "搬家 <!here>"], "2026-12-25": [False, "搬家 <!here>"]}},
    )


def test_days_are_removed_in_a_form_and_in_words(door):
    door.says("UZHAO", "12月24日到25日放假")
    door.types("UZHAO", "/office 日历")
    door.presses("UZHAO", "删除", "COFFICE")
    assert door.fills_in("UZHAO", days="2026-12-24/2026-12-25") == {}
    assert door.reads("UZHAO")[-1] == "已删除：12月24日–25日，恢复按公布的安排。\n[撤回]"
    assert door.presses("UZHAO", "撤回", about="已删除") == "↩ 已撤回。"
    assert door.says("ULIU", "remove 24 Dec from the calendar") == (
        "Removed: Thu 24 Dec is as published again.\n[Undo]"
    )
    assert door.says("UZHAO", "把12月24日从日历里删掉") == (
        "没有删：12月24日 周四，本来就按公布的安排。"
    )
    assert "12月25日 周五 · 休（本办公室）" in door.says("UZHAO", "日历")
    door.says("UZHAO", "把12月25日从日历里删掉")
    door.presses("UZHAO", "删除", "COFFICE")
    assert door.reads("UZHAO", "COFFICE")[-1].startswith("没有可删的")


OTHERS = [("UWANG", NOT_YOURS_ZH), ("UCHEN", NOT_YOURS_ZH), ("ULINA", NOT_YOURS_EN)]
VERBS = ("add", "remove", "import", "settings", "complete", "reopen", "close", "work")


@pytest.mark.parametrize(("who", "said"), OTHERS)
def test_others_only_read(door, who, said):
    for verb in VERBS:
        assert door.forges(who, f"calendar:{verb}", 2027) == said
    assert door.says(who, "12月24日放假") == said
    assert door.slack.modal(who) is None
    assert entries(door) == []


def test_an_admin_may_until_there_is_a_director_and_after(fresh_door):
    admin = next(m.id for m in fresh_door.slack.workspace.members.values() if m.is_admin)
    assert "[" in fresh_door.says(admin, "日历")


# --- undo -----------------------------------------------------------------------------------------


def test_undo_is_for_whoever_did_it_once_and_for_five_minutes(door):
    door.says("UZHAO", "12月24日放假")
    [number] = _ids(door)
    assert door.forges("ULIU", "calendar:undo", number) == (
        "Only the one who did it can take it back."
    )
    assert door.forges("UZHAO", "calendar:undo", 999) == "只有办这件事的人自己能撤回。"
    assert door.forges("UZHAO", "calendar:undo", number) == "↩ 已撤回。"
    assert door.forges("UZHAO", "calendar:undo", number) == "不能撤回了：之后又改过。"
    door.says("UZHAO", "12月25日放假")
    door.waits(minutes=5, seconds=1)
    assert "[撤回]" not in "".join(door.reads("UZHAO"))
    assert door.forges("UZHAO", "calendar:undo", 3) == "不能撤回了：已经过了 5 分钟。"


def test_what_somebody_else_has_changed_since_is_not_taken_back(door):
    door.says("UZHAO", "12月24日放假")
    door.says("ULIU", "we work on 24 Dec")
    assert door.presses("UZHAO", "撤回") == "不能撤回了：之后又改过。"
    assert door.presses("ULIU", "Undo") == "↩ Taken back."
    assert "12月24日 周四 · 休（本办公室）" in door.says("UZHAO", "日历")


def test_a_change_elsewhere_is_no_hindrance(door):
    door.says("UZHAO", "12月24日放假")
    door.says("ULIU", "we work on 26 Dec")
    assert door.presses("UZHAO", "撤回") == "↩ 已撤回。"


def _ids(door):
    with door.bot.sessions.begin() as session:
        return list(session.scalars(select(Entry.id).where(Entry.what.startswith("calendar."))))


# --- hours, country, order ------------------------------------------------------------------------


def change_hours(door, **values):
    door.types("UZHAO", "/office 日历")
    door.presses("UZHAO", "办公时间", "COFFICE")
    return door.fills_in("UZHAO", **values)


def test_office_hours_are_changed_and_undone(door):
    assert change_hours(door, opens="8点", break_from="11:30", closes="17：30") == {}
    assert door.reads("UZHAO")[-1] == (
        "办公时间：08:00–11:30、14:00–17:30。节假日按中国。4/12 读作4月12日。\n[撤回]"
    )
    with door.bot.sessions.begin() as session:
        kept = days.of_office(session, TZ)
    assert days.said_hours(kept.hours) == "08:00 11:30 14:00 17:30"
    door.presses("UZHAO", "撤回")
    assert "08:30–12:00、14:00–18:00" in door.says("UZHAO", "日历")


NO_COUNTRY = "没有“火星”的节假日。请写国家或地区的名称，或两个字母的代码，如 CN。"


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({"opens": "差不多"}, {"opens": "“差不多”不是时间。请写成 08:30 这样。"}),
        ({"closes": "13:00"}, {"closes": "时间要依次往后：上班、午休开始、午休结束、下班。"}),
        ({"country": "火星"}, {"country": NO_COUNTRY}),
    ],
    ids=["opens", "closes", "country"],
)  # fmt: skip
def test_bad_hours_are_refused_on_their_field_and_stay_typed(door, values, errors):
    assert change_hours(door, **values) == errors
    [(name, value)] = values.items()
    assert door.slack.modal("UZHAO").values[name][name]["value"] == value


@pytest.mark.parametrize("said", ["US", "us", "United States", "美国"])
def test_an_office_elsewhere_has_the_holidays_of_its_country(door, said):
    assert change_hours(door, country=said, order="day") == {}
    page = door.says("UZHAO", "日历")
    assert page.startswith("*工作日历* · 美国 · 08:30")
    assert "11月26日 周四 · Thanksgiving" in page
    assert "暂定" not in page
    with door.bot.sessions.begin() as session:
        assert days.of_office(session, TZ).day_first


@pytest.mark.parametrize("said", ["办公时间改成9点到下午5点半", "office hours 9 to 5:30 pm"])
def test_office_hours_are_said_and_seen_in_the_form_before_they_hold(door, said):
    door.says("UZHAO", said)
    door.presses("UZHAO", "打开表单")
    assert "08:30" in door.says("UZHAO", "日历")
    assert door.fills_in("UZHAO") == {}
    assert "09:00–12:00、14:00–17:30" in door.says("UZHAO", "日历")


def test_of_days_off_those_from_and_to_which_are_kept(door):
    door.says("UZHAO", "元旦放假三天，1月1号到1月3号")
    door.presses("UZHAO", "就这样")
    assert door.reads("UZHAO")[-1].startswith("已记下放假：2027年1月1日–3日")


def test_what_can_no_longer_be_read_breaks_nothing(door):
    with door.bot.sessions.begin() as session:
        kept = office_settings(session)
        kept.hours, kept.country = "late", "XX"
    assert door.says("UZHAO", "日历").startswith("*工作日历* · XX · 08:30–12:00、14:00–18:00")
    assert change_hours(door, country="CN") == {}


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("8:30", "08:30"), ("08：30", "08:30"), ("9", "09:00"), ("9点", "09:00"),
        ("十七点半", "17:30"), ("下午5点半", "17:30"), ("二十点", "20:00"),
        ("5:30pm", "17:30"), ("12am", "00:00"),
        ("早上九点一刻", "09:15"), ("晚上8点", "20:00"), ("中午12点", "12:00"), ("两点", "02:00"),
    ],
)  # fmt: skip
def test_times_of_day_are_read(text, at):
    assert f"{clock(text, 'opens'):%H:%M}" == at


# --- rules ----------------------------------------------------------------------------------------


@unhurried
@given(OWN_DAYS, DAYS, HALF_A_YEAR)
def test_the_offices_own_word_wins_and_counting_still_undoes_adding(own, start, n):
    office = Calendar(TZ, own=own)
    assert all(office.is_working(one) is worked for one, worked in own.items())
    assert office.working_days_between(start, office.add_working_days(start, n)) == n


@unhurried
@given(DAYS, st.sampled_from(["US", "GB", "DE", "SA", "IL", "JP", "HK", "XX"]), HALF_A_YEAR)
def test_an_office_elsewhere_keeps_its_own_weekend_and_holidays(start, country, n):
    office = Calendar(TZ, country=country)
    year = published(country, start.year)
    rests = start in year.days_off or start.weekday() in year.weekend
    assert office.is_working(start) is not rests
    assert not office.is_provisional(start)
    assert office.working_days_between(start, office.add_working_days(start, n)) == n


def test_weekends_are_those_of_the_country():
    friday, sunday = day("2026-11-27"), day("2026-11-29")
    assert [Calendar(TZ, country="SA").is_working(one) for one in (friday, sunday)] == [False, True]
    assert not Calendar(TZ, country="HK").is_working(day("2026-11-28"))


@unhurried
@given(DAYS, st.integers(0, 23), st.integers(1, 30))
def test_hours_are_counted_over_a_change_of_the_clocks(start, hour, n):
    """However many hours are added, what lies between is as many by the clock on the wall."""
    berlin = Calendar(ZoneInfo("Europe/Berlin"), country="DE")
    at = berlin.moment(start, time(hour))
    end = berlin.add_working_hours(at, n)
    assert berlin.is_working(berlin.today(end))
    half = berlin.add_working_hours(at, n / 2)
    assert berlin.add_working_hours(half, n / 2) == end


@unhurried
@given(DAYS, st.integers(0, 40), OWN_DAYS)
def test_leave_is_no_working_time_for_one_and_changes_nothing_for_the_office(start, n, own):
    office = Calendar(TZ, own=own)
    last = start + timedelta(days=n)
    theirs = office.of(TZ, Hours(), ((start, last),))
    assert not any(theirs.is_working(one) for one in each_day(start, last))
    assert [
        theirs.is_working(one) for one in each_day(last + timedelta(1), last + timedelta(9))
    ] == [office.is_working(one) for one in each_day(last + timedelta(1), last + timedelta(9))]


@unhurried
@given(DAYS)
def test_a_kind_says_whether_a_day_is_worked(one):
    works = kind_of(OFFICE, one) in (Kind.WORKING, Kind.MAKE_UP, Kind.WORKED)
    assert OFFICE.is_working(one) is works


@pytest.mark.parametrize(
    ("first", "last", "zh", "en"),
    [
        ("2026-10-10", "2026-10-10", "10月10日 周六", "Sat 10 Oct"),
        ("2026-10-01", "2026-10-07", "10月1日–7日", "1–7 Oct"),
        ("2026-09-30", "2026-10-01", "9月30日–10月1日", "30 Sep–1 Oct"),
        ("2027-01-01", "2027-01-01", "2027年1月1日 周五", "Fri 1 Jan 2027"),
        ("2026-12-31", "2027-01-02", "2026年12月31日–2027年1月2日", "31 Dec 2026–2 Jan 2027"),
        ("2027-10-01", "2027-10-05", "2027年10月1日–5日", "1–5 Oct 2027"),
    ],
)
def test_days_are_said_short(first, last, zh, en):
    span = date.fromisoformat(first), date.fromisoformat(last)
    assert (say_span(*span, "zh", 2026), say_span(*span, "en", 2026)) == (zh, en)


@pytest.mark.parametrize("said", ["office closed on 24 and 26 December", "12月24日和26日放假"])
def test_two_days_are_those_two(door, said):
    assert "12月24日 周四, 12月26日 周六" in door.says("UZHAO", said)
    assert "工作日" in door.says("UZHAO", "12月25日上班吗")


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("12月24日到26日、31日放假", "12月24日–26日, 12月31日 周四"),
        ("office closed from 24 to 26 Dec and on the 31st", "12月24日–26日, 12月31日 周四"),
        ("12月5日周日加班", "[12月5日 周六 18:00（休息日）] [11月29日 周日 18:00（休息日）]"),
        ("office closed on Friday 3 December", "[11月27日 周五 18:00] [12月3日 周四 18:00]"),
        ("我12月3日周五请假", "[12月3日 周四 18:00] [11月27日 周五 18:00]"),
        ("周五下午放假", "不带时刻"),
        ("office closed on 31 December from noon", "不带时刻"),
        ("office closed 24 December to 3 January except the 28th", "看不懂"),
        ("office closed next Monday and the Wednesday after", "看不懂"),
    ],
)
def test_days_are_read_whole_or_not_at_all(door, said, days):
    assert days in door.says("UZHAO", said)
