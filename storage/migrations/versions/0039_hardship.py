"""Hardship: raised in private, sealed"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import storage.sealed

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

STATES = ("raised", "heard", "helping", "settled", "cannot", "over", "withdrawn")


def upgrade() -> None:
    op.create_table(
        "hardships",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(*STATES, name="hardshipstate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("helper_id", sa.String(), nullable=False),
        sa.Column("others", sa.String(), nullable=False),
        sa.Column("ask", storage.sealed.Sealed(), nullable=False),
        sa.Column("answer", storage.sealed.Sealed(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["matters.id"], name=op.f("fk_hardships_id")),
        sa.ForeignKeyConstraint(
            ["helper_id"], ["people.slack_id"], name=op.f("fk_hardships_helper_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hardships")),
    )


def downgrade() -> None:
    op.drop_table("hardships")
