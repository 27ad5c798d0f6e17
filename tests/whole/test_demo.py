"""The office that `make demo` begins with: all its lines are understood, and leave work."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.demo import lines
from bot.language.workdays import Calendar
from tests.conftest import WEDNESDAY

CALENDAR = Calendar(ZoneInfo("Asia/Shanghai"))


def test_what_was_said_in_the_last_days_is_understood_and_is_over_before_today(door):
    said = list(lines(WEDNESDAY, CALENDAR))
    assert [at for at, _, _ in said] == sorted(at for at, _, _ in said)
    assert all(at.astimezone(CALENDAR.tz).date() < WEDNESDAY.date() for at, _, _ in said)
    for at, who, words in said:
        door.waits_until(at)
        answer = door.says(who, words) + door.reads(who)[-1]
        refused = ("没有办", "Not done", "听懂", "understand", "要填一张表", "takes a form")
        assert not any(one in answer for one in refused), (words, answer)
    door.waits_until(WEDNESDAY)
    home = door.opens_home("UWANG")
    assert all(number in home for number in ("D-1", "V-4", "A-6"))
    assert "S-5" in door.opens_home("ULINA")
