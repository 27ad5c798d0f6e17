"""Clocks that do not agree, and one that is set back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.databases import add_followup
from tests.faults.office import none_is_amiss, office, sums, until
from tests.faults.rows import Found, row
from tests.faults.shim import shim

AN_HOUR = 3600.0


@row("seen once each")
def ours_is_ahead_of_slacks() -> Found:
    """The bot's clock is 8 s, 1 min and 1 h ahead of Slack's, and the answer to a post is lost."""
    seen = {ahead: _doubled(ahead) for ahead in (8, 60, AN_HOUR)}
    told = ", ".join(f"{ahead:.0f} s ahead: {copies} more" for ahead, copies in seen.items())
    return Found(told, not any(seen.values()))


def _doubled(ahead: float) -> int:
    with office(people=1) as opened:
        opened.skews(ahead)
        opened.begins()
        opened.slack.fault("chat.postMessage", "drop_after")
        opened.writes(each=1)
        until(lambda: opened.calls(), 10)
        opened.until_all_is_settled()
        return opened.doubled()


@row("the letter, told to wait 10 s and looked for twice, within 35 s; the reminder within 20 s")
def ours_is_set_back_an_hour() -> Found:
    """The clock is set back an hour while a letter waits 10 s; a reminder is due 15 s later."""
    with TemporaryDirectory() as folder, office(people=1) as opened:
        opened.begins(shim=shim(Path(folder)))
        opened.slack.fault("chat.postMessage", "http_500")
        opened.writes(each=1)
        until(opened.calls, 10)
        opened.skews(-AN_HOUR)
        due = opened.now() + timedelta(seconds=15 - AN_HOUR)
        add_followup(opened.sessions, "ULINA", "Paper", due)
        helped = opened.asks_for_help("UWANG", most=20)
        reminded = helped + opened.until_they_have_it(["ULINA"], most=100)
        written = reminded + opened.until_all_is_there(most=100)
        return Found(
            f"the letter after {written:.0f} s at most, the reminder after {reminded:.0f} s, help "
            f"after {helped:.1f} s; {sums(opened)}",
            written <= 35 and reminded <= 20 and none_is_amiss(opened),
        )
