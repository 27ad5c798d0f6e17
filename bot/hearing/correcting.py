"""A correction of the last offer: 不是，是孙磊; "I meant Friday"."""

from __future__ import annotations

from datetime import timedelta

from bot.hearing.leaning import here_of
from bot.hearing.offering import Meant
from bot.language.phrases import HOLE, Heard, shortened, spaced
from bot.language.understanding import marks
from bot.language.understanding.seen import Seen
from bot.language.understanding.things import see
from bot.who.request import Request
from storage.matters.slips import Slip, last_of, tear
from storage.who.people import everyone

FRESH = timedelta(minutes=10)
WHEN = ("due", "first")


def corrected(request: Request, text: str) -> Meant | None:
    """The last offer with somebody else, or another time, in it; None if it is no correction."""
    corrects = marks.pattern("hearing", "corrects").match(text)
    slip = last_of(request.session, request.me.id, "offers:take") if corrects else None
    if slip is None or slip.at < request.now - FRESH:
        return None
    people = [one for one in everyone(request.session) if one.active]
    short, _ = shortened(spaced(text.replace(HOLE, " ")))
    told = _told(see(short, here_of(request, people, "")), slip)
    if not told:
        return None
    first = slip.asked["offers"][0]
    feature, _, verb = str(first["what"]).partition(":")
    tear(request.session, slip)
    return Meant(offers=(Heard(feature, verb, {**first["asked"], **told}),), sure=True)


def _told(seen: Seen, slip: Slip) -> dict[str, str]:
    """The last person and time that are named: 不是张伟，是孙磊."""
    asked = slip.asked["offers"][0]["asked"]
    named = [one for one in seen.of(marks.PERSON) if one.value]
    denied = marks.pattern("hearing", "denied")  # sorry, Sun Lei, not Zhang Wei
    meant = [one for one in named if not denied.search(seen.text[: one.start])] or named
    people = [one.value[0] for one in meant]
    times = [one.value.said for one in seen.of(marks.TIME, marks.TODAY, marks.REPEAT)]
    found = {"person": people[-1]} if people and "person" in asked else {}
    when = next((name for name in WHEN if name in asked), "due")
    return found | ({when: times[-1]} if times else {})
