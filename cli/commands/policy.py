"""`retro policy`: the rules."""

import click

from cli.app import App
from cli.reading.keys import KEY
from cli.showing.pages import show_page
from documents.strict_yaml import load_marked
from store.policies import policy_text


@click.group()
def policy() -> None:
    """Show the rules in force."""


@policy.command("show")
@click.argument("key", type=KEY, required=False)
@click.pass_obj
def show_policy(app: App, key: str | None) -> None:
    """Print the policy: for new incidents, or the one that an incident is pinned to.

    \b
    Example:
      retro policy show > policy.yaml
      retro policy show INC-42
    """
    record = app.record(key) if key else None
    text = policy_text(app.engine, record.policy) if record else app.policy_text
    rules = app.rules(record) if record else app.policy
    show_page(app.output, text.splitlines(), load_marked(text, "policy")[0])
    app.output.talk(f"{rules.name} {rules.version}, digest {rules.digest}")
