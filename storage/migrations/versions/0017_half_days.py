"""Half a day of leave"""

from __future__ import annotations

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Not as a batch: a table made anew would lose the triggers of 0011.
    op.execute("ALTER TABLE leaves ADD COLUMN half VARCHAR DEFAULT '' NOT NULL")


def downgrade() -> None:
    op.execute("ALTER TABLE leaves DROP COLUMN half")
