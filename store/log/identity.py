"""Which log this is, and which keys sign it, as the history of the log itself has it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine

from ledger.entry import Entry, written
from ledger.note import VerifierKey, verifier_from
from states.codec import event_to_json
from states.envelope import ENGINE
from store import erased, shelf
from store.engine import reading, writing
from store.log import events as happened
from store.log.events import Event, KeyTaken
from store.log.origin import Origin, origin_from
from store.tables import LOG

BY_ITSELF = {"person": ENGINE, "via": "engine"}


@dataclass(frozen=True, slots=True)
class Identity:
    """A log's name, and every key that has signed it, the one of today last."""

    origin: Origin
    keys: tuple[VerifierKey, ...] = ()
    seq: int = 0

    @property
    def key(self) -> VerifierKey | None:
        """The key that signs; None where none has yet."""
        return self.keys[-1] if self.keys else None


def identity_of(engine: Engine, installation: str) -> Identity:
    """Say which log an installation has now."""
    with reading(engine) as connection:
        return identity_in(connection, installation)


def identity_in(connection: Connection, installation: str) -> Identity:
    """Say so as the transaction sees it."""
    kept = shelf.entries_since(connection, LOG, 1)
    told = [happened.read(one) for entry in kept for one in erased.told(entry.entry())]
    keys = tuple(verifier_from(one.key) for one in told)
    origin = origin_from(keys[-1].name) if keys else None
    return Identity(origin or Origin(installation), keys, len(kept))


def take_key(
    engine: Engine, key: VerifierKey, now: datetime, actor: Mapping[str, str], reason: str = ""
) -> None:
    """Write down that a key signs from here on.

    Raises:
        ConflictError: somebody else wrote something of the kind at this very moment.
    """
    note(engine, KeyTaken(str(key), reason), now, actor)


def note(engine: Engine, event: Event, now: datetime, actor: Mapping[str, str]) -> None:
    """Write down what happened to the log; raises `ConflictError` as `take_key` does."""
    with writing(engine) as connection:
        seq, head = shelf.head_of(connection, LOG)
        shelf.put(connection, _entry(seq + 1, head, event, now, actor))


def _entry(seq: int, prev: str, event: Event, now: datetime, actor: Mapping[str, str]) -> Entry:
    return Entry(
        incident=LOG,
        seq=seq,
        prev=prev,
        at=written(now),
        actor=dict(actor),
        command={"id": f"{LOG}/{seq}", "name": type(event).__name__},
        events=(event_to_json(event),),
    )
