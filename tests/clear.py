"""What stands in the database in clear, as whoever copies it would read it."""

from __future__ import annotations

from sqlalchemy import String, select, type_coerce

from storage import TABLES
from storage.sealed import Sealed
from tests.door import Door


def in_clear(door: Door, word: str) -> list[str]:
    """The tables in which it stands; what is sealed is read as it is kept, not opened."""
    found = []
    with door.bot.sessions() as session:
        for table in TABLES.sorted_tables:
            columns = [
                type_coerce(one, String) if isinstance(one.type, Sealed) else one
                for one in table.columns
            ]
            rows = session.execute(select(*columns))
            if any(word in str(one) for row in rows for one in row):  # a row as words is cut short
                found.append(table.name)
    return found
