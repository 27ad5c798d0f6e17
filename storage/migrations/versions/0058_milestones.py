"""Milestones of supervision, and which item one was merged into"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.db import UtcDateTime

revision = "0058"
down_revision = "0057"
branch_labels = None
depends_on = None

STATES = ("ahead", "passed", "dropped")


def upgrade() -> None:
    to = "CONSTRAINT fk_supervision_into_id REFERENCES supervision (id)"
    op.execute(f"ALTER TABLE supervision ADD COLUMN into_id INTEGER {to}")
    op.create_index("ix_supervision_into_id", "supervision", ["into_id"])
    op.create_table(
        "supervision_milestones",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(*STATES, name="milestonestate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("asks", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("passed_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["item_id"], ["supervision.id"], name=op.f("fk_supervision_milestones_item_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supervision_milestones")),
        sa.UniqueConstraint(
            "item_id", "number", name=op.f("uq_supervision_milestones_item_id_number")
        ),
    )


def downgrade() -> None:
    """The record refers to what was kept here: nothing is taken away again."""
    raise RuntimeError("there is no way back before there were milestones")
