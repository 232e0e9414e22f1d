"""Templates of one's own for notices: read from a folder, when a worker starts."""

from pathlib import Path

from cli.installation.settings import Settings
from documents.letters.wording import BUILT_IN, Wording
from states.errors import InvalidError

SUFFIX = ".jinja"


def wording_of(settings: Settings) -> Wording:
    """Return how letters are worded; raises `InvalidError` where the folder cannot be read."""
    if settings.templates is None:
        return BUILT_IN
    return Wording({one.name: _text(one) for one in _files(settings.templates)})


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise InvalidError(
            f"templates names {folder}, which is no folder", "create it, or name another one"
        )
    return sorted(one for one in folder.iterdir() if one.name.endswith(SUFFIX))


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidError(f"{file} cannot be read: {error}", "correct it and repeat") from error
