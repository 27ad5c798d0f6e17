"""The tiers of duty: which there are, on which days, from when to when, wherever clocks stand."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.duty.roster import span_of
from bot.duty.tiers import Cover, Terms
from bot.language.workdays import Calendar
from storage.duty.roster import Shift, Tier, running
from tests.conftest import scene
from tests.duty.test_roster import LINES, at

LEAD, OFFICER, DAY, RESERVE = range(4)


def settles(door, tier, **values):
    """The button of one of them; the form."""
    door.forges("UZHAO", "tiers:change", tier)
    return door.fills_in("UZHAO", **values)


@scene
def published(door):
    door.types("UZHAO", "/duty publish", "DM")
    door.fills_in("UZHAO", lines=LINES)
    door.presses("UZHAO", "发布")
    return door


# --- which there are ------------------------------------------------------------------------------


def test_everybody_sees_them_and_the_director_changes_them(published):
    seen = published.says("ULINA", "duty hours")
    assert "*Leader on duty* · every day · working days 17:00, days off 09:00, until 09:00" in seen
    assert "*Reserve* · not kept" in seen
    assert "[Change it]" not in seen
    assert published.says("UZHAO", "值班班次").count("[修改]") == len(Tier)
    assert "办公室主任" in published.forges("UZHANG", "tiers:change", RESERVE)
    assert "值班" not in published.says("UHE", "值班班次")


def test_a_third_tier_is_pasted_planned_asked_and_missed(published):
    lines = "12.3 王建国 周婷 陈静"
    published.types("UZHAO", "/duty publish", "DM")
    assert "只能有一位带班、一位值班" in published.fills_in("UZHAO", lines=lines)["lines"]
    assert settles(published, RESERVE, cover="always") == {}
    published.types("UZHAO", "/duty publish", "DM")
    published.fills_in("UZHAO", lines=lines)
    published.presses("UZHAO", "发布")
    assert "值班员 周婷 · 备班 陈静" in published.says("UZHANG", "12月3日谁值班")
    assert "⚠ 备班空缺" in published.says("UZHANG", "12月1日谁值班")
    published.waits_until(at("11-25T18:00"))
    assert "⚠ 备班：空缺" in published.says("UZHANG", "谁值班")
    assert "备班" not in published.says("UHE", "谁值班")
    plan = published.says("UZHAO", "排12月7日到8日的班")
    assert plan.count("备班") == 2


def test_a_day_shift_and_a_night_shift_of_a_day_off(published):
    assert settles(published, DAY, cover="rest") == {}
    assert settles(published, OFFICER, rest="17:00") == {}
    published.types("UZHAO", "/duty publish", "DM")
    published.fills_in("UZHAO", lines="12.5 王建国 李娜 孙磊\n12.4 刘洋 张伟")
    published.presses("UZHAO", "发布")
    assert "空缺" not in published.says("UZHANG", "12月4日谁值班")
    published.waits_until(at("12-05T16:59"))
    on = published.says("UZHANG", "谁值班")
    assert "白班：*孙磊* · 到 12月5日 周六 17:00" in on
    assert "值班员" not in on.partition("接着")[0]
    published.waits_until(at("12-05T17:00"))
    on = published.says("UZHANG", "谁值班").partition("接着")[0]
    assert "李娜* · 到 12月6日 周日 09:00" in on
    assert "白班" not in on


def test_a_leader_who_is_needed_on_days_off_only_is_no_gap_on_others(published):
    assert settles(published, LEAD, cover="rest") == {}
    assert "带班领导空缺" not in published.says("UZHANG", "12月2日谁值班")
    assert "带班领导空缺" in published.says("UZHANG", "12月6日谁值班")
    plan = published.says("UZHAO", "排12月4日到5日的班").splitlines()
    assert ["带班领导" in one for one in plan if "12月" in one] == [False, True]
    news = published.waits_until(at("11-26T16:01"))  # of Friday
    assert ["带班领导" in one for one in news if "没有人值班" in one] == [False]


def test_a_turn_may_be_two_working_days_and_a_weekend_is_single_days(published):
    assert "1 到 5" in settles(published, OFFICER, run="9")["run"]
    assert settles(published, OFFICER, run="2") == {}
    assert "排班时连值 2 个工作日" in published.says("UZHAO", "值班班次")
    plan = published.says("UZHAO", "排12月7日到13日的班").splitlines()
    officers = [one.rsplit("值班员 ", 1)[1] for one in plan if one.startswith("12月")]
    assert officers[0] == officers[1]
    assert officers[2] == officers[3]
    assert len({officers[0], officers[2], officers[4]}) == 3
    assert officers[5] != officers[6]


# --- from when to when ----------------------------------------------------------------------------


def test_other_hours_move_what_is_published(published):
    published.waits_until(at("11-25T18:00"))
    assert settles(published, OFFICER, working="18:30", rest="08:30", until="08:30") == {}
    on = published.says("UZHANG", "谁值班")
    assert "李娜* · 到 11月26日 周四 08:30" in on  # it has begun, and gives way to the next
    assert "值班员 孙磊" in on
    assert "18:30" in published.says("ULINA", "when am I on duty?")
    assert "⏳ Your duty of Tue 1 Dec has other hours" in "".join(published.reads("ULINA"))
    assert "12月1日" not in "".join(one for one in published.reads("ULIU") if "other hours" in one)


def test_what_has_begun_stays_whoevers_it_was_though_by_other_hours_it_would_begin_later(published):
    published.waits_until(at("11-28T10:00"))
    assert settles(published, OFFICER, rest="17:00") == {}
    published.types("UZHAO", "/duty publish", "DM")
    assert "已经开始" in published.fills_in("UZHAO", lines="11.28 王建国 孙磊")["lines"]


def test_a_day_that_the_office_calls_off_begins_earlier_in_the_same_minute(published):
    published.waits_until(at("11-30T15:00"))
    published.shares("UZHAO", {"name": "d.csv", "content": "2026-12-01,休,搬家\n"})
    news = published.waits(seconds=1)
    told = [one[:5] for one in news if "other hours" in one]
    assert sorted(told) == ["ULINA", "ULIU:"]
    assert "Tue 1 Dec 09:00" in published.says("ULINA", "when am I on duty?")
    assert not [one for one in published.waits(seconds=1) if "other hours" in one]


def test_one_duty_may_not_run_into_the_next(published):
    assert "重叠" in settles(published, OFFICER, until="12:00")["until"]
    assert settles(published, OFFICER, rest="9点") == {"rest": "“9点”不是时间。请写成 08:30 这样。"}


def calendar_of(zone):
    return Calendar(ZoneInfo(zone), country="US")


# When a duty begins, it is first that time of day; when it ends, last; a change of shifts at a time
# that comes twice overlaps; one that does not come is where the clock jumps to, for both.
DAYLIGHT = [  # zone, day, begins and ends by the clock, and in UTC
    ("America/New_York", "2026-10-30", "17:00", "09:00", "30T21:00", "31T13:00"),
    ("America/New_York", "2026-10-31", "01:30", "01:30", "31T05:30", "01T06:30"),
    ("America/New_York", "2026-11-01", "01:30", "01:30", "01T05:30", "02T06:30"),
    ("America/New_York", "2026-11-01", "09:00", "09:00", "01T14:00", "02T14:00"),
    ("America/New_York", "2026-03-07", "02:30", "02:30", "07T07:30", "08T07:30"),
    ("America/New_York", "2026-03-08", "02:30", "02:30", "08T07:30", "09T06:30"),
    ("America/New_York", "2026-03-07", "09:00", "09:00", "07T14:00", "08T13:00"),
    ("Europe/Berlin", "2026-10-24", "09:00", "09:00", "24T07:00", "25T08:00"),
    ("Australia/Lord_Howe", "2026-04-04", "01:45", "01:45", "03T14:45", "04T15:15"),
    ("Asia/Shanghai", "2026-10-31", "09:00", "09:00", "31T01:00", "01T01:00"),
]


@pytest.mark.parametrize(("zone", "day", "from_", "until", "begins", "ends"), DAYLIGHT)
def test_where_clocks_are_set_the_table_of_rules_holds(zone, day, from_, until, begins, ends):
    by_the_clock = time.fromisoformat(from_)
    terms = Terms(Cover.ALWAYS, by_the_clock, by_the_clock, time.fromisoformat(until))
    span = span_of(calendar_of(zone), date.fromisoformat(day), terms)
    assert [f"{one:%dT%H:%M}" for one in span] == [begins, ends]


def test_of_two_who_overlap_as_clocks_are_set_back_one_is_on(door):
    """Half past one comes twice: from the first on it is whoever has come, and nobody else."""
    terms = Terms(Cover.ALWAYS, time(1, 30), time(1, 30), time(1, 30))
    spans = [span_of(calendar_of("America/New_York"), date(2026, 10, n), terms) for n in (30, 31)]
    spans.append(span_of(calendar_of("America/New_York"), date(2026, 11, 1), terms))
    assert spans[1][1] > spans[2][0]
    with door.bot.sessions() as session:
        for who, (begins, ends) in zip(("ULINA", "USUN", "UZHOU"), spans, strict=True):
            day = begins.date()
            one = Shift(tier=Tier.OFFICER, day=day, begins_at=begins, ends_at=ends, person_id=who)
            session.add(one)
        session.flush()
        moments = ("31T05:29", "31T05:30", "01T05:29", "01T05:30", "01T06:29", "01T06:31")
        at_each = [running(session, moment(one)) for one in moments]
        assert [[one.person_id for one in on] for on in at_each] == [
            ["ULINA"], ["USUN"], ["USUN"], ["UZHOU"], ["UZHOU"], ["UZHOU"],
        ]  # fmt: skip


def moment(text):
    month = "10" if text.startswith("3") else "11"
    return datetime.fromisoformat(f"2026-{month}-{text}").replace(tzinfo=UTC)


def test_an_office_calls_a_tier_by_its_own_word_wherever_it_stands(published):
    values = {"cover": "always", "working": "17:00", "rest": "09:00", "until": "09:00", "run": "1"}
    settles(published, LEAD, name="总值班", **values)
    assert "总值班：*王建国*" in published.says("UZHANG", "今晚谁值班")
    assert "总值班: *王建国*" in published.says("ULINA", "who is on duty tonight")
    assert "*总值班* · every day" in published.says("ULINA", "duty hours")
    settles(published, LEAD, name="", **values)
    assert "*Leader on duty*" in published.says("ULINA", "duty hours")
