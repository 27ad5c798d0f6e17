"""Regulations by version, their sections, and who has read which version"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import storage.db

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

STATES = (
    *("approval", "returned", "approved", "in_force", "review"),
    *("superseded", "repealed", "withdrawn"),
)
PERSON = "people.slack_id"


def upgrade() -> None:
    op.create_table(
        "regulation_texts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("by_id", sa.String(), nullable=False),
        sa.Column("at", storage.db.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], [PERSON], name=op.f("fk_regulation_texts_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_regulation_texts")),
    )
    _sections()
    _regulations()
    op.create_table(
        "regulations_known",
        sa.Column("regulation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("at", storage.db.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["regulation_id"], ["regulations.id"], name=op.f("fk_regulations_known_regulation_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], [PERSON], name=op.f("fk_regulations_known_person_id")
        ),
        sa.PrimaryKeyConstraint("regulation_id", "person_id", name=op.f("pk_regulations_known")),
    )


def _sections() -> None:
    op.create_table(
        "regulation_sections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text_id", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in
          ("key", "heading", "body", "words")),
        sa.ForeignKeyConstraint(
            ["text_id"], ["regulation_texts.id"], name=op.f("fk_regulation_sections_text_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_regulation_sections")),
    )  # fmt: skip
    op.create_index(op.f("ix_regulation_sections_text_id"), "regulation_sections", ["text_id"])


def _regulations() -> None:
    state = sa.Enum(*STATES, name="regulationstate", native_enum=False, length=40)
    op.create_table(
        "regulations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state", state, nullable=False),
        sa.Column("text_id", sa.Integer(), nullable=False),
        sa.Column("approver_id", sa.String(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in
          ("category", "sub", "level", "open_to")),
        *(sa.Column(name, sa.Date(), nullable=True) for name in ("day", "begins", "ends")),
        sa.Column("asks_at", storage.db.UtcDateTime(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["matters.id"], name=op.f("fk_regulations_id")),
        sa.ForeignKeyConstraint(
            ["text_id"], ["regulation_texts.id"], name=op.f("fk_regulations_text_id")
        ),
        sa.ForeignKeyConstraint(["approver_id"], [PERSON], name=op.f("fk_regulations_approver_id")),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["regulations.id"], name=op.f("fk_regulations_replaces_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_regulations")),
    )  # fmt: skip
    for column in ("text_id", "replaces_id"):
        op.create_index(op.f(f"ix_regulations_{column}"), "regulations", [column])


def downgrade() -> None:
    for table in ("regulations_known", "regulations", "regulation_sections", "regulation_texts"):
        op.drop_table(table)
