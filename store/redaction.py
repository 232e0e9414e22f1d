"""Find texts that somebody wants erased, and erase those of histories that are no incident's.

An incident's texts are erased by its own command, `Redact`.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, Engine

from ledger.entry import Entry, written
from states.codec import event_to_json
from states.decisions.erasing import must_be_trusted
from states.errors import InvalidError
from states.events.record import TextsErased
from store import seals, shelf
from store.engine import reading, writing
from store.people import People
from store.projection import Difference
from store.rows import write
from store.streams import STREAMS


class Text(NamedTuple):
    """A text that can be erased: the number of its entry, its digest, and itself."""

    seq: int
    digest: str
    text: str


def texts_of(
    engine: Engine, history: str, containing: str = "", seq: int | None = None
) -> tuple[Text, ...]:
    """List the texts of an incident or another history, in order of their entries.

    Those that hold some words, however capitalised, and those of one entry, where that is said.
    """
    with reading(engine) as connection:
        found = seals.since(connection, history, seq or 0)
    texts = (Text(at, one.digest, one.text) for (_, at), shut in found.items() for one in shut)
    wanted = containing.casefold()
    return tuple(one for one in texts if wanted in one.text.casefold() and seq in {None, one.seq})


def erase(  # noqa: PLR0913  # who, what, where and when of an entry, and who may
    engine: Engine,
    stream: str,
    erased: TextsErased,
    actor: Mapping[str, str],
    now: datetime,
    *,
    roles: tuple[str, ...] = (),
) -> Entry:
    """Erase texts of the directory, the policies, the bulletins or the log, and write that down.

    `roles` are those of which somebody who erases needs one; where nobody is in the directory,
    none can be asked for.

    Raises:
        ConflictError: somebody else wrote into this history at the same moment.
        InvalidError: it has no such text, or there is no such history.
        NotAllowedError: the actor has none of the roles.
    """
    _must_be_there(engine, stream, erased.digests)
    with writing(engine) as connection:
        people = People(engine).seen_by(connection)
        if people.here(now.date()):
            must_be_trusted(actor["person"], roles, people, now.date())
        entry = _next(connection, stream, erased, actor, now)
        shelf.put(connection, entry)
        seals.erase(connection, stream, erased.digests)
        _bring_in_line(connection, stream)
    return entry


def _must_be_there(engine: Engine, stream: str, digests: Sequence[str]) -> None:
    if stream not in STREAMS:
        raise InvalidError(
            f"{stream} is not {', '.join(STREAMS)}", f"its own command: retro audit redact {stream}"
        )
    known = {one.digest for one in texts_of(engine, stream)}
    if not digests or not known.issuperset(digests):
        raise InvalidError(
            f"{stream} has no such text, or it was erased before",
            f'find what it has: retro audit redact {stream} --containing "…"',
        )


def _next(
    connection: Connection,
    stream: str,
    erased: TextsErased,
    actor: Mapping[str, str],
    now: datetime,
) -> Entry:
    seq, head = shelf.head_of(connection, stream)
    return Entry(
        incident=stream,
        seq=seq + 1,
        prev=head,
        at=written(now),
        actor=dict(actor),
        command={"id": f"{stream}/{seq + 1}", "name": "Redact"},
        events=(event_to_json(erased),),
    )


def _bring_in_line(connection: Connection, stream: str) -> None:
    table = STREAMS[stream].table
    if table is None:
        return
    connection.execute(table.delete())
    rows = STREAMS[stream].rows(shelf.entries_since(connection, stream, 1))
    write(connection, table, Difference(come=rows))
