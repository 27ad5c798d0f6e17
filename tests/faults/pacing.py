"""What Slack refuses because it was asked too often: nobody asks before the time it has said."""

from __future__ import annotations

import time
from datetime import timedelta
from math import ceil

from tests.faults.office import Office, none_is_amiss, office, sums, until
from tests.faults.rows import Found, row

MOST, WINDOW = 40, timedelta(seconds=10)  # messages, of the whole workspace
ON_THEIR_WAY = timedelta(seconds=1)  # what has left already when the refusal comes


@row("asked before its time: 0 calls; a tenth refused at most; help after the refusal; none lost")
def the_whole_workspace_is_limited() -> Found:
    """40 messages in 10 s for the whole workspace, 400 to 50 people, two processes."""
    with office(people=50) as opened:
        opened.slack.latency = 0.05
        opened.slack.limit("chat.postMessage", MOST, WINDOW.total_seconds())
        opened.begins(processes=2)
        opened.writes(each=8)
        until(lambda: "ratelimited" in opened.calls(), 30)
        helped = opened.asks_for_help("UWANG", most=60)
        opened.until_all_is_there(most=200)
        fates = opened.calls()
        refused, early = fates.count("ratelimited"), _asked_too_early(opened)
        return Found(
            f"{refused} of {len(fates)} calls refused, {early} asked before their time; "
            f"help after {helped:.1f} s; {sums(opened)}",
            early == 0 and refused <= len(fates) / 10 and helped <= 15 and none_is_amiss(opened),
        )


def _asked_too_early(opened: Office) -> int:
    """Calls after one was refused, before the time Slack had said was over."""
    taken, early, since, end = [], 0, None, None
    for one in opened.slack.log.calls("chat.postMessage"):
        if since is not None and since + ON_THEIR_WAY < one.at < end:
            early += 1
        if one.fate == "ok":
            taken.append(one.at)
        elif end is None or one.at >= end:
            rest = taken[-MOST] + WINDOW - one.at
            since, end = one.at, one.at + timedelta(seconds=ceil(rest.total_seconds()))
    return early


@row("at most 2 in 100 refused, whoever sends; lost 0, doubled 0")
def two_processes_share_a_pace() -> Found:
    """One message a second and channel, 10 to each of 20 people, two processes."""
    with office(people=20) as opened:
        opened.slack.paced = True
        opened.begins(processes=2)
        opened.writes(each=10)
        began = time.monotonic()
        opened.until_all_is_there(most=60)
        took, refused = time.monotonic() - began, opened.calls().count("ratelimited")
        return Found(
            f"{refused} of {len(opened.calls())} refused; all there after {took:.1f} s of at least "
            f"9; {sums(opened)}",
            refused <= len(opened.calls()) / 50 and none_is_amiss(opened),
        )
