"""How many seats there are of what is offered"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.db import UtcDateTime

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None


def upgrade() -> None:
    none = sa.Column("seats", sa.Integer(), nullable=False, server_default="0")
    op.add_column("opportunities", none)
    op.add_column("opportunities", sa.Column("speaks_at", UtcDateTime(), nullable=True))
    op.create_index(op.f("ix_opportunities_speaks_at"), "opportunities", ["speaks_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_opportunities_speaks_at"), "opportunities")
    for one in ("speaks_at", "seats"):
        op.execute(f"ALTER TABLE opportunities DROP COLUMN {one}")
