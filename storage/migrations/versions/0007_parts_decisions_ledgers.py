"""Parts of drafts, decisions, leaders' ledgers"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import storage.db

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "divisions",
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("named_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name=op.f("fk_divisions_draft_id")),
        sa.ForeignKeyConstraint(
            ["named_id"], ["people.slack_id"], name=op.f("fk_divisions_named_id")
        ),
        sa.PrimaryKeyConstraint("draft_id", name=op.f("pk_divisions")),
    )
    op.create_table(
        "parts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "assigned",
                "problem_raised",
                "writing",
                "handed_in",
                "returned",
                "taken_in",
                "cancelled",
                name="partstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("opinion", sa.String(), nullable=False),
        sa.Column("wanted_due", storage.db.UtcDateTime(), nullable=True),
        sa.Column("promised_at", storage.db.UtcDateTime(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["divisions.draft_id"], name=op.f("fk_parts_draft_id")
        ),
        sa.ForeignKeyConstraint(["id"], ["matters.id"], name=op.f("fk_parts_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parts")),
    )
    with op.batch_alter_table("parts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_parts_draft_id"), ["draft_id"], unique=False)

    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "asked",
                "delegated",
                "returned",
                "decided",
                "withdrawn",
                name="decisionstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("asked_id", sa.String(), nullable=False),
        sa.Column("decider_id", sa.String(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("recommended", sa.Integer(), nullable=True),
        sa.Column("otherwise", sa.String(), nullable=False),
        sa.Column("chosen", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["asked_id"], ["people.slack_id"], name=op.f("fk_decisions_asked_id")
        ),
        sa.ForeignKeyConstraint(
            ["decider_id"], ["people.slack_id"], name=op.f("fk_decisions_decider_id")
        ),
        sa.ForeignKeyConstraint(["id"], ["matters.id"], name=op.f("fk_decisions_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    op.create_table(
        "ledgers",
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("digest_on", sa.Boolean(), nullable=False),
        sa.Column("digested_at", storage.db.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.slack_id"], name=op.f("fk_ledgers_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_ledgers")),
    )
    op.create_table(
        "ledger_shares",
        sa.Column("leader_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["leader_id"], ["people.slack_id"], name=op.f("fk_ledger_shares_leader_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.slack_id"], name=op.f("fk_ledger_shares_person_id")
        ),
        sa.PrimaryKeyConstraint("leader_id", "person_id", name=op.f("pk_ledger_shares")),
    )
    with op.batch_alter_table("ledger_shares", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ledger_shares_person_id"), ["person_id"], unique=False)


def downgrade() -> None:
    """The record refers to what was kept here: nothing is taken away again."""
    raise RuntimeError("there is no way back before parts, decisions and ledgers")
