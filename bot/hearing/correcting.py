"""A correction of what was offered last, or begun a moment ago: 不是，是孙磊; "I meant Friday"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from bot.hearing.leaning import here_of
from bot.hearing.matters import open_steps
from bot.hearing.offering import Meant
from bot.hearing.verbs import verb_of
from bot.language.catalog import HAN
from bot.language.phrases import HOLE, Heard, shortened, spaced
from bot.language.understanding import marks
from bot.language.understanding.features import pieces
from bot.language.understanding.seen import Seen, Thing
from bot.language.understanding.slots import mention, places
from bot.language.understanding.things import see
from bot.matters.sight import visible_to
from bot.who.request import Request
from storage.matters.matter import Matter
from storage.matters.slips import Slip, last_of, tear
from storage.who.people import everyone

FRESH = timedelta(minutes=10)
A_FEW_LETTERS, A_FEW_WORDS = 6, 4  # beside what is put right
WHO, WHEN = ("person", "people"), ("due", "first")
# The steps by which what was begun goes to somebody else, or has another time.
ANOTHER = {"person": ("handover", "drafts:handover"), "due": ("reschedule", "extend")}


def corrected(request: Request, text: str) -> Meant | None:
    """The last offer with somebody else, or another time, in it; of what was begun since, the step
    that puts it right. None if it is no correction.
    """
    begins, ends = (marks.pattern("hearing", one) for one in ("corrects", "instead"))
    if not begins.match(text) and not ends.search(text):
        return None
    slip = last_of(request.session, request.me.id, "offers:take")
    begun = _begun(request, slip)
    if slip is None or slip.at < request.now - FRESH:
        slip = None
    if begun is None and slip is None:
        return None
    people = [one for one in everyone(request.session) if one.active]
    short, _ = shortened(spaced(text.replace(HOLE, " ")))
    seen = see(short, here_of(request, people, ""))
    if _says_more(seen):
        return None
    if begun is not None:
        return _put_right(request, begun, seen)
    return _said_otherwise(request, slip, seen) if slip else None


def _says_more(seen: Seen) -> bool:
    """Another wish, rather than another word for what was said: "actually, remind me to call"."""
    beside = [piece for piece in pieces(seen.masked) if piece not in marks.NAMES]
    return len(beside) > (A_FEW_LETTERS if HAN.search(seen.masked) else A_FEW_WORDS)


def _begun(request: Request, slip: Slip | None) -> Matter | None:
    """What whoever speaks began last, if that was a moment ago, and after what was offered."""
    since = max(request.now - FRESH, slip.at if slip else request.now - FRESH)
    theirs = (Matter.opened_by_id == request.me.id, Matter.closed_at.is_(None))
    some = select(Matter).where(*theirs, Matter.opened_at > since, visible_to(request.me))
    return request.session.scalar(some.order_by(Matter.id.desc()).limit(1))


def _put_right(request: Request, begun: Matter, seen: Seen) -> Meant | None:
    told = {"person": _meant(seen, marks.PERSON), "due": _meant(seen, marks.TIME, marks.TODAY)}
    open_now, offers = open_steps(request, begun), []
    for name, thing in told.items():
        verbs = (verb_of(one, begun.prefix) for one in ANOTHER[name])
        verb = next((one for one in verbs if one and _may(open_now, one)), None)
        if thing and verb:
            words = _words(name, thing, seen)
            offers.append(Heard(*verb, {"number": begun.number, name: words}))
    return Meant(offers=(offers[0],), sure=True, also=tuple(offers[1:])) if offers else None


def _may(open_now: Mapping[str, bool] | None, verb: tuple[str, str]) -> bool:
    """What has no steps, such as a reminder, is of whoever began it."""
    return open_now is None or open_now.get(":".join(verb), False)


def _said_otherwise(request: Request, slip: Slip, seen: Seen) -> Meant | None:
    offers, caught = [], dict[str, str]()
    for one in slip.asked["offers"][: 1 if slip.asked["sure"] else None]:
        feature, _, verb = str(one["what"]).partition(":")
        told = _told(seen, places()[feature, verb], one["asked"])
        caught |= {"people" if name in WHO else "due": said for name, said in told.items()}
        offers.append(Heard(feature, verb, {**one["asked"], **told}))
    if not caught:
        return None
    tear(request.session, slip)
    return Meant(offers=tuple(offers), sure=bool(slip.asked["sure"]), caught=caught)


def _told(seen: Seen, takes: frozenset[str], asked: Mapping[str, Any]) -> dict[str, str]:
    """The person and the time that are meant, under the names that this verb has for them."""
    things = {
        WHO: _meant(seen, marks.PERSON),
        WHEN: _meant(seen, marks.TIME, marks.TODAY, marks.REPEAT),
    }
    found = {}
    for names, thing in things.items():
        name = next((one for one in names if one in asked), None)
        name = name or next((one for one in names if one in takes), None)
        if name and thing:
            found[name] = _words(name, thing, seen)
    return found


def _meant(seen: Seen, *kinds: str) -> Thing | None:
    """The last that is named and not denied: 不是张伟，是孙磊; "Monday, not Friday"."""
    denied = marks.pattern("hearing", "denied")
    named = [one for one in seen.of(*kinds) if one.value]
    meant = [one for one in named if not denied.search(seen.text[: one.start])] or named
    return meant[-1] if meant else None


def _words(name: str, thing: Thing, seen: Seen) -> str:
    return str(mention(thing, seen) if name in WHO else thing.value.said)
