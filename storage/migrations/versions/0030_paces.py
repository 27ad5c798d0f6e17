"""Paces of Slack, the rank of a letter, and whose it is while it is sent"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "paces",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("free_at", sa.Float(), nullable=False),
        sa.Column("held_until", sa.Float(), nullable=False),
        sa.Column("step", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_paces")),
    )
    op.add_column("letters", sa.Column("rank", sa.Integer(), server_default="3", nullable=False))
    op.add_column(
        "letters", sa.Column("lease_owner", sa.String(), server_default="", nullable=False)
    )
    op.drop_index("ix_letters_state_not_before", "letters")
    columns = ["state", "to", "rank", "not_before", "attempts"]
    op.create_index("ix_letters_next", "letters", columns)


def downgrade() -> None:
    op.drop_index("ix_letters_next", "letters")
    op.create_index("ix_letters_state_not_before", "letters", ["state", "not_before"])
    op.drop_column("letters", "lease_owner")
    op.drop_column("letters", "rank")
    op.drop_table("paces")
