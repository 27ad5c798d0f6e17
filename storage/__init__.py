"""What the office remembers: tables, and the few questions asked of them."""

from storage import (
    balance,
    calendar,
    checker,
    dates,
    decisions,
    drafts,
    filing,
    followups,
    guidance,
    inbox,
    journal,
    ledger,
    matters,
    office,
    outbox,
    outline,
    parts,
    people,
    plan,
    questions,
    slips,
)
from storage.db import Base

TABLES = Base.metadata

__all__ = [
    "TABLES",
    "balance",
    "calendar",
    "checker",
    "dates",
    "decisions",
    "drafts",
    "filing",
    "followups",
    "guidance",
    "inbox",
    "journal",
    "ledger",
    "matters",
    "office",
    "outbox",
    "outline",
    "parts",
    "people",
    "plan",
    "questions",
    "slips",
]
