"""What somebody means by what they say: done when it is plain, asked about when it is only likely.

Nothing is done on a guess. A sentence that says in so many words what is to be done is an order,
unless it holds a sign that it is none: a condition, a report, somebody else's words. Whatever else
is likely becomes an offer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.kinds import KINDS, TABLES, labels
from bot.language.catalog import plain
from bot.language.phrases import (
    HOLE,
    PEOPLE,
    Heard,
    mentioned,
    shortened,
    tables,
    understand,
)
from bot.language.understanding import Guesses, Here, Known, acts, guess, marks
from bot.language.understanding.examples import NOTHING
from bot.language.understanding.guessing import is_nothing, taught
from bot.language.understanding.model import Model
from bot.language.understanding.slots import letters, slots_of
from bot.language.understanding.things import Seen
from bot.matters.moves import open_to
from bot.matters.sight import visible_to
from bot.papers import outline, questions
from bot.papers.life import STAGES
from bot.who.request import Request
from storage.matters.matter import Matter
from storage.papers.drafts import Draft
from storage.who.people import everyone

SURE, AHEAD = 0.3, 0.1  # the share of a likely guess, and by how much it is before the next
QUIET = 0.6  # the share of what asks for nothing, to be let alone
LEAST = 0.02  # the share of a guess that is worth a button
READ = 0.75  # what only shows something is shown at once
MOST = 3  # guesses to choose from
TITLES = 60  # open matters whose titles are listened for, the newest
EXACT = 1.0  # what the patterns make of it, though in part
VAGUE = {("office", "which"), ("drafts", "show"), ("parts", "show"), ("followups", "show")}
NO_ORDER = frozenset({"condition", "told", "forbids", "report", "future", "pending"})
GREETED = ("office:hello", "office:thanks", "office:noted")


def asked_of(heard: Heard) -> dict[str, str]:
    """The slots as a handler is asked: people by their ids, the rest as it was typed."""
    return {
        name: mentioned(said) if name in PEOPLE else plain(said)
        for name, said in heard.asked.items()
    }


def called(heard: Heard, lang: str) -> str:
    """What it does, in a few words."""
    return str(_tables()[heard.feature, heard.verb]["called"][lang])


def is_told(heard: Heard) -> bool:
    """Is there a form in which it can be said otherwise?"""
    steps = next((moves for name, _, moves in TABLES if name == heard.feature), {})
    if heard.verb in steps:
        return bool(steps[heard.verb].needs)
    table = _tables()[heard.feature, heard.verb]
    return bool(table.get("hints") or table.get("wishes")) and not table.get("question")


@dataclass(frozen=True)
class Meant:
    """`heard`: what is plainly meant, and done. Else the likely ones in `offers`, the first of them
    `sure` or not; neither for what asks for nothing (`quiet`) or says nothing we know.
    """

    heard: Heard | None = None
    offers: tuple[Heard, ...] = ()
    sure: bool = False
    quiet: bool = False
    caught: Mapping[str, str] = field(default_factory=dict)


def hear(request: Request, text: str, alone: str = "", thread: str = "") -> Meant:
    """`alone` is meant where no verb is said, after a slash command; `thread` is the number of the
    matter under whose card it is said.
    """
    people = [one for one in everyone(request.session) if one.active]

    def read(words: str) -> Heard | None:
        return understand(words, people, request.now, request.calendar, alone, labels())

    said = read(text)
    for words in (f"{text} {thread}", f"{thread} {text}") if thread and _lacks_number(said) else ():
        whole = read(words)
        if whole and not whole.in_part and _is_plain(whole, text, "") and _may(request, whole):
            return Meant(whole)
    if said is not None and not said.in_part and _is_plain(said, text, thread):
        return Meant(said)
    if not request.me.insider or (said is not None and request.surface == "command"):
        return Meant(said)
    here, (short, middle) = _here(request, people, thread), shortened(text.replace(HOLE, " "))
    found = guess(short, here, model(), lambda seen: _leans(request, seen, thread, said))
    meant = _decided(found, thread, said)
    return replace(meant, offers=tuple(_whole(one, middle) for one in meant.offers))


def _whole(offer: Heard, middle: str) -> Heard:
    """With the middle of a long text, which was not looked at."""
    asked = {name: words.replace(HOLE, middle) for name, words in offer.asked.items()}
    return replace(offer, asked=asked)


def _may(request: Request, said: Heard) -> bool:
    """Is it open to whoever says it, of the matter it is said of?"""
    matter = _matter(request, said.asked.get("number", "").upper())
    open_now = _open(request, matter) if matter else None
    return (open_now or {}).get(f"{said.feature}:{said.verb}", True)


def _lacks_number(said: Heard | None) -> bool:
    """Nothing plain, or a step that does not say of what."""
    if said is None or said.in_part:
        return True
    steps = bool(letters().get((said.feature, said.verb))) and "number" not in said.asked
    return steps or (said.feature, said.verb) in VAGUE


def _is_plain(said: Heard, text: str, thread: str) -> bool:
    """An order said whole, that no sign makes a question, a report or a condition."""
    table = _tables().get((said.feature, said.verb), {})
    if thread and (said.feature, said.verb) in VAGUE and "number" not in said.asked:
        return False  # the card says of what
    if table.get("question") or said.feature == "office":
        return True
    signs = acts.signs(_unsaid(text, said))
    return not signs & {"condition", "told", "forbids", "pending"}


def _unsaid(text: str, said: Heard) -> str:
    """Without titles, opinions and reasons: what they say is nobody's order."""
    for name in ("title", "opinion", "words", "text", "note", "otherwise", "options"):
        text = text.replace(said.asked.get(name, "") or "\0", " ")
    return text


