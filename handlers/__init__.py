"""Where the office meets Slack. One module a feature; `FEATURES` is the table of contents."""

from __future__ import annotations

from handlers import decisions, drafts, followups, home, journal, ledger, office, parts, people

FEATURES = (
    *(drafts.desk, parts.desk, decisions.desk, ledger.desk, followups.desk),
    *(people.desk, office.desk, journal.desk, home.desk),
)
DESKS = {desk.name: desk for desk in FEATURES}
