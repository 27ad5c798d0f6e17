"""What bytes say as text, in the encodings offices write: UTF-8, UTF-16, and China's own."""

from __future__ import annotations

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE

ENCODINGS = ("utf-8-sig", "gb18030")
FOLDED = re.compile(rb"^[^\n]*+(?:\n[ \t][^\n]*+)+", re.MULTILINE)
FOLD = re.compile(rb"\r?\n[ \t]")


def decoded(content: bytes) -> str | None:
    """The text; None if it is none."""
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return _decoded(content, "utf-16")
    readings = [content, _unfolded(content)] if _is_folded(content) else [content]
    tries = (_decoded(one, encoding) for encoding in ENCODINGS for one in readings)
    return next((text for text in tries if text is not None), None)


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def _is_folded(content: bytes) -> bool:
    """Of iCalendar, whose long lines are cut by bytes: some programs cut through a character."""
    return b"BEGIN:VCALENDAR" in content[:100].upper() and FOLD.search(content) is not None


def _unfolded(content: bytes) -> bytes:
    """Each line in one piece, with its folds behind it: there are as many lines as before."""
    return FOLDED.sub(lambda line: _whole(line[0]), content)


def _whole(line: bytes) -> bytes:
    end = b"\r" if line.endswith(b"\r") else b""
    text, folds = FOLD.subn(b"", line.removesuffix(b"\r"))
    return text + b"\r\n " * folds + end
