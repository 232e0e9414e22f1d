"""Triggers that let a table grow and nothing else, whoever holds the connection."""

from collections.abc import Iterator, Sequence

from alembic import op

# The rowid is a second identity in SQLite: REPLACE with a chosen one would evict a row.
SQLITE = (
    """
    CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}
    BEGIN SELECT RAISE(ABORT, '{table} only grows'); END
    """,
    """
    CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
    BEGIN SELECT RAISE(ABORT, '{table} only grows'); END
    """,
    """
    CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}
    WHEN EXISTS (SELECT 1 FROM {table} WHERE rowid = NEW.rowid OR {same})
    BEGIN SELECT RAISE(ABORT, '{table} only grows'); END
    """,
)

# ALWAYS: a session that plays the replica skips ordinary triggers.
POSTGRESQL = (
    """
    CREATE FUNCTION {table}_only_grows() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{table} only grows' USING ERRCODE = 'restrict_violation'; END $$
    """,
    """
    CREATE TRIGGER {table}_guard BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION {table}_only_grows()
    """,
    "ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_guard",
)

GUARDS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


def let_only_grow(table: str, identities: Sequence[Sequence[str]]) -> None:
    """Forbid every way of changing or losing a row, which each of `identities` names."""
    for statement in growing(op.get_bind().dialect.name, table, identities):
        op.execute(statement)


def growing(kind: str, table: str, identities: Sequence[Sequence[str]]) -> Iterator[str]:
    """List the statements that forbid it in a kind of database."""
    same = " OR ".join(_same(columns) for columns in identities)
    return (statement.format(table=table, same=same) for statement in GUARDS[kind])


def _same(columns: Sequence[str]) -> str:
    return f"({' AND '.join(f'{one} = NEW.{one}' for one in columns)})"
