"""`retro policy coverage`: what the tests of a policy leave untried."""

import click

from cli.desk import Desk
from cli.reading.trial_files import suite_of
from cli.showing.pages import show_page
from cli.showing.trials_page import coverage_json, coverage_lines
from policies.trials.coverage import coverage as covered
from policies.trials.trying import run
from states.errors import Exit


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--require",
    type=click.IntRange(0, 100),
    default=0,
    metavar="PERCENT",
    help="Exit with 3 where fewer of the checks spoke up.",
)
@click.pass_obj
def coverage(desk: Desk, files: tuple[str, ...], require: int) -> None:
    """Say what no test made fail.

    Which checks of each gate, and which severities nobody tried. Only cases that hold count.

    \b
    Example:
      retro policy coverage payments.test.yaml --require 100
    """
    found = covered(run(suite_of(path)) for path in files)
    lines = [line for one in found for line in coverage_lines(one)]
    show_page(desk.output, lines, {"policies": [coverage_json(one) for one in found]})
    if any(one.percent < require for one in found):
        raise click.exceptions.Exit(Exit.ANSWER_IS_NO.value)
