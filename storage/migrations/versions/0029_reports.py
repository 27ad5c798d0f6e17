"""Reports of research: the draft a topic becomes, and what came of it"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.db import UtcDateTime

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

POINTS = (("matters", "comes_of_id"), ("topics", "draft_id"))


def upgrade() -> None:
    """Not as a batch: a table made anew would lose what points at it."""
    for table, name in POINTS:
        to = f"CONSTRAINT fk_{table}_{name} REFERENCES matters (id)"
        op.execute(f"ALTER TABLE {table} ADD COLUMN {name} INTEGER {to}")
        op.create_index(f"ix_{table}_{name}", table, [name])
    for name in ("findings", "suggestions", "addressed", "use"):
        op.add_column("topics", sa.Column(name, sa.String(), server_default="", nullable=False))
    for name in ("delivered_at", "asks_at"):
        op.add_column("topics", sa.Column(name, UtcDateTime(), nullable=True))
    op.create_index("ix_topics_asks_at", "topics", ["asks_at"])
    op.create_table(
        "research_leading",
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("told", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.slack_id"], name=op.f("fk_research_leading_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_research_leading")),
    )
    op.execute("UPDATE topics SET findings = words WHERE state = 'delivered'")


def downgrade() -> None:
    """The record refers to what was kept here: nothing is taken away again."""
    raise RuntimeError("there is no way back before reports of research")
