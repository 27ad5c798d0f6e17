"""What speaks for a verb and against it beside the words: the matter, its state, whose turn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import or_, select

from bot.hearing.matters import matter_of, may_begin, open_steps
from bot.hearing.own import A_FEW, Owed, Verb, is_to_accept, of_those_named, turns, waiting
from bot.hearing.ruled import ASK, is_ruled
from bot.hearing.verbs import (
    EVERY,
    VAGUE,
    intent_of,
    kinds_of,
    letters_of,
    model,
    tables_of,
    verb_of,
)
from bot.kinds import KINDS
from bot.language.phrases import Heard
from bot.language.understanding import Here, Known, acts, marks
from bot.language.understanding.seen import Seen
from bot.language.understanding.slots import letters
from bot.language.understanding.titles import without_title
from bot.matters.sight import visible_to
from bot.office import taught
from bot.processes import ways
from bot.who.request import Request
from storage.duty.incidents import Incident, IncidentState
from storage.matters.matter import Matter
from storage.processes.cases import Case

TITLES = 60  # matters whose titles are listened for, the newest
LATELY = timedelta(days=90)  # so long it is asked whether what was done has worked
EXACT = 1.0  # what the patterns make of it, though in part
HEADED, HEAD = 3.0, 24  # and where it is said before a colon, in so many letters
WHOLLY = 6.0  # and all of it, not only in part
# It goes with the matter that is named; with that of the thread; with another kind.
ALLOWED, UNNAMED, IN_VAIN = 0.3, 3.0, -3.0
OPEN, CLOSED, TURN = 0.4, -1.5, 1.8  # it may be done now; it may not; it is their turn to
WHOSE = 1.8  # it waits for whoever speaks, and is of somebody they name
ANSWER, ANSWERS = 3.0, {("questions", "answer"), ("rounds", "comment"), ("decisions", "decide")}
NOTED = "office:noted"
ALARM, ALARMED = "incidents:report", 2.5  # words of an emergency are an alarm rather than talk
RULED = 3.0  # the rules answer what is asked
TAKES_IT = "incidents:acknowledge"
ASKED = 0.5  # a question of what is hinted at
OF_NOTHING = -1.5  # a step, where nothing says of what
TOLD_OF = {"question", "past"}


def here_of(request: Request, people: Sequence[Any], thread: str) -> Here:
    matters, letters = _listened_for(request), "".join(kinds_of())
    return Here(request.me.id, people, request.now, request.calendar, matters, thread, letters)


def _listened_for(request: Request) -> list[Known]:
    """The newest they may see that are open, or were not long ago."""
    lately = or_(Matter.closed_at.is_(None), Matter.closed_at > request.now - LATELY)
    some = select(Matter.prefix, Matter.id, Matter.title, Matter.closed_at, Case.facts)
    there = some.outerjoin(Case, Case.id == Matter.id).where(lately, visible_to(request.me))
    return [
        Known(f"{one.prefix}-{one.id}", one.title, one.closed_at is not None, _also(one.facts))
        for one in request.session.execute(there.order_by(Matter.id.desc()).limit(TITLES))
    ]


def _also(facts: Mapping[str, Any] | None) -> str:
    """Who sent it, where it goes: what a case is told of in a sentence, it is found by."""
    found = ((facts or {}).get(name, "") for name in ways.said_beside())
    return " ".join(str(one) for one in found if one)


def leans(
    request: Request, seen: Seen, thread: str, said: Heard | None, owed: Owed
) -> dict[str, float]:
    number = seen.number or thread
    named = bool(seen.number) and not seen.guessed
    matter = matter_of(request, number)
    open_now = open_steps(request, matter) if matter else None
    turn = turns(request, matter) if matter else frozenset()
    signs, leans = acts.signs(seen.masked), dict[str, float]()
    waits, whose = _intents(waiting(owed, seen)), _intents(of_those_named(owed, seen))
    for intent in model().intents:
        verb = verb_of(intent, number[:1])
        orders = verb is not None and not tables_of()[verb].get("question")
        lean = acts.less(intent, signs, orders=orders)
        if number:
            lean += _of_matter(verb, number[:1], named=named, threaded=number == thread)
            lean += _of_turn(verb) * (verb in turn and number == thread)
            if open_now is not None and matter is not None and verb:
                lean += _of_state(":".join(verb), open_now)
        elif verb and letters()[verb] and verb[0] not in EVERY:
            known = intent in waits or told_of(seen, intent)
            lean += _of_hints(orders) if known else OF_NOTHING
            lean += WHOSE * (intent in whose)
        elif verb and not may_begin(request, verb):
            lean += CLOSED
        leans[intent] = lean
    if marks.pattern("alarm", "words").search(seen.masked) and not signs >= TOLD_OF:
        leans[ALARM] = leans.get(ALARM, 0.0) + ALARMED
    if not number and TAKES_IT in leans and _is_taken_by(request, seen.masked):
        leans[TAKES_IT] += ALARMED
    for intent, weight in taught.lean(request, without_title(seen)).items():
        leans[intent] = leans.get(intent, 0.0) + weight
    if is_ruled(request, seen, thread):
        leans[ASK] = leans.get(ASK, 0.0) + RULED
    if is_to_accept(request, thread):
        leans[NOTED] = leans.get(NOTED, 0.0) + 2 * IN_VAIN
    if said is not None and (said.feature, said.verb) not in VAGUE:
        intent = intent_of(f"{said.feature}:{said.verb}")
        leans[intent] = leans.get(intent, 0.0) + _of_said(said, seen.text)
    return leans


def _of_said(said: Heard, text: str) -> float:
    """Most where all of it fits behind what is said before a colon."""
    if not _is_headed(said, text):
        return EXACT
    return HEADED if said.in_part else WHOLLY


def _is_headed(said: Heard, text: str) -> bool:
    """What is to be done, a colon, and then all that is told: 收文：…，"incoming paper: …"."""
    head, colon, _ = text.replace("：", ":").partition(":")
    told = any(one and one in head for one in said.asked.values())
    return bool(colon) and len(head) <= HEAD and not head[-1:].isdigit() and not told


def _intents(steps: Iterable[Verb]) -> set[str]:
    return {intent_of(":".join(one)) for one in steps}


def _is_taken_by(request: Request, masked: str) -> bool:
    """ "I'll take it", and there is an incident that nobody has in hand, and they may."""
    if not marks.pattern("alarm", "takes").search(masked):
        return False
    waits = select(Incident).where(Incident.state == IncidentState.REPORTED)
    seen = waits.join(Incident.matter).where(visible_to(request.me)).limit(A_FEW)
    takes = KINDS["incidents"].moves["acknowledge"]
    return any(takes.allows(request.me, one) for one in request.session.scalars(seen))


def _of_hints(orders: bool) -> float:
    """Of what is only hinted at, it is rather asked than ordered."""
    return 0.0 if orders else ASKED


def told_of(seen: Seen, intent: str) -> dict[str, tuple[str, str]]:
    """Which of the matters that are hinted at it may be meant of, and its verb there."""
    verbs = {number: verb_of(intent, number[:1]) for number in seen.hinted}
    return {
        number: verb
        for number, verb in verbs.items()
        if verb and number[:1] in letters_of(verb) and letters()[verb]
    }


def _of_turn(verb: tuple[str, str] | None) -> float:
    """Whoever is asked something may answer in any words."""
    return ANSWER if verb in ANSWERS else TURN


def _of_matter(verb: tuple[str, str] | None, letter: str, *, named: bool, threaded: bool) -> float:
    goes = verb is not None and letter in letters_of(verb)
    if goes:
        return UNNAMED if threaded and not named else ALLOWED
    return IN_VAIN if named else 0.0


def _of_state(verb: str, open_now: Mapping[str, bool]) -> float:
    return {True: OPEN, False: CLOSED, None: 0.0}[open_now.get(verb)]
