"""What hangs on a matter and has none of its own: the outline of D-12, its Q1."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from bot.matters.changes import Changed
from storage.matters.journal import Entry


@dataclass(frozen=True)
class Hanging:
    """On a matter of the kind `on`, whose row is a `parent`; `items` are all that ever hung there,
    each with its `number`.

    `noted`: the columns that stand in that matter's record, by the names they have there, where
    a "state" is the matter's own.
    """

    on: str
    parent: type[Any]
    items: Callable[[Any], Sequence[Any]]
    noted: Mapping[str, str]

    def in_record(self, item: Any, changed: Changed) -> Changed:
        """What changed, and which item it was."""
        before, after = (self._named(values) for values in changed)
        return before, {self.noted["number"]: item.number, **after}

    def _named(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return {name: values[column] for column, name in self.noted.items() if column in values}

    def item_of(self, session: Session, entry: Entry) -> Any:
        """The one an entry of the record is about."""
        parent = session.get_one(self.parent, entry.matter_id)
        number = entry.after[self.noted["number"]]
        return next(one for one in self.items(parent) if one.number == number)

    def before(self, entry: Entry) -> dict[str, Any]:
        """What was there before it, by column."""
        kept = entry.before
        return {column: kept[name] for column, name in self.noted.items() if name in kept}
