"""`retro policy diff`: what a change of policy would do."""

import click

from cli.app import App
from cli.library.naming import policy_named
from cli.showing.difference_page import difference_json, difference_lines
from cli.showing.pages import show_page
from cli.showing.progress import watched
from policies.comparing.difference import difference
from states.errors import Exit


@click.command()
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@click.option("--exit-code", is_flag=True, help="Exit with 3 where anything is blocked or allowed.")
@click.pass_obj
def diff(app: App, before: str, after: str, *, exit_code: bool) -> None:
    """Say what a change would do.

    What B blocks and A does not, and what it allows. A and B are files, or `default` for the
    packaged policy. Complete records are made up, broken and varied, and judged under both;
    each difference is shown with the facts that make it.

    \b
    Example:
      retro policy diff default payments.yaml
      retro policy diff old.yaml new.yaml --exit-code -o json
    """
    old, new = policy_named(app, before), policy_named(app, after)
    found = difference(old, new, app.now, watched)
    show_page(app.output, difference_lines(found, before, after), difference_json(found))
    if exit_code and (found.newly_blocked or found.newly_allowed):
        raise click.exceptions.Exit(Exit.ANSWER_IS_NO.value)
