"""Assessment support (绩效考核, A2.5): each quarter or year finished work is gathered, the person
sums it up, the head of their section comments, somebody named rates. The bot proposes no grade. It
is begun by itself, as often as the office has settled: once a year, unless it says otherwise.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import partial
from operator import attrgetter
from typing import Any

from sqlalchemy.orm import Session

from bot.language.catalog import Key, files
from bot.language.refusals import Refused
from bot.language.workdays import Calendar
from bot.matters import begun, changes, followups, journal, letters, life
from bot.matters.begun import EVERY, QUARTER, YEAR
from bot.matters.kind import Kind, Stage, is_, leads, or_director_once_gone
from bot.matters.moves import Field, Move, Told, Values, table
from bot.people import growth
from bot.who.lookups import directors, first_of, section_heads_of
from bot.who.request import Request
from bot.who.standing import insist
from storage.matters.matter import Visibility
from storage.office.settings import known, settings
from storage.people import assessments as stored
from storage.people.assessments import Assessment
from storage.people.assessments import AssessmentState as S
from storage.who.people import Person, Role, holding

PERIODS = (QUARTER, YEAR)
GRADES = BEST, *_ = ("best", "better", "average", "poor")
MOST, LATE = 1500, timedelta(days=15)  # characters; so long the quarter before is what is meant
DAYS, LONGEST = 3, 20  # working days for a comment, a grade; characters of a grade's name
RUNNING = frozenset({S.OPEN, S.SUBMITTED, S.COMMENTED})
whose, head, rater = attrgetter("matter.owner"), attrgetter("head"), attrgetter("rater")


def _span(day: date, period: str) -> tuple[date, date]:
    """The first day of its quarter or year, and that of the next."""
    if period == YEAR:
        return date(day.year, 1, 1), date(day.year + 1, 1, 1)
    n = day.year * 4 + (day.month - 1) // 3
    first, then = (date(one // 4, one % 4 * 3 + 1, 1) for one in (n, n + 1))
    return first, then


def _open(request: Request, _: object, told: Told) -> Values:
    [who], calendar, period = told["people"], request.calendar, told.get("period", QUARTER)
    if told["rater"] is who:
        raise Refused("assessments.oneself", field="rater")
    first, then = _span(calendar.today(request.now - LATE), period)
    since = calendar.moment(first, time.min)
    if stored.is_begun(request.session, who.slack_id, period, since):
        raise Refused("assessments.twice", field="people", name=who.name)
    heads = [one for one in section_heads_of(request.session, who) if one is not who]
    end = calendar.closing(calendar.previous_working(then))
    named = {"year": str(first.year), "n": first.month // 3 + 1}
    key = "assessments.title-year" if period == YEAR else "assessments.title"
    given = {"title": str(request.say(key, **named)), "owner": who, "period": period}
    given |= {"visibility": Visibility.NAMED, "since": since, "rater": told["rater"]}
    due = max(end, followups.working_day(request, DAYS))
    return given | {"head": heads[0] if heads else told["rater"], "due_at": due}


def _said(request: Request, item: Assessment, told: Told) -> Values:
    [(name, words)] = told.items()
    if len(words) > MOST:
        raise Refused("assessments.long", field=name, most=MOST)
    return {name: words, "due_at": followups.working_day(request, DAYS)}


def _submit(request: Request, item: Assessment, told: Told) -> Values:
    evidence = growth.frozen(request, item.matter.owner, item.since)
    return _said(request, item, told) | {"evidence": evidence}


def _rate(request: Request, item: Assessment, told: Told) -> Values:
    return {"grade": told["grade"]}


def quota(request: Request, period: str = QUARTER) -> dict[str, Any]:
    """How many may be the best, in per cent, by which rule; what this office calls its grades."""
    own, ours = known(request.session), files()["assessments"]["data"][f"grades-{period}"]
    kept = own.grades if own else {}
    if period == YEAR:
        return {**ours, "most": kept.get("most_year", ours["most"])}
    return {**ours, **kept}


def too_many(request: Request, item: Assessment) -> dict[str, Any] | None:
    """What there is to warn of, once this one is among the best: never a reason to refuse."""
    all_ = stored.of_period(request.session, item.period, item.since)
    best, most = [one for one in all_ if one.grade == BEST], quota(request, item.period)
    if item.grade != BEST or len(best) * 100 <= int(most["most"]) * len(all_):
        return None
    return {"n": len(best), "of": len(all_), "grade": grade(item), **most}


def grade(item: Assessment, of: str = "") -> Key:
    """What it is called, of a quarter or of a year; its own, unless another is named."""
    if item.period == YEAR:
        return Key(f"assessments.year-{of or item.grade}")
    return Key(f"assessments.grade-{of or item.grade}")


def _grades(request: Request, item: Assessment) -> dict[str, str]:
    return {one: grade(item, one) for one in GRADES}


def settle(request: Request, told: dict[str, str]) -> None:
    """What this office calls its grades, the best first; how many may be the best, by which rule.
    Raises Refused.
    """
    insist(request.me.directs, "director")
    _settle_how_often(request, told["begins"])
    names = {one: told[one] for one in GRADES if told.get(one)}
    for one in (one for one, name in names.items() if len(name) > LONGEST):
        raise Refused("assessments.long", field=one, most=LONGEST)
    shares = {one: _share(told, one) for one in ("most", "most_year")}
    values = {"grades": names | shares | {"source": told["source"][:200]}}
    before, after = changes.apply((settings(request.session),), values)
    journal.record(request, "assessments.grades", before=before, after=after)


def _share(told: dict[str, str], field: str) -> int:
    said = told[field].strip()
    if not said.isdecimal() or int(said) > 100:
        raise Refused("assessments.no-share", field=field)
    return int(said)


def how_often(session: Session) -> str:
    return begun.every(session, KIND.name, YEAR)


def _settle_how_often(request: Request, how: str) -> None:
    was = how_often(request.session)
    if how != was and how in EVERY:
        begun.settle(request.session, KIND.name, how)
        journal.record(request, "assessments.begins", before={"every": was}, after={"every": how})


def come(session: Session, now: datetime, office: Calendar) -> Person | None:
    """In whose name they are begun by themselves, if it is time."""
    is_due = begun.is_due(session, KIND.name, YEAR, now, office)
    return next(iter(directors(session)), None) if is_due else None


def begin_all(request: Request) -> None:
    """For all of the staff who have none of this period; whoever directs rates, and is told."""
    session, period = request.session, how_often(request.session)
    today = request.calendar.today(request.now)
    if not begun.mark(session, KIND.name, today):
        return
    since = request.calendar.moment(_span(today, period)[0], time.min)
    have = stored.whose(session, period, since)
    staff = [one for one in holding(session, Role.STAFF) if one.slack_id not in have]
    for one in (one for one in staff if one is not request.person):
        life.begin(request, KIND, {"people": [one], "rater": request.person, "period": period})
    names = [one.name for one in staff]
    letters.note(session, request.me.id, "assessments.begun-itself", request.now, {"names": names})


def _people(item: Assessment) -> set[str]:
    named = {item.matter.owner_id, item.matter.opened_by_id, item.head_id, item.rater_id}
    return named | {one.slack_id for one in item.leaders}


def _facts(item: Assessment) -> dict[str, object]:
    return {"who": whose(item).name, "head": head(item).name, "rater": rater(item).name}


OPENING = (
    Field("people", "people"),
    Field("rater", "person", start=first_of(Role.DIRECTOR)),
    Field("period", "choice", False, start=lambda *_: QUARTER, choices=PERIODS),
)
TEXT = partial(Field, kind="text")
ends = or_director_once_gone(is_(attrgetter("matter.opened_by")), whose)
stage = partial(Stage[Assessment], relief="withdraw", ladder="private", leaders="private")

KIND: Kind[Assessment] = Kind(
    "assessments", "J", Assessment, days=DAYS,
    opening=Move("begin", frozenset(), S.OPEN, "leads", leads, OPENING, _open),
    moves=table(
        Move("submit", frozenset({S.OPEN}), S.SUBMITTED, "whose", is_(whose), (TEXT("summary"),),
             _submit, (head,)),
        Move("comment", frozenset({S.SUBMITTED}), S.COMMENTED, "head", is_(head),
             (TEXT("comment"),), _said, (rater,)),
        Move("rate", frozenset({S.COMMENTED}), S.RATED, "rater", is_(rater),
             (Field("grade", "choice", choices=_grades),), _rate, (whose,)),
        Move("withdraw", RUNNING, S.WITHDRAWN, "opener", ends, calls=(whose,), asks_first=True),
    ),
    stages={
        S.OPEN: Stage("submit", whose, rater, "submit", "withdraw", ladder="quarter",
                      leaders="quarter"),
        S.SUBMITTED: stage("comment", head, whose, "comment"),
        S.COMMENTED: stage("rate", rater, whose, "rate"),
    },
    undone=S.WITHDRAWN,
    people=_people,
    facts=_facts,
    listed=lambda item, _: f"{item.matter.title} · {whose(item).name}",
)  # fmt: skip
