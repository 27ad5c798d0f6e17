"""Refusals: what the office says no to, in words the reader will see."""

from __future__ import annotations

from typing import Any


class Refused(Exception):
    """The office says no, and says why. `key` names a text in the catalog.

    Raise it anywhere below a handler: the transaction rolls back, and the person
    who asked reads the reason in their own language. `field` puts it on a form field.
    `unseen` is the matter that was kept from them: the record of it says so. `unread` are words
    that were not understood as a time: they are kept, if the office wants that.
    """

    def __init__(
        self,
        key: str,
        /,
        *,
        field: str = "",
        unseen: int | None = None,
        unread: str = "",
        **blanks: object,
    ) -> None:
        super().__init__(key, blanks)
        self.key, self.field, self.unseen = key, field, unseen
        self.unread, self.blanks = unread, blanks

    def __reduce__(self) -> tuple[Any, ...]:
        """As it goes from one process to another."""
        named = {"field": self.field, "unseen": self.unseen, "unread": self.unread}
        return _again, (self.key, named | self.blanks)


def _again(key: str, named: dict[str, Any]) -> Refused:
    return Refused(key, **named)
