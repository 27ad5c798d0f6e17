"""What somebody means by what they say: done when it is plain, asked about when it is only likely.

Nothing is done on a guess. A sentence that says in so many words what is to be done is an order,
unless it holds a sign that it is none: a condition, a report, somebody else's words. Whatever else
is likely becomes an offer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.hearing import leftover
from bot.hearing.leaning import here_of, leans
from bot.hearing.matters import matter_of, open_steps
from bot.hearing.named_ways import beside, named_way
from bot.hearing.offering import MOST, Meant, decided, goes_with
from bot.hearing.own import is_to_accept, just_begun, owed_steps
from bot.hearing.ruled import asks_of_rules
from bot.hearing.told_of_steps import of_what_runs
from bot.hearing.verbs import VAGUE, intent_of, model, tables_of, verb_of
from bot.kinds import labels, steps_of
from bot.language.catalog import labelled, plain
from bot.language.dates import find_times
from bot.language.names import with_labels
from bot.language.phrases import (
    HOLE,
    PEOPLE,
    Heard,
    mentioned,
    shortened,
    spaced,
    understand,
)
from bot.language.understanding import Here, acts, guess, marks
from bot.language.understanding.marks import shown
from bot.language.understanding.slots import WHOLE, letters, places
from bot.language.understanding.slots import WORDS as FREE
from bot.who.request import Request
from storage.who.people import Person, everyone

MAYBE = 0.15  # a share at which it is answered
BRIEFLY = {("office", "noted"), ("followups", "mine")}  # "on it", "mine": yes, where one is owed
FOR_ANYBODY = frozenset({("duty", "who"), ("office", "help")})


def asked_of(heard: Heard, text: str = "") -> dict[str, str]:
    """The slots as a handler is asked: people by their ids, the rest as it was typed, and a title
    as it was seen; whoever is reminded gets the link too. `text` for whatever reads all of it.
    """
    takes = places().get((heard.feature, heard.verb), frozenset())
    asked = ({WHOLE: text} if text and WHOLE in takes else {}) | heard.asked
    if "title" in asked:
        asked["title"] = labelled(asked["title"], kept=heard.feature == "followups")
    return {
        name: mentioned(said) if name in PEOPLE else plain(said) for name, said in asked.items()
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


def is_secret(heard: Heard) -> bool:
    """May no word of it be kept?"""
    return bool(tables_of()[heard.feature, heard.verb].get("secret"))


def is_told(heard: Heard) -> bool:
    """Is there a form in which it can be said otherwise?"""
    table = tables_of()[heard.feature, heard.verb]
    if step := steps_of().get((heard.feature, heard.verb)):
        return bool(step.told or table.get("form"))
    asks = any(table.get(one) for one in ("hints", "wishes", "form"))
    return asks and not table.get("question")


def hear(request: Request, text: str, alone: str = "", thread: str = "") -> Meant:
    """`alone` is meant where no verb is said, after a slash command; `thread` is the number of the
    matter under whose card it is said.
    """
    people = [one for one in everyone(request.session) if one.active]
    text = with_labels(spaced(text), people)

    def read(words: str) -> Heard | None:
        return understand(words, people, request.now, request.calendar, alone, labels())

    said = read(text)
    is_plain = said is not None and not said.in_part and _is_plain(request, said, text, thread)
    if is_plain and not thread:
        return Meant(said)
    if several := _several(request, text, alone, thread, said):
        return several
    for words in (f"{text} {thread}", f"{thread} {text}") if thread and _lacks_number(said) else ():
        whole = read(words)
        if (
            whole
            and not whole.in_part
            and _is_plain(request, whole, text, "")
            and _may(request, whole)
        ):
            return Meant(whole)
    if is_plain:
        return Meant(said)
    if not request.me.insider:
        return Meant(said) if said else _from_outside(request, text, people)
    named = named_way(request, text, people)
    if named is not None and named.sure:
        return named
    if said is not None and request.surface == "command" and (said.in_part or is_told(said)):
        return Meant(replace(said, in_part=True))  # its form opens
    meant = _guessed(request, text, thread, None if said and _is_odd(said) else said, people)
    return beside(named, meant) if named is not None and not thread else meant


def _guessed(
    request: Request, text: str, thread: str, said: Heard | None, people: Sequence[Person]
) -> Meant:
    """What is likely, of a sentence that is no plain order."""
    thread = thread or just_begun(request, text)
    here, (short, middle) = here_of(request, people, thread), shortened(text.replace(HOLE, " "))
    owed = owed_steps(request)
    found = guess(short, here, model(), lambda seen: leans(request, seen, thread, said, owed))
    meant = decided(request, found, thread, said, owed)
    meant = meant if thread else of_what_runs(request, found.seen, owed, meant)
    return replace(meant, offers=tuple(_whole(one, middle) for one in meant.offers))


def _from_outside(request: Request, text: str, people: Sequence[Person]) -> Meant:
    """What is answered to anybody, if it is likely to be asked, and a call for help, which is asked
    about; all else is refused alike.
    """
    calls = any(marks.pattern("alarm", name).search(text) for name in ("words", "help"))
    if calls and "question" not in acts.signs(text):
        return Meant(Heard("incidents", "report", {"words": text}))
    here = Here(request.me.id, people, request.now, request.calendar)
    found = guess(shortened(text)[0], here, model(), lambda _: {})
    likely = [verb_of(one.intent, "") for one in found.likely if one.share >= MAYBE]
    answered = [verb for verb in likely if verb in FOR_ANYBODY]
    return Meant(Heard(*answered[0])) if answered else Meant()


def _several(
    request: Request, text: str, alone: str, thread: str, said: Heard | None
) -> Meant | None:
    """Two or three wishes in one message, if each by itself is likely: so many offers."""
    whole = said is not None and not said.in_part and not leftover.matters(request, said, text)
    if whole or not request.me.insider:
        return None
    parts = [
        part.strip(" ，,。.再") for part in marks.pattern("hearing", "apart").split(text) if part
    ]
    parts = [part for part in parts if part]
    behind = leftover.other_wish(said, text) if len(parts) == 1 and said is not None else []
    parts = behind or parts
    if not 1 < len(parts) <= MOST or any(_refers(request, part) for part in parts[1:]):
        return None
    each = [hear(request, part, alone, thread) for part in parts]
    firsts = [one.heard or (one.offers[0] if one.sure else None) for one in each]
    wishes = [one for one in firsts if one is not None and not one.in_part]
    orders = [one for one in wishes if not tables_of()[one.feature, one.verb].get("question")]
    if len(orders) < len(parts) or _is_one_step(orders) or (behind and _is_of_one(orders)):
        return None
    orders = [_of_before(one, part) for one, part in zip(orders, ["", *parts], strict=False)]
    return Meant(offers=(orders[0],), sure=True, also=tuple(orders[1:]))


def _of_before(order: Heard, part: str) -> Heard:
    """ "I'd like to learn to write speeches, set a goal": what names nothing is of what was said
    before it.
    """
    takes = places()[order.feature, order.verb]
    if not part or "title" not in takes or order.asked.get("title"):
        return order
    title = marks.pattern("hearing", "wanting").sub("", part).strip()
    return replace(order, asked=order.asked | {"title": title})


def _refers(request: Request, part: str) -> bool:
    """ "Give them to Sun Lei", "Tomorrow noon.": of what was said before, no wish of its own."""
    if marks.pattern("hearing", "refers").match(part):
        return True
    times = find_times(part, request.now, request.calendar)
    return len(times) == 1 and not part.replace(part[slice(*times[0].span)], "").strip(" .。")


def _is_one_step(orders: Sequence[Heard]) -> bool:
    """Twice the same step of one matter: "Too long. Cut it to two pages." is one reason; or each
    half of one wish: "I need a notice. Sun Lei, by Friday."
    """
    steps = {(one.feature, one.verb, one.asked.get("number")) for one in orders}
    if len(steps) == 1 and "number" in orders[0].asked:
        return True
    titles = sum(_names_something(one.asked.get("title", "")) for one in orders)
    return len({step[:2] for step in steps}) == 1 and titles < len(orders)


def _is_of_one(orders: Sequence[Heard]) -> bool:
    """Two steps of one matter: it is cancelled, or handed over."""
    return len({one.asked.get("number") for one in orders}) == 1


def _names_something(title: str) -> bool:
    """ "A new one" is what was said before."""
    return bool(title) and not marks.pattern("slots", "nothing").search(title.split(",")[0])


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


def _is_plain(request: Request, said: Heard, text: str, thread: str = "") -> bool:
    """An order said whole, that no sign makes a question, a report or a condition."""
    if _is_odd(said):
        return False
    table = tables_of().get((said.feature, said.verb), {})
    letter = said.asked.get("number", "")[:1].upper()
    if not goes_with((said.feature, said.verb), letter):
        return False  # a step of another kind of matter
    if leftover.matters(request, said, text):
        return False
    if (said.feature, said.verb) in VAGUE and said.asked.keys() - {"number"}:
        return False  # something is to be done with it: it gets another date
    if thread and (said.feature, said.verb) in VAGUE and "number" not in said.asked:
        return False  # the card says of what
    if (said.feature, said.verb) in BRIEFLY and is_to_accept(request, thread):
        return False
    if table.get("question") or said.feature == "office":
        return True
    if marks.pattern("hearing", "asks").search(text) or asks_of_rules(request, text):
        return False
    signs = acts.signs(_unsaid(text, said))
    return not signs & {"cannot", "condition", "told", "forbids", "pending"}


def _is_odd(said: Heard) -> bool:
    """A pattern took for a slot what can be none: a day that names no time, a name that is none, a
    reason that begins with a no, people who go along with nobody, a way of working with half a
    sentence for its name.
    """
    timely, refuses, nameless = (
        marks.pattern("hearing", name) for name in ("timely", "refuses", "nameless")
    )
    asked, family = said.asked, intent_of(f"{said.feature}:{said.verb}")
    days = (asked.get(name) for name in ("due", "first", "last"))
    said_of_days = [part for day in days if day for part in re.split("[,，]", day)]
    if any(not timely.search(part) for part in said_of_days):
        return True
    named = (asked[name] for name in (*PEOPLE, "whom") if asked.get(name))
    if any("<@" not in name and nameless.search(name) for name in named):
        return True
    if family not in acts.SAYING_NO and refuses.match((asked.get("opinion") or "").lstrip()):
        return True
    if marks.pattern("hearing", "wordy").search(asked.get("way") or ""):
        return True
    return said.verb == "assign" and "others" in asked and "person" not in asked


def _unsaid(text: str, said: Heard) -> str:
    """Without titles, opinions and reasons: what they say is nobody's order."""
    for name in ("title", "opinion", "words", "text", "note", "otherwise", "options", "stand"):
        text = text.replace(said.asked.get(name, "") or "\0", " ")
    return text
