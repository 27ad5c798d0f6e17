"""What the office remembers: tables, and the few questions asked of them."""

from storage import memory
from storage.db import Base
from storage.leaders import decisions, ledger
from storage.matters import followups, inbox, journal, matter, outbox, slips
from storage.office import calendar, settings, unread
from storage.papers import (
    checker,
    drafts,
    filing,
    guidance,
    outline,
    parts,
    plan,
    questions,
    rounds,
    weights,
)
from storage.who import people

TABLES = Base.metadata

__all__ = [
    "TABLES",
    "calendar",
    "checker",
    "decisions",
    "drafts",
    "filing",
    "followups",
    "guidance",
    "inbox",
    "journal",
    "ledger",
    "matter",
    "memory",
    "outbox",
    "outline",
    "parts",
    "people",
    "plan",
    "questions",
    "rounds",
    "settings",
    "slips",
    "unread",
    "weights",
]
