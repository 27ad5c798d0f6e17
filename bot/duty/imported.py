"""A roster that comes as a file: a table becomes lines, a row a line, to be read as if pasted."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from io import BytesIO
from itertools import islice
from zipfile import BadZipFile, ZipFile

from bot.duty.lines import DAY, MOST

UNPACKED = 20 * 1024 * 1024  # bytes of a workbook, at most
COLUMNS = 20
NO_WORDS = re.compile(r"[\d\s+().-]*")  # a running number, a telephone


class Unreadable(Exception):
    """It is no table."""


def from_text(text: str) -> str:
    """Of .csv, whatever stands between its columns."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    between = max(",;\t，", key=first.count)
    return _lines(csv.reader(text.splitlines(), delimiter=between))


def from_workbook(content: bytes) -> str:
    """Of .xlsx, its first sheet. Raises Unreadable."""
    from openpyxl import load_workbook  # takes long to load

    try:
        with ZipFile(BytesIO(content)) as packed:
            if sum(one.file_size for one in packed.infolist()) > UNPACKED:
                raise Unreadable
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
        rows = book.worksheets[0].iter_rows(max_col=COLUMNS, max_row=MOST + 1, values_only=True)
        return _lines([_said(cell) for cell in row] for row in rows)
    except (BadZipFile, KeyError, ValueError, IndexError, OSError, SyntaxError) as problem:
        raise Unreadable from problem


def _said(cell: object) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell or "")


def _lines(rows: Iterable[list[str]]) -> str:
    return "\n".join(_line(row) for row in islice(rows, MOST + 1)).rstrip()


def _line(cells: list[str]) -> str:
    """From the day on, without what has no words in it."""
    said = [" ".join(cell.split()) for cell in cells[:COLUMNS]]
    at = next((n for n, cell in enumerate(said) if DAY.match(cell)), None)
    if at is None:
        return " ".join(filter(None, said))
    return " ".join([said[at], *_words(said[at + 1 :])])


def _words(cells: Iterable[str]) -> Iterator[str]:
    return (cell for cell in cells if not NO_WORDS.fullmatch(cell))
