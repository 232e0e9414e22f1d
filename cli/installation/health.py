"""What Retrogate needs, as a table of checks; a failing one says what mends it."""

import os
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import NamedTuple

from cli.app import App
from cli.installation.notifying import channel_for
from connectors.temporal_binary import temporal_binary
from states.errors import RetrogateError
from store.engine import shown

OLDEST_PYTHON = (3, 11)
SKEW = timedelta(seconds=5)


class Verdict(NamedTuple):
    """What came of one check."""

    check: str
    well: bool
    found: str
    fix: str = ""


class MissingError(RetrogateError):
    """Something is missing; the hint is the command that mends it."""


def examined(app: App) -> Iterator[Verdict]:
    """Make every check, and never stop at the first that fails."""
    for name, check in CHECKS:
        try:
            yield Verdict(name, well=True, found=check(app))
        except RetrogateError as error:
            yield Verdict(name, well=False, found=str(error), fix=error.hint)


def _python(_app: App) -> str:
    found = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < OLDEST_PYTHON:
        raise MissingError(f"Python {found} is too old", "install Python 3.11 or newer")
    return f"Python {found}"


def _home(app: App) -> str:
    home = app.settings.home
    if not home.exists():
        raise MissingError(f"{home} is not there yet", "retro up")
    if not os.access(home, os.W_OK | os.X_OK):
        raise MissingError(f"{home} cannot be written to", f"chmod u+rwx {home}")
    return str(home)


def _database(app: App) -> str:
    return shown(app.engine.url)


def _policy(app: App) -> str:
    policy = app.policy
    return f"{policy.name} {policy.version}"


def _binary(_app: App) -> str:
    return str(temporal_binary())


def _temporal(app: App) -> str:
    if not app.sight.answers:
        raise MissingError(app.sight.problem, app.sight.hint)
    return f"{app.sight.address}, {app.sight.workflows} workflows"


def _worker(app: App) -> str:
    count = app.sight.workers(app.now)
    if not count:
        raise MissingError("no worker serves incidents", "retro up · or on a cluster: retro worker")
    return f"{count} at work"


def _people(app: App) -> str:
    count = len(app.directory().people)
    if not count:
        raise MissingError("the people directory is empty", "retro people import people.yaml")
    return f"{count} in the directory"


def _acting(app: App) -> str:
    if not app.directory().is_here(app.acting, app.now.date()):
        raise MissingError(
            f"“{app.acting}” is not a person in the directory who is here", "retro people list"
        )
    return app.acting


def _clock(app: App) -> str:
    ahead = max(app.sight.polled, default=app.now) - app.now
    if ahead > SKEW:
        raise MissingError(
            f"this clock is {ahead.total_seconds():.0f} s behind Temporal's",
            "set it right: timedatectl set-ntp true",
        )
    return "not behind Temporal's"


def _channel(app: App) -> str:
    return channel_for(app.settings).name


# fmt: off
CHECKS: tuple[tuple[str, Callable[[App], str]], ...] = (
    ("python",          _python),
    ("data directory",  _home),
    ("database",        _database),
    ("policy",          _policy),
    ("server program",  _binary),
    ("temporal",        _temporal),
    ("worker",          _worker),
    ("clock",           _clock),
    ("people",          _people),
    ("who acts",        _acting),
    ("notices",         _channel),
)
# fmt: on
