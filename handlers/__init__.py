"""Where the office meets Slack. One module a feature; `FEATURES` is the table of contents."""

from __future__ import annotations

from functools import partial

from handlers import (
    balance,
    calendar,
    calendar_years,
    checker,
    dates,
    decisions,
    drafts,
    drafts_card,
    followups,
    guidance,
    home,
    journal,
    learning,
    ledger,
    office,
    outline,
    parts,
    people,
    plan,
    questions,
    rounds,
)

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
    decisions.desk,
    ledger.desk,
    calendar.desk,
    balance.desk,
    learning.desk,
    people.desk,
    office.desk,
    dates.desk,
    journal.desk,
    home.desk,
)
DESKS = {desk.name: desk for desk in FEATURES}

# The calendar knows no drafts: it is handed what they say of a due date on a rest day.
calendar.desk.draws("year-known")(partial(calendar_years.year_known, drafts_card.rest_day))
