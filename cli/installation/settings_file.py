"""The settings file: `retro.toml` in the data directory, or where `RETRO_CONFIG` says."""

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from cli.installation.secret import redacted
from states.errors import InvalidError
from states.spelling import did_you_mean

NAME = "retro.toml"
CONFIG = "RETRO_CONFIG"


def config_file(home: Path, environment: Mapping[str, str]) -> Path:
    """Find the file; one that `RETRO_CONFIG` names must be there, else `InvalidError`."""
    named = environment.get(CONFIG)
    if not named:
        return home / NAME
    file = Path(named).expanduser().absolute()
    if not file.is_file():
        raise InvalidError(
            f"{CONFIG} names {file}, which is not there", f"create it, or: unset {CONFIG}"
        )
    return file


def read_config(file: Path, known: Iterable[str]) -> Mapping[str, Any]:
    """Read the file, if it is there.

    Raises:
        InvalidError: it is no TOML, or has a key that is not `known`.
    """
    try:
        said = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        # Not the error behind ours: it may quote an address, as its words may.
        why = redacted(str(error))
        raise InvalidError(f"{file} cannot be read: {why}", "correct it and repeat") from None
    _refuse_unknown(file, said, [*known])
    return said


def _refuse_unknown(file: Path, said: Mapping[str, Any], known: list[str]) -> None:
    unknown = [redacted(f"“{key}”") + did_you_mean(key, known) for key in said if key not in known]
    if unknown:
        raise InvalidError(
            f"{file}: there is no setting {', '.join(unknown)}",
            f"settings: {', '.join(known)}; Temporal is set by TEMPORAL_ADDRESS and its profiles",
        )
