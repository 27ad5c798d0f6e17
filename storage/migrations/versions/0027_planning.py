"""Planning duty: A/B posts, wishes, special blocks, plans that wait for a calendar"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import storage.db

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ab_pairs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("a_id", sa.String(), nullable=False),
        sa.Column("b_id", sa.String(), nullable=False),
        sa.CheckConstraint("a_id < b_id", name=op.f("ck_ab_pairs_in_order")),
        sa.ForeignKeyConstraint(["a_id"], ["people.slack_id"], name=op.f("fk_ab_pairs_a_id")),
        sa.ForeignKeyConstraint(["b_id"], ["people.slack_id"], name=op.f("fk_ab_pairs_b_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ab_pairs")),
        sa.UniqueConstraint("a_id", "b_id", name=op.f("uq_ab_pairs_a_id_b_id")),
    )
    op.create_index(op.f("ix_ab_pairs_b_id"), "ab_pairs", ["b_id"])
    op.create_table(
        "duty_wishes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("never", sa.Boolean(), nullable=False),
        sa.Column("first", sa.Date(), nullable=True),
        sa.Column("last", sa.Date(), nullable=True),
        sa.Column("weekday", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.slack_id"], name=op.f("fk_duty_wishes_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_wishes")),
    )
    op.create_index(op.f("ix_duty_wishes_person_id"), "duty_wishes", ["person_id"])
    op.create_table(
        "duty_blocks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("by_id", sa.String(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("ended_at", storage.db.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["people.slack_id"], name=op.f("fk_duty_blocks_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_blocks")),
    )
    op.create_index(op.f("ix_duty_blocks_first"), "duty_blocks", ["first"])
    op.create_table(
        "duty_plans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.String(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("days", sa.JSON(), nullable=False),
        sa.Column("told_at", storage.db.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["people.slack_id"], name=op.f("fk_duty_plans_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_plans")),
    )
    # Not as a batch: a table made anew would lose the triggers of 0011.
    op.execute("ALTER TABLE office ADD COLUMN duty_apart INTEGER DEFAULT 2 NOT NULL")


def downgrade() -> None:
    op.execute("ALTER TABLE office DROP COLUMN duty_apart")
    for table in ("duty_plans", "duty_blocks", "duty_wishes", "ab_pairs"):
        op.drop_table(table)
