"""Swaps that ask several, offer and are approved; clocks by grade; call-backs; rules of duty"""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

import storage.db

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

BEFORE = {"phone": 15, "written": 30, "directors": 5, "leaders": 10, "again": 10, "silence": 30}
APPROVALS = ("nobody", "director", "lead")


def upgrade() -> None:
    with op.batch_alter_table("swaps") as swaps:
        swaps.add_column(sa.Column("taker_id", sa.String(), nullable=True))
        swaps.add_column(sa.Column("asked", sa.String(), server_default="", nullable=False))
        swaps.add_column(sa.Column("declined", sa.String(), server_default="", nullable=False))
        swaps.add_column(sa.Column("returns_id", sa.Integer(), nullable=True))
        swaps.create_foreign_key(op.f("fk_swaps_taker_id"), "people", ["taker_id"], ["slack_id"])
        swaps.create_foreign_key(op.f("fk_swaps_returns_id"), "swaps", ["returns_id"], ["id"])
        swaps.create_index(op.f("ix_swaps_returns_id"), ["returns_id"])
    owner = "(SELECT owner_id FROM matters WHERE matters.id = swaps.id)"
    op.execute(f"UPDATE swaps SET asked = {owner}")
    op.execute(f"UPDATE swaps SET taker_id = {owner} WHERE state = 'accepted'")
    kept = json.dumps({**BEFORE, "followups": "", "source": ""})
    with op.batch_alter_table("incidents") as incidents:
        incidents.add_column(sa.Column("clocks", sa.JSON(), server_default=kept, nullable=False))
        incidents.add_column(sa.Column("told_at", storage.db.UtcDateTime(), nullable=True))
    op.execute("UPDATE incidents SET told_at = written_at")
    with op.batch_alter_table("incidents") as incidents:
        incidents.alter_column("clocks", server_default=None)
    with op.batch_alter_table("duty_log") as log:
        log.add_column(sa.Column("due_at", storage.db.UtcDateTime(), nullable=True))
        log.create_index(op.f("ix_duty_log_due_at"), ["due_at"])
    op.create_table(
        "duty_rules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "approval",
            sa.Enum(*APPROVALS, name="approval", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("upward", sa.String(), nullable=False),
        sa.Column("passes_on", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_rules")),
    )
    op.create_table(
        "incident_clocks",
        sa.Column("grade", sa.String(), nullable=False),
        sa.Column("clocks", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("grade", name=op.f("pk_incident_clocks")),
    )


def downgrade() -> None:
    """The record refers to what was kept here: nothing is taken away again."""
    raise RuntimeError("there is no way back before these swaps")
