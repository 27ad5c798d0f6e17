"""What speaks for a verb and against it beside the words: the matter, its state, whose turn."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import cache
from typing import Any

from sqlalchemy import or_, select

from bot.hearing.verbs import (
    EVERY,
    VAGUE,
    intent_of,
    kinds_of,
    letters_of,
    model,
    only_shows,
    tables_of,
    verb_of,
)
from bot.kinds import HANGING, KINDS, TABLES
from bot.language.phrases import Heard
from bot.language.understanding import Here, Known, acts, marks
from bot.language.understanding.seen import Seen
from bot.language.understanding.slots import letters
from bot.language.understanding.titles import without_title
from bot.matters.kind import Kind
from bot.matters.moves import open_to
from bot.matters.sight import may_see, visible_to
from bot.office import taught
from bot.papers.life import STAGES
from bot.who.request import Request
from bot.who.standing import Standing
from storage.duty.incidents import Incident, IncidentState
from storage.matters.followups import FollowUp
from storage.matters.matter import Matter
from storage.papers import rounds
from storage.papers.drafts import Draft, whole

Verb = tuple[str, str]
YES = ("sign", "pass")
ANSWERS_A_ROUND = {("rounds", "agree"), ("rounds", "comment")}


def _begins(kind: Kind[Any]) -> Callable[[Standing], bool]:
    return lambda me: kind.opening.allows(me, None)


TITLES = 60  # matters whose titles are listened for, the newest
A_FEW = 5  # matters of somebody who says not of which they speak
LATELY, A_WHILE = timedelta(days=7), timedelta(hours=4)
EXACT = 1.0  # what the patterns make of it, though in part
# It goes with the matter that is named; with that of the thread; with another kind.
ALLOWED, UNNAMED, IN_VAIN = 0.3, 3.0, -3.0
OPEN, CLOSED, TURN = 0.4, -1.5, 1.8  # it may be done now; it may not; it is their turn to
ANSWER, ANSWERS = 3.0, {("questions", "answer"), ("rounds", "comment"), ("decisions", "decide")}
# What not everybody may begin.
FOR_SOME: dict[tuple[str, str], Callable[[Standing], bool]] = {
    ("drafts", "assign"): lambda me: me.assigns,
    **{
        (one.name, one.opening.verb): _begins(one)
        for one in KINDS.values()
        if not one.opening.sources
    },
}
NOTED = "office:noted"
ALARM, ALARMED = "incidents:report", 2.5  # words of an emergency are an alarm rather than talk
TAKES_IT, ALARMING = "incidents:acknowledge", Matter.kind == "incidents"
ASKED = 0.5  # a question of what is hinted at
OF_NOTHING = -1.5  # a step, where nothing says of what
TOLD_OF = {"question", "past"}


def here_of(request: Request, people: Sequence[Any], thread: str) -> Here:
    matters, letters = _listened_for(request), "".join(kinds_of())
    return Here(request.me.id, people, request.now, request.calendar, matters, thread, letters)


def _listened_for(request: Request) -> list[Known]:
    """The newest they may see that are open, or were not long ago."""
    lately = or_(Matter.closed_at.is_(None), Matter.closed_at > request.now - LATELY)
    some = select(Matter.prefix, Matter.id, Matter.title, Matter.closed_at).where(lately)
    newest = some.where(visible_to(request.me)).order_by(Matter.id.desc()).limit(TITLES)
    return [
        Known(f"{one.prefix}-{one.id}", one.title, over=one.closed_at is not None)
        for one in request.session.execute(newest)
    ]


def leans(
    request: Request, seen: Seen, thread: str, said: Heard | None, owed: Mapping[Verb, str]
) -> dict[str, float]:
    number = seen.number or thread
    named = bool(seen.number) and not seen.guessed
    matter = matter_of(request, number)
    open_now = open_steps(request, matter) if matter else None
    turns = _turns(request, matter) if matter else frozenset()
    leans = {}
    signs, waits = acts.signs(seen.masked), {intent_of(":".join(one)) for one in owed}
    for intent in model().intents:
        verb = verb_of(intent, number[:1])
        orders = verb is not None and not tables_of()[verb].get("question")
        lean = acts.less(intent, signs, orders=orders)
        if number:
            lean += _of_matter(verb, number[:1], named=named, threaded=number == thread)
            lean += _of_turn(verb) * (verb in turns and number == thread)
            if open_now is not None and matter is not None and verb:
                lean += _of_state(":".join(verb), open_now)
        elif verb and letters()[verb] and verb[0] not in EVERY:
            known = intent in waits or told_of(seen, intent)
            lean += _of_hints(orders) if known else OF_NOTHING
        elif verb and not may_begin(request, verb):
            lean += CLOSED
        leans[intent] = lean
    if marks.pattern("alarm", "words").search(seen.masked) and not signs >= TOLD_OF:
        leans[ALARM] = leans.get(ALARM, 0.0) + ALARMED
    if not number and TAKES_IT in leans and _is_taken_by(request, seen.masked):
        leans[TAKES_IT] += ALARMED
    for intent, weight in taught.lean(request, without_title(seen)).items():
        leans[intent] = leans.get(intent, 0.0) + weight
    if is_to_accept(request, thread):
        leans[NOTED] = leans.get(NOTED, 0.0) + 2 * IN_VAIN
    if said is not None and (said.feature, said.verb) not in VAGUE:
        intent = intent_of(f"{said.feature}:{said.verb}")
        leans[intent] = leans.get(intent, 0.0) + EXACT
    return leans


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


def matter_of(request: Request, number: str) -> Matter | None:
    """The matter of a number, if whoever speaks may see it."""
    match = re.fullmatch(r"[A-Z]+-(\d{1,9})", number)
    found = request.session.get(Matter, int(match[1])) if match else None
    if found is None or found.number != number:
        return None
    return found if may_see(request.session, request.me, found) else None


def is_open(request: Request, number: str) -> bool:
    found = matter_of(request, number)
    return found is not None and found.closed_at is None


def open_steps(request: Request, matter: Matter) -> dict[str, bool] | None:
    """Its steps, and which may be taken now by whoever speaks."""
    table = next((moves for name, _, moves in TABLES if name == matter.kind), None)
    if table is None:
        return None
    kind = KINDS.get(matter.kind)
    item: Any = (
        request.session.get_one(kind.row, matter.id) if kind else whole(request.session, matter.id)
    )
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
        for feature, verb in tables_of()
        if feature in there and not there[feature][0] and verb not in there[feature][1]
    }


def may_begin(request: Request, verb: tuple[str, str]) -> bool:
    return verb not in FOR_SOME or FOR_SOME[verb](request.me)


def just_begun(request: Request, text: str) -> str:
    """The number of what whoever speaks began last, if they speak of what they have just begun."""
    if not marks.pattern("hearing", "just").search(text):
        return ""
    lately = Matter.opened_at > request.now - A_WHILE
    theirs = select(Matter).where(Matter.opened_by_id == request.me.id, lately)
    still = theirs.where(Matter.closed_at.is_(None), visible_to(request.me))
    found = request.session.scalar(still.order_by(Matter.id.desc()).limit(1))
    return found.number if found else ""


def owed_steps(request: Request) -> Mapping[Verb, str]:
    """What whoever speaks owes, by the step that does it: the number, where there is just one."""
    owed = select(FollowUp).where(
        FollowUp.person_id == request.me.id, FollowUp.settled_at.is_(None)
    )
    found: dict[tuple[str, str], set[str]] = {}
    for one in request.session.scalars(owed.limit(TITLES)):
        if step := _done().get(one.duty):
            found.setdefault(step, set()).add(one.matter.number)
    return {step: numbers.pop() for step, numbers in found.items() if len(numbers) == 1}


def is_to_accept(request: Request, thread: str) -> bool:
    """Does whoever speaks owe an answer to what was assigned? "On it" is one, there."""
    matter = matter_of(request, thread) if thread else None
    return matter is not None and any(verb == "accept" for _, verb in _turns(request, matter))


def own(request: Request, intent: str) -> dict[str, tuple[str, str]]:
    """The matters of whoever speaks of which it can be said now, if there are only a few; of what
    is only to be shown, the newest of which they have, or have begun. An incident is of whoever
    may act.
    """
    verbs = {letter: verb for letter in kinds_of() if (verb := verb_of(intent, letter))}
    shown = all(only_shows(verb) for verb in verbs.values())
    me = request.me
    theirs = or_(Matter.owner_id == me.id, (Matter.opened_by_id == me.id) & shown, ALARMING)
    some = select(Matter).where(theirs, Matter.closed_at.is_(None), Matter.prefix.in_(verbs))
    some = some.where(visible_to(me)).order_by(Matter.id.desc()).limit(A_FEW)
    if shown:
        return {one.number: verbs[one.prefix] for one in request.session.scalars(some)}
    asked = all(tables_of()[verb].get("question") for verb in verbs.values())
    found = {
        one.number: verbs[one.prefix]
        for one in request.session.scalars(some)
        if (open_steps(request, one) or {}).get(":".join(verbs[one.prefix]), asked)
    }
    return found if len(found) < A_FEW else {}


def _turns(request: Request, matter: Matter) -> frozenset[tuple[str, str]]:
    """What whoever speaks owes it now: an answer, a text, their comments."""
    mine = (one for one in matter.owed if one.person_id == request.me.id and not one.settled_at)
    return frozenset(done for one in mine if (done := _done().get(one.duty)))


@cache
def _done() -> Mapping[str, tuple[str, str]]:
    """By the key of what is owed: the verb that does it."""
    found = {
        duty: (kind.name, done)
        for kind in (*KINDS.values(), *HANGING)
        for duty, done in kind.duties.items()
    }
    of_drafts = {f"drafts.duty-{one.duty}": ("drafts", one.done) for one in STAGES.values()}
    of_rounds = {f"rounds.duty-{one}": ("rounds", one) for one in ("comment", "decide", "explain")}
    return found | of_drafts | of_rounds


def is_asked_in(request: Request, verb: tuple[str, str], number: str) -> bool:
    """Of a round's answers: is there an open one on it in which whoever speaks was asked?"""
    if verb not in ANSWERS_A_ROUND or not number.startswith("D"):
        return True
    matter = matter_of(request, number)
    found = rounds.open_on(request.session.get_one(Draft, matter.id)) if matter else None
    return found is not None and any(one.person_id == request.me.id for one in found.invited)


def yes_to(request: Request, number: str) -> tuple[str, str] | None:
    """The step by which whoever speaks says yes to a draft now: signs it, or passes it on."""
    matter = matter_of(request, number)
    open_now = (open_steps(request, matter) if matter else None) or {}
    return next((("drafts", one) for one in YES if open_now.get(f"drafts:{one}")), None)
