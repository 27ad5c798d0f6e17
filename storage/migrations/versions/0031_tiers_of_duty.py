"""What the office settles of each tier of duty"""

from __future__ import annotations

from alembic import op

revision = "0031"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Not as a batch: a table made anew would lose the triggers of 0011.
    op.execute("ALTER TABLE office ADD COLUMN duty JSON DEFAULT '{}' NOT NULL")


def downgrade() -> None:
    op.execute("ALTER TABLE office DROP COLUMN duty")
