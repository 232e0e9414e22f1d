"""Whether people can be reached: what `retro doctor` says of routes, channels and notices."""

from collections.abc import Iterator

from activities.delivery.routing import DEFAULT
from cli.app import App
from cli.installation.notifying import switchboard_of
from store.unreached import dead_channels, waiting


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
    return " · ".join(
        f"{one.channel} failed {one.failures} times since {one.since:%Y-%m-%d %H:%M} UTC"
        f" ({one.reason})"
        for one in dead
    )


def notices_waiting(app: App) -> str:
    """Say how many notices did not reach anybody; empty where none waits."""
    found = waiting(app.engine, app.now)
    if not found.since:
        return ""
    return f"{found.notices} to {found.people} since {found.since:%Y-%m-%d %H:%M} UTC"


def _unknown(app: App) -> Iterator[str]:
    known = {DEFAULT, *app.settings.routes}
    for person in app.directory().people.values():
        yield from (f"{one} ({person.id})" for one in person.routes if one not in known)
