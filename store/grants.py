"""What each role may do with each table on PostgreSQL, as a table; written as SQL for its owner."""

from collections.abc import Iterator

from store.tables import METADATA

# fmt: off
WORKER = {
    # what was written and signed stays so, whoever has the password
    "entries":     "INSERT",
    "policies":    "INSERT",
    "leaves":      "INSERT",
    "checkpoints": "INSERT",
    # what waits takes its place, and a tile grows; triggers see to it that nothing else happens
    "pending":     "INSERT, DELETE",
    "tiles":       "INSERT, UPDATE",
    "seals":       "INSERT, DELETE",
    # what came of sending
    "attempts":    "INSERT, UPDATE",
    "gathered":    "INSERT",
    # only the owner makes these
    "installation": "",
}
"""What a worker may do beside reading; with any other table it may do everything but empty it."""

READ_MODEL = "INSERT, UPDATE, DELETE"
VERSION = "alembic_version"
# fmt: on


def grants(worker: str, readers: tuple[str, ...] = ()) -> Iterator[str]:
    """Write what gives a role the rights of a worker, and others those of readers, and no more."""
    tables = (*METADATA.tables, VERSION)
    everybody = ", ".join(map(_quoted, (worker, *readers)))
    yield f"REVOKE ALL ON {', '.join(tables)} FROM {everybody};"
    yield f"GRANT SELECT ON {', '.join(tables)} TO {everybody};"
    for table in METADATA.tables:
        if rights := WORKER.get(table, READ_MODEL):
            yield f"GRANT {rights} ON {table} TO {_quoted(worker)};"


def _quoted(role: str) -> str:
    return '"' + role.replace('"', '""') + '"'
