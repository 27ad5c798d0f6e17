"""Numbers never again: SQLite, too, gives none twice, and can be told where to go on"""

from __future__ import annotations

from alembic import op

revision = "0031"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _remade(sqlite_autoincrement=True)


def downgrade() -> None:
    _remade(sqlite_autoincrement=False)


def _remade(**kinds: bool) -> None:
    """PostgreSQL has given none twice from the beginning."""
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table("matters", recreate="always", table_kwargs=kinds):
            pass
