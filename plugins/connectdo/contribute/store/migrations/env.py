"""What Alembic runs: the steps to the newest tables, on the connection that ``store`` gave it.

The whole way is one transaction, which the caller began and ends: a kill leaves the old tables.
"""

from __future__ import annotations

from alembic import context

from connectdo.contribute.store.store_tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite cannot change much of a table in place.
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
