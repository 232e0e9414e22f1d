"""Triggers by which no entry stays out of the tree, nothing in it changes, and no text either."""

from collections.abc import Iterator, Sequence

from alembic import op

# The rowid is a second identity in SQLite: REPLACE with a chosen one would evict a row.
SQLITE = (
    """
    CREATE TRIGGER entries_pend AFTER INSERT ON entries
    BEGIN INSERT INTO pending VALUES (NEW.incident, NEW.seq); END
    """,
    """
    CREATE TRIGGER pending_stays BEFORE DELETE ON pending
    WHEN NOT EXISTS (SELECT 1 FROM leaves WHERE incident = OLD.incident AND seq = OLD.seq)
    BEGIN SELECT RAISE(ABORT, 'pending only grows, but for entries that took their place'); END
    """,
    """
    CREATE TRIGGER pending_no_update BEFORE UPDATE ON pending
    BEGIN SELECT RAISE(ABORT, 'pending only grows, but for entries that took their place'); END
    """,
    """
    CREATE TRIGGER pending_no_replace BEFORE INSERT ON pending
    WHEN EXISTS (SELECT 1 FROM pending WHERE rowid = NEW.rowid)
    BEGIN SELECT RAISE(ABORT, 'pending only grows, but for entries that took their place'); END
    """,
    """
    CREATE TRIGGER leaves_no_gap BEFORE INSERT ON leaves
    WHEN NEW.place <> (SELECT COALESCE(MAX(place) + 1, 0) FROM leaves) OR NOT EXISTS (
      SELECT 1 FROM entries
      WHERE incident = NEW.incident AND seq = NEW.seq AND hash = NEW.hash
    )
    BEGIN SELECT RAISE(ABORT, 'leaves only grows, by the next place and an entry'); END
    """,
    """
    CREATE TRIGGER tiles_no_update BEFORE UPDATE ON tiles
    WHEN NEW.level <> OLD.level OR NEW.number <> OLD.number OR NEW.rowid <> OLD.rowid
      OR substr(NEW.hashes, 1, length(OLD.hashes)) <> OLD.hashes
    BEGIN SELECT RAISE(ABORT, 'tiles only grows'); END
    """,
    """
    CREATE TRIGGER tiles_no_delete BEFORE DELETE ON tiles
    BEGIN SELECT RAISE(ABORT, 'tiles only grows'); END
    """,
    """
    CREATE TRIGGER tiles_no_replace BEFORE INSERT ON tiles
    WHEN EXISTS (
      SELECT 1 FROM tiles
      WHERE rowid = NEW.rowid OR (level = NEW.level AND number = NEW.number)
    )
    BEGIN SELECT RAISE(ABORT, 'tiles only grows'); END
    """,
)

# ALWAYS: a session that plays the replica skips ordinary triggers.
POSTGRESQL = (
    """
    CREATE FUNCTION entries_pend() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN INSERT INTO pending VALUES (NEW.incident, NEW.seq); RETURN NULL; END $$
    """,
    """
    CREATE TRIGGER entries_pend AFTER INSERT ON entries
    FOR EACH ROW EXECUTE FUNCTION entries_pend()
    """,
    "ALTER TABLE entries ENABLE ALWAYS TRIGGER entries_pend",
    """
    CREATE FUNCTION pending_stays() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN
      IF TG_OP = 'DELETE' AND EXISTS (
        SELECT 1 FROM leaves WHERE incident = OLD.incident AND seq = OLD.seq
      ) THEN RETURN OLD; END IF;
      RAISE EXCEPTION 'pending only grows, but for entries that took their place'
      USING ERRCODE = 'restrict_violation';
    END $$
    """,
    """
    CREATE TRIGGER pending_guard BEFORE UPDATE OR DELETE ON pending
    FOR EACH ROW EXECUTE FUNCTION pending_stays()
    """,
    "ALTER TABLE pending ENABLE ALWAYS TRIGGER pending_guard",
    """
    CREATE TRIGGER pending_whole BEFORE TRUNCATE ON pending
    FOR EACH STATEMENT EXECUTE FUNCTION pending_stays()
    """,
    "ALTER TABLE pending ENABLE ALWAYS TRIGGER pending_whole",
    """
    CREATE FUNCTION leaves_no_gap() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN
      IF NEW.place = (SELECT COALESCE(MAX(place) + 1, 0) FROM leaves) AND EXISTS (
        SELECT 1 FROM entries
        WHERE incident = NEW.incident AND seq = NEW.seq AND hash = NEW.hash
      ) THEN RETURN NEW; END IF;
      RAISE EXCEPTION 'leaves only grows, by the next place and an entry'
      USING ERRCODE = 'restrict_violation';
    END $$
    """,
    """
    CREATE TRIGGER leaves_no_gap BEFORE INSERT ON leaves
    FOR EACH ROW EXECUTE FUNCTION leaves_no_gap()
    """,
    "ALTER TABLE leaves ENABLE ALWAYS TRIGGER leaves_no_gap",
    """
    CREATE FUNCTION tiles_only_grows() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN
      IF TG_OP = 'UPDATE' AND NEW.level = OLD.level AND NEW.number = OLD.number
        AND substring(NEW.hashes FOR length(OLD.hashes)) = OLD.hashes
      THEN RETURN NEW; END IF;
      RAISE EXCEPTION 'tiles only grows' USING ERRCODE = 'restrict_violation';
    END $$
    """,
    """
    CREATE TRIGGER tiles_guard BEFORE UPDATE OR DELETE ON tiles
    FOR EACH ROW EXECUTE FUNCTION tiles_only_grows()
    """,
    "ALTER TABLE tiles ENABLE ALWAYS TRIGGER tiles_guard",
    """
    CREATE TRIGGER tiles_whole BEFORE TRUNCATE ON tiles
    FOR EACH STATEMENT EXECUTE FUNCTION tiles_only_grows()
    """,
    "ALTER TABLE tiles ENABLE ALWAYS TRIGGER tiles_whole",
)

SHRINKING_ON_SQLITE = (
    """
    CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}
    BEGIN SELECT RAISE(ABORT, '{table} is never changed'); END
    """,
    """
    CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}
    WHEN EXISTS (SELECT 1 FROM {table} WHERE rowid = NEW.rowid OR ({same}))
    BEGIN SELECT RAISE(ABORT, '{table} is never changed'); END
    """,
)

SHRINKING_ON_POSTGRESQL = (
    """
    CREATE FUNCTION {table}_never_changes() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{table} is never changed' USING ERRCODE = 'restrict_violation'; END $$
    """,
    """
    CREATE TRIGGER {table}_guard BEFORE UPDATE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION {table}_never_changes()
    """,
    "ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_guard",
)

GUARDS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
SHRINKING = {"sqlite": SHRINKING_ON_SQLITE, "postgresql": SHRINKING_ON_POSTGRESQL}


def guard_log() -> None:
    """Let the database itself leave each entry pending, and let the tree do nothing but grow."""
    for statement in GUARDS[op.get_bind().dialect.name]:
        op.execute(statement)


def let_only_shrink(table: str, identity: Sequence[str]) -> None:
    """Let rows come and go, and none ever be another."""
    for statement in shrinking(op.get_bind().dialect.name, table, identity):
        op.execute(statement)


def shrinking(kind: str, table: str, identity: Sequence[str]) -> Iterator[str]:
    """List the statements that see to it in a kind of database."""
    same = " AND ".join(f"{one} = NEW.{one}" for one in identity)
    return (statement.format(table=table, same=same) for statement in SHRINKING[kind])
