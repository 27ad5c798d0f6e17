"""What the office remembers: tables, and the few questions asked of them."""

from storage import (
    drafts,
    followups,
    inbox,
    journal,
    matters,
    office,
    outbox,
    people,
    rounds,
    slips,
)
from storage.db import Base

TABLES = Base.metadata

__all__ = [
    "TABLES",
    "drafts",
    "followups",
    "inbox",
    "journal",
    "matters",
    "office",
    "outbox",
    "people",
    "rounds",
    "slips",
]
