"""The data directory, which nobody else may look into."""

from pathlib import Path

from states.errors import InvalidError

PRIVATE = 0o700


def make_home(home: Path) -> None:
    """Make the data directory where it is missing.

    Raises:
        InvalidError: it cannot be made.
    """
    try:
        home.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
    except OSError as error:
        raise InvalidError(
            f"the data directory {home} cannot be made: {(error.strerror or str(error)).lower()}",
            "name another one: --home DIRECTORY, or RETRO_HOME=…",
        ) from error
