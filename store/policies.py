"""Policies on SQL: their texts, and every publication in a history of its own (R84)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import reduce

from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import IntegrityError

from ledger.entry import Entry, written
from policies.publishing import events as happened
from policies.publishing.events import Event
from policies.publishing.library import Library, Publication
from states.codec import event_to_json
from states.errors import ConflictError, NotFoundError
from states.stamp import Stamp
from store import shelf
from store.engine import reading, writing
from store.erased import erases, told
from store.projection import Difference, Row
from store.rows import write
from store.shelf import Kept
from store.tables import POLICIES, policies, published

NOTHING = Library()


@dataclass(frozen=True, slots=True)
class _Seen:
    """A library, and the entry up to which it is true."""

    head: str
    library: Library


UNSEEN = _Seen("", NOTHING)


class Policies:
    """Which policies there are; what is known already is not folded again."""

    def __init__(self, engine: Engine) -> None:
        """Keep them in the database of `engine`."""
        self._engine = engine
        self._seen = UNSEEN

    def library(self) -> Library:
        """Return every policy that was offered, as of now."""
        with reading(self._engine) as connection:
            return self.seen_by(connection)

    def seen_by(self, connection: Connection) -> Library:
        """Return every policy that was offered, as the transaction of `connection` sees them."""
        known = self._seen
        found = shelf.following(connection, POLICIES, known.library.seq, known.head)
        if found is None or (known.head and any(map(erases, found))):
            known, found = UNSEEN, shelf.entries_since(connection, POLICIES, 1)
        if found:
            known = _Seen(found[-1].hash, folded(found, known.library))
        self._seen = known
        return known.library

    def text_of(self, digest: str) -> str:
        """Return the policy file of that digest; raises `NotFoundError`."""
        with reading(self._engine) as connection:
            return text_for(connection, digest)

    def record(
        self,
        events: Iterable[Event],
        texts: Mapping[str, str],
        actor: Mapping[str, str],
        now: datetime,
        seen: Library,
    ) -> Library:
        """Write down what was done with policies, and keep their texts by digest.

        Raises:
            ConflictError: somebody else did something since `seen` was read.
        """
        with writing(self._engine) as connection:
            seq, head = shelf.head_of(connection, POLICIES)
            if seq != seen.seq:
                raise ConflictError(
                    "somebody else changed what is published in the meantime",
                    "see what there is: retro policy list · and ask again",
                )
            for digest, text in texts.items():
                keep(connection, digest, text)
            kept = shelf.put(connection, _entry(seq + 1, head, actor, now, events))
            library = folded([kept], seen)
            write(connection, published, _difference(seen, library))
        return library


def _entry(
    seq: int, prev: str, actor: Mapping[str, str], now: datetime, events: Iterable[Event]
) -> Entry:
    return Entry(
        incident=POLICIES,
        seq=seq,
        prev=prev,
        at=written(now),
        actor=dict(actor),
        command={"id": f"{POLICIES}/{seq}", "name": "ChangePolicies"},
        events=tuple(event_to_json(one) for one in events),
    )


def folded(kept: Iterable[Kept], library: Library = NOTHING) -> Library:
    """Fold entries of the history of policies into what was known before them."""
    return reduce(_with, (one.entry() for one in kept), library)


def _with(library: Library, entry: Entry) -> Library:
    stamp = Stamp(entry.moment, entry.actor["person"], entry.seq)
    return happened.fold(library, map(happened.read, told(entry)), stamp)


def rows_of(library: Library) -> list[Row]:
    """Write a library as rows."""
    return [_row(one) for one in library.publications]


def _row(one: Publication) -> Row:
    return {
        "digest": one.offer.digest,
        "name": one.offer.name,
        "version": one.offer.version,
        "state": one.state.value,
        "at": one.at,
        "by": one.offer.by,
        "agreed_by": one.agreed_by,
        "shadow_since": one.shadow_since,
    }


def _difference(before: Library, after: Library) -> Difference:
    old = {row["digest"]: row for row in rows_of(before)}
    new = {row["digest"]: row for row in rows_of(after)}
    return Difference(
        gone=[row for digest, row in old.items() if digest not in new],
        come=[row for digest, row in new.items() if digest not in old],
        changed=[row for digest, row in new.items() if digest in old and old[digest] != row],
    )


def policy_text(engine: Engine, digest: str) -> str:
    """Return the policy file of that digest; raises `NotFoundError`."""
    return Policies(engine).text_of(digest)


def text_for(connection: Connection, digest: str) -> str:
    """Return the policy file of that digest; raises `NotFoundError`."""
    text = _text(connection, digest)
    if text is None:
        raise NotFoundError(
            f"no policy with digest {digest} is kept", "see what is kept: retro policy list"
        )
    return text


def texts_for(connection: Connection, digests: Iterable[str]) -> dict[str, str]:
    """Return the policy files that are kept of these digests."""
    kept = {*connection.scalars(select(policies.c.digest))}.intersection(digests)
    wanted = select(policies.c.digest, policies.c.text).where(policies.c.digest.in_(kept))
    return dict(connection.execute(wanted).all())


def keep(connection: Connection, digest: str, text: str) -> None:
    """Keep a policy file under its digest, once.

    Raises:
        ConflictError: somebody else keeps it at this very moment.
    """
    if _text(connection, digest) is not None:
        return
    try:
        connection.execute(policies.insert(), {"digest": digest, "text": text})
    except IntegrityError as error:
        raise ConflictError(
            f"policy {digest} was kept by somebody else in the meantime",
            "ask again: nothing was lost",
        ) from error


def _text(connection: Connection, digest: str) -> str | None:
    wanted = select(policies.c.text).where(policies.c.digest == digest)
    text: str | None = connection.scalar(wanted)
    return text
