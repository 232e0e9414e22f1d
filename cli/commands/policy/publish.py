"""`retro policy publish`: a policy for every new incident."""

import click

from cli.app import App
from cli.library.naming import reading_of
from cli.library.outcome import compared_lines, outcome_json, outcome_lines, staying_lines
from cli.library.publishing import asking, effects_of, must_hold, record
from cli.library.vacant import vacant_lines
from cli.showing.pages import show_page
from policies.publishing.choosing import preferred
from policies.publishing.events import PolicyProposed, PolicyPublished
from policies.publishing.library import State
from policies.publishing.publishing import agree, may_publish, publish
from states.errors import InvalidError


@click.command("publish")
@click.argument("file", required=False)
@click.option("--agree", "title", metavar="NAME@VERSION", help="Say yes to what is proposed.")
@click.option("--reason", default="", metavar="TEXT", help="Why, for whoever reads it later.")
@click.option("--dry-run", is_flag=True, help="Say what would happen, and record nothing.")
@click.pass_obj
def publish_policy(
    app: App, file: str | None, title: str | None, reason: str, *, dry_run: bool
) -> None:
    """Put a policy in force.

    New incidents are pinned to it. Its tests beside it, *.test.yaml, have to hold. What newly
    blocks is a major version; what newly allows something waits for a second person. Open
    incidents stay with their policy. FILE may be `default`.

    \b
    Example:
      retro policy publish payments.yaml --reason "Actions are due in 60 days" --dry-run
      retro policy publish payments.yaml --reason "Actions are due in 60 days"
      retro policy publish --agree payments@3.2.0 --as sol
    """
    if (file is None) == (title is None):
        raise InvalidError(
            "name a file, or what you agree to",
            "retro policy publish FILE · or: --agree NAME@1.0.0",
        )
    if title:
        _agree(app, title, dry_run=dry_run)
    else:
        _publish(app, str(file), reason, dry_run=dry_run)


def _publish(app: App, file: str, reason: str, *, dry_run: bool) -> None:
    reading, asked = reading_of(app, file), asking(app)
    policy = reading.policy
    known = asked.library.of(policy.digest)
    if known and known.state is State.IN_FORCE:
        app.output.talk(f"{policy.title} is in force already: there was nothing to do")
        return
    may_publish(policy, asked)
    held = must_hold(file, policy)
    event = publish(policy, reason, effects_of(policy, asked), asked)
    if not dry_run:
        record(app, asked, (event,), {policy.digest: reading.text})
    _tell(app, event, dry_run=dry_run)
    for line in vacant_lines(app, policy):
        app.output.talk(line)
    files = f"{held} file{'s' * (held > 1)}"
    app.output.talk(f"its tests hold: {files}" if held else "it has no tests beside it")
    _tell_beside(app, event, file, dry_run=dry_run)


def _agree(app: App, title: str, *, dry_run: bool) -> None:
    asked = asking(app)
    event = agree(title, asked)
    if not dry_run:
        record(app, asked, (event,), {})
    _tell(app, event, dry_run=dry_run)
    for line in vacant_lines(app, app.policy_by(event.offer.digest)):
        app.output.talk(line)
    _tell_beside(app, event, title, dry_run=dry_run)


def _tell(app: App, event: PolicyPublished | PolicyProposed, *, dry_run: bool) -> None:
    found = preferred(app.library, event.offer.name, event.offer.when)
    before = [one.offer for one in found]
    lines = outcome_lines(event, before, dry_run=dry_run)
    show_page(app.output, lines, outcome_json(event, before, dry_run=dry_run))


def _tell_beside(
    app: App, event: PolicyPublished | PolicyProposed, called: str, *, dry_run: bool
) -> None:
    for line in compared_lines(app, event, called):
        app.output.talk(line)
    for line in staying_lines(app, event, dry_run=dry_run):
        app.output.talk(line)
