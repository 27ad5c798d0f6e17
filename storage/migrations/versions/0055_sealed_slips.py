"""What is kept on slips is sealed"""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

from storage.sealed import SealedFacts

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None

IN_CLEAR = sa.table("slips", sa.column("id", sa.Integer), sa.column("asked", sa.String))
SEALED = sa.table("slips", sa.column("id", sa.Integer), sa.column("asked", SealedFacts))


def upgrade() -> None:
    with op.batch_alter_table("slips") as batch:
        batch.alter_column("asked", existing_type=sa.JSON(), type_=SealedFacts(),
                           existing_nullable=False, postgresql_using="asked::text")  # fmt: skip
    for slip, words in op.get_bind().execute(sa.select(IN_CLEAR)).all():
        sealed = SEALED.update().where(SEALED.c.id == slip)
        op.get_bind().execute(sealed.values(asked=json.loads(words)))


def downgrade() -> None:
    for slip, asked in op.get_bind().execute(sa.select(SEALED)).all():
        opened = IN_CLEAR.update().where(IN_CLEAR.c.id == slip)
        op.get_bind().execute(opened.values(asked=json.dumps(asked, ensure_ascii=False)))
    with op.batch_alter_table("slips") as batch:
        batch.alter_column("asked", existing_type=SealedFacts(), type_=sa.JSON(),
                           existing_nullable=False, postgresql_using="asked::json")  # fmt: skip
