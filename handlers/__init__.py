"""Where the office meets Slack. One module a feature; `FEATURES` is the table of contents."""

from __future__ import annotations

from handlers import (
    balance,
    calendar,
    checker,
    dates,
    decisions,
    drafts,
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
