"""Times not understood, and reminders that come again"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import storage.db

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unread_dates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", storage.db.UtcDateTime(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unread_dates")),
    )
    op.create_index("ix_unread_dates_at", "unread_dates", ["at"])
    with op.batch_alter_table("office") as office:
        office.add_column(
            sa.Column("keeps_unread", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("followups") as followups:
        followups.add_column(
            sa.Column("repeats", sa.String(), nullable=False, server_default=sa.text("''"))
        )


def downgrade() -> None:
    with op.batch_alter_table("followups") as followups:
        followups.drop_column("repeats")
    with op.batch_alter_table("office") as office:
        office.drop_column("keeps_unread")
    op.drop_table("unread_dates")
