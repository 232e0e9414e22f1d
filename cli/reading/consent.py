"""What cannot be taken back is asked about first."""

import click

from cli.records.applying import is_anyone_there
from states.errors import InvalidError, RetrogateError


def must_consent(question: str, otherwise: str, *, given: bool) -> None:
    """Ask, unless consent was given beforehand.

    Raises:
        InvalidError: nobody is there to be asked.
        RetrogateError: the answer is no; `otherwise` says how things are then.
    """
    if given:
        return
    if not is_anyone_there():
        raise InvalidError(f"{question} · nobody is there to be asked", "agree beforehand: --yes")
    if not click.confirm(question, err=True):
        raise RetrogateError(otherwise)
