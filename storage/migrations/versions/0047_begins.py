"""What is begun by itself, how often; an assessment of a quarter or of a year"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Not as a batch: a table made anew would lose the triggers of 0011.
    op.execute("ALTER TABLE office ADD COLUMN begins JSON DEFAULT '{}' NOT NULL")
    quarter = sa.Column("period", sa.String(), nullable=False, server_default="quarter")
    op.add_column("assessments", quarter)


def downgrade() -> None:
    op.execute("ALTER TABLE assessments DROP COLUMN period")
    op.execute("ALTER TABLE office DROP COLUMN begins")
