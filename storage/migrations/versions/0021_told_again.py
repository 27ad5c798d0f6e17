"""What is late and was told to everybody is looked at again"""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """From now on: what was missed until today is not made up for."""
    now = sa.bindparam("now", datetime.now(UTC).replace(tzinfo=None), sa.DateTime)
    spent = "settled_at IS NULL AND nudge_at IS NULL"
    ladders = "('standard', 'accept', 'filing', 'private', 'private-accept')"
    told = f"UPDATE followups SET nudge_at = :now WHERE {spent} AND ladder IN {ladders}"
    op.execute(sa.text(told).bindparams(now))


def downgrade() -> None:
    """Nothing: whoever looks finds nothing more to say."""
