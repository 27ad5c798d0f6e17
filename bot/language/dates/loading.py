"""The grammar as it is written down in `grammar/*.toml`, made into rules; a slip in it raises."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import FunctionType
from typing import Any, NamedTuple

from bot.language.dates import days, festivals, hours, lengths, periods
from bot.language.dates.numbers import COUNT, EN, NTH, NTH_WORDS, NTHS, ZH
from bot.language.dates.occasions import names
from bot.language.dates.said import NOTHING, Reading, Rule, Said

FOLDER = Path(__file__).parent / "grammar"
READINGS: Mapping[str, Reading | Said] = {
    f"{module.__name__.rpartition('.')[2]}.{name}": reading
    for module in (days, festivals, hours, lengths, periods)
    for name, reading in vars(module).items()
    if isinstance(reading, FunctionType)
    and reading.__module__ == module.__name__
    and not name.startswith("_")
} | {"said.NOTHING": NOTHING}
COMPUTED = {  # pieces for every file
    "COUNT": COUNT,
    "EN": EN,
    "NTH": NTH,
    "NTH_WORDS": NTH_WORDS,
    "ORDINALS": " ".join(NTHS),
    "ZH": ZH,
    "OCCASIONS_EN": names("occasions", "en"),
    "OCCASIONS_ZH": names("occasions", "zh"),
    "ZONES_EN": names("zones", "en"),
    "ZONES_ZH": names("zones", "zh"),
}


class Grammar(NamedTuple):
    """What one file holds."""

    rules: tuple[Rule, ...]
    pieces: dict[str, str]


def load(file: Path) -> Grammar:
    return _grammar(**tomllib.loads(file.read_text("utf-8")))


def _grammar(row: list[dict[str, Any]], pieces: dict[str, str] | None = None) -> Grammar:
    known = dict(COMPUTED)
    for name, written in (pieces or {}).items():
        if name in known:
            raise ValueError(f"a piece of that name is there already: {name}")
        known[name] = _filled(written, known)
    return Grammar(tuple(_rule(one, known) for one in row), known)


def _rule(row: dict[str, Any], pieces: dict[str, str]) -> Rule:
    try:
        return _read(pieces, **row)
    except (KeyError, TypeError) as slip:
        slip.add_note(f"in the row {row}")
        raise


def _read(
    pieces: dict[str, str],
    *,
    family: str,
    pattern: str,
    examples: dict[str, str],
    reads: str | dict[str, Any] | None = None,
    cue: str = "",
) -> Rule:
    reading = READINGS[reads] if isinstance(reads, str) else _said(reads)
    return Rule(family, _filled(pattern, pieces), reading, examples, _filled(cue, pieces))


def _said(fields: dict[str, Any] | None) -> Said | None:
    """What words name that always name the same: a list is an hour, minute and second."""
    if fields is None:
        return None
    told: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in fields.items()}
    return Said(**told)


def _filled(written: str, pieces: dict[str, str]) -> str:
    """On one line, with its pieces put in."""
    line = "".join(line.strip() for line in written.splitlines())
    return re.sub("<([A-Z_]+)>", lambda piece: pieces[piece[1]], line)
