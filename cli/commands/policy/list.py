"""`retro policy list`: which policies there are."""

import click

from cli.app import App
from store.listed import PolicyRow

COLUMNS = ("policy", "version", "state", "since", "by", "agreed_by", "open", "digest")
SPARE = ("digest", "agreed_by", "by")
DIGEST = 12


@click.command("list")
@click.pass_obj
def list_policies(app: App) -> None:
    """List what was published.

    And what was proposed or is listened to, with the open incidents that each policy judges.

    \b
    Example:
      retro policy list
      retro policy list --json
    """
    app.engine  # noqa: B018  # says how to set the database up where it is not
    rows = app.read_model.policies()
    app.output.rows(COLUMNS, map(_cells, rows), SPARE)
    if not rows:
        app.output.talk("nothing is published: new incidents get the policy that comes with retro")


def _cells(row: PolicyRow) -> tuple[object, ...]:
    state = ", ".join(dict.fromkeys((row.state, *(["in shadow"] if row.shadow_since else []))))
    since = row.shadow_since if row.state == "candidate" else row.at
    digest = row.digest[:DIGEST]
    return (row.name, row.version, state, since, row.by, row.agreed_by, row.open, digest)
