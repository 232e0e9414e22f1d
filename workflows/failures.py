"""How a refusal of the engine crosses Temporal: as one `ApplicationError`, hint in its details."""

from temporalio.exceptions import ActivityError, ApplicationError

from states.envelope import Envelope
from states.errors import InvalidError, UnreachableError


def answerable(error: ActivityError) -> ApplicationError:
    """Turn a commit that failed into an answer: an unexpected failure would wedge the incident."""
    cause = error.cause
    if isinstance(cause, ApplicationError) and cause.type == UnreachableError.__name__:
        return ApplicationError(cause.message, *cause.details, type=cause.type)
    told = cause or error
    return ApplicationError(
        f"the engine could not record the command: {told}",
        "nothing was recorded; try again, and if it stays so: retro doctor",
        type=UnreachableError.__name__,
    )


def misdirected(envelope: Envelope | None, incident: str) -> ApplicationError:
    """Word the refusal of a command that came to another incident's workflow, or of none at all.

    Temporal hands on an argument of nothing, whatever type was asked for: a failure of ours
    would be a failed task, and hold up the incident until somebody terminates its workflow.
    """
    if envelope is None:
        return ApplicationError(
            f"no command came to the workflow of {incident}",
            "send one: retro --help",
            type=InvalidError.__name__,
        )
    return ApplicationError(
        f"a command for {envelope.incident} came to the workflow of {incident}",
        f"send it to {envelope.incident}",
        type=InvalidError.__name__,
    )
