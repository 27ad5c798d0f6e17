"""Plans: by when a draft's outline, first text, review and final text are there (A1.2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from bot.language.catalog import Markup
from bot.language.refusals import Refused
from bot.matters import followups, journal, story, undo
from bot.matters.followups import Debt
from bot.matters.moves import insist_in
from bot.papers.life import OPEN, SIGNED, WITH_JUDGE, WITH_OWNER, ball, runs_it
from bot.papers.plan_dates import Planned, last_moment, planned, shifted
from bot.who.request import Request
from bot.who.standing import insist
from storage.papers import outline, plan
from storage.papers.drafts import Draft
from storage.papers.plan import Step, StepName
from storage.who.people import Person

KIND = "plan"
FOLLOWS_DUE = ("reschedule", "grant")  # the steps of a draft that move its plan with it

Dates = Mapping[StepName, datetime]


def proposed(request: Request, draft: Draft, use_on: date | None = None) -> Planned:
    """What its dates could be; nobody is held to them before they are set."""
    due = draft.matter.due_at
    return planned(request.now, due, use_on or draft.use_on, request.calendar)


def dates_of(draft: Draft) -> dict[StepName, datetime]:
    """The dates that were set, by step."""
    return {step.name: step.due_at for step in plan.steps(draft)}


def begin(request: Request, draft: Draft, dates: Dates) -> None:
    """Plan a draft that is just being assigned: its record tells of both."""
    _check(request, draft, dates)
    _write(request, draft, dates)


def set_dates(request: Request, draft: Draft, dates: Dates) -> Markup:
    """From now on these dates count, and no others."""
    insist(runs_it(request.me, draft), "assigner")
    insist_in(draft, OPEN)
    if not dates:
        raise Refused("plan.nothing", field=StepName.FINAL)
    before = dates_of(draft)
    _check(request, draft, {name: at for name, at in dates.items() if before.get(name) != at})
    _check_order(dates)
    _write(request, draft, dates)
    was, now = noted(before), noted(dates)
    journal.record(request, "plan.set", matter=draft.matter, before=was, after=now)
    keep_up(request, draft)
    called = {draft.matter.owner_id}
    return story.tell(request, draft.matter, "plan.story-set", called, **said(request, dates))


def said(request: Request, dates: Dates) -> dict[str, object]:
    """How many dates there are, and the last: what a sentence about a plan holds."""
    return {"n": len(dates), "last": max(dates.values())}


def _check(request: Request, draft: Draft, dates: Dates) -> None:
    """Raises Refused, on its field, for a date that cannot be kept."""
    for name, at in dates.items():
        if at <= request.now:
            raise Refused("drafts.gone-by", field=name, due=at)
        if draft.use_on is not None and request.calendar.today(at) > draft.use_on:
            raise Refused("plan.used-before", field=name, day=draft.use_on)
    _check_order(dates)


def _check_order(dates: Dates) -> None:
    before: datetime | None = None
    for name in StepName:
        if name in dates:
            if before is not None and dates[name] < before:
                raise Refused("plan.out-of-order", field=name, before=before)
            before = dates[name]


def _write(request: Request, draft: Draft, dates: Dates) -> None:
    """Steps that are left out go, and nobody owes them any more."""
    session = request.session
    kept = {step.name: step for step in plan.steps(draft)}
    for name, step in kept.items():
        if name not in dates:
            draft.steps.remove(step)
    for name, at in dates.items():
        step = kept.get(name) or Step(draft=draft, name=name)
        step.due_at = at
        session.add(step)
    session.flush()


def noted(dates: Dates) -> dict[str, Any]:
    """The dates as the record keeps them."""
    return {name.value: at.isoformat() for name, at in dates.items()}


def _read(noted: Mapping[str, str]) -> dict[StepName, datetime]:
    return {StepName(name): datetime.fromisoformat(at) for name, at in noted.items()}


# --- it follows its draft --------------------------------------------------------------------


def keep_up(request: Request, draft: Draft) -> None:
    """What is there is done; what is not is owed by whoever has it in hand now."""
    debts = []
    for step in plan.steps(draft):
        met = is_met(draft, step.name)
        step.done_at = (step.done_at or request.now) if met else None
        over = met or draft.state not in OPEN
        if not over and (debtor := _debtor(draft, step)):
            duty = f"plan.duty-{step.name}"
            debts.append(Debt(debtor, duty, step.due_at, draft.matter.opened_by))
    followups.keep(request, draft.matter, debts, KIND)


def is_met(draft: Draft, name: StepName) -> bool:
    """Is what the step asks for there? A text makes its outline needless."""
    if name is StepName.REVIEW:
        return draft.state in WITH_JUDGE | SIGNED
    if name is StepName.FINAL:
        return draft.state in SIGNED
    handed_in = bool(draft.versions)
    if name is StepName.OUTLINE:
        return handed_in or outline.latest(draft) is not None
    return handed_in


def _debtor(draft: Draft, step: Step) -> Person | None:
    """The writer; of the final text whoever has it. What is asked of them anyway by that very
    time is not asked twice.
    """
    holder = ball(draft) if step.name is StepName.FINAL else draft.matter.owner
    asked_already = draft.state in WITH_OWNER and step.due_at == draft.matter.due_at
    return None if asked_already else holder


def follow_due(request: Request, draft: Draft, verb: str, was: Any) -> dict[str, Any]:
    """The due date was moved, and what is still to come with it. What the record notes of it."""
    if verb not in FOLLOWS_DUE or was is None or not draft.steps:
        return {}
    before = dates_of(draft)
    due = draft.matter.due_at
    coming = {step.name: step.due_at for step in plan.steps(draft) if step.done_at is None}
    moved = shifted(coming, datetime.fromisoformat(was), due, request.calendar)
    last = last_moment(request.now, due, draft.use_on, request.calendar)
    soon = request.calendar.next_working(request.calendar.today(request.now))
    for name, at in moved.items():
        moved[name] = min(max(at, request.calendar.closing(soon)), last)
    if StepName.FINAL in moved:
        moved[StepName.FINAL] = last
    _write(request, draft, before | moved)
    return {"plan_before": noted(before)}


def put_back(request: Request, draft: Draft, after: Mapping[str, Any]) -> None:
    """What moved with the due date goes back with it."""
    if "plan_before" in after:
        _write(request, draft, _read(after["plan_before"]))


def take_back(request: Request, entry_id: int) -> Draft:
    """Undo one's own last setting of dates, within minutes."""
    entry, matter = undo.find(request, entry_id, "drafts")
    if entry.what != "plan.set":
        raise Refused("undo.moved-on", number=matter.number)
    draft = request.session.get_one(Draft, matter.id)
    _write(request, draft, _read(entry.before))
    undo.record(request, entry, matter)
    keep_up(request, draft)
    story.tell(request, matter, "plan.story-undo", {matter.owner_id})
    return draft
