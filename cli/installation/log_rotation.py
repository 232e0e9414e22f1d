"""Let another key sign the log; a run that is cut short at any point is ended by the next one."""

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from cli.app import App
from cli.installation.actor import actor_of
from cli.installation.log_keeping import log_of
from connectors.log_key import change_key, make_key, read_key
from ledger.note import Ed25519Key, VerifierKey
from store.log.log import Log


def rotate(app: App, reason: str) -> VerifierKey:
    """Hand over to a new key, or to this machine's where another one signs, and return it.

    Raises:
        DisagreesError: the database does not hold what is known outside.
        InvalidError: a key cannot be read or written.
        NotAllowedError: who asks is not here today.
    """
    actor, log, file = actor_of(app), log_of(app), app.settings.log_key
    successor = file.with_name(f"{file.name}.new")
    ours = _verifier(log, log.key) if log.key else None
    place = successor if ours == log.identity.key or successor.exists() else file
    key = read_key(place) or make_key(place)
    if _verifier(log, key) != log.identity.key:
        log.hand_over(key, reason, app.now, actor)
    # Only now: whoever signs meanwhile has the old key, and waits.
    if place == successor:
        change_key(file, successor, _aside(file, ours))
    return _verifier(log, key)


def _verifier(log: Log, key: Ed25519PrivateKey) -> VerifierKey:
    return Ed25519Key(str(log.identity.origin), key).verifier


def _aside(file: Path, known: VerifierKey | None) -> Path:
    return file.with_name(f"{file.name}.{known.id.hex() if known else 'before'}")
