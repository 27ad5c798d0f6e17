"""Comments in a round: made, changed, withdrawn; or none to make (A1.5, A1.6)."""

from __future__ import annotations

from typing import Any

from bot.language.refusals import Refused
from bot.matters import changes, journal, letters, moves
from bot.papers.rounds.duties import owe
from bot.papers.rounds.life import MOVES, have_all_answered, is_open_to
from bot.papers.rounds.story import facts, redraw
from bot.papers.rounds.words import Said
from bot.who.request import Request
from bot.who.standing import insist
from storage.matters.matter import hold
from storage.papers import rounds
from storage.papers.rounds import Answer, Comment, Invited, Round
from storage.papers.rounds import RoundState as State


def comment(request: Request, round_: Round, said: Said) -> Comment:
    """Say something of the version. What comes after the closing is kept too, and marked late."""
    moves.check(MOVES, request.me, round_, "comment")
    late = round_.state is not State.OPEN or request.now > round_.closes_at
    made = Comment(
        round_id=round_.id,
        number=rounds.next_number(request.session, round_.id),
        person=request.person,
        late=late,
        at=request.now,
        **_checked(said),
    )
    request.session.add(made)
    _answers(request, round_, Answer.COMMENTS)
    before, after = _waits_again(round_) if late else ({}, {})
    after |= {"comment": made.number, **_checked(said)} | ({"late": True} if late else {})
    told: dict[str, Any] = {"before": before, "after": after, "reason": said.problem}
    journal.record(request, "rounds.comment", matter=round_.matter, **told)
    if late:
        _tell_the_writer(request, round_, made)
    owe(request, round_)
    redraw(request, round_)
    return made


def _checked(said: Said) -> dict[str, str | bool]:
    if not said.problem.strip():
        raise Refused("rounds.no-problem", field="problem")
    words = {"problem": said.problem, "place": said.place, "wording": said.wording}
    return {name: text.strip() for name, text in words.items()} | {"must": said.must}


def _waits_again(round_: Round) -> changes.Changed:
    """The writer has to decide on a late one before anybody is told of the others."""
    merged = round_.state is State.MERGED
    return changes.apply((round_,), {"state": State.CLOSED} if merged else {})


def _tell_the_writer(request: Request, round_: Round, made: Comment) -> None:
    session, matter, key = request.session, round_.matter, "rounds.story-late"
    blanks = {"by": request.person.name, "number": matter.number, "comment": made.number}
    told = facts(round_) | blanks
    letters.note(session, matter.owner_id, key, request.now, told, matter_id=matter.id, loud=True)


def agree(request: Request, round_: Round) -> None:
    """There is nothing to be said: the version is fine as it is."""
    moves.check(MOVES, request.me, round_, "agree")
    if own(request, round_):
        raise Refused("rounds.has-comments", number=round_.matter.number)
    _answers(request, round_, Answer.AGREES)
    journal.record(request, "rounds.agree", matter=round_.matter)
    owe(request, round_)
    redraw(request, round_)


def own(request: Request, round_: Round) -> list[Comment]:
    said = rounds.comments(request.session, round_.id)
    return [one for one in said if one.person_id == request.me.id]


def _answers(request: Request, round_: Round, answer: Answer) -> None:
    me: Invited = next(one for one in round_.invited if one.person_id == request.me.id)
    was_silent = me.answer is Answer.NONE
    if me.answer is not answer:
        me.answer = answer
        me.answered_at = None if answer is Answer.NONE else request.now
    request.session.flush()
    if was_silent and round_.state is State.OPEN and have_all_answered(round_):
        _tell_the_opener(request, round_)


def _tell_the_opener(request: Request, round_: Round) -> None:
    """It goes on, as whoever has answered may have more to say; whoever opened it may end it."""
    session, matter, key = request.session, round_.matter, "rounds.story-all-answered"
    told, opener = facts(round_) | {"number": matter.number}, matter.opened_by_id
    letters.note(session, opener, key, request.now, told, matter_id=matter.id, loud=True)


def find(request: Request, comment_id: int) -> tuple[Comment, Round]:
    """One's own comment, by id. Raises Refused, in the same words for others' and for none."""
    made = request.session.get(Comment, comment_id)
    if made is None or made.person_id != request.me.id or made.withdrawn_at is not None:
        raise Refused("matters.gone")
    hold(request.session, made.round_id)
    request.session.refresh(made)
    return made, request.session.get_one(Round, made.round_id)


def numbered(request: Request, round_: Round, number: str) -> Comment:
    """One's own comment, by its number in the round."""
    mine = [one for one in own(request, round_) if str(one.number) == number.strip()]
    if not mine:
        raise Refused("rounds.no-such-comment", n=number.strip()[:5], number=round_.matter.number)
    return mine[0]


def edit(request: Request, made: Comment, round_: Round, said: Said) -> None:
    """Say it in other words, as long as the round is open."""
    _insist_open(request, made, round_)
    before, after = changes.apply((made,), _checked(said))
    after |= {"comment": made.number}
    told: dict[str, Any] = {"before": before, "after": after, "reason": made.problem}
    journal.record(request, "rounds.edit", matter=round_.matter, **told)
    redraw(request, round_)


def withdraw(request: Request, made: Comment, round_: Round) -> None:
    """Take one's own comment back; who has no other is silent again."""
    _insist_open(request, made, round_)
    made.withdrawn_at = request.now
    request.session.flush()
    _answers(request, round_, Answer.COMMENTS if own(request, round_) else Answer.NONE)
    after = {"comment": made.number}
    journal.record(request, "rounds.withdraw", matter=round_.matter, after=after)
    owe(request, round_)
    redraw(request, round_)


def _insist_open(request: Request, made: Comment, round_: Round) -> None:
    insist(made.person_id == request.me.id, "invited")
    if not is_open_to(request.me, made, round_):
        raise Refused("rounds.over", number=round_.matter.number)
