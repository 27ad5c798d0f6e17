"""What becomes of each comment: the writer decides, and whoever made it hears (A1.6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import attrgetter

from bot.language.catalog import Key, Markup, escape
from bot.language.refusals import Refused
from bot.matters import changes, journal, letters, moves
from bot.matters.letters import Lines
from bot.papers.rounds.duties import owe
from bot.papers.rounds.life import MOVES
from bot.papers.rounds.story import facts, redraw, tell
from bot.who.request import Request
from storage.papers import rounds
from storage.papers.drafts import Version
from storage.papers.rounds import Comment, Fate, Round
from storage.papers.rounds import RoundState as State

Decided = Mapping[int, tuple[Fate | None, str]]  # by the comment's id: its fate, and why
ROOM = 3000  # letters of a message that tells of fates; the rest is on the list
PROBLEM, REASON = 80, 160


def decide(request: Request, round_: Round, decided: Decided) -> None:
    """Take comments, or not, with or without a reason. Once all are decided the round is merged."""
    moves.check(MOVES, request.me, round_, "decide")
    said = [one for one in rounds.comments(request.session, round_.id) if not one.told]
    before, after = {}, {}
    for one in said:
        fate, reason = decided.get(one.id, (one.fate, one.reason))
        _check(one, fate, reason)
        if (one.fate, one.reason) != (fate, reason):
            before[str(one.number)] = [one.fate, one.reason]
            after[str(one.number)] = [fate, reason]
            one.fate, one.reason = fate, reason
    if after:
        _on_record(request, round_, before, after)


def _check(one: Comment, fate: Fate | None, reason: str) -> None:
    if one.must and fate is Fate.NOT_TAKEN and not reason:
        raise Refused("rounds.no-reason", field=f"reason-{one.id}", n=one.number)


def _on_record(
    request: Request, round_: Round, before: Mapping[str, object], after: Mapping[str, object]
) -> None:
    """The decisions, and what they make of the round."""
    request.session.flush()
    state = State.CLOSED if undecided(request, round_) else State.MERGED
    if round_.state is State.EXPLAINED:
        state = State.EXPLAINED
    moved = changes.apply((round_, round_.matter), {"state": state})
    journal.record(
        request,
        "rounds.decide",
        matter=round_.matter,
        before={"fates": before, **moved[0]},
        after={"fates": after, **moved[1]},
    )
    if state is State.EXPLAINED:
        _tell_of_fates(request, round_)
    owe(request, round_)
    redraw(request, round_)


def undecided(request: Request, round_: Round) -> list[Comment]:
    return [one for one in rounds.comments(request.session, round_.id) if one.fate is None]


def explain(request: Request, round_: Round) -> Markup:
    """Everybody hears, in one message, what became of what they said. Then the round is over."""
    moves.check(MOVES, request.me, round_, "explain")
    values = {"state": State.EXPLAINED, "closed_at": request.now}
    before, after = changes.apply((round_, round_.matter), values)
    journal.record(request, "rounds.explain", matter=round_.matter, before=before, after=after)
    taken = sum(one.fate is Fate.TAKEN for one in rounds.comments(request.session, round_.id))
    told = _tell_of_fates(request, round_)
    owe(request, round_)
    called, people = {round_.matter.opened_by_id}, len(told)
    return tell(request, round_, "explain", called, told, people=people, taken=taken)


def _tell_of_fates(request: Request, round_: Round) -> set[str]:
    """Whoever has not heard yet does now; who they were."""
    untold = [
        one
        for one in rounds.comments(request.session, round_.id)
        if one.fate is not None and not one.told
    ]
    by_person = sorted(untold, key=attrgetter("person_id", "number"))
    for who, theirs in groupby(by_person, key=attrgetter("person_id")):
        _tell_one(request, round_, who, list(theirs))
    for one in untold:
        one.told = True
    return {one.person_id for one in untold}


def _tell_one(request: Request, round_: Round, who: str, theirs: Sequence[Comment]) -> None:
    taken, n = sum(one.fate is Fate.TAKEN for one in theirs), len(theirs)
    blanks = {"by": request.person.name, "round": round_.number, "lines": _lines(theirs)}
    blanks = facts(round_) | blanks | {"n": n, "taken": taken, "rest": n - taken}
    session, now = request.session, request.now
    letters.note(session, who, "rounds.fates", now, blanks, matter_id=round_.id, loud=True)


def _lines(theirs: Sequence[Comment]) -> Lines:
    """A line a comment, as many as a message holds."""
    lines, room = Lines(), ROOM
    for one in theirs:
        what, reason = cut(at(one), PROBLEM), cut(one.reason, REASON)
        room -= len(escape(what)) + len(escape(reason)) + 30
        if room < 0:
            lines.append(("rounds.fate-more", {"n": len(theirs) - len(lines)}))
            return lines
        key = "rounds.fate-line-why" if reason else "rounds.fate-line"
        fate = Key(f"rounds.fate-{fate_word(one)}")
        lines.append((key, {"n": one.number, "fate": fate, "what": what, "reason": reason}))
    return lines


def at(one: Comment) -> str:
    """The problem, with its place before it if that was said."""
    return " · ".join(filter(None, (one.place, one.problem)))


def fate_word(one: Comment) -> str:
    """What became of it: "taken", "partly", "not_taken", "open"."""
    if one.fate is None:
        return "open"
    return "partly" if one.fate is Fate.TAKEN and one.reason else one.fate.value


def cut(text: str, most: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1]}…"


def led_to(request: Request, round_: Round) -> Version | None:
    """The version that was handed in after the round: what came of it."""
    if round_.ended_at is None:
        return None
    later = (v for v in round_.draft.versions if v.at >= round_.ended_at)
    return next(iter(later), None)
