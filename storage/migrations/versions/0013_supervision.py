"""Supervision"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import storage.db

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

STATES = (
    *("proposed", "approved", "handed_over", "in_hand"),
    *("reported", "verified", "closed", "withdrawn"),
)


def upgrade() -> None:
    op.create_table(
        "supervision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(*STATES, name="supervisionstate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("approver_id", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.Column("asked_at", storage.db.UtcDateTime(), nullable=True),
        sa.Column("feedback_at", storage.db.UtcDateTime(), nullable=True),
        sa.Column("wanted_due", storage.db.UtcDateTime(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["approver_id"], ["people.slack_id"], name=op.f("fk_supervision_approver_id")
        ),
        sa.ForeignKeyConstraint(["id"], ["matters.id"], name=op.f("fk_supervision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supervision")),
    )


def downgrade() -> None:
    """The record refers to what was kept here: nothing is taken away again."""
    raise RuntimeError("there is no way back before supervision")
