"""Talks: notes for their author's eyes, sealed"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import storage.sealed

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "talks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.String(), nullable=False),
        sa.Column("said", storage.sealed.Sealed(), nullable=False),
        sa.Column("keep_until", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["people.slack_id"], name=op.f("fk_talks_author_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talks")),
    )
    op.create_index(op.f("ix_talks_author_id"), "talks", ["author_id"])


def downgrade() -> None:
    op.drop_table("talks")
