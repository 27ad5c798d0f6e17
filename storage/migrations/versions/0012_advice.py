"""Advice"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "advice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "sent",
                "read",
                "noted",
                "taken_up",
                "not_taken",
                "withdrawn",
                name="advicestate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("leader_id", sa.String(), nullable=False),
        sa.Column("advice", sa.String(), nullable=False),
        sa.Column("options", sa.String(), nullable=False),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["matters.id"], name=op.f("fk_advice_id")),
        sa.ForeignKeyConstraint(
            ["leader_id"], ["people.slack_id"], name=op.f("fk_advice_leader_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advice")),
    )


def downgrade() -> None:
    op.drop_table("advice")
