"""Alembic's way into the database: the address is in DATABASE_URL, or given by the program."""

from __future__ import annotations

import os

from alembic import context

from storage import TABLES
from storage.db import open_database

connection = context.config.attributes.get("connection")


def run(on: object) -> None:
    context.configure(
        connection=on,  # type: ignore[arg-type]
        target_metadata=TABLES,
        render_as_batch=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


if connection is not None:
    run(connection)
else:
    engine = open_database(os.environ.get("DATABASE_URL", "sqlite://")).kw["bind"]
    with engine.connect() as opened:
        run(opened)
