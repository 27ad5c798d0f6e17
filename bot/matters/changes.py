"""Changes: values set on a matter and its feature's row, with what was before and after as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import MANYTOONE

from storage.db import Base
from storage.sealed import is_sealed

Changed = tuple[dict[str, Any], dict[str, Any]]  # before and after


def apply(rows: tuple[Base, ...], values: Mapping[str, Any]) -> Changed:
    """Set each value on the row that has its column; return what changed: before and after.
    What no row has a column for is noted as it is; what is sealed is not noted, nor set back.
    """
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for name, value in values.items():
        row = _row_with(rows, name)
        if row is None:
            after[name] = _json(value)
            continue
        old = getattr(row, name)
        if is_sealed(row, name):
            _set(row, name, value)
        elif old != value:
            before[name], after[name] = _json(old), _json(value)
            _set(row, name, value)
    return before, after


def restore(rows: tuple[Base, ...], before: Mapping[str, Any]) -> None:
    """Set back what `apply` changed."""
    for name, value in before.items():
        row = _row_with(rows, name)
        assert row is not None  # `apply` found it
        _set(row, name, _python(row, name, value))


def _set(row: Base, name: str, value: Any) -> None:
    """Whoever was known by an id that changes is looked up anew."""
    setattr(row, name, value)
    state = inspect(row)
    column = state.mapper.columns[name]
    known_by = [
        one.key
        for one in state.mapper.relationships
        if one.direction is MANYTOONE and column in one.local_columns
    ]
    if known_by and state.session:
        state.session.expire(row, known_by)


def _row_with(rows: tuple[Base, ...], name: str) -> Base | None:
    return next((row for row in rows if name in inspect(row).mapper.columns), None)


def _json(value: Any) -> Any:
    match value:
        case Enum():
            return value.value
        case datetime() | date():
            return value.isoformat()
    return value


def _python(row: Base, name: str, value: Any) -> Any:
    kind = inspect(row).mapper.columns[name].type.python_type
    if value is None or kind in (str, object):  # words, or JSON as it is
        return value
    if kind in (datetime, date):
        return kind.fromisoformat(value)
    return kind(value)
