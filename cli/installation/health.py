"""What Retrogate needs, as a table of checks; a failing one says what mends it."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from typing import NamedTuple

from cli.app import App
from cli.installation.answering_for import counted, left_alone, managers_told
from cli.installation.guard_health import guards_said
from cli.installation.handing_on import still_owed
from cli.installation.log_health import log_said
from cli.installation.mailing import planned
from cli.installation.reaching import (
    channels_dead,
    notices_waiting,
    routes_nobody_set,
    routes_said,
    without_a_channel,
)
from cli.installation.retired import retired_setting
from cli.installation.templates import wording_of
from cli.installation.witness_health import witnesses_said
from cli.library.vacant import vacant_roles
from cli.showing.clauses import some_of
from connectors.temporal_binary import temporal_binary
from documents.bulletins.addressing import reasons_for_nobody
from documents.letters.trying import faults_in
from states.decisions.ladder.parties import OPERATOR
from states.due import moment_told
from states.errors import InvalidError, RetrogateError
from states.record.context import Context
from store.bulletins import Bulletins
from store.engine import shown

OLDEST_PYTHON = (3, 11)
SKEW = timedelta(seconds=5)


class Verdict(NamedTuple):
    """What came of one check; it is neither well nor ill where nobody can tell."""

    check: str
    well: bool | None
    found: str
    fix: str = ""


class MissingError(RetrogateError):
    """Something is missing; the hint is the command that mends it."""


class UntoldError(RetrogateError):
    """Nobody can tell; the hint says what has to be there first."""


def examined(app: App) -> Iterator[Verdict]:
    """Make every check, and never stop at the first that fails."""
    for name, check in CHECKS:
        try:
            yield Verdict(name, well=True, found=check(app))
        except UntoldError as error:
            yield Verdict(name, well=None, found=str(error), fix=error.hint)
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
    return f"{shown(app.engine.url)}, installation {app.installation.id}"


def _policy(app: App) -> str:
    if retired := retired_setting(app.settings):
        raise MissingError(*retired)
    titles = [one.offer.title for one in app.library.in_force]
    return ", ".join(titles) or app.policy_for(Context()).title


def _binary(_app: App) -> str:
    return str(temporal_binary())


def _temporal(app: App) -> str:
    if app.sight.problem:
        raise MissingError(app.sight.problem, app.sight.hint)
    return app.sight.found


def _attributes(app: App) -> str:
    if not app.sight.answers:
        raise UntoldError("not looked at: Temporal does not answer")
    if app.sight.lacking is None:
        raise UntoldError(
            "nobody may list them here", "look yourself: temporal operator search-attribute list"
        )
    if app.sight.lacking:
        names = ", ".join(name for name, _ in app.sight.lacking)
        raise MissingError(f"the namespace lacks {names}", _adding(app.sight.lacking))
    return "the namespace has them all"


def _adding(lacking: Iterable[tuple[str, str]]) -> str:
    """Write the commands that add attributes; one adds those of one type."""
    by_type: dict[str, str] = {}
    for name, kind in lacking:
        by_type[kind] = f"{by_type.get(kind, '')} --name {name}"
    create = "temporal operator search-attribute create"
    return " && ".join(f"{create}{names} --type {kind}" for kind, names in by_type.items())


def _worker(app: App) -> str:
    _ = app.installation  # whose workers these are stands in the database
    count = app.sight.workers(app.now)
    if not count:
        raise MissingError("no worker serves incidents", "retro up · or on a cluster: retro worker")
    return f"{count} at work"


def _people(app: App) -> str:
    people, today = app.directory(), app.now.date()
    if not people.here(today):
        raise MissingError("nobody is in the people directory", "retro people import people.yaml")
    return counted(people, today)


def _roles(app: App) -> str:
    _must_have_people(app)
    names = _roles_nobody_has(app)
    if names:
        raise MissingError(
            f"the policy counts on roles that nobody has: {', '.join(names)}",
            "give them to somebody: retro people import people.yaml",
        )
    return "nobody is missing who could open a gate"


def _must_have_people(app: App) -> None:
    if not app.directory().here(app.now.date()):
        raise UntoldError("not looked at: nobody is in the directory")


def _operators(app: App) -> str:
    _must_have_people(app)
    people, today = app.directory(), app.now.date()
    named = people.with_role(OPERATOR, today)
    if not named:
        instead = some_of(people.highest(today))
        raise MissingError(
            f"nobody has the role {OPERATOR}: {instead} is told instead of what only operators "
            "can mend",
            "give it to somebody: retro people import people.yaml",
        )
    return some_of(named)


def _managers(app: App) -> str:
    _must_have_people(app)
    people, today = app.directory(), app.now.date()
    if alone := left_alone(people, today):
        raise MissingError(
            f"the manager of {some_of(alone)} is not there any more",
            "name another one in people.yaml, then: retro people import people.yaml",
        )
    return managers_told(people, today)


def _promises(app: App) -> str:
    _must_have_people(app)
    people, today = app.directory(), app.now.date()
    owed, handing_on = still_owed(app, lambda one: not people.is_here(one, today))
    if owed:
        raise MissingError(
            f"who answers for these is not there any more: {owed}",
            f"name somebody else: {handing_on}",
        )
    return "whoever answers for something is there"


def _roles_nobody_has(app: App) -> tuple[str, ...]:
    try:
        in_force = [app.policy_by(one.offer.digest) for one in app.library.in_force]
        return vacant_roles(app, in_force or [app.policy_for(Context())])
    except RetrogateError:  # what is wrong with them has been told
        return ()


def _acting(app: App) -> str:
    if not app.directory().is_here(app.acting, app.now.date()):
        raise MissingError(
            f"“{app.acting}” is not a person in the directory who is here", "retro people list"
        )
    return app.acting


def _clock(app: App) -> str:
    if not app.sight.polled:
        raise UntoldError("not compared: no worker has asked Temporal for work lately")
    ahead = max(app.sight.polled) - app.now
    if ahead > SKEW:
        raise MissingError(
            f"this clock is {ahead.total_seconds():.0f} s behind Temporal's",
            "set it right: timedatectl set-ntp true",
        )
    return "not behind Temporal's"


def _routes(app: App) -> str:
    said = routes_said(app)
    if unknown := routes_nobody_set(app):
        raise MissingError(
            f"nobody set up the routes of these people: {unknown}",
            f"name them in [routes] of {app.settings.file}, or correct people.yaml; until then "
            "their next route is taken",
        )
    return said


def _addresses(app: App) -> str:
    try:
        unreachable = without_a_channel(app)
    except InvalidError as error:
        raise UntoldError("not looked at: see routes") from error
    if unreachable:
        line = f"- {{id: {unreachable[0]}, email: {unreachable[0]}@example.org}}"
        raise MissingError(
            f"no channel can reach {some_of(unreachable)}: their routes are mail, and they have no "
            "e-mail address",
            f"write theirs into people.yaml, {line}, then: retro people import people.yaml",
        )
    return "everybody has one on some channel"


def _channels(app: App) -> str:
    try:
        dead = channels_dead(app)
    except InvalidError as error:
        raise UntoldError("not looked at: see routes") from error
    if dead:
        raise MissingError(
            dead,
            f"correct its address in {app.settings.file}; until then who has another route is told "
            "by that one at once, and the others when it answers again: within minutes, or "
            "as long after as it was dead before, at most a day",
        )
    return "none of them is known to be dead"


def _notices(app: App) -> str:
    found, shown_by = notices_waiting(app)
    if found:
        raise MissingError(
            f"notices that nobody took: {found}",
            f"they are tried again by themselves, within a day; see when: {shown_by}",
        )
    return "none waits for a channel"


def _templates(app: App) -> str:
    wording = wording_of(app.settings)
    if faults := [*faults_in(wording)]:
        raise MissingError(
            f"templates of your own fail: {' · '.join(faults)}",
            f"correct them in {app.settings.templates}; until then notices have our words",
        )
    return f"{len(wording.own)} of your own" if wording.own else "as they come"


def _bulletins(app: App) -> str:
    named = app.settings.bulletins_to
    if not named:
        raise UntoldError("nobody gets them", 'say who does: bulletins_to = ["role:manager"]')
    if nobody := reasons_for_nobody(named, app.directory(), app.now.date()):
        raise MissingError(
            f"bulletins_to reaches nobody by {'; '.join(nobody)}",
            f"name others in bulletins_to of {app.settings.file}, or correct people.yaml and: "
            "retro people import people.yaml",
        )
    if unsent := Bulletins(app.engine).unsent():
        one = unsent[0]
        raise MissingError(
            f"{one.to} did not get the last {one.kind.value}: {one.why}", "retro digest --sent"
        )
    if not app.sight.answers:
        raise UntoldError("not looked at: Temporal does not answer")
    wanted = {one.kind.value for one in planned(app.settings)}
    if missing := sorted(wanted - {name for name, _ in app.sight.bulletins}):
        raise MissingError(
            f"not planned: {', '.join(missing)}", "a worker plans them when it starts: retro up"
        )
    clock = app.output.clock
    return " · ".join(f"next {name} {moment_told(at, clock)}" for name, at in app.sight.bulletins)


# fmt: off
CHECKS: tuple[tuple[str, Callable[[App], str]], ...] = (
    ("python",          _python),
    ("data directory",  _home),
    ("database",        _database),
    ("guards",          guards_said),
    ("log",             log_said),
    ("witnesses",       witnesses_said),
    ("policy",          _policy),
    ("server program",  _binary),
    ("temporal",        _temporal),
    ("attributes",      _attributes),
    ("worker",          _worker),
    ("clock",           _clock),
    ("people",          _people),
    ("roles",           _roles),
    ("operators",       _operators),
    ("managers",        _managers),
    ("promises",        _promises),
    ("who acts",        _acting),
    ("routes",          _routes),
    ("addresses",       _addresses),
    ("channels",        _channels),
    ("notices",         _notices),
    ("templates",       _templates),
    ("bulletins",       _bulletins),
)
# fmt: on
