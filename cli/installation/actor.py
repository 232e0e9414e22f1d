"""Who acts on an installation itself, where no incident's rules say who may."""

import getpass

from cli.app import App
from states.errors import NotAllowedError


def actor_of(app: App) -> dict[str, str]:
    """Name who acts, as entries have it; raises `NotAllowedError` unless they are here today."""
    return {"person": _person(app), "via": "cli"}


def _person(app: App) -> str:
    directory, today = app.directory(), app.now.date()
    # Where nobody is there who could act, whoever comes is the first of all.
    if not directory.here(today):
        return app.viewer or getpass.getuser()
    if directory.is_here(app.acting, today):
        return app.acting
    raise NotAllowedError(
        f"“{app.acting}” is not a person in the people directory who is here today",
        "see who is: retro people list",
    )
