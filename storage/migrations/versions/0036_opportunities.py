"""Opportunities: reading, seats, trips along, postings"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

STATES = (*("proposed", "offered", "taken", "on_post", "talked", "had", "declined", "withdrawn"),)


def upgrade() -> None:
    op.create_table(
        "opportunities",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(*STATES, name="opportunitystate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("sort", sa.String(), nullable=False),
        sa.Column("leader_id", sa.String(), nullable=False),
        sa.Column("mentor_id", sa.String(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=True),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("cover", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("heard", sa.Boolean(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["matters.id"], name=op.f("fk_opportunities_id")),
        sa.ForeignKeyConstraint(
            ["leader_id"], ["people.slack_id"], name=op.f("fk_opportunities_leader_id")
        ),
        sa.ForeignKeyConstraint(
            ["mentor_id"], ["people.slack_id"], name=op.f("fk_opportunities_mentor_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opportunities")),
    )


def downgrade() -> None:
    op.drop_table("opportunities")
