"""Until when somebody listened to Slack"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import storage.db

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "listened",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("until", storage.db.UtcDateTime(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_listened_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listened")),
    )


def downgrade() -> None:
    op.drop_table("listened")
