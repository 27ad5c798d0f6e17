"""What is likely meant becomes an offer: the verbs that may be, each with what it is told."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.hearing.leaning import told_of
from bot.hearing.matters import (
    begins_nothing,
    is_asked_in,
    is_open,
    matter_of,
    may_begin,
    open_steps,
    yes_to,
)
from bot.hearing.own import Owed, own, waiting
from bot.hearing.ruled import RULE, is_ruled
from bot.hearing.verbs import EVERY, VAGUE, intent_of, letters_of, only_shows, tables_of, verb_of
from bot.language.phrases import Heard
from bot.language.understanding import Guesses, acts, marks
from bot.language.understanding.examples import NOTHING
from bot.language.understanding.guessing import is_nothing
from bot.language.understanding.seen import Seen
from bot.language.understanding.slots import WORDS, alone, letters, slots_of
from bot.language.understanding.titles import without_title
from bot.office import taught
from bot.who.request import Request

SURE, AHEAD = 0.3, 0.1  # the share of a likely guess, and by how much it is before the next
QUIET = 0.6  # the share of what asks for nothing, to be let alone
OF_SOMETHING = {("journal", "read"), ("followups", "why")}  # of any matter, but of one
MOVED = ("extend", "reschedule")
LEAST = 0.02  # the share of a guess that is worth a button
MOSTLY = 0.5  # the share of what is likelier than all else
READ = 0.75  # what only shows something is shown at once
MOST = 3  # guesses to choose from
STEPS = "steps"  # of cases
NO_ORDER = frozenset({"cannot", "condition", "told", "forbids", "report", "future", "pending"})
Verb = tuple[str, str]
GREETED = ("office:hello", "office:thanks", "office:noted")


@dataclass(frozen=True)
class Meant:
    """`heard`: what is plainly meant, and done. Else the likely ones in `offers`, the first of them
    `sure` or not; neither for what asks for nothing (`quiet`) or says nothing we know. It may be
    meant for a case that may come (`conditional`).
    """

    heard: Heard | None = None
    offers: tuple[Heard, ...] = ()
    sure: bool = False
    quiet: bool = False
    conditional: bool = False
    caught: Mapping[str, str] = field(default_factory=dict)
    masked: str = ""  # with marks for all that was found
    also: tuple[Heard, ...] = ()  # other wishes in the same message, each as likely
    nowhere: Heard | None = None  # what is likely meant, where there is nothing to do it with


def decided(request: Request, found: Guesses, thread: str, said: Heard | None, owed: Owed) -> Meant:
    """`owed`: what waits for whoever speaks."""
    meant = Meant(
        caught=caught(found.seen),
        masked=without_title(found.seen),
        conditional="condition" in found.signs,
    )
    if not found.likely:
        return meant
    if shows := _only_forbids(found.seen):
        return replace(meant, heard=shows)
    first = found.likely[0].intent
    nothing = sum(one.share for one in found.likely if _is_talk(one.intent))
    alarms = marks.pattern("alarm", "words").search(found.seen.masked) is not None
    wishes = alarms or {"people", "due"} <= meant.caught.keys()  # whom and by when: a wish
    if _is_talk(first) and nothing >= QUIET and not wishes and "condition" not in found.signs:
        return replace(meant, heard=_greeting(first), quiet=True)
    offers, shares = _offers(request, found, thread, said, waiting(owed, found.seen))
    if not alarms and (nowhere := _nowhere(found, thread, offers, shares)):
        if is_ruled(request, found.seen, thread):
            return replace(meant, heard=_told(request, RULE, "", found.seen))
        return replace(meant, nowhere=nowhere)
    if not offers:
        return _its_card(found, meant)
    ahead = shares[0] - [*shares, 0.0][1] >= AHEAD
    only_reads = only_shows((offers[0].feature, offers[0].verb))
    plain = only_reads and ahead and shares[0] >= READ and not _leaves_somebody(offers[0], meant)
    if plain and not taught.lean(request, meant.masked):
        return replace(meant, heard=offers[0])
    sure = (
        ahead and shares[0] >= SURE and not is_nothing(first) and not _is_no_order(offers[0], found)
    )
    return replace(meant, offers=tuple(offers[:MOST]), sure=sure)


def _its_card(found: Guesses, meant: Meant) -> Meant:
    """Of what cannot be done yet, where it stands."""
    number = found.seen.number
    shows = verb_of("show", number[:1]) if number and "cannot" in found.signs else None
    return replace(meant, heard=Heard(*shows, {"number": number})) if shows else meant


def _only_forbids(seen: Seen) -> Heard | None:
    """Nothing but what is not to be done with a matter that is named: how that stands is shown."""
    number = seen.number
    verb = verb_of("show", number[:1]) if number else None
    left = re.sub(f"[{''.join(marks.MARKS)}]", " ", seen.masked).strip(" ,.:!，。：！")
    if verb is None or not marks.pattern("hearing", "forbidden").fullmatch(" ".join(left.split())):
        return None
    return Heard(*verb, {"number": number})


def _nowhere(
    found: Guesses, thread: str, offers: Sequence[Heard], shares: Sequence[float]
) -> Heard | None:
    """A step of a matter, as likely as all else together, of which nothing says of what; and there
    is nothing nearly as likely that is only shown.
    """
    first = found.likely[0]
    verb = verb_of(first.intent, "")
    if found.seen.number or thread or verb is None or first.share < MOSTLY:
        return None
    offered = {intent_of(f"{one.feature}:{one.verb}") for one in offers}
    lost = letters()[verb] and verb[0] not in EVERY and first.intent not in offered
    shown = [one for one, share in zip(offers, shares, strict=True)
             if first.share - share < AHEAD and only_shows((one.feature, one.verb))]  # fmt: skip
    return Heard(*verb) if lost and not shown else None


def _leaves_somebody(offer: Heard, meant: Meant) -> bool:
    """Is one named whom the answer would leave out: what Zhang Wei has, to Sun Lei?"""
    told = " ".join(offer.asked.values())
    named = re.findall(r"@(\w+)", meant.caught.get("people", ""))
    return "person" in offer.asked and any(one not in told for one in named)


def _offers(
    request: Request, found: Guesses, thread: str, said: Heard | None, owed: Mapping[Verb, str]
) -> tuple[list[Heard], list[float]]:
    """The verbs that may be meant with what they are told, and the share of each. A step that says
    not of what is that of the one matter which waits for it from whoever speaks.
    """
    offers: dict[tuple[Verb, str], tuple[Heard, float]] = {}
    for one in found.likely:
        if _asks_nothing(one.intent) or one.share < LEAST:
            continue
        for said_verb, of in _of_what(request, one.intent, found.seen, thread, owed):
            # Of a paper to be signed, 没意见 is a signature.
            asked_in = is_asked_in(request, said_verb, of)
            verb = said_verb if asked_in else yes_to(request, of)
            forbidden = verb is not None and _is_forbidden(verb, one.intent, found)
            if verb and (verb, of) not in offers and not forbidden and _can_be(request, verb, of):
                offers[verb, of] = (_filled(_told(request, verb, of, found.seen), said), one.share)
    taken = {key: one for key, one in offers.items() if not _is_anothers(request, *key)}
    left = (taken or offers).values()
    return [heard for heard, _ in left], [share for _, share in left]


def _is_anothers(request: Request, verb: Verb, of: str) -> bool:
    """A step of a case that whoever speaks may not take, whatever they say."""
    matter = matter_of(request, of) if verb[0] == STEPS and of else None
    open_now = (open_steps(request, matter) if matter else None) or {}
    return open_now.get(":".join(verb)) is False


def _of_what(
    request: Request, intent: str, seen: Seen, thread: str, owed: Mapping[Verb, str]
) -> list[tuple[Verb, str]]:
    """The verb, and the number it is said of; several, if a question may be about several."""
    number = seen.number or thread
    verb = verb_of(intent, number[:1])
    pairs = [(verb, of) for of, verb in ({} if number else told_of(seen, intent)).items()]
    if pairs and all(only_shows(verb) for verb, _ in pairs):
        return pairs
    pairs = [(verb, of) for verb, of in pairs if is_open(request, of, verb)]
    if len(pairs) == 1:
        return pairs
    verb = verb_of(intent, number[:1])
    if verb is None or number or not letters()[verb]:
        return [(verb, number)] if verb else []
    waits = [(step, of) for step, of in owed.items() if intent_of(":".join(step)) == intent]
    if waits:
        return waits
    return [(verb, of) for of, verb in own(request, intent).items()] or [(verb, "")]


def _can_be(request: Request, verb: Verb, of: str) -> bool:
    lost = letters()[verb] and not of and (verb[0] not in EVERY or verb in OF_SOMETHING)
    lost = lost and not (tables_of()[verb].get("question") and verb in alone() - OF_SOMETHING)
    may = not lost and may_begin(request, verb) and goes_with(verb, of[:1])
    return may and not begins_nothing(request, verb)


def _is_forbidden(verb: Verb, intent: str, found: Guesses) -> bool:
    """别停办 is no 停办: what is not to be done is called so, and not undone so. Of what cannot be
    done yet nothing is done but what may be said of it.
    """
    if "cannot" in found.signs and not only_shows(verb) and intent not in acts.HELD_UP:
        return True
    if acts.is_contrary(intent, found.seen.text):
        return True
    called = tables_of()[verb]["called"]
    for said in marks.pattern("slots", "not_to").finditer(acts.apart(found.seen.text)):
        if said["zh"] and called["zh"][0] == said["zh"][0]:
            return True
        if said["en"] and called["en"].lower().startswith(said["en"]):
            return True
    return False


def _told(request: Request, verb: Verb, of: str, seen: Seen) -> Heard:
    asked = slots_of(*verb, seen, number=of)
    asked |= _others(request, of, asked)
    asked |= _since(request, of, verb[1], asked.get("due", ""))
    return Heard(*verb, {name: words for name, words in asked.items() if words})


def _others(request: Request, number: str, asked: dict[str, str]) -> dict[str, str]:
    """Everybody is everybody else: nobody comments on what they write."""
    people, matter = asked.get("people", "").split(" <"), matter_of(request, number)
    if matter is None or len(people) < 2:
        return {}
    others = [one.removeprefix("<") for one in people if f"@{matter.owner_id}" not in one]
    return {"people": " ".join(f"<{one}" for one in others)}


def _since(request: Request, number: str, verb: str, due: str) -> dict[str, str]:
    """Two more days are counted from the date that is to be moved, unless it is over; and whoever
    wants more time until Friday means the Friday after it.
    """
    matter = matter_of(request, number) if verb in MOVED else None
    names = ("lasts", "weekday") if verb == "extend" else ("lasts",)
    counts = any(marks.pattern("slots", name).fullmatch(due.lower()) for name in names)
    if matter is None or matter.due_at is None or matter.due_at <= request.now or not counts:
        return {}
    return {"since": matter.due_at.isoformat()}


def goes_with(verb: tuple[str, str], letter: str) -> bool:
    """A step is no step of another kind of matter."""
    return not letter or not letters().get(verb) or letter in letters_of(verb)


def _asks_nothing(intent: str) -> bool:
    return is_nothing(intent) or intent in GREETED


def _is_talk(intent: str) -> bool:
    return intent == NOTHING or intent in GREETED


def _greeting(intent: str) -> Heard | None:
    feature, _, verb = intent.partition(":")
    return Heard(feature, verb) if intent in GREETED else None


def _is_no_order(offer: Heard, found: Guesses) -> bool:
    """It forbids, tells, supposes: what it is about is said back, and nothing is put first."""
    if tables_of()[offer.feature, offer.verb].get("question"):
        return "forbids" in found.signs
    family = intent_of(f"{offer.feature}:{offer.verb}")
    says_no = family in acts.SAYING_NO
    if family in acts.TELLING:
        return bool(found.signs & {"condition", "forbids", "unreal"})
    against = NO_ORDER if says_no else NO_ORDER | {"negated"}
    against |= {"past"} if offer.verb == "start" else set()
    if family not in acts.ASKED_FOR:
        against |= {"question"}
    if family in acts.COMING:
        against -= {"future"}
    return bool(found.signs & against)


def _filled(offer: Heard, said: Heard | None) -> Heard:
    """What the patterns read of the same verb fills what was not found otherwise; what a verb
    `reads` in its patterns stands for what was found, up to the first comma.
    """
    if (
        said is None
        or (said.feature, said.verb) in VAGUE
        or (said.feature, said.verb) != (offer.feature, offer.verb)
    ):
        return offer
    read = {name: words for name, words in said.asked.items() if words}
    free = {} if said.in_part else {name: read[name] for name in WORDS if name in read}
    for name in tables_of()[offer.feature, offer.verb].get("reads", ()):
        if name in read:
            free[name] = marks.pattern("slots", "break").split(read[name])[0].strip()
    return replace(offer, asked=read | offer.asked | free)


def caught(seen: Seen) -> dict[str, str]:
    """What was found, whatever it is for."""
    people = [f"<@{one.value[0]}" for one in seen.of(marks.PERSON) if one.value]
    times = [one.value.said for one in seen.of(marks.TIME, marks.TODAY, marks.REPEAT)]
    strangers = [seen.said(one) for one in seen.of(marks.PERSON) if not one.value]
    found = {"number": seen.number, "people": " ".join(people), "due": "".join(times[:1])}
    found["person"] = "".join(strangers[:1])  # to be said that nobody is called so
    return {name: said for name, said in found.items() if said}
