"""The log of one installation: sequenced, signed and published by whoever serves it."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Engine

from ledger.checkpoint import Checkpoint
from ledger.note import Ed25519Key
from states.errors import ConflictError, InvalidError
from store.engine import reading
from store.log.checkpoints import OtherKeyError, Signed, newest, sign
from store.log.events import LogRestarted
from store.log.growing import size_of
from store.log.identity import BY_ITSELF, Identity, identity_in, identity_of, note, take_key
from store.log.origin import Origin
from store.log.outside import Claim, Place, claims_of, disagreement, must_agree
from store.log.publishing import CHECKPOINT, Folder, publish, published_in
from store.log.sequencer import sequence


@dataclass(frozen=True, slots=True)
class Log:
    """Everything that keeping the log takes; without the key that signs it, others sign.

    It is published in `folder`; what lies there and at `witnesses` is read before it is signed.
    """

    engine: Engine
    installation: str
    folder: Folder
    witnesses: Sequence[Place] = ()
    key: Ed25519PrivateKey | None = None

    @property
    def identity(self) -> Identity:
        """Which log this is, and which keys sign it."""
        return identity_of(self.engine, self.installation)

    def tend(self, now: datetime) -> Signed | None:
        """Sequence, sign and publish what is not yet, and return what was signed last.

        Raises:
            DisagreesError: the database does not hold what is known outside; nothing is signed.
            InvalidError: what lies outside is no checkpoint of this log.
            UnreachableError: the database, or a place outside, does not answer.
        """
        sequence(self.engine)
        return newest(self.engine) if self._is_published() else self.refresh(now)

    def refresh(self, now: datetime) -> Signed | None:
        """Do so even where nothing is left to do: for a start, and for whoever asks."""
        claims = self.claims()
        self.must_hold(claims)
        if key := self._signing_key(now):
            sequence(self.engine)
            sign(self.engine, self.installation, (key,), now, claims)
        publish(self.engine, self.folder)
        return newest(self.engine)

    def claims(self) -> tuple[Claim, ...]:
        """Read what is known outside; raises `InvalidError` and `UnreachableError`."""
        return claims_of((Place(self.folder.name, self._published), *self.witnesses))

    def must_hold(self, claims: Iterable[Claim]) -> None:
        """Hold the database to what is known outside; raises `DisagreesError`, `InvalidError`."""
        with reading(self.engine) as connection:
            must_agree(connection, identity_in(connection, self.installation), claims)

    def hand_over(
        self, key: Ed25519PrivateKey, reason: str, now: datetime, actor: Mapping[str, str]
    ) -> Signed:
        """Let another key sign from here on, and ours for the last time beside it.

        Raises:
            ConflictError: somebody else wrote something of the kind at this very moment.
            DisagreesError: the database does not hold what is known outside.
            InvalidError: what lies outside is no checkpoint of this log.
        """
        claims, identity = self.claims(), self.identity
        self.must_hold(claims)
        ours = Ed25519Key(str(identity.origin), self.key) if self.key else None
        beside = (ours,) if ours and ours.verifier == identity.key else ()
        new = Ed25519Key(str(identity.origin), key)
        take_key(self.engine, new.verifier, now, actor, reason)
        sequence(self.engine)
        signed = sign(self.engine, self.installation, (new, *beside), now, claims)
        publish(self.engine, self.folder)
        return signed

    def restart(self, reason: str, now: datetime, actor: Mapping[str, str]) -> Origin:
        """Go on under a new origin, with a database that is behind what is known outside.

        Raises:
            InvalidError: nothing outside disagrees with the database.
            OtherKeyError: this machine has no key.
        """
        identity, claims = self.identity, self.claims()
        if self.key is None:
            raise OtherKeyError(identity)
        last = self._last_lost(identity, claims)
        origin = Origin(self.installation, _highest(identity.origin, claims) + 1)
        key = Ed25519Key(str(origin), self.key).verifier
        event = LogRestarted(str(key), reason, last.size, last.root.hex())
        note(self.engine, event, now, actor)
        return origin

    def _published(self) -> str | None:
        written = self.folder.read(CHECKPOINT)
        return None if written is None else written.decode(errors="replace")

    def _is_published(self) -> bool:
        signed = newest(self.engine)
        with reading(self.engine) as connection:
            size = size_of(connection)
        if signed is None or signed.checkpoint.size != size:
            return size == 0
        return published_in(self.folder) == signed.checkpoint

    def _signing_key(self, now: datetime) -> Ed25519Key | None:
        # Whoever comes first with a key signs; the others see its name in the log's history.
        if self.key is None:
            return None
        if self.identity.key is None:
            ours = Ed25519Key(str(self.identity.origin), self.key)
            with suppress(ConflictError):
                take_key(self.engine, ours.verifier, now, BY_ITSELF)
        key = Ed25519Key(str(self.identity.origin), self.key)
        return key if key.verifier == self.identity.key else None

    def _last_lost(self, identity: Identity, claims: Iterable[Claim]) -> Checkpoint:
        with reading(self.engine) as connection:
            lost = [one for one in claims if disagreement(connection, identity, one)]
        if not lost:
            raise InvalidError(
                f"nothing outside disagrees with the database: {identity.origin} goes on",
                "see what was signed last: retro audit checkpoint",
            )
        return max((one.checkpoint for one in lost), key=attrgetter("size"))


def _highest(origin: Origin, claims: Iterable[Claim]) -> int:
    known = (one.origin for one in claims if one.origin)
    numbers = (one.number for one in known if one.installation == origin.installation)
    return max((origin.number, *numbers))
