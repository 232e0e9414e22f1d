"""What is let into a workflow: whoever reaches Temporal may send it anything.

Arguments come as plain JSON and are read here. Where the SDK reads them for a signature, one too
many fails the workflow's task, which is then done again for ever, and holds up the incident until
somebody terminates its workflow. Pure, so that a replay lets in the same.
"""

from collections.abc import Sequence
from typing import TypeVar

from pydantic_core import to_json
from temporalio.exceptions import ApplicationError

from states.codec import from_json
from states.envelope import BODY_LIMIT, Envelope
from states.errors import InvalidError
from workflows.messages import Start

T = TypeVar("T")

ENVELOPE_LIMIT = 2 * BODY_LIMIT
"""Bytes of a command that are looked at. Our own clients send half: this keeps histories short."""

SHOWN = 300
"""Characters of a refusal that quotes what came: a stranger says how long that is."""


def read(kind: type[T], given: Sequence[object]) -> T:
    """Read the one argument that a handler takes.

    Raises:
        ApplicationError: there are more or fewer, or it is none of that kind.
    """
    name = kind.__name__.lower()
    if len(given) != 1:
        raise _refused(f"one {name} is taken, and {len(given)} arguments came")
    try:
        return from_json(kind, given[0])
    except InvalidError as error:
        raise _refused(f"what came is not one {name}: {error}"[:SHOWN]) from error


def envelope_in(given: Sequence[object], incident: str) -> Envelope:
    """Read a command for an incident; raises `ApplicationError` where it is none for this one."""
    envelope = read(Envelope, given)
    if envelope.incident != incident:
        raise _refused(
            f"a command for {envelope.incident} came to the workflow of {incident}",
            f"send it to {envelope.incident}",
        )
    return envelope


def must_fit(envelope: Envelope) -> None:
    """Raise `ApplicationError` where a command is larger than any may be."""
    size = len(to_json(envelope))
    if size > ENVELOPE_LIMIT:
        raise _refused(f"the command is {size:,} bytes, at most {ENVELOPE_LIMIT:,} are read")


def start_in(given: Sequence[object], workflow_id: str) -> Start:
    """Read what a workflow is started with; raises `ApplicationError` where the run cannot be."""
    start = read(Start, given)
    if not (start.incident and workflow_id.endswith(start.incident)):
        raise _refused(f"{workflow_id} is not the name of a workflow of {start.incident}")
    return start


def _refused(
    message: str, hint: str = "send commands as everybody does: retro --help"
) -> ApplicationError:
    return ApplicationError(message, hint, type=InvalidError.__name__, non_retryable=True)