def _decided(found: Guesses, thread: str, said: Heard | None) -> Meant:
    caught = _caught(found.seen)
    if not found.likely:
        return Meant(caught=caught)
    first = found.likely[0].intent
    nothing = sum(one.share for one in found.likely if _is_talk(one.intent))
    if _is_talk(first) and nothing >= QUIET:
        return Meant(_greeting(first), quiet=True, caught=caught)
    offers, shares = _offers(found, thread, said)
    if not offers:
        return Meant(caught=caught)
    sure = shares[0] >= SURE and shares[0] - [*shares, 0.0][1] >= AHEAD
    if shares[0] >= READ and _tables()[offers[0].feature, offers[0].verb].get("question"):
        return Meant(offers[0], caught=caught)
    sure = sure and not is_nothing(first) and not _is_no_order(offers[0], found)
    return Meant(None, tuple(offers[:MOST]), sure, caught=caught)


def _offers(found: Guesses, thread: str, said: Heard | None) -> tuple[list[Heard], list[float]]:
    """The verbs that may be meant with what they are told, and the share of each."""
    number = found.seen.number or thread
    offers: dict[tuple[str, str], tuple[Heard, float]] = {}
    for one in found.likely:
        verb = None if _asks_nothing(one.intent) else _verb(one.intent, number[:1])
        if verb is None or one.share < LEAST:
            continue
        if verb not in offers and _goes_with(verb, number[:1]):
            asked = slots_of(*verb, found.seen, number=number)
            heard = Heard(*verb, {name: words for name, words in asked.items() if words})
            offers[verb] = (_filled(heard, said), one.share)
    return [heard for heard, _ in offers.values()], [share for _, share in offers.values()]


def _goes_with(verb: tuple[str, str], letter: str) -> bool:
    """A step is no step of another kind of matter."""
    return not letter or not letters()[verb] or letter in _letters(verb)


def _asks_nothing(intent: str) -> bool:
    return is_nothing(intent) or intent in GREETED


def _is_talk(intent: str) -> bool:
    return intent == NOTHING or intent in GREETED


def _greeting(intent: str) -> Heard | None:
    feature, _, verb = intent.partition(":")
    return Heard(feature, verb) if intent in GREETED else None


def _is_no_order(offer: Heard, found: Guesses) -> bool:
    """It forbids, tells, supposes: what it is about is said back, and nothing is put first."""
    if _tables()[offer.feature, offer.verb].get("question"):
        return False
    family = families().get((offer.feature, offer.verb), f"{offer.feature}:{offer.verb}")
    says_no = family in acts.SAYING_NO
    against = NO_ORDER if says_no else NO_ORDER | {"negated"}
    if family not in acts.ASKED_FOR:
        against |= {"question"}
    return bool(found.signs & against)


