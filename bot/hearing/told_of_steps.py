"""A sentence that tells that something is done, or not needed any more: it is about what is under
way, and begins nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

from bot.hearing.matters import matter_of
from bot.hearing.offering import MOST, Meant
from bot.hearing.own import Owed
from bot.language.phrases import Heard
from bot.language.understanding import acts, marks
from bot.language.understanding.features import meanings, pieces
from bot.language.understanding.seen import Seen
from bot.language.understanding.titles import words_of
from bot.matters.sight import visible_to
from bot.processes import cases, turns, ways
from bot.who.request import Request
from storage.processes import cases as stored
from storage.processes.cases import Case, CaseStep

SAID_OF, LIKELY = 0.7, 0.5  # so much of what is said is of a case; of one that is likely meant
NEVER = frozenset({"question", "condition", "told", "pending", "forbids"})
OTHERWISE = ("number", "file", "link")
DONE, OFF, SHOW = ("steps", "done"), ("cases", "call-off"), ("cases", "show")


def of_what_runs(request: Request, seen: Seen, owed: Owed, meant: Meant) -> Meant:
    """Of what would be begun, where it is told that it is over: what is under way instead."""
    signs = acts.signs(seen.masked)
    if (meant.heard and not meant.quiet) or signs & NEVER:
        return meant
    if seen.number and not seen.guessed:
        return _of_number(request, seen, meant)
    if marks.pattern("hearing", "needless").search(seen.text):
        return _off(request, seen, meant)
    if _is_over(seen):
        return _done(request, seen, owed, meant)
    return meant


def _is_over(seen: Seen) -> bool:
    """Told to be done, or agreed to by whoever says so."""
    if marks.pattern("hearing", "over").search(seen.text):
        return True
    agrees = marks.pattern("hearing", "agrees").search(seen.text) is not None
    return agrees and not acts.signs(seen.masked) & {"negated", "report"}


def _of_number(request: Request, seen: Seen, meant: Meant) -> Meant:
    """Of the step of whoever speaks that it is done; of others', whose it is."""
    matter = matter_of(request, seen.number)
    case = request.session.get(Case, matter.id) if matter else None
    if case is None or not turns.live(case):
        return meant
    over, mine = _is_over(seen), turns.mine(request.me, case)
    if not mine:
        return replace(meant, heard=Heard(*DONE, {"number": seen.number})) if over else meant
    if not over and not any(_is_told_in_figures(seen, one) for one in mine):
        return meant
    told = [one for one in meant.offers if (one.feature, one.verb) == DONE]
    told = told or [Heard(*DONE, {"number": seen.number, "words": words_of(seen)})]
    others = [one for one in meant.offers if (one.feature, one.verb) != DONE]
    return replace(meant, offers=(*told, *others)[:MOST], sure=True)


def _is_told_in_figures(seen: Seen, step: CaseStep) -> bool:
    """What it is called, and the figure that is to be shown: 报销1200元."""
    told = turns.spec(step)
    figures = any(map(str.isdigit, seen.plain))
    asked = told is not None and told.evidence == "number"
    return figures and asked and turns.is_called(step, seen.plain)


def _done(request: Request, seen: Seen, owed: Owed, meant: Meant) -> Meant:
    """The step of whoever says so; of others', its card."""
    begun = _begun(meant)
    there = [
        one for one in _running(request)
        if _share(seen, one) >= (LIKELY if one.process.name in begun else SAID_OF)
    ]  # fmt: skip
    if mine := [one for one in there if one.matter.number in owed.get(DONE, {})]:
        return _offered(request, meant, DONE, _nearest(seen, mine), seen)
    if not begun and not there:
        return meant
    return _offered(request, meant, SHOW, _nearest(seen, there), seen, DONE)


def _off(request: Request, seen: Seen, meant: Meant) -> Meant:
    """What whoever says so may call off."""
    begun = _begun(meant)
    if not begun:
        return meant
    theirs = [one for one in _running(request) if cases.runs(request.me, one)]
    mine = [one for one in theirs if one.process.name in begun]
    return _offered(request, meant, OFF, _nearest(seen, mine), seen, OFF)


def _begun(meant: Meant) -> set[str]:
    """The ways that would be begun."""
    return {one.feature for one in meant.offers if one.verb == "start"} & ways.shipped().keys()


def _running(request: Request) -> Sequence[Case]:
    return stored.running_now(request.session, visible_to(request.me))


def _offered(
    request: Request,
    meant: Meant,
    verb: tuple[str, str],
    of: Sequence[Case],
    seen: Seen,
    none: tuple[str, str] = OFF,
) -> Meant:
    """These; of none, what is left of what was likely, or that there is none."""
    offers = [Heard(*verb, _told(request, verb, one, seen)) for one in of[:MOST]]
    begun = _begun(meant)
    left = [one for one in meant.offers if one.feature not in begun and one.verb != verb[1]]
    if not offers:
        return replace(
            meant, offers=tuple(left), sure=False, nowhere=None if left else Heard(*none)
        )
    both = (*offers, *left) if len(offers) == 1 else offers
    return replace(meant, heard=None, offers=tuple(both[:MOST]), sure=len(offers) == 1, quiet=False)


def _told(request: Request, verb: tuple[str, str], of: Case, seen: Seen) -> dict[str, str]:
    """With the sentence, but where a figure, a file or a link is to be shown."""
    steps = [turns.spec(one) for one in turns.mine(request.me, of)] if verb == DONE else []
    shows = any(one and one.evidence in OTHERWISE for one in steps)
    words = {} if verb == SHOW or shows else {"words": seen.text}
    links = [seen.said(one) for one in seen.of(marks.LINK)] if shows else []
    return {"number": of.matter.number, **words, **({"evidence": links[0]} if links else {})}


# --- which of them --------------------------------------------------------------------------------


def _nearest(seen: Seen, of: Sequence[Case]) -> list[Case]:
    """Those of which most is said."""
    shares = [_share(seen, one) for one in of]
    return [one for one, share in zip(of, shares, strict=True) if share == max(shares)]


def _share(seen: Seen, case: Case) -> float:
    """How much of what is said is of its title, its way, or the steps whose turn it is."""
    beside = (marks.pattern("hearing", name) for name in ("agrees", "beside"))
    left = reduce(lambda said, one: one.sub(" ", said), beside, seen.unguessed)
    said = [one for one in pieces(left) if one not in marks.NAMES]
    way, now = ways.way_of(case.process), [turns.called(one) for one in turns.live(case)]
    called = " ".join(words for both in (way.called, *now) for words in both.values())
    known = pieces(f"{case.matter.title} {called}")
    meant = set(meanings(known))
    of_it = [one for one in said if one in known or meant & set(meanings([one]))]
    return len(of_it) / len(said) if said else 0.0
