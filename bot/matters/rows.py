"""What the office keeps in a list, and is no matter: places, cars. Whoever changes it may take that
back for a few minutes, unless it was changed again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from bot.language.refusals import Refused
from bot.matters import changes, journal, undo
from bot.who.request import Request
from storage.db import Base

Row = TypeVar("Row", bound=Base)
Facts = Mapping[str, Any]  # by column, as JSON


@dataclass(frozen=True)
class Rows(Generic[Row]):
    """`columns` are what is known of each; `name` is that of its texts and entries."""

    name: str
    kind: type[Row]
    columns: tuple[str, ...]

    def find(self, request: Request, number: int) -> Row:
        """Raises Refused for one that is gone: the list was an old one."""
        found = request.session.get(self.kind, number, with_for_update=True)
        if found is None:
            raise Refused("office.old-button")
        return found

    def change(
        self, request: Request, verb: str, each: Sequence[tuple[Row | None, Facts | None]]
    ) -> int:
        """None for a row: a new one; for its facts: it is gone. The entry comes back, by which it
        is taken back.
        """
        known = [(row, self._facts(row)) for row, _ in each]
        rows = [self._put(request, row, facts) for row, facts in each]
        numbers = [str(getattr(row, "id")) for row in rows]  # noqa: B009 - every kind has one
        before = dict(zip(numbers, (was for _, was in known), strict=True))
        after = dict(zip(numbers, (facts for _, facts in each), strict=True))
        return journal.record(
            request, f"{self.name}.{verb}", before={"rows": before}, after={"rows": after}
        )

    def take_back(
        self, request: Request, entry_id: int, may_go: Callable[[Row], bool] = lambda row: True
    ) -> None:
        """Raises Refused when it is too late, and where it was changed since, or what was added is
        used by now.
        """
        entry = undo.own_deed(request, entry_id, self.name)
        after, before = entry.after["rows"], entry.before["rows"]
        there = {number: request.session.get(self.kind, int(number)) for number in after}
        if {number: self._facts(row) for number, row in there.items()} != after:
            raise Refused("undo.changed")
        if any(row and not before[number] and not may_go(row) for number, row in there.items()):
            raise Refused("undo.changed")
        for number, row in there.items():
            self._put(request, row or self.kind(id=int(number)), before[number])
        journal.record(
            request, f"{self.name}.undo", before=entry.after, after=entry.before, reason=entry.what
        )

    def _facts(self, row: Row | None) -> Facts | None:
        if row is None:
            return None
        return {name: _json(getattr(row, name)) for name in self.columns}

    def _put(self, request: Request, row: Row | None, facts: Facts | None) -> Row:
        row = row or self.kind()
        if facts is None:
            request.session.delete(row)
        else:
            changes.restore((row,), facts)
            request.session.add(row)
        request.session.flush()
        return row


def _json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
