"""Posts, with their duties, A and B; whoever stands in says that they will, and reports back"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.db import UtcDateTime

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

TWO = ("a_id", "b_id")
SAID = ("accepted_at", "reported_at")


def upgrade() -> None:
    op.create_table(
        "posts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("duties", sa.JSON(), nullable=False),
        *(sa.Column(one, sa.String(), nullable=True) for one in TWO),
        sa.CheckConstraint("a_id <> b_id", name=op.f("ck_posts_two")),
        *(
            sa.ForeignKeyConstraint([one], ["people.slack_id"], name=op.f(f"fk_posts_{one}"))
            for one in TWO
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posts")),
    )
    for one in TWO:
        op.create_index(op.f(f"ix_posts_{one}"), "posts", [one])
    named = sa.text("name <> ''")
    op.create_index(
        "uq_posts_name", "posts", ["name"], unique=True, sqlite_where=named, postgresql_where=named
    )
    op.execute(
        "INSERT INTO posts (name, duties, a_id, b_id) "
        "SELECT '', '[]', a_id, b_id FROM ab_pairs ORDER BY id"
    )
    op.drop_table("ab_pairs")
    for one in SAID:  # not as a batch: a table made anew would lose the triggers of 0011
        op.add_column("leaves", sa.Column(one, UtcDateTime(), nullable=True))


def downgrade() -> None:
    for one in SAID:
        op.execute(f"ALTER TABLE leaves DROP COLUMN {one}")
    op.create_table(
        "ab_pairs",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(one, sa.String(), nullable=False) for one in TWO),
        sa.CheckConstraint("a_id < b_id", name=op.f("ck_ab_pairs_in_order")),
        *(
            sa.ForeignKeyConstraint([one], ["people.slack_id"], name=op.f(f"fk_ab_pairs_{one}"))
            for one in TWO
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ab_pairs")),
        sa.UniqueConstraint("a_id", "b_id", name=op.f("uq_ab_pairs_a_id_b_id")),
    )
    op.create_index(op.f("ix_ab_pairs_b_id"), "ab_pairs", ["b_id"])
    on_postgres = op.get_bind().dialect.name == "postgresql"
    least, most = ("LEAST", "GREATEST") if on_postgres else ("min", "max")
    op.execute(
        f"INSERT INTO ab_pairs (a_id, b_id) SELECT DISTINCT {least}(a_id, b_id), "
        f"{most}(a_id, b_id) FROM posts WHERE a_id IS NOT NULL AND b_id IS NOT NULL"
    )
    op.drop_table("posts")
