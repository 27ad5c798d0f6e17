"""Goals: what is to be reached, with its measure"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import storage.db

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

STATES = ("set", "on_track", "at_risk", "met", "not_met", "withdrawn")


def upgrade() -> None:
    op.create_table(
        "goals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(*STATES, name="goalstate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("line_due", storage.db.UtcDateTime(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["matters.id"], name=op.f("fk_goals_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goals")),
    )


def downgrade() -> None:
    op.drop_table("goals")
