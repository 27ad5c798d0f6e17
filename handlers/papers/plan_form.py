"""The dates of a draft, shown before they count: the second leaf of assigning, or a form later."""

from __future__ import annotations

from datetime import date, datetime

from bot.language.catalog import Markup
from bot.language.workdays import Calendar
from bot.papers import plan
from bot.papers.brief import Brief
from bot.papers.doc_types import usual_weight
from bot.papers.drafts.weight import read_weight
from bot.papers.plan_dates import Planned, planned
from bot.who.request import Request
from handlers.slack.blocks import Block, date_field, section
from handlers.slack.desk import Asked
from handlers.slack.forms import form
from storage.papers.drafts import Draft, Weight
from storage.papers.plan import StepName


def is_asked_for(request: Request, asked: Asked) -> bool:
    """A big matter, or one with a date of use, is sent with dates; once they have been shown."""
    weight = read_weight(asked.get("weight", "")) or usual_weight(asked.get("doc_type", ""), "")
    wants = bool(asked.get("use_on")) or weight is Weight.MAJOR
    return request.surface == "form" and wants and StepName.FINAL not in asked


def leaf(request: Request, asked: Asked, brief: Brief) -> Block:
    """Who, what and by when is said: here is what it means for each step. Then it is sent."""
    say = request.say
    found = planned(request.now, brief.due, brief.use_on, request.calendar)
    title, submit = say("plan.form-leaf"), say("drafts.submit-assign")
    fields = [section(say("plan.leaf", due=brief.due)), *_fields(request, found)]
    return form(request, "drafts:assign", title, submit, fields, asked)


def dates_form(request: Request, draft: Draft, use_on: date | None = None) -> Block:
    """As they are set, or could be; or counted back from a day that was just named."""
    say, found = request.say, plan.proposed(request, draft, use_on)
    if not use_on and (kept := plan.dates_of(draft)):
        found = Planned(kept, found.days)
    title, submit = say("plan.form", number=draft.matter.number), say("plan.submit")
    return form(request, "plan:set", title, submit, _fields(request, found), {"id": draft.id})


def _fields(request: Request, found: Planned) -> list[Block]:
    days = {name: request.calendar.today(at).isoformat() for name, at in found.dates.items()}
    short = [section(too_short(request, found))] if found.left_out else []
    return [*short, *(_field(request, name, days.get(name, "")) for name in StepName)]


def _field(request: Request, name: StepName, day: str) -> Block:
    label, hint = request.say(f"plan.step-{name}"), request.say(f"plan.hint-{name}")
    return date_field(name, label, day, hint=hint, optional=True)


def too_short(request: Request, found: Planned) -> Markup:
    """Not all of the steps fit, and which do not."""
    say = request.say
    left = Markup(" · ".join(say(f"plan.step-{name}") for name in found.left_out))
    return say("plan.too-short", n=found.days, left=left)


def dates_in(
    asked: Asked, calendar: Calendar, *known: dict[StepName, datetime]
) -> dict[StepName, datetime]:
    """What was chosen: a day means its end, or the hour that is known for it already."""
    chosen = {name: date.fromisoformat(asked[name]) for name in StepName if asked.get(name)}
    found = {name: calendar.closing(day) for name, day in chosen.items()}
    for dates in known:
        found |= {
            name: at
            for name, at in dates.items()
            if name in chosen and calendar.today(at) == chosen[name]
        }
    return found
