"""The texts that were checked as they were handed in: what is kept of them is no word of theirs."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.db import Base
from storage.papers.drafts import Version


class Checked(Base):
    """Of the text of a version: its hash, the name of its file, which rules spoke and where."""

    __tablename__ = "checked"

    version_id: Mapped[int] = mapped_column(
        ForeignKey(Version.id, ondelete="CASCADE"), primary_key=True
    )
    digest: Mapped[str]  # SHA-256 of the text, as hexadecimal digits
    name: Mapped[str] = mapped_column(default="")  # empty: it was pasted
    findings: Mapped[list[dict[str, Any]]] = mapped_column(JSON)


Version.checked = relationship(
    Checked, uselist=False, cascade="all, delete-orphan", passive_deletes=True
)
