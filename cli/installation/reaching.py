"""Whether people can be reached: what `retro doctor` says of routes, channels and notices."""

from collections.abc import Iterator

from activities.delivery.routing import DEFAULT
from cli.app import App
from cli.installation.notifying import switchboard_of
from cli.showing.clauses import some_of
from documents.letters.matters import KINDS
from states.due import moment_told
from store.unreached import Unreached, dead_channels, waiting


def routes_said(app: App) -> str:
    """Name every route and its channels; raises `InvalidError` for an address without sense."""
    routes = switchboard_of(app.settings).routes
    every = (routes.default, *routes.named)
    return " · ".join(f"{one.name}: {' '.join(one.channels)}" for one in every)


def routes_nobody_set(app: App) -> str:
    """Name the routes that people have and nobody set up; empty where there is none."""
    return ", ".join(sorted(set(_unknown(app))))


def channels_dead(app: App) -> str:
    """Say which channels that are set up take nothing any more; empty where all do."""
    known = {one.name for one in switchboard_of(app.settings).channels}
    dead = [one for one in dead_channels(app.engine) if one.channel in known]
    clock = app.output.clock
    return " · ".join(
        f"{one.channel} failed {one.failures} times since {moment_told(one.since, clock)}"
        f" ({one.reason})"
        for one in dead
    )


def without_a_channel(app: App) -> tuple[str, ...]:
    """List who is here and cannot be reached: all of their channels are mail without an address."""
    board, people = switchboard_of(app.settings), app.directory()
    return tuple(
        one.id
        for one in people.people.values()
        if people.is_here(one.id, app.now.date())
        and not one.email
        and all(board.mailing.issuperset(way.channels) for way in board.routes.of(one, people))
    )


def notices_waiting(app: App) -> tuple[str, str]:
    """Say which notices nobody took and why, and what shows more; empty where none waits."""
    found = waiting(app.engine, app.now)
    if not (found.since and found.oldest):
        return "", ""
    oldest = found.oldest
    why = oldest.why or "no channel was asked yet, so no worker ran"
    since = moment_told(found.since, app.output.clock)
    told = f"{found.notices} to {some_of(found.people)} since {since} ({why})"
    return told, _shown_by(oldest)


def _shown_by(oldest: Unreached) -> str:
    kind, _, subject = oldest.deadline.partition(":")
    if kind in KINDS:
        return f"retro escalations show {oldest.incident} {subject}"
    return f"retro people show {oldest.to}"


def _unknown(app: App) -> Iterator[str]:
    known = {DEFAULT, *app.settings.routes}
    for person in app.directory().people.values():
        yield from (f"{one} ({person.id})" for one in person.routes if one not in known)
