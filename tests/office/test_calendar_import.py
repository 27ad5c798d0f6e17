"""Calendars people hand in: as a file or in a form, whole or not at all."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.workdays import Calendar
from bot.office.calendar.imported import Unreadable, is_worked, read
from bot.who import days as calendars
from tests.language.test_workdays import OFFICE, TZ
from tests.office.test_calendar import NOT_YOURS_EN, entries

TODAY = date(2026, 11, 25)
SPRING = "2027-02-05,2027-02-11,休,春节\n2027-02-21,班,春节\n"
IMPORTED_ZH = "已导入：休息 7 天，上班 1 天，2027 年。\n[2027 年已完整] [撤回]"


def event(*lines: str) -> str:
    return "\r\n".join(("BEGIN:VEVENT", *lines, "END:VEVENT"))


def ical(*events: str) -> str:
    return "\r\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x", *events, "END:VCALENDAR"))


ICS = ical(
    event("DTSTART;VALUE=DATE:20270205", "DTEND;VALUE=DATE:20270212", "SUMMARY:春节（休）"),
    event("DTSTART;VALUE=DATE:20270221", "SUMMARY:春节 补班"),
)


def own(door):
    with door.bot.sessions.begin() as session:
        return calendars.of_office(session, TZ).own


# --- through the door -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("2027.csv", SPRING),
        ("2027.CSV", "\ufeff开始,结束,类型,名称\r\n" + SPRING),
        ("2027.csv", SPRING.encode("gb18030")),
        ("2027.csv", SPRING.replace(",", "\t")),
        ("2027.csv", SPRING.replace(",", "\t").encode("utf-16")),
        ("2027.ics", ICS),
        ("2027.ics", ICS.encode("utf-16")),
        ("2027.ics", ICS.encode("gb18030")),
    ],
    ids=["csv", "with a head", "gbk", "tabs", "utf-16", "ics", "ics utf-16", "ics gbk"],
)
def test_a_file_shared_by_the_director_is_taken_in_and_can_be_undone(door, name, content):
    assert door.shares("UZHAO", {"name": name, "content": content}) == IMPORTED_ZH
    off = [date(2027, 2, n) for n in range(5, 12)]
    assert own(door) == dict.fromkeys(off, False) | {date(2027, 2, 21): True}
    assert "2月5日–11日 · 春节 · 休（本办公室）" in door.says("UCHEN", "日历")
    assert door.presses("UZHAO", "撤回", about="已导入") == "↩ 已撤回。"
    assert own(door) == {}


def test_it_offers_to_call_the_year_complete(door):
    door.shares("ULIU", {"name": "2027.ics", "content": ICS})
    assert door.presses("ULIU", "2027 is complete") == (
        "2027 counts as complete now. Whoever has something due in it hears what changed in a "
        "few minutes.\n[Undo]"
    )
    assert "provisional" not in door.says("ULIU", "calendar")
    assert "provisional" not in door.says("ULIU", "is 4 Mar 2027 a working day?")
    door.presses("ULIU", "Reopen 2027")
    assert "is provisional again" in door.reads("ULIU")[-1]


def test_days_off_alone_do_not_make_a_year_complete(door):
    told = door.shares("UZHAO", {"name": "2027.csv", "content": "2027-12-24,休,搬家"})
    assert told == "已导入：休息 1 天，上班 0 天，2027 年。\n[撤回]"


def test_the_form_takes_the_same_text_and_keeps_what_was_typed(door):
    door.types("UZHAO", "/office 导入日历")
    wrong = "2027-02-05,劳动节\n"
    errors = door.fills_in("UZHAO", text=SPRING + wrong)
    assert errors == {
        "text": "没有导入。请改好下面几处再来一次：\n"
        "第 3 行：“劳动节”没有说上班还是放假。请写上休或班。"
    }
    assert door.slack.modal("UZHAO").values["text"]["text"]["value"] == SPRING + wrong
    assert own(door) == {}
    assert door.fills_in("UZHAO", text=SPRING) == {}
    assert door.reads("UZHAO")[-1] == IMPORTED_ZH


def test_who_may_not_hears_so_and_nothing_is_fetched(door):
    file = {"name": "2027.csv", "content": SPRING, "url_private": "https://elsewhere.example"}
    assert door.shares("ULINA", file) == NOT_YOURS_EN
    assert own(door) == {}


def test_a_file_with_mistakes_names_them_and_changes_nothing(door):
    rows = [f"row {n}" for n in range(1, 10)]
    told = door.shares("ULIU", {"name": "d.csv", "content": "\n".join([SPRING, *rows])})
    assert told.split("\n")[0] == ("Nothing was imported. Please mend this and hand it in again:")
    assert told.split("\n")[1] == "line 4: no date I can read in “row 1”. Write 2027-02-05."
    assert told.split("\n")[-1] == "and 3 more"
    assert (own(door), entries(door)) == ({}, [])


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_line_may_be_folded_inside_of_a_character(door, encoding):
    cut = ICS.encode(encoding)
    for name in ("春节（休）", "春节 补班"):
        whole = name.encode(encoding)
        cut = cut.replace(whole, whole[:1] + b"\r\n " + whole[1:])
    assert door.shares("UZHAO", {"name": "2027.ics", "content": cut}) == IMPORTED_ZH
    wrong = cut.replace(b"20270221", b"20271399")
    told = door.shares("ULIU", {"name": "2027.ics", "content": wrong})
    assert told.split("\n")[1].startswith("line 10: this event has no date I can read")


def test_festivals_are_left_aside_and_named(door):
    festivals = [
        event("DTSTART;VALUE=DATE:20270220", "SUMMARY:元宵节", "CATEGORIES:节假日"),
        event("DTSTART;VALUE=DATE:20270308", "SUMMARY:妇女节", "RRULE:FREQ=YEARLY"),
    ]
    told = door.shares("UZHAO", {"name": "2027.ics", "content": ical(*festivals) + "\r\n" + ICS})
    assert told == IMPORTED_ZH.replace(
        "\n", "\n没有写明上班还是放假，没有计入：元宵节, 妇女节。\n", 1
    )
    assert date(2027, 2, 20) not in own(door)


def test_what_is_over_is_left_out(door):
    told = door.shares("UZHAO", {"name": "d.csv", "content": "2025-10-01,休\n" + SPRING})
    assert told == IMPORTED_ZH
    assert door.shares("UZHAO", {"name": "d.csv", "content": "2025-10-01,休\n"}) == (
        "没有导入：里面的日子都已经过去。"
    )


def test_a_text_of_any_length_is_refused_in_time(door):
    told = door.shares("UZHAO", {"name": "d.csv", "content": "2027-01-01,休\n" * 30_000})
    assert told == (
        "没有导入。请改好下面几处再来一次：\n内容太多。请去掉别的年份，只留放假和补班的日子。"
    )


def test_an_import_writes_one_entry_with_both_sides(door):
    door.says("UZHAO", "2027年2月5日补班")
    door.shares("UZHAO", {"name": "d.csv", "content": SPRING})
    [(_, who, before, after)] = entries(door, "calendar.import")
    assert who == "UZHAO"
    assert (before["days"]["2027-02-05"], before["days"]["2027-02-06"]) == ([True, ""], None)
    assert after["days"]["2027-02-05"] == [False, "春节"]


# --- reading --------------------------------------------------------------------------------------


def days(text, office=OFFICE):
    return read(text, office, TODAY)


def problems(text):
    with pytest.raises(Unreadable) as found:
        days(text)
    return [(one.line, one.key.removeprefix("calendar.import-")) for one in found.value.problems]


SAID = {
    "休": False, "元旦（休）": False, "放假": False, "国庆假期": False, "Holiday": False,
    "Office closed": False, "day off": False, "不上班": False, "no work": False,
    "non-working day": False, "班": True, "国庆节 补班": True, "调休上班": True,
    "春节假期补班": True, "Special working day": True, "make-up day": True, "work": True,
    "周末加班": True,
    "国庆节": None, "调休": None, "Officers' meeting": None, "班车停运": None,
    "Working from home": None,
}  # fmt: skip


@pytest.mark.parametrize(("said", "worked"), SAID.items())
def test_kinds_are_told_by_the_words_people_use(said, worked):
    assert is_worked((said,)) is worked


@pytest.mark.parametrize(
    "row",
    [
        "2027-05-01,休,五一", "2027/5/1;off;五一", "2027年5月1日\t休\t五一", 
        "20270501，放假，五一", "2027.5.1 休 五一", "五一,2027-05-01,休",
        '"2027-05-01","closed","五一"', "5/1/2027,off,五一",
    ],
)  # fmt: skip
def test_a_row_may_be_written_in_many_ways(row):
    assert days(row) == {date(2027, 5, 1): (False, "五一")}


def test_between_tabs_a_cell_may_hold_what_parts_others():
    row = "2027-05-01\toff\tgala, then rest"
    assert days(row) == {date(2027, 5, 1): (False, "gala, then rest")}


def test_a_row_may_hold_a_range():
    expected = {date(2027, 5, n): (False, "") for n in (1, 2, 3)}
    for row in (
        "2027-05-01,2027-05-03,休",
        "2027-05-01~2027-05-03,休",
        "2027-05-01至2027-05-03,休",
    ):
        assert days(row) == expected


def test_days_come_first_where_the_office_writes_them_so():
    british = Calendar(TZ, day_first=True)
    assert list(days("5/12/2026,off", british)) == [date(2026, 12, 5)]
    assert list(days("12/5/2027,off")) == [date(2027, 12, 5)]
    assert list(days("24/12/2026,off")) == list(days("12/24/2026,off", british))


def test_events_of_several_days_and_with_hours_are_taken_by_the_day():
    text = ical(
        event("DTSTART:20270131T160000Z", "DTEND:20270202T160000Z", "SUMMARY:Closed"),
        event("DTSTART;VALUE=DATE:20270205", "DURATION:P2D", "SUMMARY:Move", "CATEGORIES:off"),
    )
    assert days(text) == {
        date(2027, 2, 1): (False, ""),
        date(2027, 2, 2): (False, ""),
        date(2027, 2, 5): (False, "Move"),
        date(2027, 2, 6): (False, "Move"),
    }


SPRING_DAY = ("DTSTART;VALUE=DATE:20270205", "SUMMARY:春节（休）")
ALARM = ("BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER", "TRIGGER:", "what is this", "END:VALARM")


@pytest.mark.parametrize(
    "lines",
    [("GEO:",), ("GEO:39.9",), ("SEQUENCE:",), ("PRIORITY:high", "CREATED:", "X-A"), ALARM],
    ids=["no place", "half a place", "no sequence", "odd facts", "a bare alarm"],
)
def test_what_is_not_needed_may_be_broken(lines):
    assert days(ical(event(*lines, *SPRING_DAY, *lines))) == {date(2027, 2, 5): (False, "春节")}


def test_all_calendars_of_a_file_are_read():
    worked = event("DTSTART;VALUE=DATE:20270221", "SUMMARY:春节", "SUMMARY;LANGUAGE=en:make-up day")
    two = f"{ical(event(*SPRING_DAY))}\r\n{ical(worked)}"
    assert {day: is_worked for day, (is_worked, _) in days(two).items()} == {
        date(2027, 2, 5): False,
        date(2027, 2, 21): True,
    }
    assert problems(two.removesuffix("END:VCALENDAR")) == [(0, "no-ical")]


def test_what_is_cancelled_is_left_aside():
    off = event("DTSTART;VALUE=DATE:20270206", "SUMMARY:休", "STATUS:CANCELLED", "RRULE:FREQ=DAILY")
    assert list(days(ical(event(*SPRING_DAY), off))) == [date(2027, 2, 5)]


GOOGLE = "Observance\\nTo hide observances, go to Google Calendar Settings > Holidays in China"


@pytest.mark.parametrize(
    ("facts", "worked"),
    [
        (("CATEGORIES:Holidays",), None),
        (("CATEGORIES:节假日",), None),
        (("CATEGORIES:Meeting", "CATEGORIES:Office closed"), False),
        ((f"DESCRIPTION:{GOOGLE}",), None),
        (("DESCRIPTION:节日\\n要隐藏节日，请前往“设置”>“中国的节假日”",), None),
        (("DESCRIPTION:不放假",), None),
        (("DESCRIPTION:Not a public holiday",), None),
        (("DESCRIPTION:Public holiday",), False),
        (("DESCRIPTION:公共假期",), False),
        (("X-APPLE-SPECIAL-DAY:WORK-HOLIDAY",), False),
        (("X-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY", "CATEGORIES:off"), True),
    ],
)
def test_a_festival_is_no_day_off_because_it_stands_in_a_calendar_of_holidays(facts, worked):
    lantern = event("DTSTART;VALUE=DATE:20270220", "SUMMARY:Lantern Festival", *facts)
    found = days(ical(event(*SPRING_DAY), lantern))
    assert found.get(date(2027, 2, 20), (None, ""))[0] is worked
    assert found.aside == (("Lantern Festival",) if worked is None else ())
    if worked is None:
        assert problems(ical(lantern)) == [(4, "no-kind")]


def test_a_row_may_be_empty_or_hold_a_cell_of_several_lines():
    head = '# a remark,"\n,,,\n日期,类型,名称,\n'
    rows = f'{head}2027-05-01,休,"劳动节\n（五一）",\n,,,\n2027-05-02,休,5" disk,\n'
    assert days(rows) == {
        date(2027, 5, 1): (False, "劳动节 （五一）"),
        date(2027, 5, 2): (False, '5" disk'),
    }
    assert problems(f"{rows}\nfoo,休") == [(9, "no-date")]


@pytest.mark.parametrize(
    "first",
    ["2027-02-30,休", "5月1日,休", "20271301,off", "2027年5月1日放假", "1 May,off", "May 1 off"],
)
def test_a_first_row_with_a_bad_date_is_no_heading(first):
    assert problems(f"{first}\n2027-05-02,休") == [(1, "no-date")]


@pytest.mark.parametrize(
    ("cells", "worked"),
    [
        ("Working Group retreat,Office closed for repairs", False),
        ("补班另行通知,放假一天", False),
        ("Labour Day (off),work", False),
        ("班,休", False),
        ("holiday,Make-up class", False),
        ("春节放假调休,班", True),
        ("Spring Festival holiday,work", True),
        ("国庆假期,上班（补10月8日）", True),
    ],
)
def test_work_in_another_column_never_beats_off(cells, worked):
    one, other = cells.split(",")
    for row in (f"2027-05-01,{one},{other}", f"{other},2027-05-01,{one}"):
        assert days(row)[date(2027, 5, 1)][0] is worked


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [(0, "nothing")]),
        ("2027-05-01,休\n2027-02-30,休\n\n# a remark\nfoo,休", [(2, "no-date"), (5, "no-date")]),
        ("2027-05-03,2027-05-01,休", [(1, "bad-range")]),
        ("2027-05-01,2027-12-01,休", [(1, "bad-range")]),
        ("1990-05-01,休\n2099-05-01,休", [(1, "bad-year"), (2, "bad-year")]),
        ("BEGIN:VCALENDAR\nno calendar\nEND:VCALENDAR", [(2, "no-ical")]),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\nEND:VEVENT", [(3, "no-ical")]),
        (ical(event("SUMMARY:休")), [(4, "no-event-date")]),
        (ical(event("DTSTART:20271399", "SUMMARY:休")), [(4, "no-event-date")]),
        (ical(event("DTSTART;VALUE=DATE:20270101", "SUMMARY:例会")), [(4, "no-kind")]),
        (
            ical(
                event("DTSTART;VALUE=DATE:20270101", "SUMMARY:休"),
                event("DTSTART;VALUE=DATE:20270102", "RRULE:FREQ=DAILY", "SUMMARY:休"),
            ),
            [(8, "repeats")],
        ),
    ],
)
def test_what_cannot_be_read_is_told_by_its_line(text, found):
    assert problems(text) == found


def test_too_many_days_are_refused():
    quarters = [(2026 + n // 4, n % 4 * 3 + 1) for n in range(24)]
    rows = [f"{year}-{month:02}-01,{year}-{month + 2:02}-30,休" for year, month in quarters]
    assert problems("\n".join(rows)) == [(0, "too-many")]
    assert len(days("\n".join(rows[:20]))) > 1700


PIECES = [
    *("BEGIN:VCALENDAR\n", "END:VCALENDAR\n", "BEGIN:VEVENT\n", "END:VEVENT\n"),
    *("DTSTART:", "DTEND:", "20270101", "DURATION:P1D\n", "RRULE:FREQ=DAILY\n", "SUMMARY:休\n"),
    *("BEGIN:VTIMEZONE\n", "END:VTIMEZONE\n", "TZID:X\n", "TZOFFSETTO:\n", "STATUS:CANCELLED\n"),
    *("\n", "TZID=Nowhere", ";", '"', "2027-01-01", ",", "休"),
]


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=300) | st.lists(st.sampled_from(PIECES)).map("".join))
def test_nothing_breaks_it(text):
    with suppress(Unreadable):
        days(text)
