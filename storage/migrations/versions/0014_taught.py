"""What people meant by which words"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import storage.db

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "taught",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", storage.db.UtcDateTime(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("intent", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.slack_id"], name=op.f("fk_taught_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taught")),
    )


def downgrade() -> None:
    op.drop_table("taught")
