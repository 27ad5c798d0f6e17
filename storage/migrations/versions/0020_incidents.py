"""Incidents"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import storage.db

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

STATES = ("reported", "in_hand", "closed", "withdrawn")
GRADES = ("ordinary", "larger", "major", "extraordinary")


def upgrade() -> None:
    op.create_table(
        "incidents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(*STATES, name="incidentstate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("officer_id", sa.String(), nullable=True),
        sa.Column(
            "grade", sa.Enum(*GRADES, name="grade", native_enum=False, length=40), nullable=False
        ),
        sa.Column("phoned_at", storage.db.UtcDateTime(), nullable=True),
        sa.Column("written_at", storage.db.UtcDateTime(), nullable=True),
        sa.Column("heard_at", storage.db.UtcDateTime(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("speaks_at", storage.db.UtcDateTime(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["matters.id"], name=op.f("fk_incidents_id")),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["people.slack_id"], name=op.f("fk_incidents_officer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incidents")),
    )
    op.create_index(op.f("ix_incidents_speaks_at"), "incidents", ["speaks_at"])


def downgrade() -> None:
    """The record refers to what was kept here: nothing is taken away again."""
    raise RuntimeError("there is no way back before incidents")
