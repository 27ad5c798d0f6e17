"""The pulse; secret ballots are of a matter, whatever its kind"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.db import UtcDateTime

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None

STATES = ("open", "closed", "called_off")
INDEX = "ix_sealed_ballots_"


def upgrade() -> None:
    op.create_table(
        "pulses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(*STATES, name="pulsestate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("ballots", sa.Integer(), nullable=False),
        sa.Column("sums", sa.JSON(), nullable=False),
        sa.Column("salt", sa.String(), nullable=False),
        sa.Column("speaks_at", UtcDateTime(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["matters.id"], name=op.f("fk_pulses_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pulses")),
    )
    op.create_index(op.f("ix_pulses_speaks_at"), "pulses", ["speaks_at"])
    _point("vote_id", "matter_id", "matters")


def _point(was: str, now: str, of: str) -> None:
    op.drop_index(op.f(f"{INDEX}{was}"), "sealed_ballots")
    for table in ("voters", "sealed_ballots"):
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(op.f(f"fk_{table}_{was}"), type_="foreignkey")
            batch.alter_column(was, new_column_name=now)
        with op.batch_alter_table(table) as batch:
            batch.create_foreign_key(op.f(f"fk_{table}_{now}"), of, [now], ["id"])
    op.create_index(op.f(f"{INDEX}{now}"), "sealed_ballots", [now])


def downgrade() -> None:
    for table in ("voters", "sealed_ballots"):
        op.execute(f"DELETE FROM {table} WHERE matter_id IN (SELECT id FROM pulses)")
    _point("matter_id", "vote_id", "votes")
    op.drop_table("pulses")
