"""Secret addresses of the roster as a calendar"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import storage.db

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "duty_feeds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=True),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("made_by_id", sa.String(), nullable=False),
        sa.Column("made_at", storage.db.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["people.slack_id"], name=op.f("fk_duty_feeds_made_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_feeds")),
        sa.UniqueConstraint("digest", name=op.f("uq_duty_feeds_digest")),
        sa.UniqueConstraint("owner", name=op.f("uq_duty_feeds_owner")),
    )


def downgrade() -> None:
    op.drop_table("duty_feeds")
