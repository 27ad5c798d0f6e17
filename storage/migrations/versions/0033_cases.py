"""Cases: work that goes its fixed way, its steps, and the ways by version"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import storage.db

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

STATES = ("running", "done", "called_off")
STEP_STATES = ("todo", "done", "skipped", "withdrawn")


def upgrade() -> None:
    op.create_table(
        "processes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", storage.db.UtcDateTime(), nullable=False),
        sa.Column("by_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["people.slack_id"], name=op.f("fk_processes_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_processes")),
        sa.UniqueConstraint("name", "version", name=op.f("uq_processes_name_version")),
    )
    op.create_table(
        "cases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("state", _enum(STATES, "casestate"), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["matters.id"], name=op.f("fk_cases_id")),
        sa.ForeignKeyConstraint(["process_id"], ["processes.id"], name=op.f("fk_cases_process_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
    )
    op.create_index(op.f("ix_cases_process_id"), "cases", ["process_id"])
    op.create_table(
        "case_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("asks", sa.String(), nullable=False),
        sa.Column("before", sa.Integer(), nullable=False),
        sa.Column("state", _enum(STEP_STATES, "stepstate"), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.Column("due_at", storage.db.UtcDateTime(), nullable=True),
        sa.Column("done_at", storage.db.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_steps_case_id")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.slack_id"], name=op.f("fk_case_steps_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_steps")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_case_steps_case_id_number")),
    )


def _enum(values: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, length=40)


def downgrade() -> None:
    for table in ("case_steps", "cases", "processes"):
        op.drop_table(table)
