"""Slack away, or taking nothing from us: every letter arrives when it is back, once."""

from __future__ import annotations

from tests.faults.office import none_is_amiss, office, sums
from tests.faults.rows import Found, row

HALF_AN_HOUR = 30 * 60  # seconds


@row("all arrive when it is back, once; none is set aside; the admin hears of it once")
def slack_answers_500_for_half_an_hour() -> Found:
    """Slack answers with an error of its own for half an hour; 20 letters wait."""
    found, _ = _away("http_500", HALF_AN_HOUR)
    return found


@row("all arrive when it is back, once; none is set aside; the admin hears of it once")
def slack_cannot_be_reached_for_an_hour() -> Found:
    """Slack cannot be reached for an hour; 20 letters wait."""
    found, _ = _away("drop_before", 2 * HALF_AN_HOUR)
    return found


@row("the same, and the queue is parked: not every letter asks again and again")
def the_token_is_refused_for_half_an_hour() -> Found:
    """The token is refused for half an hour; 400 letters wait."""
    found, asked = _away("invalid_auth", HALF_AN_HOUR, people=100, each=4)
    return Found(f"{asked} calls meanwhile; {found.seen}", found.holds and asked <= 200)


def _away(fault: str, seconds: float, people: int = 20, each: int = 1) -> tuple[Found, int]:
    """What became of the letters, and how often Slack was asked to post meanwhile."""
    with office(people) as opened:
        opened.begins()
        opened.slack.fault("*", fault, times=10**6)
        opened.writes(each)
        opened.turns(seconds)
        asked = len(opened.calls())
        opened.slack.faults.clear()
        opened.turns_until(opened.is_settled, most=60, by=20)
        told = [one.text for one in opened.slack.sees("ULIU", "DM") if one.text.startswith("📮")]
        seen = f"{opened.failed()} set aside, the admin heard {len(told)} times; {sums(opened)}"
        return Found(seen, not opened.failed() and len(told) == 1 and none_is_amiss(opened)), asked
