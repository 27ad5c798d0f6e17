"""Trips, who agrees to them"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import storage.db

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

TRIPS = ("draft", "asked", "approved", "out", "back", "settled", "cancelled")


def _state(name: str, states: tuple[str, ...]) -> sa.Column[str]:
    kind = sa.Enum(*states, name=name, native_enum=False, length=40)
    return sa.Column("state", kind, nullable=False)


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _count(*names: str, nullable: bool = False) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer(), nullable=nullable) for name in names]


def _points(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [to], name=op.f(f"fk_{table}_{column}"))


def upgrade() -> None:
    _trips()
    op.create_table(
        "trip_rules",
        *_count("id"),
        *_text("until"),
        sa.Column("finance_id", sa.String(), nullable=True),
        _points("trip_rules", "finance_id", "people.slack_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trip_rules")),
    )


def _trips() -> None:
    op.create_table(
        "trips",
        *_count("id"),
        _state("tripstate", TRIPS),
        *_count("topic_id", nullable=True),
        *_text("place"),
        sa.Column("leaves_at", storage.db.UtcDateTime(), nullable=False),
        sa.Column("returns_at", storage.db.UtcDateTime(), nullable=False),
        *_text("people"),
        *_count("heads"),
        *_text("budget"),
        sa.Column("car", sa.Boolean(), nullable=False),
        sa.Column("letter", sa.Boolean(), nullable=False),
        *_text("line", "agreed"),
        sa.Column("approver_id", sa.String(), nullable=True),
        *_text("words", "cost"),
        *_count("odometer_out", "odometer_in", nullable=True),
        *_count("row_version"),
        _points("trips", "id", "matters.id"),
        _points("trips", "topic_id", "topics.id"),
        _points("trips", "approver_id", "people.slack_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trips")),
    )
    op.create_index(op.f("ix_trips_topic_id"), "trips", ["topic_id"])
    op.create_index(op.f("ix_trips_leaves_at"), "trips", ["leaves_at"])


def downgrade() -> None:
    for table in ("trip_rules", "trips"):
        op.drop_table(table)
