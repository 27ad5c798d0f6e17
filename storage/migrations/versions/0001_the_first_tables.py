"""The first tables"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import storage.db

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "inbox",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("at", storage.db.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_inbox")),
    )
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_inbox_at"), ["at"], unique=False)

    op.create_table(
        "office",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("morning_on", sa.Boolean(), nullable=False),
        sa.Column("morning_at", sa.String(), nullable=False),
        sa.CheckConstraint("id = 1", name="only_one"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office")),
    )
    op.create_table(
        "people",
        sa.Column("slack_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("handle", sa.String(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "principal",
                "leader",
                "other_leader",
                "director",
                "deputy_director",
                "section_head",
                "staff",
                "confidential_clerk",
                "outsider",
                name="role",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("chosen_lang", sa.String(), nullable=False),
        sa.Column("tz", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("guest", sa.Boolean(), nullable=False),
        sa.Column("admin", sa.Boolean(), nullable=False),
        sa.Column("robot", sa.Boolean(), nullable=False),
        sa.Column("dm", sa.String(), nullable=False),
        sa.Column("home", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("slack_id", name=op.f("pk_people")),
    )
    op.create_table(
        "delegations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.String(), nullable=False),
        sa.Column("to_id", sa.String(), nullable=False),
        sa.Column("since", storage.db.UtcDateTime(), nullable=False),
        sa.Column("until", storage.db.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["from_id"], ["people.slack_id"], name=op.f("fk_delegations_from_id")
        ),
        sa.ForeignKeyConstraint(["to_id"], ["people.slack_id"], name=op.f("fk_delegations_to_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegations")),
    )
    with op.batch_alter_table("delegations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_delegations_from_id"), ["from_id"], unique=False)

    op.create_table(
        "matters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("prefix", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column(
            "visibility",
            sa.Enum(
                "office",
                "chain",
                "named",
                "author",
                name="visibility",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("opened_by_id", sa.String(), nullable=False),
        sa.Column("owner_id", sa.String(), nullable=False),
        sa.Column("due_at", storage.db.UtcDateTime(), nullable=False),
        sa.Column("opened_at", storage.db.UtcDateTime(), nullable=False),
        sa.Column("closed_at", storage.db.UtcDateTime(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["opened_by_id"], ["people.slack_id"], name=op.f("fk_matters_opened_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["people.slack_id"], name=op.f("fk_matters_owner_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matters")),
    )
    with op.batch_alter_table("matters", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_matters_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "slips",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("at", storage.db.UtcDateTime(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.slack_id"], name=op.f("fk_slips_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slips")),
    )
    with op.batch_alter_table("slips", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_slips_at"), ["at"], unique=False)

    op.create_table(
        "cards",
        sa.Column("matter_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("ts", sa.String(), nullable=False),
        sa.Column("drawn_at", storage.db.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["matter_id"], ["matters.id"], name=op.f("fk_cards_matter_id")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.slack_id"], name=op.f("fk_cards_person_id")
        ),
        sa.PrimaryKeyConstraint("matter_id", "person_id", name=op.f("pk_cards")),
    )
    op.create_index(op.f("ix_cards_drawn_at"), "cards", ["drawn_at"])
    op.create_table(
        "drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "assigned",
                "problem_raised",
                "drafting",
                "in_review",
                "returned",
                "leader_review",
                "signed_off",
                "cancelled",
                name="draftstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("doc_type", sa.String(), nullable=False),
        sa.Column("use_on", sa.Date(), nullable=True),
        sa.Column("reviewer_id", sa.String(), nullable=False),
        sa.Column("signatory_id", sa.String(), nullable=False),
        sa.Column("opinion", sa.String(), nullable=False),
        sa.Column("wanted_due", storage.db.UtcDateTime(), nullable=True),
        sa.Column("promised_at", storage.db.UtcDateTime(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["matters.id"], name=op.f("fk_drafts_id")),
        sa.ForeignKeyConstraint(
            ["reviewer_id"], ["people.slack_id"], name=op.f("fk_drafts_reviewer_id")
        ),
        sa.ForeignKeyConstraint(
            ["signatory_id"], ["people.slack_id"], name=op.f("fk_drafts_signatory_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
    )
    op.create_table(
        "followups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("matter_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("asked_by_id", sa.String(), nullable=False),
        sa.Column("duty", sa.String(), nullable=False),
        sa.Column("ladder", sa.String(), nullable=False),
        sa.Column("opened_at", storage.db.UtcDateTime(), nullable=False),
        sa.Column("due_at", storage.db.UtcDateTime(), nullable=False),
        sa.Column("promised_at", storage.db.UtcDateTime(), nullable=True),
        sa.Column("nudge_at", storage.db.UtcDateTime(), nullable=True),
        sa.Column("snoozed_until", storage.db.UtcDateTime(), nullable=True),
        sa.Column("settled_at", storage.db.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["people.slack_id"], name=op.f("fk_followups_asked_by_id")
        ),
        sa.ForeignKeyConstraint(["matter_id"], ["matters.id"], name=op.f("fk_followups_matter_id")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.slack_id"], name=op.f("fk_followups_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_followups")),
    )
    with op.batch_alter_table("followups", schema=None) as batch_op:
        batch_op.create_index(
            "ix_followups_matter_id_settled_at", ["matter_id", "settled_at"], unique=False
        )
        batch_op.create_index("ix_followups_nudge_at", ["nudge_at"], unique=False)
        batch_op.create_index(
            "ix_followups_person_id_settled_at", ["person_id", "settled_at"], unique=False
        )

    op.create_table(
        "journal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("matter_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("about_id", sa.String(), nullable=True),
        sa.Column("at", storage.db.UtcDateTime(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("surface", sa.String(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["about_id"], ["people.slack_id"], name=op.f("fk_journal_about_id")
        ),
        sa.ForeignKeyConstraint(["matter_id"], ["matters.id"], name=op.f("fk_journal_matter_id")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.slack_id"], name=op.f("fk_journal_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal")),
    )
    with op.batch_alter_table("journal", schema=None) as batch_op:
        batch_op.create_index("ix_journal_matter_id_at", ["matter_id", "at"], unique=False)

    op.create_table(
        "letters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "note",
                "card",
                "nudge",
                "home",
                "answer",
                name="letterkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("to", sa.String(), nullable=False),
        sa.Column("matter_id", sa.Integer(), nullable=True),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("blanks", sa.JSON(), nullable=False),
        sa.Column("loud", sa.Boolean(), nullable=False),
        sa.Column("slot", sa.String(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "sending",
                "sent",
                "skipped",
                "failed",
                name="letterstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("not_before", storage.db.UtcDateTime(), nullable=False),
        sa.Column("lease_until", storage.db.UtcDateTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("doubt", sa.Boolean(), nullable=False),
        sa.Column("looks", sa.Integer(), nullable=False),
        sa.Column("first_attempt_at", storage.db.UtcDateTime(), nullable=True),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("ts", sa.String(), nullable=False),
        sa.Column("error", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["matter_id"], ["matters.id"], name=op.f("fk_letters_matter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letters")),
        sa.UniqueConstraint("slot", name=op.f("uq_letters_slot")),
    )
    with op.batch_alter_table("letters", schema=None) as batch_op:
        batch_op.create_index("ix_letters_channel_ts", ["channel", "ts"], unique=False)
        batch_op.create_index("ix_letters_state_not_before", ["state", "not_before"], unique=False)
        batch_op.create_index("ix_letters_to_state", ["to", "state"], unique=False)

    op.create_table(
        "readers",
        sa.Column("matter_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["matter_id"], ["matters.id"], name=op.f("fk_readers_matter_id")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.slack_id"], name=op.f("fk_readers_person_id")
        ),
        sa.PrimaryKeyConstraint("matter_id", "person_id", name=op.f("pk_readers")),
    )
    with op.batch_alter_table("readers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_readers_person_id"), ["person_id"], unique=False)

    op.create_table(
        "versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("by_id", sa.String(), nullable=False),
        sa.Column("at", storage.db.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.slack_id"], name=op.f("fk_versions_by_id")),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name=op.f("fk_versions_draft_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_versions")),
        sa.UniqueConstraint("draft_id", "number", name=op.f("uq_versions_draft_id_number")),
    )
    for statement in APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


# The record is only added to: the database itself refuses to change or delete a row of it.
APPEND_ONLY = {
    "sqlite": [
        f"CREATE TRIGGER journal_no_{deed} BEFORE {deed} ON journal "
        "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
        for deed in ("update", "delete")
    ],
    "postgresql": [
        "CREATE FUNCTION journal_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$",
        "CREATE TRIGGER journal_append_only BEFORE UPDATE OR DELETE ON journal "
        "FOR EACH ROW EXECUTE FUNCTION journal_is_append_only()",
    ],
}


def downgrade() -> None:
    """The first migration has nothing before it to go back to."""
    raise RuntimeError("there is nothing before the first tables")
