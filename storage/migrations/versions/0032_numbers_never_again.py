"""Numbers never again: SQLite, too, gives none twice; and people of whom the id alone is left"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _remade(sqlite_autoincrement=True)
    op.add_column(
        "people", sa.Column("erased", sa.Boolean(), server_default=sa.false(), nullable=False)
    )


def downgrade() -> None:
    op.drop_column("people", "erased")
    _remade(sqlite_autoincrement=False)


def _remade(**kinds: bool) -> None:
    """PostgreSQL has given none twice from the beginning."""
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table("matters", recreate="always", table_kwargs=kinds):
            pass
