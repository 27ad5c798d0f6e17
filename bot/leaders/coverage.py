"""Coverage (岗位有责任, A2.6): on Monday mornings the director hears where nobody stands behind
somebody, whose goals nobody answers for, who has nothing, and who has far more than the others.
It is about what is theirs to do now: no score, and nothing is kept of it. Where half of them have
nothing, who that is is said to who asks, and no reason to write to anybody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy.orm import Session

from bot.language.workdays import Calendar
from bot.matters import regular
from bot.matters.ladders import MORNING
from bot.office import load
from bot.who.lookups import directors
from bot.who.request import Request
from bot.who.standing import insist
from storage.people import goals
from storage.people.goals import Goal
from storage.who import pairs
from storage.who.pairs import Post
from storage.who.people import Person, Role

FAR_ABOVE, AND_MORE = 1.5, 2  # of the median, and things more than it (domain.md A2.6)


@dataclass(frozen=True)
class Coverage:
    """`empty`: posts that nobody has; `single`: those that nobody stands behind; `alone`: people of
    no post with two, where the office has any; `idle`: with nothing open; `busy`: far above the
    median; `orphans`: goals of somebody who has left; `begun`: does more than half have anything?
    """

    empty: Sequence[Post]
    single: Sequence[Post]
    alone: Sequence[Person]
    orphans: Sequence[Goal]
    idle: Sequence[Person]
    busy: Sequence[Person]
    begun: bool

    @property
    def is_whole(self) -> bool:
        return not (self.idle or self.has_gaps)

    @property
    def has_gaps(self) -> bool:
        """Is there anything to write of by itself?"""
        gaps = self.empty, self.single, self.alone, self.orphans, self.busy
        return any(gaps) or bool(self.begun and self.idle)


def found(request: Request) -> Coverage:
    """Of the staff, as far as whoever asks may see it. Raises Refused for who may not ask."""
    insist(request.me.leads, "leads")
    rows = [
        row for row in load.rows(request, *load.week(request, coming=False))
        if row.person.role is Role.STAFF
    ]  # fmt: skip
    all_posts = pairs.posts(request.session)
    paired = {who.slack_id for one in all_posts for who in one.two or ()}
    named = [one for one in all_posts if one.name]
    held = [one for one in named if _is_there(one.a)]
    there = [row for row in rows if not row.away]
    usual = median([len(row.owed) for row in there] or [0])
    far = max(usual * FAR_ABOVE, usual + AND_MORE)
    return Coverage(
        empty=[one for one in named if one not in held],
        single=[one for one in held if not _is_there(one.b)],
        alone=[row.person for row in rows if paired and row.person.slack_id not in paired],
        orphans=[one for one in goals.all_open(request.session) if one.matter.owner.is_out],
        idle=[row.person for row in there if not row.owed],
        busy=[row.person for row in there if len(row.owed) > far],
        begun=usual > 0,
    )


def _is_there(person: Person | None) -> bool:
    return person is not None and not person.is_out


def weekly(session: Session, now: datetime, office: Calendar) -> None:
    """On the first working morning of a week, for each director: once."""
    today = office.today(now)
    monday = today - timedelta(days=today.weekday())
    if not regular.has_come(office, now, MORNING) or today != regular.first_working(office, monday):
        return
    regular.write(session, directors(session), "coverage:note", {}, lambda _: True, now, office)
