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
    home,
    journal,
    learning,
    ledger,
    office,
    parts,
    people,
)

FEATURES = (
    drafts.desk,
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
