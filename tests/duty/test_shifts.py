"""A shift with all that comes with it: incidents, open points, call-backs; a month of an office."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from handlers.slack.delivery import deliver_next
from storage.duty.roster import Tier, between
from storage.matters.outbox import Letter, LetterKind
from tests.conftest import scene
from tests.duty.test_incidents import SAID
from tests.duty.test_roster import LINES, at

REST = {5, 6, 12, 13, 19, 20, 26, 27}  # of December 2026: duty begins at nine in the morning


@scene
def night(door):
    door.types("UZHAO", "/duty publish", "DM")
    door.fills_in("UZHAO", lines=LINES)
    door.presses("UZHAO", "发布")
    door.waits_until(at("11-25T17:00"))
    door.says("ULINA", "taking over")
    return door


def test_whoever_takes_over_has_the_incident_with_every_clock_on_it(night):
    night.says("UZHOU", SAID)
    night.says("UWANG", "我来处置 I-1")
    night.says("UWANG", "I-1 已书面报告市政府")
    night.waits_until(at("11-26T16:50"))
    taken = night.says("ULIU", "taking over")
    assert "With the duty you now have I-1" in taken
    assert "a report by phone was due" in taken
    assert "→ *Liu Yang 刘洋*" in night.card("UWANG", "I-1")
    assert any("Liu Yang 刘洋 接班" in one for one in night.reads("UWANG"))
    night.waits_until(at("11-27T10:00"))
    assert "→ *Liu Yang 刘洋*" in night.card("UWANG", "I-1")


def test_what_is_with_the_director_stays_there(night):
    night.says("UZHOU", SAID)
    night.says("UZHAO", "我来处置 I-1")
    night.waits_until(at("11-26T16:50"))
    assert "I-1" not in night.says("ULIU", "taking over")
    assert "→ *赵敏*" in night.card("UZHAO", "I-1")


def test_a_call_back_is_told_to_whoever_is_on_duty_by_then_once(night):
    night.types("ULINA", "/duty log", "DM")
    night.fills_in("ULINA", words="Call the province back", by="tomorrow 18:00")
    night.waits_until(at("11-26T16:50"))
    assert "Call the province back（Li Na 李娜）· 11月26日 周四 18:00 前办" in night.says(
        "USUN", "接班"
    )
    news = night.waits_until(at("11-26T18:00"))
    assert [one[:5] for one in news if "值班日志到点" in one] == ["USUN:"]
    assert not any("值班日志到点" in one for one in night.waits_until(at("11-26T18:05")))


def test_a_reply_under_the_card_of_duty_is_an_entry_in_the_log(night):
    card = next(m for m in night._messages("ULINA", "DM") if "Take over" in str(m.blocks))
    night.says("ULINA", "the province called about the list", thread_ts=card.ts)
    assert "the province called about the list" in night.says("UZHANG", "昨晚有什么事？")


def test_what_is_said_while_the_card_of_duty_is_on_its_way_is_no_entry(door):
    door.types("UZHAO", "/duty publish", "DM")
    door.fills_in("UZHAO", lines=LINES)
    door.presses("UZHAO", "发布")
    door.slack.fault("chat.postMessage", "http_500", times=10**6)
    door.waits_until(at("11-25T16:35"))
    door.says("ULINA", "the province called about the list")
    door.slack.faults.clear()
    door.waits(minutes=10)
    assert "the province called about the list" not in door.says("UZHANG", "昨晚有什么事？")


@pytest.mark.parametrize(
    ("day", "told_on"), [("12.9", "12-02"), ("12.12", "12-04")], ids=["a working day", "a weekend"]
)
def test_a_week_ahead_one_hears_on_a_day_people_work_and_may_ask_for_a_swap(door, day, told_on):
    door.types("UZHAO", "/duty publish", "DM")
    door.fills_in("UZHAO", lines=f"{day} 王建国 李娜")
    door.presses("UZHAO", "发布")
    assert not any("week" in one for one in door.waits_until(at(f"{told_on}T15:59")))
    news = door.waits_until(at(f"{told_on}T16:00"))
    [told] = [one for one in news if one.startswith("ULINA")]
    assert "🗓 In a week you are on duty: Duty officer, " in told
    assert [one for one in news if one.startswith("UWANG: 🗓 一周后你值班：带班领导")]
    door.presses("ULINA", "Swap duty", about="In a week")
    assert door.form("ULINA")["title"]["text"] == "Ask for a swap"
    assert not any("In a week" in one for one in door.waits(days=1))


def test_a_number_is_on_record_and_is_deleted(night):
    night.says("ULINA", "my phone is 0531 8600 0000")
    assert "053186000000" in night.says("UZHANG", "谁值班")
    assert "deleted" in night.says("ULINA", "delete my phone number")
    assert "053186000000" not in night.says("UZHANG", "谁值班")


def test_who_cannot_be_reached_is_said_before_it_is_published(door):
    door.says("ULINA", "my phone is 0531 8600 0000")
    door.types("UZHAO", "/duty publish", "DM")
    door.fills_in("UZHAO", lines="12.1 王建国 李娜")
    assert "没有登记电话，夜里叫不醒：王建国" in door.reads("UZHAO")[-1]


@pytest.mark.parametrize(
    ("said", "who"),
    [
        ("凌晨三点谁值班", "孙磊"),
        ("今天凌晨三点谁值班", "李娜"),
        ("昨天谁值班", "李娜"),
        ("前天谁值班", "空缺"),
        ("上周六谁值班", "空缺"),
        ("who is on duty at 3 am", "孙磊"),
        ("who was on duty last Friday", "空缺"),
    ],
)
def test_any_night_is_answered(night, said, who):
    night.waits_until(at("11-26T10:00"))
    assert who in night.says("UZHANG", said)


def test_a_page_goes_out_before_ten_thousand_letters_that_wait(night):
    now = night.clock.now()
    with night.bot.sessions.begin() as session:
        people = ("UWANG", "ULINA", "UZHAO", "USUN")
        waiting = {"kind": LetterKind.NOTE, "key": "people.welcome", "blanks": {}}
        session.add_all(
            Letter(to=people[n % 4], not_before=now - timedelta(hours=1), **waiting)
            for n in range(10_000)
        )
    night.slack.says("UZHOU", "DM", SAID)
    for _ in range(6):
        deliver_next(night.bot)
    assert any("🚨 I-1" in one for one in night.reads("ULINA"))


def december(door):
    """Who has each shift of the month, and whether it was taken over."""
    with door.bot.sessions() as session:
        found = between(session, date(2026, 12, 1), date(2026, 12, 31))
        return {(one.day.day, one.tier): (one.person_id, one.taken_over_at) for one in found}


def test_a_month_of_an_office(door):
    """Planned, reminded, taken over or not, swapped, an incident: nothing doubled, nothing lost."""
    door.says("UZHAO", "排12月的班")
    door.presses("UZHAO", "发布")
    planned = {which: who for which, (who, _) in december(door).items()}
    [mine, *_] = [day for (day, _), who in planned.items() if who == "USUN" and day > 5]
    door.says("USUN", f"我12月{mine}日的班谁能帮我顶一下")
    door.presses("UZHOU", "同意换班")
    told: list[str] = []
    for day in range(1, 32):
        told += door.waits_until(at(f"12-{day:02}T08:50"))
        told += door.waits_until(at(f"12-{day:02}T16:00"))
        told += door.waits_until(at(f"12-{day:02}T16:50"))
        if planned[day, Tier.OFFICER] == "UCHEN" and day not in REST:
            assert "✅" in door.says("UCHEN", "接班")
        told += door.waits_until(at(f"12-{day:02}T17:11"))
        if day == 10:
            door.says("UZHOU", SAID)
            door.says("UZHAO", "结束 I-2：已扑灭，无人员伤亡")
    held = december(door)
    assert {which: who for which, (who, _) in held.items()} == planned | {
        (mine, Tier.OFFICER): "UZHOU"
    }
    late = [line for one in told for line in one.splitlines() if "没有接班" in line]
    untaken = [who for who, taken in held.values() if taken is None and who != "UZHAO"]
    assert len(late) == len(untaken)
    assert 0 < len(late) < len(held) == 62
    reminders = Counter[str]()
    for who, _, said in (one.partition(": ") for one in told):
        reminders[who] += said.count("⏳ 你值班：") + said.count("⏳ You are on duty: ")
    assert +reminders == Counter([who for who, _ in held.values()] * 2)
    gaps = [one for one in told if "没有人值班" in one]
    assert len(gaps) == 1
    assert "1月1日" in gaps[0]
    assert not any("🚨" in one for one in door.waits(days=1))
