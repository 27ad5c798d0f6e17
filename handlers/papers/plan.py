"""Plans at the desk: the dates of a draft's steps, shown, changed, and met."""

from __future__ import annotations

from datetime import date

from bot.language.dates import read_days
from bot.language.refusals import Refused
from bot.matters import followups
from bot.papers import plan
from bot.papers.life import OPEN, WITH_OWNER, is_owner, runs_it, signs
from bot.who.request import Request
from handlers.matters.undo import said_back, undone
from handlers.papers import outline, plan_details, read_first
from handlers.papers.drafts import card as drafts_card
from handlers.papers.drafts.forms import step_form
from handlers.papers.meant import draft_of
from handlers.papers.plan_form import dates_form, dates_in
from handlers.slack.blocks import section
from handlers.slack.desk import Asked, Desk, Form, Reply, Words
from storage.papers.drafts import Draft
from storage.papers.plan import StepName

desk = Desk("plan")


@desk.does("open")
def open_(request: Request, asked: Asked) -> Reply:
    """To change the dates, for who may; for all others who see the draft, to read them."""
    draft = draft_of(request, asked)
    if runs_it(request.me, draft) and draft.state in OPEN:
        return Form(dates_form(request, draft, _use_on(request, asked)))
    text = request.say("plan.here", **draft.matter.named)
    return Words(text, [section(text), *plan_details.section(request, draft)[1:]])


def _use_on(request: Request, asked: Asked) -> date | None:
    """The day that was said with it, if it can be read: it is planned back from there."""
    try:
        return read_days(asked.get("due", ""), request.now, request.calendar)[1]
    except Refused:
        return None


@desk.does("set")
def set_(request: Request, asked: Asked) -> Reply:
    draft = draft_of(request, asked)
    if request.surface != "form":
        return open_(request, asked)
    proposed = dict(plan.proposed(request, draft).dates)
    dates = dates_in(asked, request.calendar, proposed, plan.dates_of(draft))
    said = plan.set_dates(request, draft, dates)
    return said_back(request, draft.matter, said, shown=True)


@desk.does("meet")
def meet(request: Request, asked: Asked) -> Reply:
    """What a nudge about a step calls done: handing in what it asks for."""
    owed = followups.find_open(request, int(asked["id"]))
    draft, step = request.session.get_one(Draft, owed.matter_id), owed.duty.rpartition("-")[2]
    if step == StepName.OUTLINE:
        return outline.hand_in(request, {"id": str(draft.id)})
    if is_owner(request.me, draft) and draft.state in WITH_OWNER:
        return _step(request, draft, "submit")
    if signs(request.me, draft):
        return _step(request, draft, "sign")
    return Words(*drafts_card.card(request, draft.matter))


def _step(request: Request, draft: Draft, verb: str) -> Reply:
    return Form(step_form(request, draft, verb, {}, read_first.before(request, draft, verb, {})))


@desk.does("undo")
def take_back(request: Request, asked: Asked) -> Reply:
    return undone(request, plan.take_back(request, int(asked["id"])).matter)
