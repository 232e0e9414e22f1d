"""Somebody with the database in hand, and the key, who rolls dice where to begin.

Whoever rewrites entries makes every hash, column, tile and signature fit again: inside of the
database nothing is wrong then.
"""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

from ledger.canonical import leaf_hash
from store.engine import engine_for
from store.tables import LOG, PEOPLE, POLICIES
from tests.faults.asked import Asked
from tests.faults.desk import Desk, lives
from tests.store.auditing.attacker import Attacker, Body
from tests.store.auditing.lives import ENDED, WAIVED

Way = tuple[Any, ...]
Move = Callable[[list[Body], Random], object]

INCIDENTS = (ENDED, WAIVED)
HISTORIES = (*INCIDENTS, PEOPLE, POLICIES, LOG)
FITTING = ("incident", "seq", "prev")
"""What is made to fit again, whatever it was."""

PLACED = "SELECT incident, seq FROM leaves WHERE place >= ?"


class Forger(Attacker):
    """Rewrites a database, here and there."""

    def __init__(self, file: Path, backup: Path, dice: Random) -> None:
        super().__init__(file)
        self.file = file
        self.dice = dice
        self._backup = backup

    def change_a_value(self, way: str) -> None:
        """Change one of the values that stand at such a place of an entry."""
        incident, seq, place = self.dice.choice([*self._at(way)])
        forged = self.bodies(incident)[seq - 1]
        inner: Any = forged
        for name in place[:-1]:
            inner = inner[name]
        inner[place[-1]] = _changed(inner[place[-1]])
        self.rewrite(incident, lambda bodies: bodies.__setitem__(seq - 1, forged))
        self.sign_anew()

    def ways(self) -> list[str]:
        """List every kind of place at which a value stands in an entry."""
        return sorted(
            {
                _named(way)
                for name in HISTORIES
                for body in self.bodies(name)
                for way in _values(body)
                if way[0] not in FITTING
            }
        )

    def _at(self, way: str) -> Iterator[tuple[str, int, Way]]:
        for name in HISTORIES:
            for seq, body in enumerate(self.bodies(name), start=1):
                yield from ((name, seq, one) for one in _values(body) if _named(one) == way)

    def change_a_byte(self, kind: bytes) -> None:
        """Change a byte of such a kind, whatever becomes of the entry."""
        incident, seq = self.somewhere()
        text = self.text(incident, seq)
        at = self.dice.choice([one.start() for one in re.finditer(kind, text)])
        forged = text[:at] + bytes([text[at] ^ 1]) + text[at + 1 :]
        self.put(incident, seq, forged)
        where = (leaf_hash(forged), incident, seq)
        self.run("UPDATE entries SET hash = ? WHERE incident = ? AND seq = ?", *where)
        self.sign_anew()

    def move(self, how: Move) -> None:
        """Let an incident have other entries, or another order of them."""
        self.rewrite(self.dice.choice(INCIDENTS), lambda bodies: how(bodies, self.dice))
        self.sign_anew()

    def swap_over(self) -> None:
        """Let two incidents have an entry of each other's."""
        (one, first), (other, second) = ((name, self.bodies(name)) for name in INCIDENTS)
        here, there = (self.dice.randrange(len(bodies)) for bodies in (first, second))
        first[here], second[there] = second[there], first[here]
        self.run("DELETE FROM entries WHERE incident = ?", other)
        self.rewrite(one, lambda bodies: bodies.__setitem__(slice(None), first))
        self._write(other, second)
        self.sign_anew()

    def _write(self, incident: str, bodies: list[Body]) -> None:
        self.rewrite(incident, lambda none: none.extend(bodies))

    def cut_off(self) -> None:
        """Lose whatever was written last, of all histories."""
        lost = self._rows(PLACED, self.dice.randrange(1, self.size))
        for incident, seq in lost:
            self.run("DELETE FROM entries WHERE incident = ? AND seq = ?", incident, seq)
        self.run("DELETE FROM checkpoints")
        self.sign_anew()

    def put_back(self) -> None:
        """Take the place of the database with an older one."""
        shutil.copy(self._backup, self.file)
        self.sign_anew()

    def go_on_from_backup(self) -> None:
        """Let other things happen in an older one than did."""
        shutil.copy(self._backup, self.file)
        live_on(self.file, "otherwise", Asked())
        self.sign_anew()

    @property
    def size(self) -> int:
        """How many entries the tree has."""
        ((size,),) = self._rows("SELECT count(*) FROM leaves")
        return int(size)

    def somewhere(self) -> tuple[str, int]:
        """Choose an entry."""
        incident = self.dice.choice(INCIDENTS)
        return incident, self.dice.randint(1, len(self.bodies(incident)))

    def say(self, statement: str, where: str) -> None:
        """Change something in the rows of some entry, and nothing else."""
        incident, seq = self.somewhere()
        self.run(f"{statement} {where}", *(incident, seq)[: where.count("?")])


def live_on(file: Path, name: str, asked: Asked) -> None:
    """Let one more incident happen in a database."""
    engine = engine_for(f"sqlite:///{file}")
    desk = Desk(engine, asked)
    for one in lives("INC-9", name):
        desk.insists(one)
    engine.dispose()


def _changed(value: Any) -> Any:
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case str():
            return f"{value[:-1]}{'b' if value.endswith('a') else 'a'}"
        case _:
            return "something else"


def _values(body: Any, *way: Any) -> Iterator[Way]:
    members = body.items() if isinstance(body, dict) else enumerate(body)
    for name, value in members:
        if isinstance(value, dict | list) and value:
            yield from _values(value, *way, name)
        else:
            yield (*way, name)


def _named(way: Way) -> str:
    return ".".join("*" if isinstance(name, int) else name for name in way)
