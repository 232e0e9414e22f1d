"""Everything that somebody does to a ledger whom nobody stops, as tables.

Each deed is found: what was signed anew from outside, and what was not from inside.
"""

from collections.abc import Callable
from functools import partial
from random import Random
from typing import NamedTuple

from tests.faults.forger import Forger
from tests.store.auditing.attacker import Body
from tests.store.log.shelves import THEIRS


class Tampering(NamedTuple):
    """What is done; whether all is made to fit again, and signed with our own key."""

    name: str
    deed: Callable[[Forger], object]
    signed: bool = True


def _one_less(bodies: list[Body], dice: Random) -> None:
    bodies.pop(dice.randrange(len(bodies) - 1))


def _the_last_less(bodies: list[Body], _: Random) -> None:
    bodies.pop()


def _cut_short(bodies: list[Body], dice: Random) -> None:
    del bodies[dice.randrange(1, len(bodies)) :]


def _none_left(bodies: list[Body], _: Random) -> None:
    bodies.clear()


def _in_another_order(bodies: list[Body], dice: Random) -> None:
    one = dice.randrange(1, len(bodies) - 1)
    bodies[one], bodies[one + 1] = bodies[one + 1], bodies[one]


def _twice(bodies: list[Body], dice: Random) -> None:
    one = dice.randrange(len(bodies) - 1)
    bodies.insert(one, _renamed(bodies[one]))


def _branch_off(bodies: list[Body], dice: Random) -> None:
    since = dice.randrange(1, len(bodies))
    bodies[since:] = [_renamed(one) for one in bodies[since:]]


def _renamed(body: Body) -> Body:
    return {**body, "command": {**body["command"], "id": f"{body['command']['id']} again"}}


ENTRY = "WHERE incident = ? AND seq = ?"
SEALS = "WHERE incident = ?"
ALL = ""

# fmt: off
BYTES = {
    #                  which byte of an entry is another
    "a sign of JSON":  rb"[{}\[\]:,\"]",
    "a letter":        rb"[A-Za-z]",
    "a digit":         rb"[0-9]",
    "any other byte":  rb"[^A-Za-z0-9{}\[\]:,\"]",
}

MOVES = {
    "one deleted":        _one_less,
    "the last deleted":   _the_last_less,
    "cut short":          _cut_short,
    "all deleted":        _none_left,
    "in another order":   _in_another_order,
    "one stands twice":   _twice,
    "another branch":     _branch_off,
}

STATEMENTS = {
    "column: command":    ("UPDATE entries SET command = command || 'x'", ENTRY),
    "column: hash":       ("UPDATE entries SET hash = upper(hash)", ENTRY),
    "column: prev":       ("UPDATE entries SET prev = hash", ENTRY),
    "column: at":         ("UPDATE entries SET at = '2020-01-01 00:00:00.000000'", ENTRY),
    "column: seq":        ("UPDATE entries SET seq = seq + 1000", ENTRY),
    "column: incident":   ("UPDATE entries SET incident = 'INC-77'", ENTRY),
    "seal: text":         ("UPDATE seals SET text = text || '.'", SEALS),
    "seal: salt":         ("UPDATE seals SET salt = x'00'", SEALS),
    "seal: gone":         ("DELETE FROM seals", SEALS),
    "leaf: gone":         ("DELETE FROM leaves", ENTRY),
    "leaf: hash":         ("UPDATE leaves SET hash = upper(hash)", ENTRY),
    "leaf: place":        ("UPDATE leaves SET place = place + 7000", ENTRY),
    "tile: hashes":       ("UPDATE tiles SET hashes = zeroblob(length(hashes))", ALL),
    "tile: shorter":      ("UPDATE tiles SET hashes = substr(hashes, 1, length(hashes) - 32)", ALL),
    "tile: gone":         ("DELETE FROM tiles", ALL),
    "checkpoint: root":   ("UPDATE checkpoints SET root = '00' || substr(root, 3)", ALL),
    "checkpoint: size":   ("UPDATE checkpoints SET size = size + 1", ALL),
    "checkpoint: note":   ("UPDATE checkpoints SET note = replace(note, '/', ':')", ALL),
    "policy: text":       ("UPDATE policies SET text = replace(text, 'min: 1', 'min: 0')", ALL),
    "policy: gone":       ("DELETE FROM policies", ALL),
}

TAMPERINGS = (
    *(Tampering(f"byte: {name}", partial(Forger.change_a_byte, kind=kind))
      for name, kind in BYTES.items()),
    *(Tampering(f"entries: {name}", partial(Forger.move, how=how)) for name, how in MOVES.items()),
    Tampering("entries: swapped over", Forger.swap_over),
    Tampering("log: truncated", Forger.cut_off),
    Tampering("log: an old backup", Forger.put_back),
    Tampering("log: another future of a backup", Forger.go_on_from_backup),
    Tampering("log: another key", partial(Forger.sign_anew, key=THEIRS), signed=False),
    *(Tampering(name, partial(Forger.say, statement=statement, where=where), signed=False)
      for name, (statement, where) in STATEMENTS.items()),
)
# fmt: on
