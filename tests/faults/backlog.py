"""A morning's messages wait: whoever asks something is answered all the same."""

from __future__ import annotations

import time

from tests.faults import bare
from tests.faults.office import Office, none_is_amiss, office, sums
from tests.faults.rows import Found, row

LATENCY = 0.15  # seconds a call to Slack takes, across half the world
ASKED_AFTER = 3  # seconds
ALLOWED = 1.0  # seconds between two messages in one channel


EACH = 20
PACE = 0.95  # of what is allowed, or of what a sender gets here that keeps nothing


@row('"help" within 1 s; 95 % of the pace Slack allows, or of a bare sender; none lost or doubled')
def a_thousand_messages_to_fifty_people() -> Found:
    """1,000 messages to 50 people, 150 ms a call; somebody else asks for help, and one of them."""
    with office(people=50) as opened:
        opened.slack.latency, opened.slack.paced = LATENCY, True
        theirs = bare_seconds(opened, EACH)
        opened.begins()
        opened.writes(each=EACH)
        began, worked = time.monotonic(), opened.worked()
        time.sleep(ASKED_AFTER)
        first = opened.asks_for_help("UWANG")
        time.sleep(max(0.0, began + 2 * ASKED_AFTER - time.monotonic()))
        second = opened.asks_for_help(opened.crowd[7])
        opened.until_all_is_there(most=240)
        took, allowed = time.monotonic() - began, EACH * ALLOWED
        refused = opened.calls().count("ratelimited")
        seen = (
            f"help after {first:.1f} s, of one of the fifty after {second:.1f} s; all there after "
            f"{took:.0f} s, {allowed / took:.0%} of the pace, {theirs / took:.0%} of what a bare "
            f"sender did in the same minute; {refused} calls refused; {sums(opened)}; "
            f"it had {opened.worked() - worked:.0f} s of a core for it"
        )
        in_time = first <= 1 and second <= ALLOWED + 1 and max(allowed, theirs) / took >= PACE
        return Found(seen, in_time and none_is_amiss(opened))


def bare_seconds(opened: Office, each: int) -> float:
    slack = opened.stage.slack
    return bare.seconds_of(slack.api_url, slack.bot_token, opened.crowd, each)


@row('"help" answered within 1 s; the letters to everybody else within 10 s')
def ten_channels_hang() -> Found:
    """Ten of fifty people's channels hang; each is written to, and somebody asks for help."""
    with office(people=50) as opened:
        opened.slack.latency = LATENCY
        for who in opened.crowd[:10]:
            for known in (who, opened.slack.place("DM", who).id):
                opened.slack.fault("chat.postMessage", "slow", 10**6, seconds=20, channel=known)
        opened.begins()
        opened.writes(each=1)
        time.sleep(0.5)
        helped = opened.asks_for_help("UWANG")
        took = helped + opened.until_they_have_it(opened.crowd[10:], most=100)
        return Found(
            f"help after {helped:.1f} s, the forty others have theirs after {took:.1f} s",
            helped <= 1 and took <= 10,
        )


@row("everybody else's letters within 5 s; that one found, not doubled")
def a_limit_on_looking() -> Found:
    """One letter's fate is unknown, and looking into history is refused for 30 s."""
    with office(people=20) as opened:
        opened.begins()
        opened.slack.fault("chat.postMessage", "drop_after")
        opened.slack.fault("conversations.history", "ratelimited", times=2, seconds=30)
        opened.writes(each=1, to=opened.crowd[:1])
        opened.until_called("conversations.history")
        opened.writes(each=1, to=opened.crowd[1:])
        took = opened.until_they_have_it(opened.crowd[1:], most=100)
        opened.until_all_is_settled()
        return Found(
            f"the others have theirs after {took:.1f} s; {sums(opened)}",
            took <= 5 and none_is_amiss(opened),
        )
