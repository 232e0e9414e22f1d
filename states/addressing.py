"""How a command is put in its envelope, and what makes an envelope's id trustworthy.

The digest binds an id to who asks what: the same id with anything else is another command.
"""

from states.codec import digest, to_json
from states.commands import Command
from states.envelope import ENGINE, Actor, Envelope
from states.errors import InvalidError

RESERVED = ("tick/", "sent/", "recurrence/", "PEOPLE/", "POLICIES/")
"""How the ids of what the engine does by itself begin; nobody else's may."""


def addressed(incident: str, command: Command, actor: Actor, name: str) -> Envelope:
    """Put a command in its envelope, under the id `name`."""
    kind, body = type(command).__name__, to_json(command)
    return Envelope(name, incident, kind, body, seal(kind, actor, body), actor)


def seal(kind: str, actor: Actor, body: object) -> str:
    """Name what is asked, and by whom, by its SHA-256."""
    return digest([kind, actor.person, body])


def must_be_genuine(envelope: Envelope) -> None:
    """Raise `InvalidError` where an id is the engine's, or a digest is of something else."""
    if envelope.actor.person != ENGINE and envelope.id.startswith(RESERVED):
        raise InvalidError(
            f"the command id {envelope.id} begins as the engine's own do",
            "leave --command-id out, or repeat the one you were told",
        )
    if envelope.digest != seal(envelope.name, envelope.actor, envelope.body):
        raise InvalidError(
            f"the digest of command {envelope.id} is of something else",
            "it is the SHA-256 of the canonical JSON of [name, person, body]",
        )
