"""What the engine asks of an incident by itself."""

from states.addressing import addressed
from states.commands import Command, ConfirmErrand, ConfirmNotice, Tick
from states.envelope import ENGINE, Actor, Envelope


def tick(incident: str, name: str) -> Envelope:
    """Look at the clock; `name` is the same when the same tick is tried again."""
    return _envelope(incident, f"tick/{name}", Tick())


def confirm(incident: str, sent: ConfirmNotice | ConfirmErrand) -> Envelope:
    """Record that something arrived: once for ever, however often it is said.

    What was tried in vain comes back under its key: each time is said under a name of its own.
    """
    if isinstance(sent, ConfirmNotice) and sent.undelivered:
        return _envelope(incident, f"sent/{sent.key}/{sent.delivered}", sent)
    return _envelope(incident, f"sent/{sent.key}", sent)


def _envelope(incident: str, name: str, command: Command) -> Envelope:
    return addressed(incident, command, Actor(ENGINE, "engine"), name)
