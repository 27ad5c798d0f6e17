"""Who stands in for somebody on leave"""

from __future__ import annotations

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Not as a batch: a table made anew would lose the triggers of 0011.
    op.execute(
        "ALTER TABLE leaves ADD COLUMN stand_in_id VARCHAR"
        " CONSTRAINT fk_leaves_stand_in_id REFERENCES people (slack_id)"
    )


def downgrade() -> None:
    op.execute("ALTER TABLE leaves DROP COLUMN stand_in_id")
