"""Direction: guidance, plans, outlines, questions and their answers"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import storage.db

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "guidance_templates",
        sa.Column("doc_type", sa.String(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("angles", sa.String(), nullable=False),
        sa.Column("collect", sa.String(), nullable=False),
        sa.Column("mind", sa.String(), nullable=False),
        sa.Column("by_id", sa.String(), nullable=False),
        sa.Column("at", storage.db.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["people.slack_id"], name=op.f("fk_guidance_templates_by_id")
        ),
        sa.PrimaryKeyConstraint("doc_type", "lang", name=op.f("pk_guidance_templates")),
    )
    op.create_table(
        "guidance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("round_n", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.String(), nullable=False),
        sa.Column("at", storage.db.UtcDateTime(), nullable=False),
        sa.Column("angles", sa.String(), nullable=False),
        sa.Column("collect", sa.String(), nullable=False),
        sa.Column("mind", sa.String(), nullable=False),
        sa.Column("ideas", sa.String(), nullable=False),
        sa.Column("must_say", sa.String(), nullable=False),
        sa.Column("avoid", sa.String(), nullable=False),
        sa.Column("worries", sa.String(), nullable=False),
        sa.Column("occasion", sa.String(), nullable=False),
        sa.Column("samples", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.slack_id"], name=op.f("fk_guidance_by_id")),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name=op.f("fk_guidance_draft_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guidance")),
        sa.UniqueConstraint("draft_id", "number", name=op.f("uq_guidance_draft_id_number")),
    )
    op.create_table(
        "outlines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("by_id", sa.String(), nullable=False),
        sa.Column("at", storage.db.UtcDateTime(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "handed_in",
                "fixed",
                "returned",
                "withdrawn",
                name="outlinestate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("due_at", storage.db.UtcDateTime(), nullable=False),
        sa.Column("opinion", sa.String(), nullable=False),
        sa.Column("judged_by_id", sa.String(), nullable=True),
        sa.Column("followup_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["people.slack_id"], name=op.f("fk_outlines_by_id")),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name=op.f("fk_outlines_draft_id")),
        sa.ForeignKeyConstraint(
            ["followup_id"], ["followups.id"], name=op.f("fk_outlines_followup_id")
        ),
        sa.ForeignKeyConstraint(
            ["judged_by_id"], ["people.slack_id"], name=op.f("fk_outlines_judged_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outlines")),
        sa.UniqueConstraint("draft_id", "number", name=op.f("uq_outlines_draft_id_number")),
    )
    op.create_table(
        "plan_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column(
            "name",
            sa.Enum(
                "outline", "draft", "review", "final", name="stepname", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("due_at", storage.db.UtcDateTime(), nullable=False),
        sa.Column("done_at", storage.db.UtcDateTime(), nullable=True),
        sa.Column("followup_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name=op.f("fk_plan_steps_draft_id")),
        sa.ForeignKeyConstraint(
            ["followup_id"], ["followups.id"], name=op.f("fk_plan_steps_followup_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_steps")),
        sa.UniqueConstraint("draft_id", "name", name=op.f("uq_plan_steps_draft_id_name")),
    )
    op.create_table(
        "questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("by_id", sa.String(), nullable=False),
        sa.Column("to_id", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "asked",
                "deferred",
                "answered",
                "withdrawn",
                name="questionstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("asked_at", storage.db.UtcDateTime(), nullable=False),
        sa.Column("due_at", storage.db.UtcDateTime(), nullable=False),
        sa.Column("followup_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["people.slack_id"], name=op.f("fk_questions_by_id")),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name=op.f("fk_questions_draft_id")),
        sa.ForeignKeyConstraint(
            ["followup_id"], ["followups.id"], name=op.f("fk_questions_followup_id")
        ),
        sa.ForeignKeyConstraint(["to_id"], ["people.slack_id"], name=op.f("fk_questions_to_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questions")),
        sa.UniqueConstraint("draft_id", "number", name=op.f("uq_questions_draft_id_number")),
    )
    with op.batch_alter_table("questions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_questions_followup_id"), ["followup_id"], unique=False)

    op.create_table(
        "answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("by_id", sa.String(), nullable=False),
        sa.Column("at", storage.db.UtcDateTime(), nullable=False),
        sa.Column("superseded_at", storage.db.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["people.slack_id"], name=op.f("fk_answers_by_id")),
        sa.ForeignKeyConstraint(
            ["question_id"], ["questions.id"], name=op.f("fk_answers_question_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answers")),
    )
    with op.batch_alter_table("answers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_answers_question_id"), ["question_id"], unique=False)

    op.create_table(
        "guidance_marks",
        sa.Column("guidance_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("helped", sa.Boolean(), nullable=False),
        sa.Column("at", storage.db.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["guidance_id"], ["guidance.id"], name=op.f("fk_guidance_marks_guidance_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.slack_id"], name=op.f("fk_guidance_marks_person_id")
        ),
        sa.PrimaryKeyConstraint("guidance_id", "person_id", name=op.f("pk_guidance_marks")),
    )


def downgrade() -> None:
    op.drop_table("guidance_marks")
    with op.batch_alter_table("answers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_answers_question_id"))

    op.drop_table("answers")
    with op.batch_alter_table("questions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_questions_followup_id"))

    op.drop_table("questions")
    op.drop_table("plan_steps")
    op.drop_table("outlines")
    op.drop_table("guidance")
    op.drop_table("guidance_templates")
