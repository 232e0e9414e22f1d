"""What Alembic runs: the steps, in the transaction that `store.migrate` has opened."""

from alembic import context

from store.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
context.run_migrations()
