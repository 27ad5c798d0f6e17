"""What a goal rests on: the matters joined to it"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None


def upgrade() -> None:
    none = sa.Column("joined", sa.String(), nullable=False, server_default="")
    op.add_column("goals", none)


def downgrade() -> None:
    op.execute("ALTER TABLE goals DROP COLUMN joined")
