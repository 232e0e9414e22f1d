"""How every call of `retro` ends: with one exit code, and one way to say what went wrong.

A refusal is its message and its hint. A mistake of ours is one line, and a file that has it all.
"""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn

import click

from cli.showing.visible import visible
from states.errors import Exit, RetrogateError

INTERRUPTED = 130
BROKEN_PIPE = 141
"""What a shell reports of a program that SIGPIPE ended: `retro list | head -1`."""

UNWRITABLE = frozenset({errno.EPIPE, errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})
"""What it is called where no more can be written."""

AFTERWARDS = "a change that was asked for may have been made: look before asking again"

CRASHES = Path("logs") / "crash.log"


@contextmanager
def exiting() -> Iterator[None]:
    """Run what is inside, say on stderr what went wrong, and end the process."""
    stdout = sys.stdout
    if not stdout:
        _tell("stdout is closed: no output could be written", "nothing was done: ask without >&-")
        sys.exit(Exit.FAILED.value)
    try:
        yield
        code = Exit.DONE.value
    except (Exception, KeyboardInterrupt, SystemExit) as error:  # noqa: BLE001  # the one way out
        # Where the reader has left, click puts another stdout there and says 1.
        code = code_of(error) if sys.stdout is stdout else _unheard()
    finish(_lost() or code)


def code_of(error: BaseException) -> int:
    """Say what went wrong on stderr, and return the exit code that goes with it."""
    match error:
        case RetrogateError():
            _tell(str(error), error.hint)
            return error.exit.value
        case click.ClickException():
            error.show()
            return error.exit_code
        case KeyboardInterrupt() | click.Abort():
            return INTERRUPTED
        case OSError() if error.errno in UNWRITABLE:
            return _unwritten(error)
        case SystemExit():
            return _asked_for(error)
        case _:
            return _crashed(error)


def finish(code: int) -> NoReturn:
    """End the process with `code`, when everything written so far has arrived.

    A process that used Temporal's SDK may crash after its last line (sdk-python #300): it
    leaves without cleaning up.
    """
    if "temporalio" not in sys.modules or "pytest" in sys.modules:
        sys.exit(code)
    with suppress(BrokenPipeError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


def _tell(message: str, hint: str) -> None:
    click.echo(visible(message), err=True)
    if hint:
        click.echo(visible(f"  → {hint}"), err=True)


def _asked_for(error: SystemExit) -> int:
    if error.code is None or isinstance(error.code, int):
        return error.code or Exit.DONE.value
    _tell(str(error.code), "")
    return Exit.FAILED.value


def _lost() -> int:
    """Write what is left to write: 0, or the exit code of an answer that does not arrive."""
    try:
        sys.stdout.flush()
    except OSError as error:
        return _unwritten(error)
    return Exit.DONE.value


def _unwritten(error: OSError) -> int:
    unheard = _unheard()
    if isinstance(error, BrokenPipeError):
        return unheard
    _tell(f"the output could not be written: {error.strerror}", AFTERWARDS)
    return Exit.FAILED.value


def _unheard() -> int:
    # Else Python flushes once more at its end, and complains.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return BROKEN_PIPE


def _crashed(error: BaseException) -> int:
    import traceback

    if os.environ.get("RETRO_DEBUG"):
        traceback.print_exception(error)
    else:
        what = f"{type(error).__name__}: {error}".splitlines()[0]
        _tell(f"this should not have happened: {what}", _kept(error))
    return Exit.FAILED.value


def _kept(error: BaseException) -> str:
    import traceback

    from cli.installation.settings import load_settings

    try:
        log = load_settings().home / CRASHES
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as file:
            traceback.print_exception(error, file=file)
    except (OSError, RetrogateError):
        return "see all of it: RETRO_DEBUG=1 retro …"
    return f"all of it is in {log}"
