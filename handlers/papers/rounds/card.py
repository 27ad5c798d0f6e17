"""A round as its reader sees it: who was asked and has answered, what came of it, what to do."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.catalog import Markup, escape
from bot.matters import moves
from bot.papers.rounds import life
from bot.papers.rounds import steps as rounds
from bot.papers.rounds.fates import at, led_to
from bot.papers.rounds.story import facts
from bot.papers.rounds.words import names
from bot.who.request import Request
from handlers.matters.undo import undo_button
from handlers.slack.blocks import Block, button, row, safe_link, section, short
from handlers.slack.said import distance
from storage.matters.journal import latest
from storage.matters.matter import Matter, Visibility
from storage.papers import rounds as stored
from storage.papers.drafts import DraftState
from storage.papers.rounds import Answer, Comment, Fate, Invited, Round
from storage.papers.rounds import RoundState as State

NAMES = 8  # of those who are silent; then how many they are
LIKELY = ("comment", "agree", "decide", "explain")
SELDOM = ("extend", "close")


def card(request: Request, matter: Matter) -> tuple[str, list[Block]]:
    found = request.session.get_one(Round, matter.id)
    said = stored.comments(request.session, found.id)
    text = _headline(request, found)
    details = "\n".join(_details(request, found, said))
    shown = [section(details)] if details else []
    return text, [section(text), *shown, *steps(request, matter)]


def _headline(request: Request, round_: Round) -> Markup:
    matter, state, clock = round_.matter, moves.state_of(round_), _clock(request, round_)
    signal = Markup("📝🔒" if matter.visibility is Visibility.NAMED else "📝")
    names = {"number": matter.number, "opener": matter.opened_by.name, **facts(round_)}
    return request.say("rounds.card", signal=signal, state=state, clock=clock, **names)


def _clock(request: Request, round_: Round) -> Markup:
    if round_.ended_at is not None:
        return request.say("rounds.clock-over", at=round_.ended_at)
    key = "rounds.clock-silence" if round_.silence_counts else "rounds.clock"
    closes = round_.closes_at
    return request.say(key, closes=closes, distance=distance(request, closes))


def _details(request: Request, round_: Round, said: Sequence[Comment]) -> list[Markup]:
    """The text, how many have answered, who has not, what one has said oneself."""
    say, lines = request.say, [*_text(request, round_)]
    if round_.state is State.TAKEN_BACK:
        return lines
    if round_.draft.state is DraftState.CANCELLED:
        lines.append(say("rounds.card-cancelled"))
    counted = counts(request, said, decided=round_.state is not State.OPEN)
    lines.append(say("rounds.card-answers", counts=counted, **rounds.answers(round_)))
    silent = [one for one in round_.invited if one.answer is Answer.NONE]
    if silent:
        lines.append(say(_silence(round_), names=_names(request, silent)))
    return [*lines, *_mine(request, round_, said)]


def _text(request: Request, round_: Round) -> list[Markup]:
    there = {one.number: one for one in round_.draft.versions}
    lines, after = [], led_to(request, round_)
    if round_.version in there:
        link = safe_link(there[round_.version].link)
        lines.append(request.say("rounds.card-text", n=round_.version, link=link))
    if after is not None:
        lines.append(request.say("rounds.card-next", n=after.number, link=safe_link(after.link)))
    return lines


def _silence(round_: Round) -> str:
    if round_.state is State.OPEN:
        return "rounds.card-silent"
    return "rounds.card-silence" if round_.silence_counts else "rounds.card-no-answer"


def _names(request: Request, some: Sequence[Invited]) -> Markup:
    said = names(request.say, (one.person.name for one in some[:NAMES]))
    if len(some) <= NAMES:
        return said
    return request.say("rounds.names-more", names=said, n=len(some))


def _mine(request: Request, round_: Round, said: Sequence[Comment]) -> list[Markup]:
    mine = [one for one in said if one.person_id == request.me.id]
    if mine:
        return [request.say("rounds.card-mine", n=len(mine))]
    me = next((one for one in round_.invited if one.person_id == request.me.id), None)
    agrees = me is not None and me.answer is Answer.AGREES
    return [request.say("rounds.card-mine-agrees")] if agrees else []


def counts(request: Request, said: Sequence[Comment], *, decided: bool = False) -> Markup:
    """60 comments: 12 must-fix; and how many of them are decided, once that has begun."""
    if not said:
        return request.say("rounds.counts-none")
    must, done = sum(one.must for one in said), sum(one.fate is not None for one in said)
    key = "rounds.counts-decided" if decided else "rounds.counts"
    return request.say(key, n=len(said), must=must, **({"decided": done} if decided else {}))


def taken(said: Sequence[Comment]) -> int:
    return sum(one.fate is Fate.TAKEN for one in said)


# --- steps -------------------------------------------------------------------


def steps(request: Request, matter: Matter) -> list[Block]:
    """The buttons for what this reader may do now, the likeliest first."""
    found, say = request.session.get_one(Round, matter.id), request.say
    said = stored.comments(request.session, found.id)
    likely = ("close", *LIKELY) if life.have_all_answered(found) else LIKELY
    made = [
        _button(request, matter, verb) for verb in likely if _is_offered(request, found, said, verb)
    ]
    if made:
        made[0] |= {"style": "primary"}
    if any(one.person_id == request.me.id for one in said):
        made.append(_button(request, matter, "mine"))
    if said:
        made.append(_button(request, matter, "list"))
    made += back(request, found)
    made += [
        _button(request, matter, verb)
        for verb in SELDOM
        if verb not in likely and _is_offered(request, found, said, verb)
    ]
    return row([*made[:8], button("journal:read", say("journal.button"), matter.id)])


def back(request: Request, round_: Round) -> list[Block]:
    """The way to take the last step back, if it is one that can be."""
    last = latest(request.session, round_.id)
    mine = last is not None and rounds.can_be_undone(last)
    made = undo_button(request, round_.matter) if mine else None
    return [made] if made else []


def _is_offered(request: Request, round_: Round, said: Sequence[Comment], verb: str) -> bool:
    """Of what may be done, what is of use: a late comment is taken, but not asked for."""
    may = {move.verb for move in moves.open_to(life.MOVES, request.me, round_)}
    if verb == "comment" and round_.state is not State.OPEN:
        return False
    if verb == "agree" and not life.is_silent(request.me, round_):
        return False
    if verb == "decide" and all(one.told for one in said):
        return False
    return verb in may and round_.draft.state is not DraftState.CANCELLED


def _button(request: Request, matter: Matter, verb: str) -> Block:
    return button(f"rounds:{verb}", request.say(f"rounds.verb-{verb}"), matter.id)


def words(request: Request, one: Comment, most: int) -> Markup:
    """A comment in one line: where, what, how else."""
    what = escape(short(at(one), most))
    if not one.wording:
        return what
    wording = short(one.wording, most)
    return request.say("rounds.what-wording", what=what, wording=wording)