def _filled(offer: Heard, said: Heard | None) -> Heard:
    """What the patterns read of the same verb fills what was not found otherwise."""
    if said is None or (said.feature, said.verb) != (offer.feature, offer.verb):
        return offer
    return replace(offer, asked={k: v for k, v in said.asked.items() if v} | offer.asked)


def _caught(seen: Seen) -> dict[str, str]:
    """What was found, whatever it is for."""
    people = [f"<@{one.value[0]}" for one in seen.of(marks.PERSON) if one.value]
    times = [one.value.said for one in seen.of(marks.TIME, marks.TODAY, marks.REPEAT)]
    found = {"number": seen.number, "people": " ".join(people), "due": "".join(times[:1])}
    return {name: said for name, said in found.items() if said}


# --- what is open to whoever speaks --------------------------------------------------------------

ALLOWED, UNNAMED, IN_VAIN = (
    0.3,
    2.0,
    -3.0,
)  # it goes with the matter named; of the thread; it does not
OPEN, CLOSED, TURN = 0.4, -1.5, 1.2  # it may be done now; it may not; it is their turn to
OF_NOTHING = -1.5  # a step, where nothing says of what


def _here(request: Request, people: Sequence[Any], thread: str) -> Here:
    matters = [Known(f"{prefix}-{n}", title) for prefix, n, title in _open_matters(request)]
    return Here(
        request.me.id, people, request.now, request.calendar, matters, thread, "".join(kinds_of())
    )


def _open_matters(request: Request) -> list[tuple[str, int, str]]:
    """The newest they may see: letter, number, title."""
    open_ones = select(Matter.prefix, Matter.id, Matter.title).where(Matter.closed_at.is_(None))
    newest = open_ones.where(visible_to(request.me)).order_by(Matter.id.desc()).limit(TITLES)
    return [(one.prefix, one.id, one.title) for one in request.session.execute(newest)]


def _leans(request: Request, seen: Seen, thread: str, said: Heard | None) -> dict[str, float]:
    number = seen.number or thread
    named = bool(seen.number) and not seen.guessed
    matter = _matter(request, number)
    open_now = _open(request, matter) if matter else None
    turns = _turns(request, matter) if matter else frozenset()
    leans = {}
    signs = acts.signs(seen.masked)
    for intent in model().intents:
        verb = _verb(intent, number[:1])
        orders = verb is not None and not _tables()[verb].get("question")
        lean = acts.less(intent, signs, orders=orders)
        if number:
            lean += _of_matter(verb, number[:1], named=named, threaded=number == thread)
            lean += TURN * (verb in turns and number == thread)
            if open_now is not None and matter is not None and verb:
                lean += _of_state(":".join(verb), open_now)
        elif verb and letters()[verb] and verb[0] not in EVERY:
            lean += OF_NOTHING
        leans[intent] = lean
    if said is not None and (said.feature, said.verb) not in VAGUE:
        intent = families().get((said.feature, said.verb), f"{said.feature}:{said.verb}")
        leans[intent] = leans.get(intent, 0.0) + EXACT
    return leans


def _of_matter(verb: tuple[str, str] | None, letter: str, *, named: bool, threaded: bool) -> float:
    goes = verb is not None and letter in _letters(verb)
    if goes:
        return UNNAMED if threaded and not named else ALLOWED
    return IN_VAIN if named else 0.0


def _of_state(verb: str, open_now: Mapping[str, bool]) -> float:
    return {True: OPEN, False: CLOSED, None: 0.0}[open_now.get(verb)]


def _matter(request: Request, number: str) -> Matter | None:
    match = re.fullmatch(r"[A-Z]+-(\d{1,9})", number)
    found = request.session.get(Matter, int(match[1])) if match else None
    return found if found is not None and found.number == number else None


def _open(request: Request, matter: Matter) -> dict[str, bool] | None:
    """Its steps, and which may be taken now by whoever speaks."""
    table = next((moves for name, _, moves in TABLES if name == matter.kind), None)
    row = KINDS[matter.kind].row if matter.kind in KINDS else Draft
    item = request.session.get(row, matter.id) if table else None
    if table is None or item is None:
        return None
    may = {move.verb for move in open_to(table, request.me, item, request.now)}
    hanging = _nothing_hangs(item) if matter.kind == "drafts" else {}
    return {f"{matter.kind}:{verb}": verb in may for verb in table} | hanging


