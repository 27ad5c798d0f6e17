"""What one's reminders do on rest days; where somebody was welcomed"""

from __future__ import annotations

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Not as a batch: a table made anew would lose the triggers of 0011.
    op.execute("ALTER TABLE people ADD COLUMN rest_days VARCHAR DEFAULT '' NOT NULL")
    op.execute("ALTER TABLE people ADD COLUMN welcomed VARCHAR DEFAULT '' NOT NULL")


def downgrade() -> None:
    op.execute("ALTER TABLE people DROP COLUMN welcomed")
    op.execute("ALTER TABLE people DROP COLUMN rest_days")
