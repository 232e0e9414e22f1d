"""How a refusal of the engine crosses Temporal: as one `ApplicationError`, hint in its details."""

from temporalio.exceptions import ActivityError, ApplicationError

from states.errors import UnreachableError


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
