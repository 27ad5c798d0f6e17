"""Places the office knows; fuel of a trip; of a topic who might go, and what is to come of it"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "places",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(one, sa.String(), nullable=False) for one in ("name", "also", "within")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_places")),
        sa.UniqueConstraint("name", name=op.f("uq_places_name")),
    )
    op.add_column("trips", sa.Column("fuel", sa.Double(), nullable=True))
    for name in ("expects", "team"):
        op.add_column("topics", sa.Column(name, sa.String(), server_default="", nullable=False))


def downgrade() -> None:
    for name in ("expects", "team"):
        op.drop_column("topics", name)
    op.drop_column("trips", "fuel")
    op.drop_table("places")
