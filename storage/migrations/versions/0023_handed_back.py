"""When what somebody stood in for was handed back"""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from storage.db import UtcDateTime

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Not as a batch: a table made anew would lose the triggers of 0011.
    op.add_column("leaves", sa.Column("handed_back_at", UtcDateTime(), nullable=True))
    now = datetime.now(UTC)
    leaves = sa.table(
        "leaves", sa.column("handed_back_at", UtcDateTime), sa.column("last", sa.Date)
    )
    over = leaves.c.last < now.date()  # of what is over already nothing is said any more
    op.execute(sa.update(leaves).where(over).values(handed_back_at=now))


def downgrade() -> None:
    op.execute("ALTER TABLE leaves DROP COLUMN handed_back_at")
