"""Who wants no weekly note on major and routine work"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "balance_declined",
        sa.Column("person_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.slack_id"], name=op.f("fk_balance_declined_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_balance_declined")),
    )
