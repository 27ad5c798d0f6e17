"""What becomes of a draft once it is signed, and what was checked of its versions"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "filings",
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("clerk_id", sa.String(), nullable=True),
        sa.Column("reference", sa.String(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("issued_to", sa.String(), nullable=False),
        sa.Column("retention", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["clerk_id"], ["people.slack_id"], name=op.f("fk_filings_clerk_id")
        ),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name=op.f("fk_filings_draft_id")),
        sa.PrimaryKeyConstraint("draft_id", name=op.f("pk_filings")),
        sa.UniqueConstraint("reference", name=op.f("uq_filings_reference")),
    )
    op.create_table(
        "checked",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["versions.id"],
            name=op.f("fk_checked_version_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_checked")),
    )


def downgrade() -> None:
    op.drop_table("checked")
    op.drop_table("filings")
