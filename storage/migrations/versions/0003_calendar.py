"""The calendar: own days, leave, awaited years, hours"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import storage.db

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("office", schema=None) as batch_op:
        hours = "08:30 12:00 14:00 18:00"
        batch_op.add_column(sa.Column("hours", sa.String(), server_default=hours, nullable=False))
        batch_op.add_column(sa.Column("country", sa.String(), server_default="CN", nullable=False))
        batch_op.add_column(
            sa.Column("day_first", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(sa.Column("complete", sa.JSON(), server_default="[]", nullable=False))
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.add_column(sa.Column("hours", sa.String(), server_default="", nullable=False))

    op.create_table(
        "own_days",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("worked", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("by_id", sa.String(), nullable=False),
        sa.Column("at", storage.db.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.slack_id"], name=op.f("fk_own_days_by_id")),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_own_days")),
    )
    op.create_table(
        "leaves",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.slack_id"], name=op.f("fk_leaves_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leaves")),
    )
    with op.batch_alter_table("leaves", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_leaves_person_id"), ["person_id"], unique=False)
    op.create_table(
        "awaited_years",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("rest_days", sa.JSON(), nullable=False),
        sa.Column("known_at", storage.db.UtcDateTime(), nullable=True),
        sa.Column("told_at", storage.db.UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_awaited_years")),
    )


def downgrade() -> None:
    for table in ("awaited_years", "leaves", "own_days"):
        op.drop_table(table)
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.drop_column("hours")
    with op.batch_alter_table("office", schema=None) as batch_op:
        for column in ("complete", "day_first", "country", "hours"):
            batch_op.drop_column(column)
