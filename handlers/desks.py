"""The table of contents: one desk a feature."""

from __future__ import annotations

from functools import partial
from importlib import import_module

from bot.kinds import MODULES
from handlers import home
from handlers.language import dates
from handlers.leaders import ledger
from handlers.matters import followups, journal
from handlers.office import desk as office
from handlers.office.calendar import desk as calendar
from handlers.office.calendar import years
from handlers.papers import guidance, outline, pace, plan, questions, weights
from handlers.papers.checker import desk as checker
from handlers.papers.drafts import card as drafts_card
from handlers.papers.drafts import desk as drafts
from handlers.papers.parts import desk as parts
from handlers.papers.rounds import desk as rounds
from handlers.people import posts

FEATURES = (
    drafts.desk,
    guidance.desk,
    plan.desk,
    outline.desk,
    questions.desk,
    rounds.desk,
    parts.desk,
    checker.desk,
    followups.desk,
    ledger.desk,
    calendar.desk,
    weights.desk,
    pace.desk,
    posts.desk,
    office.desk,
    dates.desk,
    journal.desk,
    home.desk,
)
DESKS = {desk.name: desk for desk in FEATURES}
# A kind of matter that brings a desk under its own name needs no line here.
for _kind in MODULES:
    if _kind.KIND.name not in DESKS:
        _module = import_module(_kind.__name__.replace("bot.", "handlers.", 1))
        DESKS[_module.desk.name] = _module.desk

# The calendar knows no drafts: it is handed what they say of a due date on a rest day.
calendar.desk.draws("year-known")(partial(years.year_known, drafts_card.rest_day))
