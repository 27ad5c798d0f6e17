"""Whatever can be said, of whatever kind: not a word of it is in a log, however much is logged."""

from __future__ import annotations

import logging

import pytest

from bot.kinds import KINDS
from bot.language.catalog import LANGUAGES
from bot.language.phrases import tables
from handlers.clockwork import deliver

PLANTED = "PLANTEDWORD"
OPEN = ("Open the form", "打开表单")
EVERYBODY = ("UZHAO", "UWANG", "ULIU", "UZHANG", "UCHEN")


def to_type(form):
    """The names of the fields of a form in which somebody types."""
    inputs = [one for one in form["blocks"] if one["type"] == "input"]
    return [one["block_id"] for one in inputs if one["element"]["type"] == "plain_text_input"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sentence_that_is_shown_and_no_answer_to_it_is_logged(door, caplog, lang):
    """With a word of their own behind each; now and then Slack refuses the answer for good."""
    caplog.set_level(logging.DEBUG)
    kinds = set()
    for n, (feature, _, table) in enumerate(tables()):
        who = EVERYBODY[n % len(EVERYBODY)]
        if n % 5 == 0:
            door.slack.fault("chat.postMessage", "invalid_blocks")
        line = f"{table['shown'][lang][0]} {PLANTED}"
        if line.startswith("/"):
            door.slack.commands(who, "COFFICE", line)
        else:
            read = door.says(who, line)
            for label in (one for one in OPEN if f"[{one}]" in read):
                door.presses(who, label)
        if door.slack.modal(who):
            door.slack.submits(who, **dict.fromkeys(to_type(door.form(who)), PLANTED))
        deliver(door.bot)
        kinds.add(feature)
    assert {kind.name for kind in KINDS.values()} <= kinds
    assert "cannot be delivered" in caplog.text
    assert PLANTED not in caplog.text
