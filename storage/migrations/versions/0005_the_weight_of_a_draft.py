"""The weight of a draft: major, routine or ad hoc"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    weight = sa.Enum("major", "routine", "ad_hoc", name="weight", native_enum=False, length=40)
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("weight", weight, server_default="routine", nullable=False))
