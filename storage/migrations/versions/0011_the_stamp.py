"""The stamp: drawn anew by whatever changes what requests keep in memory"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

# What is kept of a person; `home` and `dm` change all the time, and are not.
OF_A_PERSON = (
    *("slack_id", "name", "handle", "role", "section", "locale", "chosen_lang", "tz"),
    *("active", "guest", "admin", "robot", "hours"),
)
WHOLE = ("leaves", "delegations", "ledger_shares", "own_days", "office")


def upgrade() -> None:
    op.create_table(
        "stamp",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stamp")),
    )
    op.execute("INSERT INTO stamp (id, value) VALUES (1, '')")
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION draw_a_stamp() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN UPDATE stamp SET value = md5(random()::text || clock_timestamp()::text); "
            "RETURN NULL; END $$"
        )
    for table in ("people", *WHOLE):
        for deed in ("INSERT", "UPDATE", "DELETE"):
            _draws(table, deed)


def _draws(table: str, deed: str) -> None:
    columns = f" OF {', '.join(OF_A_PERSON)}" if (table, deed) == ("people", "UPDATE") else ""
    then = {
        "sqlite": "BEGIN UPDATE stamp SET value = hex(randomblob(16)); END",
        "postgresql": "FOR EACH STATEMENT EXECUTE FUNCTION draw_a_stamp()",
    }[op.get_bind().dialect.name]
    op.execute(
        f"CREATE TRIGGER stamp_{table}_{deed.lower()} AFTER {deed}{columns} ON {table} {then}"
    )


def downgrade() -> None:
    on_postgres = op.get_bind().dialect.name == "postgresql"
    for table in ("people", *WHOLE):
        for deed in ("insert", "update", "delete"):
            op.execute(
                f"DROP TRIGGER stamp_{table}_{deed}" + (f" ON {table}" if on_postgres else "")
            )
    if on_postgres:
        op.execute("DROP FUNCTION draw_a_stamp()")
    op.drop_table("stamp")
