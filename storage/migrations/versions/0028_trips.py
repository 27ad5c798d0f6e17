"""Trips, who agrees to them, what those who go are relieved of; cars"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import storage.db

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

TRIPS = ("draft", "asked", "approved", "out", "back", "settled", "cancelled")
RELIEFS = ("proposed", "agreed", "over")


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
    _cars()
    _trips()
    op.create_table(
        "trip_rules",
        *_count("id"),
        *_text("until"),
        sa.Column("finance_id", sa.String(), nullable=True),
        _points("trip_rules", "finance_id", "people.slack_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trip_rules")),
    )

    _reliefs()
    # Not as batches: a table made anew would lose the triggers of 0011.
    on_matters = "INTEGER CONSTRAINT fk_leaves_trip_id REFERENCES matters (id)"
    op.execute(f"ALTER TABLE leaves ADD COLUMN trip_id {on_matters}")
    op.add_column("leaves", sa.Column("handed", sa.JSON(), server_default="[]", nullable=False))
    op.add_column("followups", sa.Column("was_due", storage.db.UtcDateTime(), nullable=True))


def _reliefs() -> None:
    op.create_table(
        "reliefs",
        *_count("id", "trip_id", "number"),
        *_text("person_id"),
        _state("reliefstate", RELIEFS),
        sa.Column("stand_in_id", sa.String(), nullable=True),
        sa.Column("until", storage.db.UtcDateTime(), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("done", sa.JSON(), nullable=False),
        _points("reliefs", "trip_id", "trips.id"),
        _points("reliefs", "person_id", "people.slack_id"),
        _points("reliefs", "stand_in_id", "people.slack_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reliefs")),
        sa.UniqueConstraint("trip_id", "person_id", name=op.f("uq_reliefs_trip_id_person_id")),
    )


def _cars() -> None:
    op.create_table(
        "cars",
        *_count("id"),
        *_text("name"),
        *_count("seats"),
        sa.Column("driver_id", sa.String(), nullable=True),
        *_count("odometer", nullable=True),
        sa.Column("retired_at", storage.db.UtcDateTime(), nullable=True),
        _points("cars", "driver_id", "people.slack_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cars")),
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
        *_count("odometer_out", "odometer_in", "vehicle_id", "shares_id", nullable=True),
        *_text("driver_told"),
        *_count("row_version"),
        _points("trips", "id", "matters.id"),
        _points("trips", "topic_id", "topics.id"),
        _points("trips", "approver_id", "people.slack_id"),
        _points("trips", "vehicle_id", "cars.id"),
        _points("trips", "shares_id", "trips.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trips")),
    )
    op.create_index(op.f("ix_trips_topic_id"), "trips", ["topic_id"])
    op.create_index(op.f("ix_trips_leaves_at"), "trips", ["leaves_at"])
    op.create_index(op.f("ix_trips_vehicle_id"), "trips", ["vehicle_id"])


def downgrade() -> None:
    op.drop_column("followups", "was_due")
    for column in ("handed", "trip_id"):
        op.execute(f"ALTER TABLE leaves DROP COLUMN {column}")
    for table in ("reliefs", "trip_rules", "trips", "cars"):
        op.drop_table(table)
