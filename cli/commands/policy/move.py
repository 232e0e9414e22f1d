"""`retro policy move`: open incidents to another policy."""

import click

from cli.app import App
from cli.library.moving import move, preview_json, preview_lines, preview_of
from cli.library.naming import published_called
from cli.library.vacant import vacant_lines
from cli.reading.keys import KEY
from cli.showing.pages import show_page
from policies.policy import Policy
from states.errors import Exit, InvalidError


@click.command("move")
@click.argument("keys", nargs=-1, type=KEY, metavar="[KEY…]")
@click.option("--from", "source", metavar="NAME@VERSION", help="Every open incident pinned to it.")
@click.option("--to", "title", required=True, metavar="NAME@VERSION", help="A published policy.")
@click.option("--reason", default="", metavar="TEXT", help="Why, for whoever reads it later.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.pass_obj
def move_policy(
    app: App, keys: tuple[str, ...], source: str | None, title: str, reason: str, *, dry_run: bool
) -> None:
    """Move open incidents to a policy.

    They are judged by it from the next gate on: no gate that was passed is undone, and no
    deadline that was set moves. Where less would be asked of an incident, a second owner
    of its policy has to agree.

    \b
    Example:
      retro policy move --from payments@3.1.0 --to payments@3.2.0 --dry-run
      retro policy move INC-42 --to payments@3.2.0 --reason "The new criteria fit it better"
    """
    if bool(keys) == bool(source):
        raise InvalidError("name incidents, or --from a policy", "one of them, not both")
    if not (dry_run or reason.strip()):
        raise InvalidError("a move needs a reason that the history can keep", 'give --reason "…"')
    target = app.policy_by(published_called(app, title).offer.digest)
    pinned = source and published_called(app, source).offer.digest
    chosen = keys or app.read_model.pinned_to(str(pinned))
    found = [preview_of(app, key, target) for key in chosen]
    lines = [line for one in found for line in preview_lines(one)]
    show_page(app.output, lines, {"incidents": [preview_json(one) for one in found]})
    for line in vacant_lines(app, target):
        app.output.talk(line)
    if not chosen:
        app.output.talk(f"no open incident is pinned to {source}")
    elif dry_run:
        app.output.talk("nothing was changed: this was a dry run")
    else:
        _move(app, chosen, target, reason)


def _move(app: App, keys: tuple[str, ...], target: Policy, reason: str) -> None:
    worst = Exit.DONE.value
    for key in keys:
        outcome = move(app, key, target, reason)
        if outcome.refusal:
            app.output.talk(f"{key}: {outcome.refusal.message} · {outcome.refusal.hint}")
            worst = worst or outcome.refusal.exit
        for made in outcome.made:
            grant = f"retro grant {key} {made} --as PERSON"
            app.output.talk(f"{key}: {made} waits for a second person: {grant}")
        if not outcome.refusal and not outcome.made:
            app.output.talk(f"{key}: is judged by {target.title} from here on")
    if worst:
        raise click.exceptions.Exit(worst)
