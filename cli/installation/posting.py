"""How a command is addressed, and who carries it to its incident."""

import re
from typing import Protocol
from uuid import uuid4

from policies.language.placeholders import placeholders_in
from states.addressing import addressed, must_be_genuine
from states.codec import command_from
from states.commands import Command
from states.envelope import Actor, Envelope, Outcome
from states.errors import InvalidError

KEY = re.compile(r"(?!(?:PEOPLE|POLICIES|BULLETINS|LOG)$)[A-Z][A-Z0-9-]{1,39}")


class Post(Protocol):
    """Carries a command to its incident, and its answer back."""

    def send(self, envelope: Envelope) -> Outcome:
        """Deliver one command; raises `UnreachableError` where nobody answers."""


def envelope_for(key: str, command: Command, acting: str, command_id: str = "") -> Envelope:
    """Address a command; nonsense is refused here, before it is sent.

    Raises:
        InvalidError: the key or a field of the command makes no sense.
    """
    must_be_key(key)
    envelope = addressed(key, command, Actor(acting, "cli"), command_id or str(uuid4()))
    command_from(envelope.name, envelope.body)
    must_be_genuine(envelope)
    _must_be_filled_in(envelope)
    return envelope


def _must_be_filled_in(envelope: Envelope) -> None:
    left = ", ".join(f"“{one}”" for one in dict.fromkeys(placeholders_in(envelope.body)))
    if left:
        raise InvalidError(
            f"{left} stands for something that only you know",
            "put it in, and send the command again",
        )


def must_be_key(key: str) -> None:
    """Raise `InvalidError` unless `key` can name an incident."""
    if not KEY.fullmatch(key):
        raise InvalidError(f"incident: {key!r} cannot be the key of an incident", _meant(key))


def _meant(key: str) -> str:
    likely = key.strip().upper()
    if KEY.fullmatch(likely):
        return f"did you mean {likely}?"
    return "2 to 40 capital letters, digits and hyphens, a letter first: INC-42"
