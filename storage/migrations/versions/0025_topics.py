"""Topics of research, and the votes that advise on them"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import storage.db

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

TOPICS = (
    *("proposed", "shortlisted", "merged", "parked", "dropped", "withdrawn"),
    *("given", "chosen", "delivered"),
)
VOTES = ("open", "closed", "called_off")


def _state(name: str, states: tuple[str, ...]) -> sa.Column[str]:
    kind = sa.Enum(*states, name=name, native_enum=False, length=40)
    return sa.Column("state", kind, nullable=False)


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _points(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [to], name=op.f(f"fk_{table}_{column}"))


def upgrade() -> None:
    _votes()
    _topics()
    op.create_table(
        "research_aim",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        *_text("told"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_research_aim")),
    )


def _votes() -> None:
    op.create_table(
        "votes",
        sa.Column("id", sa.Integer(), nullable=False),
        _state("votestate", VOTES),
        sa.Column("each", sa.Integer(), nullable=False),
        sa.Column("ballots", sa.Integer(), nullable=False),
        *_text("salt"),
        sa.Column("speaks_at", storage.db.UtcDateTime(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        _points("votes", "id", "matters.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_votes")),
    )
    op.create_index(op.f("ix_votes_speaks_at"), "votes", ["speaks_at"])
    op.create_table(
        "vote_choices",
        sa.Column("vote_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("votes", sa.Integer(), nullable=False),
        _points("vote_choices", "vote_id", "votes.id"),
        _points("vote_choices", "topic_id", "matters.id"),
        sa.PrimaryKeyConstraint("vote_id", "place", name=op.f("pk_vote_choices")),
    )
    op.create_index(op.f("ix_vote_choices_topic_id"), "vote_choices", ["topic_id"])
    op.create_table(
        "voters",
        sa.Column("vote_id", sa.Integer(), nullable=False),
        *_text("person_id"),
        sa.Column("voted", sa.Boolean(), nullable=False),
        _points("voters", "vote_id", "votes.id"),
        _points("voters", "person_id", "people.slack_id"),
        sa.PrimaryKeyConstraint("vote_id", "person_id", name=op.f("pk_voters")),
    )
    op.create_table(
        "sealed_ballots",
        *_text("mark"),
        sa.Column("vote_id", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        _points("sealed_ballots", "vote_id", "votes.id"),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_sealed_ballots")),
    )
    op.create_index(op.f("ix_sealed_ballots_vote_id"), "sealed_ballots", ["vote_id"])


def _topics() -> None:
    op.create_table(
        "topics",
        sa.Column("id", sa.Integer(), nullable=False),
        _state("topicstate", TOPICS),
        *_text("origin", "why", "purpose", "scope", "others", "steward_id", "leader_id"),
        sa.Column("into_id", sa.Integer(), nullable=True),
        sa.Column("vote_id", sa.Integer(), nullable=True),
        *_text("by_vote", "words", "evidence"),
        sa.Column("chosen_at", storage.db.UtcDateTime(), nullable=True),
        sa.Column("wanted_due", storage.db.UtcDateTime(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        _points("topics", "id", "matters.id"),
        _points("topics", "steward_id", "people.slack_id"),
        _points("topics", "leader_id", "people.slack_id"),
        _points("topics", "into_id", "topics.id"),
        _points("topics", "vote_id", "votes.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topics")),
    )
    op.create_index(op.f("ix_topics_into_id"), "topics", ["into_id"])


def downgrade() -> None:
    """The record refers to what was kept here: nothing is taken away again."""
    raise RuntimeError("there is no way back before topics")
