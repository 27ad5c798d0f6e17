"""Supervision followed through: what others are asked, first dates, whether it worked"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.db import UtcDateTime

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

STATES = ("asked", "answered", "dropped", "wondered", "said", "silent")


def upgrade() -> None:
    """Not as a batch: a table made anew would lose what points at it."""
    for name in ("minder_id", "affected_id"):
        to = f"CONSTRAINT fk_supervision_{name} REFERENCES people (slack_id)"
        op.execute(f"ALTER TABLE supervision ADD COLUMN {name} VARCHAR {to}")
    for name in ("first_due", "asks_at"):
        op.add_column("supervision", sa.Column(name, UtcDateTime(), nullable=True))
    op.create_index("ix_supervision_asks_at", "supervision", ["asks_at"])
    for name, start in (("slips", "0"), ("round", "1")):
        op.add_column(
            "supervision", sa.Column(name, sa.Integer(), server_default=start, nullable=False)
        )
    op.add_column(
        "supervision",
        sa.Column("sent_back", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.create_table(
        "supervision_bits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(*STATES, name="bitstate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("asks", sa.String(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["supervision.id"], name=op.f("fk_supervision_bits_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.slack_id"], name=op.f("fk_supervision_bits_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supervision_bits")),
        sa.UniqueConstraint("item_id", "number", name=op.f("uq_supervision_bits_item_id_number")),
    )


def downgrade() -> None:
    """The record refers to what was kept here: nothing is taken away again."""
    raise RuntimeError("there is no way back before supervision is followed through")
