"""Recommendations: to the organisation, sealed"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import storage.sealed

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

STATES = ("drafted", "endorsed", "declined", "sent", "considered", "outcome", "withdrawn")
PEOPLE = ("whom_id", "leader_id")


def upgrade() -> None:
    op.create_table(
        "recommendations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(*STATES, name="recommendationstate", native_enum=False, length=40),
            nullable=False,
        ),
        *(sa.Column(one, sa.String(), nullable=False) for one in PEOPLE),
        sa.Column("words", storage.sealed.Sealed(), nullable=False),
        sa.Column("evidence", storage.sealed.Sealed(), nullable=False),
        sa.Column("answer", storage.sealed.Sealed(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["matters.id"], name=op.f("fk_recommendations_id")),
        *(
            sa.ForeignKeyConstraint(
                [one], ["people.slack_id"], name=op.f(f"fk_recommendations_{one}")
            )
            for one in PEOPLE
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendations")),
    )


def downgrade() -> None:
    op.drop_table("recommendations")
