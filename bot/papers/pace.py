"""How long drafts take, stage by stage and class by class (A1.7): to learn from, ranking nobody.

Read from the journal, in working time, for leaders and the director. Nothing is told by person;
what fewer than three drafts would tell is not told at all, as it might be somebody's own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import fmean, median

from sqlalchemy import select

from bot.language.workdays import Calendar
from bot.matters.sight import visible_to
from bot.papers.brief import KIND
from bot.papers.doc_types import class_of
from bot.papers.life import SIGNED
from bot.who.request import Request
from bot.who.standing import insist
from storage.matters.journal import Entry, of_matter
from storage.papers.drafts import Draft, signed_since
from storage.papers.drafts import DraftState as State

YEAR = timedelta(days=365)
FEWEST = 3  # drafts that are told of together
OTHER = "other"
STAGES = {
    State.ASSIGNED: "accept",
    State.PROBLEM_RAISED: "answer",
    State.DRAFTING: "write",
    State.IN_REVIEW: "review",
    State.RETURNED: "revise",
    State.LEADER_REVIEW: "sign",
}
IN_ORDER = tuple(dict.fromkeys(STAGES.values()))


@dataclass
class Course:
    """The way one draft went: working days in each stage, and how often it was returned."""

    kind: str
    days: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    returns: int = 0


@dataclass(frozen=True)
class Lesson:
    """One class of documents: of how many drafts, median days by stage and in all, mean returns."""

    kind: str
    n: int
    days: Mapping[str, float]
    whole: float
    returns: float


@dataclass(frozen=True)
class Lessons:
    """The classes, those with most drafts first; `untold`: drafts too few to be told of."""

    told: Sequence[Lesson]
    untold: int = 0


def of_a_year(request: Request) -> Lessons:
    """What the last twelve months' drafts teach, of those this person may see."""
    insist(request.me.leads, "leads")
    return lessons([_course(request, draft) for draft in _signed_off(request)])


def _signed_off(request: Request) -> Iterable[Draft]:
    lately = (Draft.state.in_(SIGNED), signed_since(request.now - YEAR))
    chosen = select(Draft).join(Draft.matter).where(*lately, visible_to(request.me))
    return request.session.scalars(chosen).all()


def _course(request: Request, draft: Draft) -> Course:
    kind = class_of(draft.doc_type, draft.matter.title) or OTHER
    return course(kind, of_matter(request.session, draft.id), request.calendar)


# --- rules: no database, no clock, no Slack ------------------------------------------------


def lessons(courses: Sequence[Course]) -> Lessons:
    """Classes of fewer than three drafts are one class, "other"; if that is too small, untold."""
    often = Counter(one.kind for one in courses)
    classes: dict[str, list[Course]] = defaultdict(list)
    for one in courses:
        classes[one.kind if often[one.kind] >= FEWEST else OTHER].append(one)
    told = [_lesson(kind, same) for kind, same in classes.items() if len(same) >= FEWEST]
    in_order = sorted(told, key=lambda one: (one.kind == OTHER, -one.n, one.kind))
    return Lessons(in_order, len(courses) - sum(one.n for one in told))


def _lesson(kind: str, same: Sequence[Course]) -> Lesson:
    """A stage that a draft did not go through took it no time: every median is of all of them."""
    days = {stage: median(one.days.get(stage, 0) for one in same) for stage in IN_ORDER}
    whole = median(sum(one.days.values()) for one in same)
    return Lesson(kind, len(same), days, whole, fmean(one.returns for one in same))


def course(kind: str, entries: Iterable[Entry], calendar: Calendar) -> Course:
    """From the record of a draft: each state lasts until the next entry that changes it."""
    made = Course(kind)
    known: dict[str, object] = {}
    since: datetime | None = None
    for entry in entries:
        stage = _stage(known)
        if stage and since:
            made.days[stage] += working_days(calendar, since, entry.at)
        since, known = entry.at, known | entry.after
        made.returns += _returned(entry)
    return made


def _stage(known: Mapping[str, object]) -> str:
    """Where a draft stands, by what the record has told of it so far."""
    if not known:
        return ""
    state = State(str(known.get("state", State.ASSIGNED)))
    in_one = known.get("reviewer_id") == known.get("signatory_id")
    return STAGES.get(State.LEADER_REVIEW if in_one and state is State.IN_REVIEW else state, "")


def _returned(entry: Entry) -> int:
    returned = f"{KIND}.return"
    return (entry.what == returned) - (entry.what == f"{KIND}.undo" and entry.reason == returned)


def working_days(calendar: Calendar, start: datetime, end: datetime) -> float:
    """Working time between two moments, in days of the office's hours."""
    day, last, spent = calendar.today(start), calendar.today(end), timedelta()
    while day <= last:
        for opens, closes in _sessions(calendar, day) if calendar.is_working(day) else ():
            spent += max(min(closes, end) - max(opens, start), timedelta())
        day += timedelta(days=1)
    return spent / sum((closes - opens for opens, closes in _sessions(calendar, last)), timedelta())


def _sessions(calendar: Calendar, day: date) -> Iterator[tuple[datetime, datetime]]:
    opens, break_from, break_until, closes = calendar.hours
    for first, until in ((opens, break_from), (break_until, closes)):
        yield calendar.moment(day, first), calendar.moment(day, until)
