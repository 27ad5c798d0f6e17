"""Rounds: consultation and collective revision"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import storage.db

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def _enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, length=40)


def upgrade() -> None:
    op.create_table(
        "rounds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", _enum("roundkind", "revision", "consultation"), nullable=False),
        sa.Column(
            "state",
            _enum("roundstate", "open", "closed", "merged", "explained", "taken_back"),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("silence_counts", sa.Boolean(), nullable=False),
        sa.Column("closes_at", storage.db.UtcDateTime(), nullable=False),
        sa.Column("ended_at", storage.db.UtcDateTime(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name=op.f("fk_rounds_draft_id")),
        sa.ForeignKeyConstraint(["id"], ["matters.id"], name=op.f("fk_rounds_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rounds")),
    )
    with op.batch_alter_table("rounds", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rounds_draft_id"), ["draft_id"], unique=False)
        batch_op.create_index("ix_rounds_state_closes_at", ["state", "closes_at"], unique=False)
        batch_op.create_index(
            "uq_rounds_open",
            ["draft_id"],
            unique=True,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )

    op.create_table(
        "invited",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("answer", _enum("answer", "none", "agrees", "comments"), nullable=False),
        sa.Column("answered_at", storage.db.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.slack_id"], name=op.f("fk_invited_person_id")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_invited_round_id")),
        sa.PrimaryKeyConstraint("round_id", "person_id", name=op.f("pk_invited")),
    )
    op.create_table(
        "comments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("problem", sa.String(), nullable=False),
        sa.Column("wording", sa.String(), nullable=False),
        sa.Column("must", sa.Boolean(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("at", storage.db.UtcDateTime(), nullable=False),
        sa.Column("withdrawn_at", storage.db.UtcDateTime(), nullable=True),
        sa.Column("fate", _enum("fate", "taken", "not_taken"), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.slack_id"], name=op.f("fk_comments_person_id")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_comments_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comments")),
        sa.UniqueConstraint("round_id", "number", name=op.f("uq_comments_round_id_number")),
    )


def downgrade() -> None:
    op.drop_table("comments")
    op.drop_table("invited")
    op.drop_table("rounds")
