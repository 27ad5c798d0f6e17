"""A follow-up says itself which question or outline it is about"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

NUMBERED = ("outlines", "questions")  # what there may be several of, waiting on one draft


def upgrade() -> None:
    with op.batch_alter_table("followups", schema=None) as batch_op:
        batch_op.add_column(sa.Column("item", sa.Integer(), server_default="0", nullable=False))
    for table in NUMBERED:
        found = f"SELECT number FROM {table} WHERE {table}.followup_id = followups.id"
        # A duty to revise is owed for the next outline, not for the one returned.
        waits = "duty <> 'outline.duty-revise'"
        op.execute(f"UPDATE followups SET item = ({found}) WHERE {waits} AND EXISTS ({found})")
    with op.batch_alter_table("questions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_questions_followup_id"))
    for table in (*NUMBERED, "plan_steps"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_constraint(batch_op.f(f"fk_{table}_followup_id"), type_="foreignkey")
            batch_op.drop_column("followup_id")


def downgrade() -> None:
    for table in (*NUMBERED, "plan_steps"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("followup_id", sa.Integer(), nullable=True))
            batch_op.create_foreign_key(
                batch_op.f(f"fk_{table}_followup_id"), "followups", ["followup_id"], ["id"]
            )
    with op.batch_alter_table("questions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_questions_followup_id"), ["followup_id"], unique=False)
    with op.batch_alter_table("followups", schema=None) as batch_op:
        batch_op.drop_column("item")
