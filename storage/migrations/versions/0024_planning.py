"""Planning duty: A/B posts, wishes, special blocks, plans that wait for a calendar"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0021"
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


def downgrade() -> None:
    op.drop_table("ab_pairs")
