"""Strengths: what people are good at, and would like to learn"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import storage.db

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "strengths",
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("wish", sa.Boolean(), nullable=False),
        sa.Column("said_at", storage.db.UtcDateTime(), nullable=False),
        sa.Column("confirmed_by_id", sa.String(), nullable=True),
        sa.Column("confirmed_at", storage.db.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"], ["people.slack_id"], name=op.f("fk_strengths_confirmed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.slack_id"], name=op.f("fk_strengths_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", "name", name=op.f("pk_strengths")),
    )


def downgrade() -> None:
    op.drop_table("strengths")
