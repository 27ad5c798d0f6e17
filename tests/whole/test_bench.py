"""The floor that the bench holds us against is an honest one."""

from collections import Counter

from sqlalchemy import func, select

from storage import TABLES
from tests.bench.echo import assign


def rows(door) -> Counter:
    with door.bot.sessions.begin() as session:
        return Counter(
            {
                table.name: session.scalars(select(func.count()).select_from(table)).one()
                for table in TABLES.sorted_tables
            }
        )


def test_the_echo_that_writes_writes_what_an_assignment_writes(door):
    none = rows(door)
    door.slack.commands("UWANG", "COFFICE", "/draft assign @li.na Budget memo by Friday 5pm")
    ours = rows(door)
    assign(door.bot.sessions, "Budget memo")
    floor = rows(door)

    assert ours - none == floor - ours
    assert sum((ours - none).values()) == 12
