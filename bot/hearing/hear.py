"""What somebody means by what they say: done when it is plain, asked about when it is only likely.

Nothing is done on a guess. A sentence that says in so many words what is to be done is an order,
unless it holds a sign that it is none: a condition, a report, somebody else's words. Whatever else
is likely becomes an offer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.hearing.leaning import here_of, leans, matter_of, may_begin, open_steps, owed_steps
from bot.hearing.verbs import EVERY, VAGUE, intent_of, letters_of, model, tables_of, verb_of
from bot.kinds import TABLES, labels
from bot.language.catalog import plain
from bot.language.phrases import (
    HOLE,
    PEOPLE,
    Heard,
    mentioned,
    shortened,
    spaced,
    understand,
)
from bot.language.understanding import Guesses, acts, guess, marks
from bot.language.understanding.examples import NOTHING
from bot.language.understanding.guessing import is_nothing
from bot.language.understanding.marks import shown
from bot.language.understanding.slots import WORDS as FREE
from bot.language.understanding.slots import letters, slots_of, without_title
from bot.language.understanding.things import Seen
from bot.office import taught
from bot.who.request import Request
from storage.who.people import everyone

SURE, AHEAD = 0.3, 0.1  # the share of a likely guess, and by how much it is before the next
QUIET = 0.6  # the share of what asks for nothing, to be let alone
APART = re.compile(  # of words with one space or one new line between them
    r"\n+|(?<!lt)(?<!gt)(?<!amp)[；;]|[，,。.]?\s?(?:另外|再就是|还有|顺便|(?=再(?:让|请|叫|提醒)))[，,]?"
    r"|[,.]?\s?\b(?:and )?also\b[,]?|[,.]?\s(?:and|then) (?=(?:remind|have|ask|get|let|tell)\b)"
    r"|(?<=[a-z])\.\s(?=[A-Z])",
    re.IGNORECASE,
)
OF_SOMETHING = {("journal", "read"), ("followups", "why")}  # of any matter, but of one
MOVED = ("extend", "reschedule")
HELD = ("title", "advice", "said")  # where a second wish would be lost
LEAST = 0.02  # the share of a guess that is worth a button
READ = 0.75  # what only shows something is shown at once
MOST = 3  # guesses to choose from
NO_ORDER = frozenset({"condition", "told", "forbids", "report", "future", "pending"})
GREETED = ("office:hello", "office:thanks", "office:noted")


def asked_of(heard: Heard) -> dict[str, str]:
    """The slots as a handler is asked: people by their ids, the rest as it was typed."""
    return {
        name: mentioned(said) if name in PEOPLE else plain(said)
        for name, said in heard.asked.items()
    }


def learned_from(meant: Meant, offer: Heard) -> str:
    """The words that may be kept of it: no title, no reason, nothing that was found in them. Of
    free words that cannot be told from the rest, nothing at all is kept.
    """
    words = meant.masked
    for name, said in offer.asked.items():
        if name in FREE and said not in words:
            return ""
        words = words.replace(said, "…") if name in FREE or name == "title" else words
    left = " ".join(words.split())
    return left if any(letter.isalnum() for letter in left) or "[" in shown(left) else ""


def heard_as(intent: str) -> Heard:
    feature, verb = verb_of(intent, "") or ("office", "help")
    return Heard(feature, verb)


def called(heard: Heard, lang: str) -> str:
    """What it does, in a few words."""
    return str(tables_of()[heard.feature, heard.verb]["called"][lang])


def is_told(heard: Heard) -> bool:
    """Is there a form in which it can be said otherwise?"""
    steps = next((moves for name, _, moves in TABLES if name == heard.feature), {})
    if heard.verb in steps:
        return bool(steps[heard.verb].needs)
    table = tables_of()[heard.feature, heard.verb]
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
    masked: str = ""  # with marks for all that was found
    also: tuple[Heard, ...] = ()  # other wishes in the same message, each as likely


def hear(request: Request, text: str, alone: str = "", thread: str = "") -> Meant:
    """`alone` is meant where no verb is said, after a slash command; `thread` is the number of the
    matter under whose card it is said.
    """
    text = spaced(text)
    people = [one for one in everyone(request.session) if one.active]

    def read(words: str) -> Heard | None:
        return understand(words, people, request.now, request.calendar, alone, labels())

    said = read(text)
    if several := _several(request, text, alone, thread, said):
        return several
    for words in (f"{text} {thread}", f"{thread} {text}") if thread and _lacks_number(said) else ():
        whole = read(words)
        if whole and not whole.in_part and _is_plain(whole, text, "") and _may(request, whole):
            return Meant(whole)
    if said is not None and not said.in_part and _is_plain(said, text, thread):
        return Meant(said)
    if not request.me.insider:
        return Meant(said)
    if said is not None and request.surface == "command" and (said.in_part or is_told(said)):
        return Meant(replace(said, in_part=True))  # its form opens
    here, (short, middle) = here_of(request, people, thread), shortened(text.replace(HOLE, " "))
    found = guess(short, here, model(), lambda seen: leans(request, seen, thread, said))
    meant = _decided(request, found, thread, said)
    return replace(meant, offers=tuple(_whole(one, middle) for one in meant.offers))


def _several(
    request: Request, text: str, alone: str, thread: str, said: Heard | None
) -> Meant | None:
    """Two or three wishes in one message, if each by itself is likely: so many offers."""
    whole = said is not None and not said.in_part and not _holds_another(said)
    if whole or not request.me.insider:
        return None
    parts = [part.strip(" ，,。.再") for part in APART.split(text) if part]
    parts = [part for part in parts if part]
    if not 1 < len(parts) <= MOST:
        return None
    each = [hear(request, part, alone, thread) for part in parts]
    firsts = [one.heard or (one.offers[0] if one.sure else None) for one in each]
    wishes = [one for one in firsts if one is not None and not one.in_part]
    orders = [one for one in wishes if not tables_of()[one.feature, one.verb].get("question")]
    if len(orders) < len(parts):
        return None
    return Meant(offers=(orders[0],), sure=True, also=tuple(orders[1:]))


def _holds_another(said: Heard) -> bool:
    """A wish that was taken for the end of a title: nothing is bound while it stands there."""
    return any(APART.search(said.asked.get(name, "").strip()) for name in HELD)


def _whole(offer: Heard, middle: str) -> Heard:
    """With the middle of a long text, which was not looked at."""
    asked = {name: words.replace(HOLE, middle) for name, words in offer.asked.items()}
    return replace(offer, asked=asked)


def _may(request: Request, said: Heard) -> bool:
    """Is it open to whoever says it, of the matter it is said of?"""
    matter = matter_of(request, said.asked.get("number", "").upper())
    open_now = open_steps(request, matter) if matter else None
    return (open_now or {}).get(f"{said.feature}:{said.verb}", True)


def _lacks_number(said: Heard | None) -> bool:
    """Nothing plain, or a step that does not say of what."""
    if said is None or said.in_part:
        return True
    steps = bool(letters().get((said.feature, said.verb))) and "number" not in said.asked
    return steps or (said.feature, said.verb) in VAGUE


def _is_plain(said: Heard, text: str, thread: str) -> bool:
    """An order said whole, that no sign makes a question, a report or a condition."""
    table = tables_of().get((said.feature, said.verb), {})
    if _holds_another(said):
        return False
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


def _decided(request: Request, found: Guesses, thread: str, said: Heard | None) -> Meant:
    meant = Meant(caught=_caught(found.seen), masked=without_title(found.seen))
    if not found.likely:
        return meant
    first = found.likely[0].intent
    nothing = sum(one.share for one in found.likely if _is_talk(one.intent))
    if _is_talk(first) and nothing >= QUIET:
        return replace(meant, heard=_greeting(first), quiet=True)
    offers, shares = _offers(request, found, thread, said)
    if not offers:
        return meant
    sure = shares[0] >= SURE and shares[0] - [*shares, 0.0][1] >= AHEAD
    only_reads = tables_of()[offers[0].feature, offers[0].verb].get("question")
    if only_reads and shares[0] >= READ and not taught.lean(request, meant.masked):
        return replace(meant, heard=offers[0])
    sure = sure and not is_nothing(first) and not _is_no_order(offers[0], found)
    return replace(meant, offers=tuple(offers[:MOST]), sure=sure)


def _offers(
    request: Request, found: Guesses, thread: str, said: Heard | None
) -> tuple[list[Heard], list[float]]:
    """The verbs that may be meant with what they are told, and the share of each. A step that says
    not of what is that of the one matter which waits for it from whoever speaks.
    """
    number, mine = found.seen.number or thread, owed_steps(request)
    offers: dict[tuple[str, str], tuple[Heard, float]] = {}
    for one in found.likely:
        verb = None if _asks_nothing(one.intent) else verb_of(one.intent, number[:1])
        if verb is None or one.share < LEAST:
            continue
        of = number or (mine.get(verb, "") if letters()[verb] else "")
        if not may_begin(request, verb):
            continue
        lost = letters()[verb] and not of and (verb[0] not in EVERY or verb in OF_SOMETHING)
        if verb not in offers and not lost and _goes_with(verb, of[:1]):
            asked = slots_of(*verb, found.seen, number=of)
            asked |= _others(request, of, asked)
            asked |= _since(request, of, verb[1], asked.get("due", ""))
            heard = Heard(*verb, {name: words for name, words in asked.items() if words})
            offers[verb] = (_filled(heard, said), one.share)
    return [heard for heard, _ in offers.values()], [share for _, share in offers.values()]


def _others(request: Request, number: str, asked: dict[str, str]) -> dict[str, str]:
    """Everybody is everybody else: nobody comments on what they write."""
    people, matter = asked.get("people", "").split(" <"), matter_of(request, number)
    if matter is None or len(people) < 2:
        return {}
    others = [one.removeprefix("<") for one in people if f"@{matter.owner_id}" not in one]
    return {"people": " ".join(f"<{one}" for one in others)}


def _since(request: Request, number: str, verb: str, due: str) -> dict[str, str]:
    """Two more days are counted from the date that is to be moved, unless it is over."""
    matter = matter_of(request, number) if verb in MOVED else None
    lasts = marks.pattern("slots", "lasts").fullmatch(due) is not None
    if matter is None or matter.due_at is None or matter.due_at <= request.now or not lasts:
        return {}
    return {"since": matter.due_at.isoformat()}


def _goes_with(verb: tuple[str, str], letter: str) -> bool:
    """A step is no step of another kind of matter."""
    return not letter or not letters()[verb] or letter in letters_of(verb)


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
        return False
    family = intent_of(f"{offer.feature}:{offer.verb}")
    says_no = family in acts.SAYING_NO
    against = NO_ORDER if says_no else NO_ORDER | {"negated"}
    if family not in acts.ASKED_FOR:
        against |= {"question"}
    return bool(found.signs & against)


def _filled(offer: Heard, said: Heard | None) -> Heard:
    """What the patterns read of the same verb fills what was not found otherwise."""
    if (
        said is None
        or (said.feature, said.verb) in VAGUE
        or (said.feature, said.verb) != (offer.feature, offer.verb)
    ):
        return offer
    return replace(offer, asked={k: v for k, v in said.asked.items() if v} | offer.asked)


def _caught(seen: Seen) -> dict[str, str]:
    """What was found, whatever it is for."""
    people = [f"<@{one.value[0]}" for one in seen.of(marks.PERSON) if one.value]
    times = [one.value.said for one in seen.of(marks.TIME, marks.TODAY, marks.REPEAT)]
    found = {"number": seen.number, "people": " ".join(people), "due": "".join(times[:1])}
    return {name: said for name, said in found.items() if said}
