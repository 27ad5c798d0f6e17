"""The log: a line a record, which nobody else can begin."""

from __future__ import annotations

import json
import logging
import sys

import pytest

from handlers.slack.logs import AsJson, AsText

FORGED = "\r\n2026-11-25 10:00:00 INFO callboard: the office is open\x1b[2J\u2028x\x85y\x00"


def record(text: str) -> logging.LogRecord:
    try:
        raise ValueError(text)
    except ValueError:
        return logging.LogRecord("a", logging.INFO, "b", 1, "said: %s", (text,), sys.exc_info())


def test_what_somebody_said_begins_no_line():
    written = AsText().format(record(FORGED))
    began = [line for line in written.split("\n") if not line.startswith("    ")]
    assert len(began) == 1
    assert began[0].endswith("INFO a: said: \\x0d")
    assert not [sign for sign in "\r\x1b\u2028\x85\x00" if sign in written]


def test_as_json_it_is_one_object_a_line():
    written = AsJson().format(record(FORGED))
    assert written.splitlines() == [written]
    told = json.loads(written)
    assert set(told) == {"at", "level", "logger", "message", "where"}
    assert told["message"].startswith("said: \\x0d\n2026")


@pytest.mark.parametrize("form", [AsText(), AsJson()])
def test_what_is_plain_stays_as_it_is(form):
    told = logging.LogRecord("a", logging.INFO, "b", 1, "办公室 opened", (), None)
    assert "办公室 opened" in form.format(told)
