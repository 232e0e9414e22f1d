"""What the engine asks of an incident by itself."""

from collections.abc import Iterable

from states.addressing import addressed
from states.commands import Command, ConfirmErrand, ConfirmNotice, Tick
from states.envelope import ENGINE, Actor, Envelope


def tick(incident: str, name: str, under_way: Iterable[str] = ()) -> Envelope:
    """Look at the clock; `name` is the same when the same tick is tried again.

    `under_way` are the keys of what is being sent.
    """
    return _envelope(incident, f"tick/{name}", Tick(tuple(under_way)))


def confirm(incident: str, sent: ConfirmNotice | ConfirmErrand) -> Envelope:
    """Record that something arrived: once for ever, however often it is said.

    What was tried in vain, or not sent, comes back under its key: each time is said under a name
    of its own.
    """
    if isinstance(sent, ConfirmNotice) and (sent.undelivered or sent.untold):
        return _envelope(incident, f"sent/{sent.key}/{sent.delivered}", sent)
    return _envelope(incident, f"sent/{sent.key}", sent)


def _envelope(incident: str, name: str, command: Command) -> Envelope:
    return addressed(incident, command, Actor(ENGINE, "engine"), name)
