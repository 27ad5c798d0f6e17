"""Topics and the drafts that are their reports: what is out of step, what was handed in when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from storage.matters.due import NOW
from storage.papers.drafts import Draft, DraftState
from storage.research.topics import Topic, TopicState

WAITS = (TopicState.DELIVERED, TopicState.ASKED)


def out_of_step(signed: frozenset[DraftState]) -> Select[Topic]:
    """A topic whose draft has moved on; or of whose report it is to be asked what came of it."""
    written, done = Topic.state == TopicState.REPORT_DRAFT, Draft.state.in_(signed)
    moved = or_(
        and_(written, or_(done, Draft.state == DraftState.CANCELLED)),
        and_(Topic.state.in_(WAITS), ~done),
        Topic.asks_at <= NOW,
    )
    return select(Topic).outerjoin(Draft, Draft.id == Topic.draft_id).where(moved)


def reported(
    session: Session, since: datetime, until: datetime, seen: ColumnElement[bool]
) -> Sequence[Topic]:
    """Whose report was handed in between, oldest first."""
    then = (Topic.delivered_at >= since, Topic.delivered_at < until, seen)
    return session.scalars(
        select(Topic).join(Topic.matter).where(*then).order_by(Topic.delivered_at)
    ).all()
