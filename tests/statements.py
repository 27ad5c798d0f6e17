"""How many SQL statements something costs, and who sent them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from sqlalchemy import event

from storage.db import Sessions

OURS = ("bot.", "handlers.", "storage.")


@contextmanager
def counted(sessions: Sessions) -> Iterator[list[str]]:
    """The statements sent meanwhile, all of them: a transaction's BEGIN is one, too."""
    sent: list[str] = []
    engine = sessions.kw["bind"]

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        sent.append(f"{' '.join(statement.split())[:100]}\n      {_who(sys._getframe(1))}")

    event.listen(engine, "after_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "after_cursor_execute", note)


def _who(frame: FrameType | None) -> str:
    """The last three of our own functions on the way to a statement, the nearest first."""
    found: list[str] = []
    while frame is not None and len(found) < 3:
        module = frame.f_globals.get("__name__", "")
        if module.startswith(OURS) and module != "storage.db":
            found.append(f"{module}:{frame.f_lineno} {frame.f_code.co_name}")
        frame = frame.f_back
    return " <- ".join(found)


def listed(sent: list[str]) -> str:
    return "\n".join(f"{n:4}  {statement}" for n, statement in enumerate(sent, 1))
