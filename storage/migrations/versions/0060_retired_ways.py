"""A way of working may be retired"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.db import UtcDateTime

revision = "0060"
down_revision = "0059"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("processes", sa.Column("retired_at", UtcDateTime(), nullable=True))


def downgrade() -> None:
    op.execute("ALTER TABLE processes DROP COLUMN retired_at")
