"""`retro why`: what keeps the next gate shut."""

import click

from cli.app import App
from cli.reading.keys import KEY
from states.errors import Exit


@click.command()
@click.argument("key", type=KEY)
@click.option("--all", "all_checks", is_flag=True, help="List the checks that pass as well.")
@click.pass_obj
def why(app: App, key: str, *, all_checks: bool) -> None:
    """Say what keeps the next gate shut.

    Every check is asked, and each finding comes with the command that mends it. Nothing is
    recorded. Exits with 3 while the gate is shut.

    \b
    Example:
      retro why INC-42
      retro why INC-42 --all --json
    """
    record = app.record(key)
    report = app.report(record)
    if report is None:
        app.output.talk(f"{key} is {record.phase.value}: nothing is owed · see: retro show {key}")
        return
    app.show_report(record, report, all_checks=all_checks)
    if not report.gate_open:
        raise click.exceptions.Exit(Exit.ANSWER_IS_NO.value)
