"""Appointments to talk: what is to be raised is sealed"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import storage.sealed

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None

STATES = ("asked", "planned", "held", "declined", "called_off")


def upgrade() -> None:
    op.create_table(
        "appointments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(*STATES, name="appointmentstate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("host_id", sa.String(), nullable=False),
        sa.Column("agenda", storage.sealed.Sealed(), nullable=False),
        sa.Column("word", storage.sealed.Sealed(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["matters.id"], name=op.f("fk_appointments_id")),
        sa.ForeignKeyConstraint(
            ["host_id"], ["people.slack_id"], name=op.f("fk_appointments_host_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointments")),
    )


def downgrade() -> None:
    op.drop_table("appointments")
