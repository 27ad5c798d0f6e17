"""Comments in a round: made, changed, withdrawn; or none to make (A1.5, A1.6)."""

from __future__ import annotations

from typing import Any

from bot import changes, journal, letters, moves
from bot.catalog import Key
from bot.errors import Refused
from bot.people import insist
from bot.request import Request
from bot.rounds_duties import owe
from bot.rounds_life import MOVES, is_open_to
from bot.rounds_news import redraw
from bot.rounds_words import Said
from storage.matters.matter import hold
from storage.papers import rounds
from storage.papers.rounds import Answer, Comment, Invited, Round
from storage.papers.rounds import RoundState as State


def comment(request: Request, found: Round, said: Said) -> Comment:
    """Say something of the version. What comes after the closing is kept too, and marked late."""
    moves.check(MOVES, request.me, found, "comment")
    late = found.state is not State.OPEN or request.now > found.closes_at
    made = Comment(
        round_id=found.id,
        number=rounds.next_number(request.session, found.id),
        person=request.person,
        late=late,
        at=request.now,
        **_checked(said),
    )
    request.session.add(made)
    _answers(request, found, Answer.COMMENTS)
    before, after = _waits_again(found) if late else ({}, {})
    after |= {"comment": made.number, **_checked(said)} | ({"late": True} if late else {})
    told: dict[str, Any] = {"before": before, "after": after, "reason": said.problem}
    journal.record(request, "rounds.comment", matter=found.matter, **told)
    if late:
        _tell_the_writer(request, found, made)
    owe(request, found)
    redraw(request, found)
    return made


def _checked(said: Said) -> dict[str, str | bool]:
    if not said.problem.strip():
        raise Refused("rounds.no-problem", field="problem")
    words = {"problem": said.problem, "place": said.place, "wording": said.wording}
    return {name: text.strip() for name, text in words.items()} | {"must": said.must}


def _waits_again(found: Round) -> changes.Changed:
    """The writer has to decide on a late one before anybody is told of the others."""
    merged = found.state is State.MERGED
    return changes.apply((found,), {"state": State.CLOSED} if merged else {})


def _tell_the_writer(request: Request, found: Round, made: Comment) -> None:
    blanks: dict[str, object] = {
        "by": request.person.name,
        "number": found.matter.number,
        "draft": found.draft.matter.number,
        "title": found.matter.title,
        "kind": Key(f"rounds.kind-{found.kind}"),
        "n": found.number,
        "comment": made.number,
    }
    letters.note(
        request.session,
        found.matter.owner_id,
        "rounds.story-late",
        request.now,
        blanks,
        matter_id=found.id,
        loud=True,
    )


def agree(request: Request, found: Round) -> None:
    """There is nothing to be said: the version is fine as it is."""
    moves.check(MOVES, request.me, found, "agree")
    if own(request, found):
        raise Refused("rounds.has-comments", number=found.matter.number)
    _answers(request, found, Answer.AGREES)
    journal.record(request, "rounds.agree", matter=found.matter)
    owe(request, found)
    redraw(request, found)


def own(request: Request, found: Round) -> list[Comment]:
    said = rounds.comments(request.session, found.id)
    return [one for one in said if one.person_id == request.me.id]


def _answers(request: Request, found: Round, answer: Answer) -> None:
    me: Invited = next(one for one in found.invited if one.person_id == request.me.id)
    if me.answer is not answer:
        me.answer = answer
        me.answered_at = None if answer is Answer.NONE else request.now
    request.session.flush()


def find(request: Request, comment_id: int) -> tuple[Comment, Round]:
    """One's own comment, by id. Raises Refused, in the same words for others' and for none."""
    made = request.session.get(Comment, comment_id)
    if made is None or made.person_id != request.me.id or made.withdrawn_at is not None:
        raise Refused("matters.gone")
    hold(request.session, made.round_id)
    request.session.refresh(made)
    return made, request.session.get_one(Round, made.round_id)


def numbered(request: Request, found: Round, number: str) -> Comment:
    """One's own comment, by its number in the round."""
    mine = [one for one in own(request, found) if str(one.number) == number.strip()]
    if not mine:
        raise Refused("rounds.no-such-comment", n=number.strip()[:5], number=found.matter.number)
    return mine[0]


def edit(request: Request, made: Comment, found: Round, said: Said) -> None:
    """Say it in other words, as long as the round is open."""
    _insist_open(request, made, found)
    before, after = changes.apply((made,), _checked(said))
    after |= {"comment": made.number}
    told: dict[str, Any] = {"before": before, "after": after, "reason": made.problem}
    journal.record(request, "rounds.edit", matter=found.matter, **told)
    redraw(request, found)


def withdraw(request: Request, made: Comment, found: Round) -> None:
    """Take one's own comment back; who has no other is silent again."""
    _insist_open(request, made, found)
    made.withdrawn_at = request.now
    request.session.flush()
    _answers(request, found, Answer.COMMENTS if own(request, found) else Answer.NONE)
    after = {"comment": made.number}
    journal.record(request, "rounds.withdraw", matter=found.matter, after=after)
    owe(request, found)
    redraw(request, found)


def _insist_open(request: Request, made: Comment, found: Round) -> None:
    insist(made.person_id == request.me.id, "invited")
    if not is_open_to(request.me, made, found):
        raise Refused("rounds.over", number=found.matter.number)
