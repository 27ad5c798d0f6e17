"""What a round leaves behind in others: who reads, who owes what, who waits (A1.5, A1.6)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot import followups, letters
from bot.drafts_life import WITH_JUDGE, ball
from bot.drafts_readers import let_them_read
from bot.request import Request
from bot.rounds_news import redraw
from storage import followups as owing
from storage import rounds
from storage.drafts import Draft, DraftState
from storage.matters import hold, readers, set_readers
from storage.people import Person
from storage.rounds import Answer, Round
from storage.rounds import RoundState as State


def keep_up(request: Request, draft: Draft) -> None:
    """Whoever reads a draft reads its rounds, whose writer is the draft's; who owes something
    there goes on owing it.
    """
    session, matter = request.session, draft.matter
    let_them_read(session, draft)
    for each in rounds.ever_on(session, draft.id):  # one taken back is theirs no longer
        hold(session, each.id)
        session.refresh(each)
        if each.matter.owner_id != matter.owner_id:
            each.matter.owner = matter.owner
            if each.matter.closed_at is None:
                letters.cards(session, [matter.owner_id], each.id, request.now)
        set_readers(session, each.matter, readers(session, matter))
        owe(request, each)
        redraw(request, each)


def owe(request: Request, found: Round) -> None:
    """Who is silent owes a word until the closing; then the writer what becomes of each."""
    session = request.session
    session.flush()
    wanted = _debts(session, found)
    owed = {(one.person_id, one.duty): one for one in owing.open_on(session, found.id)}
    for debt in owed.keys() - wanted:
        followups.settle(request, owed[debt])
    opened_by = found.matter.opened_by
    for who, duty in sorted(wanted - owed.keys()):
        person, ladder, due = session.get_one(Person, who), "standard", _next_day(request)
        if duty == "rounds.duty-comment":
            ladder, due = found.kind.value, found.closes_at
        followups.open_followup(
            request, found.matter, person, duty, ladder, due, asked_by=opened_by
        )


def _debts(session: Session, found: Round) -> set[tuple[str, str]]:
    if found.draft.state is DraftState.CANCELLED or found.state is State.TAKEN_BACK:
        return set()
    if found.state is State.OPEN:
        silent = [one for one in found.invited if one.answer is Answer.NONE]
        return {(one.person_id, "rounds.duty-comment") for one in silent}
    writer = found.matter.owner_id
    if any(one.fate is None for one in rounds.comments(session, found.id)):
        return {(writer, "rounds.duty-decide")}
    return {(writer, "rounds.duty-explain")} if found.state is State.MERGED else set()


def give_the_judge_time(request: Request, draft: Draft) -> None:
    """Nobody can pass on or sign while a round is open: that is owed a working day after it."""
    holder, found = ball(draft), rounds.open_on(request.session, draft.id)
    if holder is None or draft.state not in WITH_JUDGE:
        return
    for owed in owing.open_on(request.session, draft.id):
        if owed.person_id == holder.slack_id and owed.duty.startswith("drafts."):
            over = found.closes_at if found else request.now
            followups.put_off(request, owed, _next_day(request, over), quiet_until=over)


def _next_day(request: Request, after: datetime | None = None) -> datetime:
    calendar = request.calendar
    return calendar.closing(calendar.next_working(calendar.today(after or request.now)))
