"""Steps of cases that wait for a draft"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    waits = sa.Column("waits", sa.String(), server_default="", nullable=False)
    op.add_column("case_steps", waits)
    op.create_index(op.f("ix_case_steps_waits"), "case_steps", ["waits"])


def downgrade() -> None:
    op.drop_index(op.f("ix_case_steps_waits"), table_name="case_steps")
    op.execute("ALTER TABLE case_steps DROP COLUMN waits")
