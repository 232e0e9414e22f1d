"""The editor somebody likes, opened on a file."""

import os
import shlex
import subprocess
from pathlib import Path

from states.errors import InvalidError, RetrogateError

USUAL = "vi"
_CHOOSE = "choose an editor: export EDITOR=nano"


def open_editor(path: Path) -> None:
    """Let a person edit a file, and come back when they are done.

    Raises:
        InvalidError: $VISUAL or $EDITOR names nothing that runs.
        RetrogateError: the editor said that it failed.
    """
    words = editor_words()
    try:
        ended = subprocess.run([*words, str(path)], check=False)  # noqa: S603  # their own choice
    except OSError as error:
        raise InvalidError(f"the editor “{words[0]}” does not start: {error}", _CHOOSE) from error
    if ended.returncode:
        raise RetrogateError(f"the editor “{words[0]}” failed ({ended.returncode})", _CHOOSE)


def editor_words() -> list[str]:
    """Return the editor's command line, as a shell would split it."""
    chosen = os.environ.get("VISUAL") or os.environ.get("EDITOR") or USUAL
    try:
        return shlex.split(chosen) or [USUAL]
    except ValueError as error:
        raise InvalidError(f"$EDITOR cannot be read: {error}: {chosen}", _CHOOSE) from error
