"""How the log is written: a line a record, which nobody else can begin; for people, or as JSON."""

from __future__ import annotations

import json
import logging
import re
from datetime import UTC, datetime

# What ends a line, or moves the pen on a screen: with it somebody's word would begin one of ours.
UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def written_as(kind: str) -> None:
    """For the whole process."""
    for handler in logging.getLogger().handlers:
        handler.setFormatter(AsJson() if kind == "json" else AsText())


class AsText(logging.Formatter):
    """What goes on in a second line is set in: at the edge only a record begins."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        return _harmless(super().format(record)).replace("\n", "\n    ")


class AsJson(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        told = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": _harmless(record.getMessage()),
        }
        if record.exc_info and not record.exc_text:
            record.exc_text = self.formatException(record.exc_info)
        if record.exc_text:
            told["where"] = _harmless(record.exc_text)
        return json.dumps(told, ensure_ascii=False)


def _harmless(text: str) -> str:
    return UNSEEN.sub(lambda found: f"\\x{ord(found[0]):02x}", text)
