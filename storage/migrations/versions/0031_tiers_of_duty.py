"""What the office settles of each tier of duty; whether others learn who is on"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Not as a batch: a table made anew would lose the triggers of 0011.
    op.execute("ALTER TABLE office ADD COLUMN duty JSON DEFAULT '{}' NOT NULL")
    with op.batch_alter_table("duty_rules") as rules:
        rules.add_column(sa.Column("tells", sa.Boolean(), server_default=sa.true(), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("duty_rules") as rules:
        rules.drop_column("tells")
    op.execute("ALTER TABLE office DROP COLUMN duty")
