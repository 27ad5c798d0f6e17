"""What a round leaves behind in others: who reads, who owes what, who waits (A1.5, A1.6)."""

from __future__ import annotations

from datetime import datetime

from bot.matters import followups, letters
from bot.matters.followups import Debt
from bot.papers.life import WITH_JUDGE, ball
from bot.papers.rounds.story import redraw
from bot.who.request import Request
from storage.matters.matter import hold, readers, set_readers
from storage.papers import rounds
from storage.papers.drafts import Draft, DraftState
from storage.papers.rounds import Answer, Round
from storage.papers.rounds import RoundState as State


def keep_up(request: Request, draft: Draft) -> None:
    """Whoever reads a draft reads its rounds, whose writer is the draft's; who owes something
    there goes on owing it.
    """
    session, matter = request.session, draft.matter
    for each in draft.rounds:  # one taken back is theirs no longer
        hold(session, each.id)
        session.refresh(each)
        if each.matter.owner_id != matter.owner_id:
            each.matter.owner = matter.owner
            if each.matter.closed_at is None:
                letters.cards(session, [matter.owner_id], each.id, request.now)
        set_readers(session, each.matter, readers(session, matter))
        owe(request, each)
        redraw(request, each)


def owe(request: Request, round_: Round) -> None:
    """Who is silent owes a word until the closing; then the writer what becomes of each."""
    request.session.flush()
    followups.keep(request, round_.matter, _debts(request, round_))


def _debts(request: Request, round_: Round) -> list[Debt]:
    matter, opened_by = round_.matter, round_.matter.opened_by
    if round_.draft.state is DraftState.CANCELLED or round_.state is State.TAKEN_BACK:
        return []
    if round_.state is State.OPEN:
        silent = [one.person for one in round_.invited if one.answer is Answer.NONE]
        ladder, closes, duty = round_.kind.value, round_.closes_at, "rounds.duty-comment"
        return [Debt(who, duty, closes, opened_by, ladder, fresh=True) for who in silent]
    undecided = any(one.fate is None for one in rounds.comments(request.session, round_.id))
    if not undecided and round_.state is not State.MERGED:
        return []
    duty = "rounds.duty-decide" if undecided else "rounds.duty-explain"
    return [Debt(matter.owner, duty, _next_day(request), opened_by, fresh=True)]


def give_the_judge_time(request: Request, draft: Draft) -> None:
    """Nobody can pass on or sign while a round is open: that is owed a working day after it."""
    holder, found = ball(draft), rounds.open_on(draft)
    if holder is None or draft.state not in WITH_JUDGE:
        return
    for owed in followups.of_feature(draft.matter, "drafts"):
        if owed.person_id == holder.slack_id:
            over = found.closes_at if found else request.now
            followups.put_off(request, owed, _next_day(request, over), quiet_until=over)


def _next_day(request: Request, after: datetime | None = None) -> datetime:
    calendar = request.calendar
    return calendar.closing(calendar.next_working(calendar.today(after or request.now)))
