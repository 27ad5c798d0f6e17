"""Duty: shifts and the log; a phone number of each person"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import storage.db

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "shifts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "tier",
            sa.Enum("lead", "officer", name="tier", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("begins_at", storage.db.UtcDateTime(), nullable=False),
        sa.Column("ends_at", storage.db.UtcDateTime(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("taken_over_at", storage.db.UtcDateTime(), nullable=True),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("speaks_at", storage.db.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.slack_id"], name=op.f("fk_shifts_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shifts")),
        sa.UniqueConstraint("tier", "day", name=op.f("uq_shifts_tier_day")),
    )
    for column in ("begins_at", "person_id", "speaks_at"):
        op.create_index(op.f(f"ix_shifts_{column}"), "shifts", [column])
    op.create_table(
        "duty_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", storage.db.UtcDateTime(), nullable=False),
        sa.Column("by_id", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.slack_id"], name=op.f("fk_duty_log_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_log")),
    )
    op.create_index(op.f("ix_duty_log_at"), "duty_log", ["at"])
    # Not as a batch: a table made anew would lose the triggers of 0011.
    op.execute("ALTER TABLE people ADD COLUMN phone VARCHAR DEFAULT '' NOT NULL")


def downgrade() -> None:
    op.drop_table("duty_log")
    op.drop_table("shifts")
    op.execute("ALTER TABLE people DROP COLUMN phone")
