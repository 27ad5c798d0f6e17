"""Trips that somebody has agreed to in words; their paper is signed once they are back"""

from __future__ import annotations

from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Not as a batch: a table made anew would lose what points at it."""
    to = "CONSTRAINT fk_trips_oral_id REFERENCES people (slack_id)"
    op.execute(f"ALTER TABLE trips ADD COLUMN oral_id VARCHAR {to}")


def downgrade() -> None:
    op.execute("UPDATE trips SET state = 'back' WHERE state = 'after'")
    op.execute("ALTER TABLE trips DROP COLUMN oral_id")
