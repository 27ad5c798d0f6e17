"""The secrecy register"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

STATES = ("in_custody", "lent", "brought", "handed_back", "destroyed", "withdrawn")
PEOPLE = ("borrower_id", "witness_id")


def upgrade() -> None:
    op.create_table(
        "custody",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(*STATES, name="custodystate", native_enum=False, length=40),
            nullable=False,
        ),
        *(sa.Column(one, sa.String(), nullable=True) for one in PEOPLE),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["matters.id"], name=op.f("fk_custody_id")),
        *(
            sa.ForeignKeyConstraint([one], ["people.slack_id"], name=op.f(f"fk_custody_{one}"))
            for one in PEOPLE
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_custody")),
    )


def downgrade() -> None:
    op.drop_table("custody")
