"""The guards of what only grows: which triggers a database has to have, and how they come back.

A migration put them there. Whoever owns the tables can take them away, and then nothing but the
proofs of the log shows what was changed.
"""

import re
from collections.abc import Iterator

from sqlalchemy import Connection, Engine

from store.engine import reading, writing

GROWING = {
    "entries": (("incident", "seq"), ("command",)),
    "policies": (("digest",),),
    "leaves": (("place",), ("incident", "seq")),
    "checkpoints": (("size",),),
}
"""Tables that only grow, and the columns by which each row is known."""

SHRINKING = {"seals": ("incident", "seq", "digest")}
"""Tables whose rows may go and never change."""

TRIGGER = re.compile(r"CREATE TRIGGER (\w+) .*? ON (\w+)", re.DOTALL)

# fmt: off
FOUND = {
    "sqlite":     "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
    # One that is not always fired is none for a session that plays the replica.
    "postgresql": "SELECT tgname, '' FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
                  " WHERE relnamespace = current_schema()::regnamespace AND tgenabled = 'A'",
}

DROP = {
    "sqlite":     "DROP TRIGGER IF EXISTS {name}",
    "postgresql": "DROP TRIGGER IF EXISTS {name} ON {table}",
}
# fmt: on


def missing_guards(engine: Engine) -> tuple[str, ...]:
    """Name the guards that are not there, or not as they were made."""
    with reading(engine) as connection:
        return tuple(_missing(connection))


def put_back(engine: Engine) -> tuple[str, ...]:
    """Put the guards back that are missing, all of them or none, and name them."""
    with writing(engine) as connection:
        lost = tuple(_missing(connection))
        if lost:
            for statement in statements(connection.dialect.name):
                _made_anew(connection, statement)
    return lost


def _missing(connection: Connection) -> Iterator[str]:
    kind = connection.dialect.name
    found = {name: _one_line(sql) for name, sql in connection.exec_driver_sql(FOUND[kind])}
    for statement in statements(kind):
        trigger = TRIGGER.search(statement)
        if trigger and found.get(trigger[1]) not in {"", _one_line(statement)}:
            yield trigger[1]


def _made_anew(connection: Connection, statement: str) -> None:
    if trigger := TRIGGER.search(statement):
        drop = DROP[connection.dialect.name].format(name=trigger[1], table=trigger[2])
        connection.exec_driver_sql(drop)
    connection.exec_driver_sql(statement.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"))


def statements(kind: str) -> Iterator[str]:
    """List what makes every guard in a kind of database, in order."""
    from store.migrations import guards, log_guards  # noqa: PLC0415  # they load Alembic, 0.1 s

    for table, identities in GROWING.items():
        yield from guards.growing(kind, table, identities)
    yield from log_guards.GUARDS[kind]
    for table, identity in SHRINKING.items():
        yield from log_guards.shrinking(kind, table, identity)


def _one_line(sql: str) -> str:
    return " ".join(sql.split())
