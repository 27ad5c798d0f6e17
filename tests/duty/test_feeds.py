"""Calendars to subscribe to: an address shown once, read without Slack, dead when it should be."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from sqlite3 import Connection

import icalendar
import pytest

from handlers.duty.feeds import served
from tests.conftest import scene

LINES = "11.25 王建国 李娜\n11.26 刘洋 孙磊\n11.28 王建国 李娜\n12.1 刘洋 张伟"
BASE = "https://duty.example"


@scene
def published(door):
    door.types("UZHAO", "/duty publish", "DM")
    door.fills_in("UZHAO", lines=LINES)
    door.presses("UZHAO", "发布")
    door.says("ULINA", "my phone is 0531 8600 0000")
    return door


@pytest.fixture
def reached(published):
    published.bot.catalog.address = BASE
    return published


def get(door, address, **environ):
    """The status, the headers and the body of a plain GET."""
    told = []
    asked = {"REQUEST_METHOD": "GET", "PATH_INFO": address.removeprefix(BASE), **environ}
    body = b"".join(served(door.bot)(asked, lambda *said: told.extend(said)))
    return told[0][:3], dict(told[1]), body.decode()


def events(door, address):
    status, heads, body = get(door, address)
    assert (status, heads["Content-Type"]) == ("200", "text/calendar; charset=utf-8")
    return list(icalendar.Calendar.from_ical(body).walk("VEVENT"))


def address_in(said):
    return re.search(r"https://duty\.example/duty/[0-9a-f]{64}\.ics", said)[0]


def made(door, who="ULINA", label="Make my address"):
    """The address stands where the button was."""
    door.types(who, "/duty feed", "DM")
    door.presses(who, label)
    return address_in(door.reads(who)[-1])


def test_ones_own_duties_in_wall_time_with_a_zone_and_nobodys_number(reached):
    address = made(reached)
    mine = events(reached, address)
    body = get(reached, address)[2]

    assert [one["summary"] for one in mine] == ["On duty: Duty officer"] * 2
    assert str(mine[0]["description"]) == "With you: Leader on duty: 王建国"
    assert mine[0]["dtstart"].dt.isoformat() == "2026-11-25T17:00:00+08:00"
    assert "DTSTART;TZID=Asia/Shanghai:20261125T170000" in body
    assert "BEGIN:VTIMEZONE\r\nTZID:Asia/Shanghai" in body
    assert body.count("TRANSP:TRANSPARENT") == 2
    assert "8600" not in body


def test_the_office_has_one_of_everybody_for_the_director_only(reached):
    door = reached
    assert "全办公室" not in door.types("UZHANG", "/duty 订阅", "DM")
    with pytest.raises(LookupError):
        door.presses("UZHANG", "生成全办公室的")
    address = made(door, "UZHAO", "生成全办公室的")
    assert [str(one["summary"]) for one in events(door, address)][:3] == [
        "带班领导 · 王建国", "值班员 · Li Na 李娜", "带班领导 · Liu Yang 刘洋",
    ]  # fmt: skip
    assert "办公室主任" in door.forges("UZHANG", "feeds:make-office", 0)


def test_what_changes_rises_and_stays_the_same_event(reached):
    door = reached
    address = made(door)
    before = {str(one["uid"]): one for one in events(door, address)}
    door.types("UZHAO", "/duty publish", "DM")
    door.fills_in("UZHAO", lines="11.28 王建国 孙磊")
    door.presses("UZHAO", "发布")
    assert len(events(door, address)) == 1  # who lost it, no longer has it
    door.waits(minutes=1)
    door.types("UZHAO", "/duty publish", "DM")
    door.fills_in("UZHAO", lines="11.28 王建国 李娜")
    door.presses("UZHAO", "发布")
    after = {str(one["uid"]): one for one in events(door, address)}

    assert after.keys() == before.keys()
    rise = {uid: after[uid]["sequence"] - before[uid]["sequence"] for uid in after}
    assert sorted(rise.values()) == [0, 2]


def test_taken_back_and_published_again_it_goes_on_above_what_it_had(reached):
    door = reached
    address = made(door)
    before = {str(one["uid"]): one["sequence"] for one in events(door, address)}
    door.waits(minutes=1)
    door.presses("UZHAO", "撤回")
    assert events(door, address) == []
    door.types("UZHAO", "/duty publish", "DM")
    door.fills_in("UZHAO", lines=LINES)
    door.presses("UZHAO", "发布")
    after = {str(one["uid"]): one["sequence"] for one in events(door, address)}
    assert all(after[uid] > before[uid] for uid in before)


def test_renewed_the_old_one_is_dead_and_a_second_press_makes_no_third(reached):
    door = reached
    first = made(door)
    second = made(door, label="Renew mine")
    assert get(door, first)[0] == "404"
    assert "It has been changed since" in door.forges("ULINA", "feeds:renew-mine", 1)
    assert get(door, second)[0] == "200"
    door.types("ULINA", "/duty feed", "DM")
    door.presses("ULINA", "Revoke mine")
    assert "dead" in door.reads("ULINA")[-1]
    assert get(door, second)[0] == "404"


def test_it_dies_with_the_person_and_does_not_come_back_with_them(reached):
    door = reached
    address = made(door)
    door.changes("ULINA", deleted=True)
    assert get(door, address)[0] == "404"


@pytest.mark.parametrize("place", ["/", "/duty/", "/duty/" + "a" * 64 + ".ics", "/slack/events"])
def test_whatever_is_not_there_is_not_found_and_says_nothing(reached, place):
    made(reached)
    status, _, body = get(reached, place)
    assert (status, body) == ("404", "not found\n")
    assert get(reached, place, REQUEST_METHOD="POST")[0] == "404"


def test_what_is_unchanged_is_not_sent_again(reached):
    address = made(reached)
    tag = get(reached, address)[1]["ETag"]
    assert get(reached, address, HTTP_IF_NONE_MATCH=tag)[0::2] == ("304", "")
    reached.types("UZHAO", "/duty publish", "DM")
    reached.fills_in("UZHAO", lines="12.2 王建国 李娜")
    reached.presses("UZHAO", "发布")
    assert get(reached, address, HTTP_IF_NONE_MATCH=tag)[0] == "200"


def test_the_secret_is_kept_nowhere(reached):
    said = reached.says("ULINA", "subscribe to my duty calendar")
    assert "https" not in said.split("Make")[0].replace("https address", "")
    address = address_in(reached.presses("ULINA", "Make my address"))
    secret = address.removeprefix(f"{BASE}/duty/").removesuffix(".ics")
    database: Connection = reached._database
    assert secret not in "\n".join(database.iterdump())


def test_without_a_public_address_one_reads_what_the_admin_must_do(published):
    assert "PUBLIC_URL" in published.types("ULINA", "/duty feed", "DM")
    assert "PUBLIC_URL" in published.says("UZHANG", "订阅值班日历")


def test_an_outsider_gets_none(reached):
    assert "address" not in reached.types("UHE", "/duty feed", "DM").replace("地址", "address")


def test_only_a_year_ahead_and_three_months_back(reached):
    address = made(reached)
    reached.waits_until(datetime(2027, 2, 25, 1, tzinfo=UTC))
    assert [str(one["uid"])[:10] for one in events(reached, address)] == [
        "2026-11-25",
        "2026-11-28",
    ]
    reached.waits_until(datetime(2027, 2, 26, 1, tzinfo=UTC))
    assert [str(one["uid"])[:10] for one in events(reached, address)] == ["2026-11-28"]
