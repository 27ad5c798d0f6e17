"""The table of contents: one desk a feature."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import cast

from bot.kinds import MODULES
from bot.papers.checker.file import TEXT_ENDINGS
from handlers import help, home
from handlers.duty import (
    anew,
    away,
    blocks,
    feeds,
    letters,
    log,
    notices,
    planning,
    roster,
    sheets,
    tiers,
    wishes,
)
from handlers.duty import imported as rosters
from handlers.duty import rules as duty_rules
from handlers.language import dates, offers, which
from handlers.leaders import coverage, fitting, ledger
from handlers.matters import followups, journal, reminders
from handlers.office import delivery, load
from handlers.office import desk as office
from handlers.office.calendar import desk as calendar
from handlers.office.calendar import years
from handlers.papers import guidance, outline, pace, plan, questions, weights
from handlers.papers.checker import desk as checker
from handlers.papers.drafts import card as drafts_card
from handlers.papers.drafts import desk as drafts
from handlers.papers.rounds import desk as rounds
from handlers.people import growth, pairs, privacy, roles, strengths, talks, thanks
from handlers.processes import begun, bits, editing, milestones, positions, step_files, steps, ways
from handlers.processes.regulations import uploads
from handlers.research import cars, mileage, places, quarter, relief
from handlers.slack.desk import Desk


def _of_kinds() -> Iterator[Desk]:
    """A kind of matter brings its desk: the module of handlers that is named as its own."""
    for module in MODULES:
        yield import_module(module.__name__.replace("bot.", "handlers.", 1)).desk


def _of_files(*modules: ModuleType) -> Desk:
    """A desk whose handlers stand in several files: each has entered its own."""
    [desk] = {id(one.desk): one.desk for one in modules}.values()
    return cast(Desk, desk)


FEATURES = (
    drafts.desk,
    guidance.desk,
    plan.desk,
    outline.desk,
    questions.desk,
    rounds.desk,
    checker.desk,
    _of_files(followups, reminders),
    *_of_kinds(),
    relief.desk,
    cars.desk,
    mileage.desk,
    quarter.desk,
    places.desk,
    _of_files(steps, step_files),
    positions.desk,
    bits.desk,
    milestones.desk,
    _of_files(ways, editing),
    *begun.DESKS,
    ledger.desk,
    fitting.desk,
    coverage.desk,
    calendar.desk,
    _of_files(roster, planning, letters, log, away, anew),
    feeds.desk,
    sheets.desk,
    notices.desk,
    duty_rules.desk,
    tiers.desk,
    pairs.desk,
    wishes.desk,
    blocks.desk,
    weights.desk,
    pace.desk,
    strengths.desk,
    growth.desk,
    thanks.desk,
    talks.desk,
    roles.desk,
    load.desk,
    office.desk,
    delivery.desk,
    privacy.desk,
    dates.desk,
    offers.desk,
    which.desk,
    journal.desk,
    home.desk,
    help.desk,
)
DESKS = {desk.name: desk for desk in FEATURES}

# The calendar knows no drafts: it is handed what they say of a due date on a rest day.
calendar.desk.draws("year-known")(partial(years.year_known, drafts_card.rest_day))

# A table is a calendar or a roster: neither knows the other.
calendar.desk.opens("csv")(partial(rosters.either, calendar.read_file))

# A text is a paper or a regulation: neither knows the other.
for _ending in ("docx", *TEXT_ENDINGS):
    checker.desk.opens(_ending)(partial(uploads.either, checker.read_file))

# Help knows no feature: it is handed the list of them.
office.desk.draws("help")(partial(help.told, list(DESKS)))
