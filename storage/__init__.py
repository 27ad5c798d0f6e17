"""What the office remembers: tables, and the few questions asked of them."""

from storage import (
    drafts,
    followups,
    guidance,
    inbox,
    journal,
    matters,
    office,
    outbox,
    outline,
    people,
    plan,
    questions,
    slips,
)
from storage.db import Base

TABLES = Base.metadata

__all__ = [
    "TABLES",
    "drafts",
    "followups",
    "guidance",
    "inbox",
    "journal",
    "matters",
    "office",
    "outbox",
    "outline",
    "people",
    "plan",
    "questions",
    "slips",
]
