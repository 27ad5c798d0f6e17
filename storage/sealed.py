"""Words that the database never holds in clear: sealed on their way in, opened on their way out.

The keys come from the environment (`NOTES_KEYS`, the newest first; or else one made of the bot's
token) and are not in the database. A token of Fernet says when it was sealed, in clear, and about
how long the words are. Whoever has the database and a key reads them: the machine that runs the
bot is trusted with both.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from secrets import token_hex
from typing import Any, cast

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import (
    ColumnElement,
    Dialect,
    String,
    Table,
    inspect,
    literal,
    select,
    type_coerce,
    update,
)
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

UNREADABLE = "\N{LOCK}"  # sealed with a key that is not here


def _made(secrets: Sequence[str]) -> list[Fernet]:
    keys = (
        urlsafe_b64encode(sha256(f"callboard notes {one}".encode()).digest()) for one in secrets
    )
    return [Fernet(key) for key in keys]


_keys = _made([token_hex()])  # the newest first; of this process alone, until it is told another


def begin_with(secrets: Sequence[str]) -> None:
    """What the process was told at its start: seals with the first, opens with any."""
    _keys[:] = _made(secrets)


class Sealed(TypeDecorator[str]):
    """Text as everywhere else in Python; sealed in the database."""

    impl = String
    cache_ok = True

    @property
    def python_type(self) -> type[str]:
        return str

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return value and _keys[0].encrypt(value.encode()).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        try:
            return value and MultiFernet(_keys).decrypt(value).decode()
        except InvalidToken:
            return UNREADABLE


class SealedFacts(Sealed):
    """What JSON can hold, sealed as its words; {} if no key opens them."""

    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return super().process_bind_param(json.dumps(value, ensure_ascii=False), dialect)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        words = super().process_result_value(value, dialect)
        return json.loads(words) if words and words != UNREADABLE else {}


def is_sealed(row: Any, name: str) -> bool:
    return isinstance(inspect(row).mapper.columns[name].type, Sealed)


def seal_anew(session: Session, base: type[DeclarativeBase]) -> int:
    """Seal with the newest key what an older one sealed, so that the older may go; how many words
    that were. What no key opens stays as it is.
    """
    n = 0
    for mapper in base.registry.mappers:
        for column in mapper.local_table.columns:
            if isinstance(column.type, Sealed):
                n += _rotated(session, cast(Table, mapper.local_table), column)
    return n


def _rotated(session: Session, table: Table, column: ColumnElement[Any]) -> int:
    [key] = table.primary_key
    sealed = session.execute(select(key, type_coerce(column, String)).where(column.isnot(None)))
    turned = {one: new for one, words in sealed.all() if words and (new := _turned(words))}
    for one, words in turned.items():
        raw = literal(words, String)
        session.execute(update(table).where(key == one).values({column: raw}))
    return len(turned)


def _turned(words: str) -> str | None:
    """Sealed with the newest key; None if they are, or if no key opens them."""
    with suppress(InvalidToken):
        _keys[0].decrypt(words)
        return None
    with suppress(InvalidToken):
        return MultiFernet(_keys).rotate(words.encode()).decode()
    return None