def _nothing_hangs(draft: Draft) -> dict[str, bool]:
    """What cannot be done with what is not there: no answer without a question."""
    there = {
        "rounds": (bool(draft.rounds), ("open", "consult")),
        "outline": (bool(draft.outlines), ("hand-in",)),
        "questions": (bool(draft.questions), ("ask",)),
        "parts": (draft.division is not None, ("divide", "ideas", "unify")),
    }
    return {
        f"{feature}:{verb}": False
        for feature, verb in _tables()
        if feature in there and not there[feature][0] and verb not in there[feature][1]
    }


def _turns(request: Request, matter: Matter) -> frozenset[tuple[str, str]]:
    """What whoever speaks owes it now: an answer, a text, their comments."""
    mine = (one for one in matter.owed if one.person_id == request.me.id and not one.settled_at)
    return frozenset(done for one in mine if (done := _done().get(one.duty)))


@cache
def _done() -> Mapping[str, tuple[str, str]]:
    """By the key of what is owed: the verb that does it."""
    hanging = (questions.KIND, outline.KIND)
    found = {
        kind.duty(stage): (kind.name, stage.done)
        for kind in (*KINDS.values(), *hanging)
        for stage in kind.stages.values()
    }
    of_drafts = {f"drafts.duty-{one.duty}": ("drafts", one.done) for one in STAGES.values()}
    of_rounds = {f"rounds.duty-{one}": ("rounds", one) for one in ("comment", "decide", "explain")}
    return found | of_drafts | of_rounds


# --- verbs and what they count as ----------------------------------------------------------------


@cache
def _tables() -> Mapping[tuple[str, str], Mapping[str, Any]]:
    return {(feature, verb): table for feature, verb, table in tables()}


@cache
def kinds_of() -> Mapping[str, str]:
    """The feature whose matters bear numbers with a letter."""
    return {prefix: name for name, prefix, _ in TABLES} | {"F": "followups", "C": "rounds"}


@cache
def families() -> Mapping[tuple[str, str], str]:
    """A step that several kinds of matter have counts as one, whatever it is a step of."""
    lettered = [name for name in kinds_of().values() if name != "rounds"]
    begin = {(kind.name, kind.opening.verb) for kind in KINDS.values()}
    begin |= {("drafts", "assign"), ("followups", "remind")}
    steps = [(f, v) for f, v in _tables() if f in lettered and (f, v) not in begin]
    many = {v for _, v in steps if sum(verb == v for _, verb in steps) > 1}
    found = {(f, v): v for f, v in steps if v in many}
    for (feature, verb), table in _tables().items():
        if other := table.get("also"):
            found[feature, verb] = other
    return found


EVERY = ("followups", "journal", "office")  # what they do is done with any matter


@cache
def _letters(verb: tuple[str, str]) -> frozenset[str]:
    """The letters of the matters a verb is for; of its own kind, or of what hangs on it."""
    said, own = letters()[verb], {name: one for one, name in kinds_of().items()}
    if "number" not in said:
        return said
    if verb[0] in EVERY:
        return frozenset(kinds_of())
    return (
        said - {"number"} | {own.get(verb[0], "D"), "D"}
        if verb[0] == "rounds"
        else frozenset({own.get(verb[0], "D")})
    )


@cache
def _of_family() -> Mapping[str, Mapping[str, tuple[str, str]]]:
    """By family, then by the letter of a number: which verb it is."""
    letter = {name: prefix for prefix, name in kinds_of().items()}
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for (feature, verb), family in families().items():
        found.setdefault(family, {})[letter[feature]] = (feature, verb)
    return found


def _verb(intent: str, letter: str) -> tuple[str, str] | None:
    """Which verb an intent is of a matter with that letter: of a draft, if no letter says it."""
    if intent in _of_family():
        kinds = _of_family()[intent]
        return kinds.get(letter) if letter else kinds.get("D") or next(iter(kinds.values()))
    feature, _, verb = intent.partition(":")
    return (feature, verb) if (feature, verb) in _tables() else None


LEARNED: list[Model] = []  # the one of this process, once it is asked for


def learn(kept: Path | None = None) -> None:
    """Before anybody says a word: it takes seconds, or an eye's wink from the folder of `kept`."""
    LEARNED[:] = [taught(families(), kept)]


def model() -> Model:
    if not LEARNED:
        learn()
    return LEARNED[0]
