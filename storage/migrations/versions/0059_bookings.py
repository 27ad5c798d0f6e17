"""What a running case has booked, a room or a car, stands in a table"""

from __future__ import annotations

import json
import tomllib
import unicodedata
from datetime import datetime, timedelta

import sqlalchemy as sa
from alembic import op

from storage.db import UtcDateTime

revision = "0059"
down_revision = "0058"
branch_labels = None
depends_on = None

RUNNING = sa.text(
    "SELECT cases.id, cases.facts, processes.name, processes.text FROM cases"
    " JOIN processes ON processes.id = cases.process_id WHERE cases.state = 'running'"
)


def upgrade() -> None:
    bookings = op.create_table(
        "bookings",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("begins_at", UtcDateTime(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_bookings_case_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_bookings")),
    )
    op.create_index(op.f("ix_bookings_what"), "bookings", ["what"])
    rows = [_booked(*row) for row in op.get_bind().execute(RUNNING)]
    if found := [one for one in rows if one]:
        op.bulk_insert(bookings, found)


def _booked(case: int, facts: object, name: str, text: str) -> dict[str, object] | None:
    """As rooms were kept until now: in what was filled in."""
    alone = tomllib.loads(text)["data"].get("alone")
    said = json.loads(facts) if isinstance(facts, str) else facts
    assert isinstance(said, dict)
    if not alone or not all(said.get(alone[one]) for one in ("what", "from", "hours")):
        return None
    begins = datetime.fromisoformat(said[alone["from"]])
    what = unicodedata.normalize("NFKC", said[alone["what"]]).lower().replace(" ", "")
    ends = begins + timedelta(hours=int(said[alone["hours"]]))
    return {"case_id": case, "what": f"{name}:{what}", "begins_at": begins, "ends_at": ends}


def downgrade() -> None:
    op.drop_index(op.f("ix_bookings_what"), "bookings")
    op.drop_table("bookings")
