"""What an operation may cost: so many SQL statements, and no more.

`python -m tests.whole.test_statements` prints what each costs now; with a name, its statements too.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest

from handlers.clockwork import deliver, tick
from handlers.slack.delivery import deliver_next
from storage.who.people import Person, Role
from tests.conftest import WEDNESDAY, empty_office
from tests.door import Door
from tests.statements import counted, listed

SHANGHAI = ZoneInfo("Asia/Shanghai")
Deed = Callable[[Door], object]


class Cost(NamedTuple):
    """At `most` so many statements for a `deed`, of which there was one already in `before`."""

    most: int
    before: Deed
    deed: Deed


def _types(who: str, line: str) -> Deed:
    """A command, without the letters it leads to."""
    return lambda door: door.slack.commands(who, "COFFICE", line)


def _presses(who: str, label: str, about: str) -> Deed:
    return lambda door: door.slack.presses(who, "DM", *door.finds(who, label, about=about))


def _after(*lines: tuple[str, str]) -> Deed:
    """So much has been typed, and all its letters have gone out."""

    def make_ready(door: Door) -> None:
        for who, line in lines:
            door.types(who, line)

    return make_ready


def _then(*deeds: Deed) -> Deed:
    def one_by_one(door: Door) -> None:
        for deed in deeds:
            deed(door)

    return one_by_one


# By a leader, straight to a writer: one letter more, to the director.
ASSIGN = ("UWANG", "/draft assign @li.na Budget memo by 4 Dec 5pm")
ACCEPT = ("ULINA", "/draft accept D-{}")
SUBMIT = ("ULINA", "/draft submit D-{} https://docs.example/1")
SIGN = ("UWANG", "/draft sign D-{}")
GUESSED = "给陈静发个活：把供暖的简报写了，后天下班前给我"
ASK = ("UZHANG", "/office 请示王建国：座谈会在哪里开，方案一：会议室；方案二：开发区")


def _of(line: tuple[str, str], n: int) -> tuple[str, str]:
    who, words = line
    return who, words.format(n)


def _went(*steps: tuple[str, str]) -> Deed:
    """D-1 has gone all its way; D-2 has come so far."""
    first = [_of(step, 1) for step in (ASSIGN, ACCEPT, SUBMIT, SIGN)]
    return _after(*first, *(_of(step, 2) for step in (ASSIGN, *steps)))


def _assigned(door: Door) -> None:
    """The letters of an assignment wait."""
    _then(_went(), _types(*ASSIGN))(door)


def _ten_are_due(door: Door) -> None:
    for who in ("ULINA", "UZHANG", "USUN", "UCHEN", "UZHOU"):
        for whom in ("the bank", "the archive"):
            door.types(who, f"/office remind me to call {whom} today at 11:00")
    tick(door.bot)
    door.clock.turn_to(datetime(2026, 11, 25, 11, tzinfo=SHANGHAI))


def _some_are_overdue(door: Door) -> None:
    for n in range(5):
        door.types("UWANG", f"/draft assign @li.na Memo {n} by 26 Nov 5pm")
    door.opens_home("ULINA")
    door.waits(days=2)
    door.opens_home("ULINA")


def _opens_home(door: Door) -> None:
    door.slack.opens_home("ULINA")
    deliver(door.bot)


def _a_gap_was_told(door: Door) -> None:
    """One evening has nobody, and two directors have read it."""
    door.types("UZHAO", "/duty publish", "DM")
    door.fills_in("UZHAO", lines="11.25 王建国 李娜")
    door.presses("UZHAO", "发布")
    with door.bot.sessions.begin() as session:
        session.get_one(Person, "ULIU").role = Role.DIRECTOR
    told = door.waits_until(datetime(2026, 11, 25, 16, 1, tzinfo=SHANGHAI))
    assert sum("🔴" in one for one in told) == 2, told


def _nobody_stands_in(door: Door) -> None:
    """Two go tomorrow, who have posts; they have read so this morning."""
    door.says("UZHAO", "岗位档案：张伟、李娜")
    door.says("UZHAO", "岗位机要：孙磊、李娜")
    for who in ("UZHANG", "USUN"):
        door.says(who, "我周五休假")
    told = door.waits_until(datetime(2026, 11, 26, 9, 30, tzinfo=SHANGHAI))
    assert sum("还没有人答应代岗" in one for one in told) == 3, told


OPERATIONS = {
    "assign": Cost(9, _went(), _types(*ASSIGN)),
    "accept": Cost(17, _went(), _presses("ULINA", "Accept", "D-2")),
    "submit": Cost(15, _went(ACCEPT), _types(*_of(SUBMIT, 2))),
    "sign": Cost(20, _went(ACCEPT, SUBMIT), _types(*_of(SIGN, 2))),
    "decide": Cost(15, _after(ASK, ASK), _presses("UWANG", "2. 开发区", "A-2")),
    "the card of an assignment": Cost(8, _assigned, lambda door: deliver_next(door.bot)),
    "the four letters of an assignment": Cost(30, _assigned, lambda door: deliver(door.bot)),
    "a sentence that is guessed": Cost(
        13, _went(), lambda door: door.slack.says("UWANG", "DM", GUESSED)
    ),
    "Home": Cost(12, _some_are_overdue, _opens_home),
    "what is overdue": Cost(3, _some_are_overdue, _types("ULINA", "/office what's overdue?")),
    "the sweep with ten due": Cost(21, _ten_are_due, lambda door: tick(door.bot)),
    "the sweep with nothing due": Cost(7, _some_are_overdue, lambda door: tick(door.bot)),
    "the sweep with two for whom nobody stands in": Cost(
        14, _nobody_stands_in, lambda door: tick(door.bot)
    ),
    "the sweep with a gap": Cost(12, _a_gap_was_told, lambda door: tick(door.bot)),
}


def measured(door: Door, name: str) -> list[str]:
    _, before, deed = OPERATIONS[name]
    before(door)
    with counted(door.bot.sessions) as sent:
        deed(door)
    return sent


@pytest.mark.parametrize("name", OPERATIONS)
def test_it_costs_no_more_than_it_may(door, name):
    sent, most = measured(door, name), OPERATIONS[name].most
    assert len(sent) <= most, f"{name}: {len(sent)}, may be {most}\n{listed(sent)}"


def test_what_is_counted_is_all_that_is_sent(door):
    """A budget that counts nothing is kept by everybody."""
    with counted(door.bot.sessions) as sent:
        _types(*ASSIGN)(door)
    assert sent[0].startswith("BEGIN")
    assert "INSERT INTO journal" in listed(sent)
    assert "bot.matters.journal" in listed(sent)


def main(names: list[str]) -> None:
    for name in OPERATIONS:
        door = Door(empty_office(), WEDNESDAY)
        door.casts()
        sent = measured(door, name)
        print(f"{len(sent):4} of {OPERATIONS[name].most:3}  {name}")
        if name in names:
            print(listed(sent))
        door.closes()


if __name__ == "__main__":
    main(sys.argv[1:])
