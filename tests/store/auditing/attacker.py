"""Somebody with the database file in hand, and perhaps with the key that signs the log.

Guards are dropped, rows are rewritten, and hashes, tree and signatures made to fit as far as the
attacker goes.
"""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ledger.canonical import canonical, leaf_hash
from ledger.checkpoint import Checkpoint
from ledger.note import Ed25519Key, Note
from ledger.tiles import appended, nodes_in
from ledger.tree import root
from tests.store.log.shelves import HOUSE, OURS

Body = dict[str, Any]
Change = Callable[[list[Body]], object]


class Attacker:
    """Rewrites what nobody may rewrite."""

    def __init__(self, file: Path) -> None:
        """Look at a database; nothing is broken yet."""
        self._file = file

    def run(self, statement: str, *values: object) -> None:
        """Change anything: no trigger is left that could object."""
        guards = self._rows("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        with closing(sqlite3.connect(self._file)) as connection, connection:
            connection.execute("PRAGMA synchronous = OFF")
            for (name,) in guards:
                connection.execute(f"DROP TRIGGER {name}")
            connection.execute(statement, values)

    def text(self, incident: str, seq: int) -> bytes:
        """Read an entry."""
        ((found,),) = self._rows(
            "SELECT text FROM entries WHERE incident = ? AND seq = ?", incident, seq
        )
        return bytes(found)

    def bodies(self, incident: str) -> list[Body]:
        """Read a history."""
        rows = self._rows("SELECT text FROM entries WHERE incident = ? ORDER BY seq", incident)
        return [json.loads(text) for (text,) in rows]

    def put(self, incident: str, seq: int, text: bytes) -> None:
        """Write another text in an entry's place, and nothing else."""
        where = "WHERE incident = ? AND seq = ?"
        self.run(f"UPDATE entries SET text = ? {where}", text, incident, seq)  # noqa: S608  # ours

    def rewrite(self, incident: str, change: Change) -> None:
        """Change a history, and every hash and column that has to fit."""
        bodies = self.bodies(incident)
        change(bodies)
        self.run("DELETE FROM entries WHERE incident = ?", incident)
        prev = ""
        for seq, body in enumerate(bodies, start=1):
            text = canonical({**body, "incident": incident, "seq": seq, "prev": prev})
            at = body["at"].replace("T", " ").removesuffix("Z")
            known = (incident, seq, body["command"]["id"], leaf_hash(text), prev, at, text)
            self.run("INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?, ?, ?, ?)", *known)
            prev = leaf_hash(text)

    def sign_anew(self, key: Ed25519PrivateKey = OURS) -> None:
        """Grow the tree again over what is there now, and sign it with the key."""
        self._regrow()
        ours = Ed25519Key(f"retrogate/{HOUSE}", key)
        hashes = [bytes.fromhex(one) for (one,) in self._rows(LEAVES)]
        tiles = {(one.level, one.index): row for one, row in appended(0, hashes, _nothing)}
        nodes = nodes_in(lambda level, index: tiles[level, index])
        sizes = [min(size, len(hashes)) for (size,) in self._rows("SELECT size FROM checkpoints")]
        self.run("DELETE FROM checkpoints")
        for size in sizes:
            checkpoint = Checkpoint(ours.name, size, root(size, nodes))
            note = Note(str(checkpoint), (ours.sign(str(checkpoint)),))
            kept = (size, checkpoint.root.hex(), str(note), "2026-01-05 09:00:00")
            self.run("INSERT OR REPLACE INTO checkpoints VALUES (?, ?, ?, ?)", *kept)
        self.run("DELETE FROM tiles")
        for (level, number), row in tiles.items():
            self.run("INSERT INTO tiles VALUES (?, ?, ?)", level, number, row)

    def _regrow(self) -> None:
        placed = self._rows(PLACED)
        self.run("DELETE FROM leaves")
        self.run("DELETE FROM pending")
        for place, (incident, seq, name) in enumerate(placed):
            self.run("INSERT INTO leaves VALUES (?, ?, ?, ?)", place, incident, seq, name)

    def _rows(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self._file)) as connection:
            return connection.execute(question, values).fetchall()


LEAVES = "SELECT hash FROM leaves ORDER BY place"
PLACED = """
  SELECT entries.incident, entries.seq, entries.hash FROM entries
  LEFT JOIN leaves ON leaves.incident = entries.incident AND leaves.seq = entries.seq
  ORDER BY leaves.place IS NULL, leaves.place, entries.incident, entries.seq
"""


def _nothing(_level: int, _index: int) -> bytes:
    return b""
