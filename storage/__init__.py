"""What the office remembers: tables, and the few questions asked of them."""

from storage import (
    decisions,
    drafts,
    followups,
    inbox,
    journal,
    ledger,
    matters,
    office,
    outbox,
    parts,
    people,
    slips,
)
from storage.db import Base

TABLES = Base.metadata

__all__ = [
    "TABLES",
    "decisions",
    "drafts",
    "followups",
    "inbox",
    "journal",
    "ledger",
    "matters",
    "office",
    "outbox",
    "parts",
    "people",
    "slips",
]
