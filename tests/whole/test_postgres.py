"""A whole office on PostgreSQL: what goes through the door there, and two people at once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from time import sleep
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from handlers.clockwork import deliver, tick
from handlers.slack import members
from storage.matters.journal import of_matter
from storage.matters.matter import hold
from storage.processes.cases import Case
from storage.who.people import everyone
from tests.conftest import WEDNESDAY
from tests.databases import Postgres, together
from tests.door import Door

pytestmark = pytest.mark.postgres
SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def door(postgres: Postgres) -> Iterator[Door]:
    opened = Door(postgres.empty_office(), WEDNESDAY)
    opened.casts()
    yield opened
    opened.closes()


def deeds(door: Door, matter_id: int = 1) -> list[str]:
    with door.bot.sessions.begin() as session:
        return [entry.what for entry in of_matter(session, matter_id)]


def test_a_draft_from_its_assignment_to_its_signature(door):
    door.types("UWANG", "/draft assign @li.na Budget memo by 4 Dec 5pm")
    door.presses("ULINA", "Accept")
    door.types("ULINA", "/draft submit D-1 https://example.org/1")
    door.types("UWANG", "/draft sign D-1")

    assert deeds(door) == ["drafts.assign", "drafts.accept", "drafts.submit", "drafts.sign"]
    assert "D-1" in door.types("UWANG", "/office record D-1")
    assert "Nothing is on your plate" in door.opens_home("ULINA")


def test_nudges_of_a_morning_and_the_morning_line(door):
    door.types("UZHAO", "/draft")
    door.fills_in("UZHAO", person="ULINA", title="Roster", due="11-26 17:00", visibility="office")
    door.types("UZHAO", "/draft assign @li.na Summary by 26 Nov 6pm")

    news = door.waits_until(datetime(2026, 11, 26, 8, 30, tzinfo=SHANGHAI))

    assert [line.splitlines()[0] for line in news] == [
        "ULINA: ⏳ 2 due today",
        "#office: ⏳ D-1《Roster》 · Li Na 李娜：受领并起草 · 11月26日 周四 17:00（今天）",
    ]


def test_two_fingers_on_one_button_take_one_step(door):
    door.types("UWANG", "/draft assign @li.na Budget memo by 4 Dec 5pm")
    button = door.finds("ULINA", "Accept")

    together(4, lambda n: door.slack.presses("ULINA", "DM", *button))

    assert deeds(door) == ["drafts.assign", "drafts.accept"]


def test_a_register_number_two_want_at_once_is_given_once(door):
    for n in (1, 2):
        door.types("UWANG", f"/draft assign @li.na Notice {n} by 4 Dec 5pm")
        door.types("ULINA", f"/draft submit D-{n} https://example.org/1")
        door.types("UWANG", f"/draft sign D-{n}")
        door.types("UZHAO", f"/draft recheck D-{n}")
    who, answers = ("UZHAO", "UZHAO"), {}

    def registers(n: int) -> None:
        line = f"/draft register D-{n + 1} as 鲁府办〔2026〕8号"
        answers[n] = repr(door.slack.commands(who[n], "DM", line).ack)

    together(2, registers)

    given = [deed for n in (1, 2) for deed in deeds(door, n) if deed == "drafts.register"]
    assert given == ["drafts.register"]
    taken = ("已经给了另一份公文", "is the number of another paper")
    assert len([said for said in answers.values() if any(word in said for word in taken)]) == 1


def test_a_room_two_want_at_once_is_booked_once_and_what_nobody_agrees_on_goes_up(door):
    who, line = ("UCHEN", "ULIU"), "/office book room 1 for 2 hours: interviews, Friday 3pm"
    together(2, lambda n: door.slack.commands(who[n], "DM", line))
    with door.bot.sessions() as session:
        assert len(session.scalars(select(Case)).all()) == 1
    door.says("ULIU", "coordinate: who clears the snow")
    door.presses("ULIU", "Open the form")
    said = {"question": "who pays", "departments": "USUN ULINA", "lead": "USUN", "chair": "UWANG"}
    assert door.fills_in("ULIU", **said) == {}
    door.waits_until(datetime(2026, 11, 30, 19, tzinfo=SHANGHAI))
    news = door.waits_until(datetime(2026, 12, 1, 9, tzinfo=SHANGHAI))
    assert [line for line in news if line.startswith("UWANG") and "到期没有一致意见" in line]


def test_a_reminder_done_and_called_off_at_once_ends_once(door):
    door.types("ULINA", "/office remind me to call the bank tomorrow")
    buttons = [door.finds("ULINA", label) for label in ("Done", "Call it off")]

    together(2, lambda n: door.slack.presses("ULINA", "DM", *buttons[n]))

    assert len(deeds(door)) == 2


def test_four_nudges_by_hand_at_once_are_one(door):
    door.types("UWANG", "/draft assign @li.na Budget memo by 4 Dec 5pm")
    button = door.finds("UWANG", "催办")

    together(4, lambda n: door.slack.presses("UWANG", "DM", *button))

    assert deeds(door) == ["drafts.assign", "followups.press"]


def test_two_processes_that_start_at_once_meet_everybody_once(postgres):
    door = Door(postgres.empty_office(), WEDNESDAY)
    fresh = postgres.empty_office()

    together(
        3, lambda n: members.meet_everybody(fresh, door.bot.slack, door.bot.workspace, WEDNESDAY)
    )

    with fresh.begin() as session:
        assert len(everyone(session)) == 11
    fresh.kw["bind"].dispose()
    door.closes()


def test_three_processes_tick_and_everybody_is_told_once(door):
    for n in range(6):
        door.types("UZHAO", f"/draft assign @li.na Paper {n} by 26 Nov 5pm")
    before = len(door.reads("ULINA"))
    door.clock.turn_to(datetime(2026, 11, 26, 8, 30, tzinfo=SHANGHAI))

    def ticks(n: int) -> None:
        for _ in range(3):
            tick(door.bot)
            deliver(door.bot)

    together(3, ticks)

    assert [text.splitlines()[0] for text in door.reads("ULINA")[before:]] == ["⏳ 6 due today"]


def test_the_last_seat_that_four_want_at_once_one_has(door):
    """All of them have looked, and wait for one another, before the first has it."""
    door.says("UZHAO", "12月10号全市经济工作会有一个旁听席，给孙磊、李娜、张伟和周婷")
    wanted = (("USUN", "我要"), ("ULINA", "Gladly"), ("UZHANG", "我要"), ("UZHOU", "我要"))
    buttons = [(who, door.finds(who, label)) for who, label in wanted]

    with ThreadPoolExecutor(len(buttons)) as threads, door.bot.sessions.begin() as session:
        hold(session, 1)
        for who, button in buttons:
            threads.submit(door.slack.presses, who, "DM", *button)
        sleep(0.5)

    taken = [deed for n in range(1, 5) for deed in deeds(door, n) if deed.endswith("take-up")]
    assert taken == ["opportunities.take-up"]
