"""Assessments, each quarter; what an office calls its grades"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import storage.db
import storage.sealed

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

STATES = ("open", "submitted", "commented", "rated", "withdrawn")
PEOPLE, SEALED = ("head_id", "rater_id"), ("summary", "evidence", "comment")


def upgrade() -> None:
    op.create_table(
        "assessments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(*STATES, name="assessmentstate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("since", storage.db.UtcDateTime(), nullable=False),
        *(sa.Column(one, sa.String(), nullable=False) for one in PEOPLE),
        *(sa.Column(one, storage.sealed.Sealed(), nullable=False) for one in SEALED),
        sa.Column("grade", sa.String(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["matters.id"], name=op.f("fk_assessments_id")),
        *(
            sa.ForeignKeyConstraint([one], ["people.slack_id"], name=op.f(f"fk_assessments_{one}"))
            for one in PEOPLE
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessments")),
    )
    op.execute("ALTER TABLE office ADD COLUMN grades JSON DEFAULT '{}' NOT NULL")


def downgrade() -> None:
    op.execute("ALTER TABLE office DROP COLUMN grades")
    op.drop_table("assessments")
