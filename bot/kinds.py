"""The kinds of matters that have a life of their own: the one list a new kind joins."""

from __future__ import annotations

from typing import Any

from bot import decisions, parts
from bot.life import Kind

KINDS: dict[str, Kind[Any]] = {kind.name: kind for kind in (decisions.KIND, parts.KIND)}
