"""Where the office meets Slack. One module a feature; `FEATURES` is the table of contents."""

from __future__ import annotations

from handlers import drafts, followups, home, journal, office, people, rounds

FEATURES = (
    drafts.desk,
    rounds.desk,
    followups.desk,
    people.desk,
    office.desk,
    journal.desk,
    home.desk,
)
DESKS = {desk.name: desk for desk in FEATURES}
