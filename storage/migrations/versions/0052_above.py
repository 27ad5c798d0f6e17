"""Who hears that a step of a case is late"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("case_steps") as steps:
        steps.add_column(sa.Column("above_id", sa.String(), nullable=True))
        steps.create_foreign_key(
            op.f("fk_case_steps_above_id_people"), "people", ["above_id"], ["slack_id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("case_steps") as steps:
        steps.drop_constraint(op.f("fk_case_steps_above_id_people"), type_="foreignkey")
        steps.drop_column("above_id")
