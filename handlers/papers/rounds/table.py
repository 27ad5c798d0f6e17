"""The table of a round's comments and their fates, as a file: .xlsx or .docx, in the asker's
language. What people wrote stands in it as words, never as a formula.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.language.catalog import Markup, unescape
from bot.matters.sight import may_see
from bot.papers.rounds.fates import fate_word
from bot.papers.rounds.story import facts
from bot.who.request import Request
from handlers.papers.rounds.card import counts
from handlers.slack.files_sent import Enclosure
from handlers.slack.tables import Rows, Sheet, written
from storage.papers import rounds as stored
from storage.papers.rounds import Answer, Comment, Invited, Round
from storage.papers.rounds import RoundState as State

# Characters that no .xlsx and no .docx can hold.
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
CELL = 32_000  # characters in a cell
COLUMNS = ("number", "who", "when", "place", "problem", "wording", "weight", "fate", "reason")
WIDTHS = (8, 14, 18, 16, 44, 44, 12, 12, 36)  # in letters


def table(request: Request, blanks: Mapping[str, Any]) -> Enclosure | None:
    """The file somebody asked for; None if they may not see the round any more."""
    found = request.session.get_one(Round, blanks["id"])
    if not may_see(request.session, request.me, found.draft.matter):
        return None
    said = stored.comments(request.session, found.id)
    ending = blanks["as"]
    blanks = facts(found)
    text = request.say("rounds.file-here", counts=counts(request, said, decided=True), **blanks)
    name = _plain(request, "rounds.file-name", **blanks)
    heads = [_title(request, found), _about(request, found)]
    names = [_plain(request, f"rounds.table-{one}") for one in ("comments", "answers")]
    sheets = [
        Sheet(names[0], _comments(request, said), WIDTHS),
        Sheet(names[1], _answers(request, found, said), (20, 40, 20)),
    ]
    file = f"{name}.{ending}"
    return Enclosure(file, file, lambda: written(ending, heads, sheets), text)


def _plain(request: Request, key: str, **blanks: object) -> str:
    """A text for a file: nothing in it is escaped for Slack."""
    raw = {name: Markup(one) if type(one) is str else one for name, one in blanks.items()}
    return fit(unescape(request.say(key, **raw)))


def fit(text: str) -> str:
    return UNFIT.sub("", text)[:CELL]


def _title(request: Request, round_: Round) -> str:
    return _plain(request, "rounds.table-title", **facts(round_))


def _about(request: Request, round_: Round) -> str:
    is_open, matter = round_.state is State.OPEN, round_.matter
    key = "rounds.table-about-open" if is_open else "rounds.table-about"
    opened, ended = matter.opened_at, round_.ended_at or round_.closes_at
    times = {"opened": _at(request, opened), "ended": _at(request, ended)}
    return _plain(request, key, by=matter.opened_by.name, **times, **facts(round_))


def _at(request: Request, at: datetime) -> str:
    """With its year, for a file outlives it; in the office's zone; and a sheet can sort by it."""
    return f"{at.astimezone(request.calendar.tz):%Y-%m-%d %H:%M}"


def _comments(request: Request, said: Sequence[Comment]) -> Rows:
    """The head of the table, then a row a comment."""
    return [
        [_plain(request, f"rounds.table-{column}") for column in COLUMNS],
        *(_row(request, one) for one in said),
    ]


def _row(request: Request, one: Comment) -> list[str | int]:
    weight = _plain(request, "rounds.weight-must" if one.must else "rounds.weight-suggestion")
    late = f" · {_plain(request, 'rounds.table-late')}" if one.late else ""
    fate = _plain(request, f"rounds.fate-{fate_word(one)}")
    words = [fit(text) for text in (one.place, one.problem, one.wording)]
    return [
        one.number,
        fit(one.person.name),
        _at(request, one.at),
        *words,
        weight + late,
        fate,
        fit(one.reason),
    ]


def _answers(request: Request, round_: Round, said: Sequence[Comment]) -> Rows:
    """Who was asked, and what they said: no answer is recorded as no answer."""
    head = [_plain(request, f"rounds.table-{column}") for column in ("asked", "answers", "when")]
    return [head, *(_answer(request, round_, one, said) for one in round_.invited)]


def _answer(request: Request, round_: Round, one: Invited, said: Sequence[Comment]) -> list[str]:
    theirs = len([each for each in said if each.person_id == one.person_id])
    silence = "silence" if round_.silence_counts else "none"
    word = {Answer.AGREES: "agrees", Answer.COMMENTS: "comments"}.get(one.answer, silence)
    if one.answer is Answer.NONE and round_.state is State.OPEN:
        word = "waits"
    count = {"n": theirs} if word == "comments" else {}
    when = _at(request, one.answered_at) if one.answered_at else ""
    return [fit(one.person.name), _plain(request, f"rounds.answer-{word}", **count), when]
