"""The comments of a round, page by page; each with its fate, one's own with what can be done."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.catalog import Key, Markup
from bot.papers.rounds.fates import fate_word
from bot.papers.rounds.life import is_open_to
from bot.papers.rounds.story import facts
from bot.who.request import Request
from handlers.papers.rounds.card import counts, words
from handlers.slack.blocks import Block, button, buttons, clipped, context, more, section, short
from storage.papers import rounds as stored
from storage.papers.rounds import Comment, Round
from storage.papers.rounds import RoundState as State

PAGE = 10  # comments on a page, in a message and in a form
WORDS, REASON, LINE = 220, 160, 1100  # letters: ten such lines are what a message takes


def listed(request: Request, round_: Round, start: int = 0) -> tuple[str, list[Block]]:
    """A page of all comments: the one that begins with the comment `start`, or the first."""
    said = stored.comments(request.session, round_.id)
    first = next((n for n, one in enumerate(said) if one.id == start), 0) // PAGE * PAGE
    shown = said[first : first + PAGE]
    how_many = counts(request, said, decided=round_.state is not State.OPEN)
    text = request.say("rounds.list", counts=how_many, **facts(round_))
    lines = [_line(request, round_, one) for one in shown]
    return text, [section(text), *lines, *_around(request, said, first), _files(request, round_)]


def _line(request: Request, round_: Round, one: Comment) -> Block:
    line = comment(request, one, WORDS)
    if round_.state is not State.OPEN:
        line = Markup(f"{line}\n{fate(request, one)}")
    return section(clipped(line, LINE), _presses(request, round_, one))


def comment(request: Request, one: Comment, most: int) -> Markup:
    """Who says what, how much it weighs, and whether it came late."""
    return request.say(
        "rounds.list-line-late" if one.late else "rounds.list-line",
        n=one.number,
        weight=weight(one),
        who=one.person.name,
        what=words(request, one, most),
    )


def weight(one: Comment) -> Key:
    return Key("rounds.weight-must" if one.must else "rounds.weight-suggestion")


def fate(request: Request, one: Comment) -> Markup:
    word = Key(f"rounds.fate-{fate_word(one)}")
    if one.reason:
        return request.say("rounds.list-fate-why", fate=word, reason=short(one.reason, REASON))
    return request.say("rounds.list-fate", fate=word)


def _presses(request: Request, round_: Round, one: Comment) -> Block | None:
    """One's own can be changed and withdrawn while the round is open."""
    if not is_open_to(request.me, one, round_):
        return None
    say = request.say
    options = [button(f"rounds:{verb}", say(f"rounds.verb-{verb}"), one.id) for verb in OWN]
    return more(options, f"more:{one.id}")


OWN = ("edit", "withdraw")


def _around(request: Request, said: Sequence[Comment], first: int) -> list[Block]:
    """The way to the page before and the one after; a page is named by its first comment."""
    if len(said) <= PAGE:
        return []
    last, say = min(first + PAGE, len(said)), request.say
    made = []
    if first > 0:
        made.append(button("rounds:from", say("rounds.earlier"), said[first - PAGE].id))
    if last < len(said):
        made.append(button("rounds:onward", say("rounds.later"), said[last].id))
    where = say("rounds.list-pages", first=first + 1, last=last, all=len(said))
    return [context(where), buttons(*made)]


def _files(request: Request, round_: Round) -> Block:
    say = request.say
    return buttons(
        button("rounds:export", say("rounds.verb-export"), round_.id),
        button("rounds:export-word", say("rounds.verb-export-word"), round_.id),
    )


def own(request: Request, round_: Round, mine: Sequence[Comment]) -> tuple[str, list[Block]]:
    """What one has said oneself; ten at most as lines, the rest is on the list of all."""
    if not mine:
        text = request.say("rounds.mine-none", draft=round_.draft.matter.number)
        return text, [section(text)]
    text = request.say("rounds.card-mine", n=len(mine))
    rest = [buttons(button("rounds:list", request.say("rounds.verb-list"), round_.id))]
    lines = [_line(request, round_, one) for one in mine[:PAGE]]
    return text, [section(text), *lines, *(rest if len(mine) > PAGE else [])]


def noted(request: Request, round_: Round, one: Comment, key: str) -> tuple[str, list[Block]]:
    """What was understood, said back, with the way to change it."""
    text = request.say(
        key,
        n=one.number,
        draft=round_.draft.matter.number,
        weight=weight(one),
        what=words(request, one, WORDS),
        **({"at": round_.ended_at or round_.closes_at} if key == "rounds.noted-late" else {}),
    )
    if not is_open_to(request.me, one, round_):
        return text, [section(text)]
    made = [button(f"rounds:{verb}", request.say(f"rounds.verb-{verb}"), one.id) for verb in OWN]
    return text, [section(text), buttons(*made)]
