"""Where the office meets Slack. One module a feature; `FEATURES` is the table of contents."""

from __future__ import annotations

from handlers import balance, drafts, followups, home, journal, learning, office, people

FEATURES = (
    drafts.desk,
    followups.desk,
    people.desk,
    office.desk,
    journal.desk,
    home.desk,
    balance.desk,
    learning.desk,
)
DESKS = {desk.name: desk for desk in FEATURES}
