"""How what somebody wrote into a setting is read; each raises `ValueError` saying what is wrong.

The folder is the one that a relative path is relative to: the file's, or the working directory.
"""

from pathlib import Path

from cli.installation.secret import Secret


def text(written: object, _folder: Path) -> str:
    """Read a text that says something."""
    if not (isinstance(written, str) and written.strip()):
        raise ValueError("must be a text in quotes, and not empty")
    return written.strip()


def path(written: object, folder: Path) -> Path:
    """Read a path; `~` is the home directory."""
    return folder / Path(text(written, folder)).expanduser()


def zone(written: object, folder: Path) -> str:
    """Read the name of a time zone."""
    from documents.moments import zone_from  # few set one, and it costs a tenth of a second

    return zone_from(text(written, folder)).key


def addresses(written: object, folder: Path) -> tuple[Secret, ...]:
    """Read notice addresses: a list of them, or a text with blanks between them."""
    listed = written if isinstance(written, list) else text(written, folder).split()
    if not all(isinstance(one, str) for one in listed):
        raise ValueError('must be a list of texts: ["mailto://…", "slack://…"]')
    return tuple(Secret(one) for one in listed)
