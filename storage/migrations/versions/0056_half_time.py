"""When half of a posting is over"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.db import UtcDateTime

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None

A_TIME = UtcDateTime()
ITEMS = sa.table("opportunities", sa.column("id"), sa.column("state"), sa.column("half_at", A_TIME))
MATTERS = sa.table(
    "matters", sa.column("id"), sa.column("opened_at", A_TIME), sa.column("due_at", A_TIME)
)


def upgrade() -> None:
    op.add_column("opportunities", sa.Column("half_at", UtcDateTime(), nullable=True))
    on_post = sa.select(ITEMS.c.id, MATTERS.c.opened_at, MATTERS.c.due_at).where(
        ITEMS.c.id == MATTERS.c.id, ITEMS.c.state == "on_post"
    )
    for item, began, until in op.get_bind().execute(on_post).all():  # as it was reckoned till now
        half = ITEMS.update().where(ITEMS.c.id == item)
        op.get_bind().execute(half.values(half_at=began + (until - began) / 2))


def downgrade() -> None:
    op.execute("ALTER TABLE opportunities DROP COLUMN half_at")
