"""`retro policy simulate`: what a policy would have done with incidents that happened."""

from datetime import date, timedelta

import click

from cli.app import App
from cli.library.naming import policy_named
from cli.reading.moments import DAY
from cli.reading.spans import SPAN
from cli.records.simulated import of_files, of_ledger
from cli.showing.pages import show_page
from cli.showing.simulation_json import simulation_json
from cli.showing.simulation_page import Told, simulation_lines
from policies.policy import Policy
from policies.simulating.enforcing import enforced_on, tightening
from policies.simulating.simulation import Simulation
from states.errors import Exit, InvalidError

HALF_A_YEAR = timedelta(days=180)


@click.command("simulate")
@click.argument("file", metavar="FILE")
@click.argument("records", nargs=-1, metavar="[POSTMORTEM.md | RECORD.yaml]...")
@click.option("--since", "back", type=SPAN, help="How far to look back; 180d by default.")
@click.option("--at", "day", type=DAY, help="Enforce every check as on that day.")
@click.pass_obj
def simulate(
    app: App, file: str, records: tuple[str, ...], back: timedelta | None, day: date | None
) -> None:
    """Replay incidents under a policy.

    Entry by entry: each gate that was asked for is asked again of the record as it was, and
    deadlines climb their ladders beside those that did. Postmortems and record files have no
    history: they are asked once, beside the policy in force. A check that tightens on a date
    is enforced as on the day of each decision, unless --at names another. Nothing is changed.

    Exit code 3 where there was nothing to replay.

    \b
    Example:
      retro policy simulate payments.yaml --since 180d
      retro policy simulate payments.yaml --at 2027-02-15 --json
      retro policy simulate payments.yaml postmortems/2025-11-03.md
    """
    if records and back:
        raise InvalidError(
            "--since looks back in the ledger, and files were named", "leave one of them out"
        )
    policy = policy_named(app, file)
    candidate = enforced_on(policy, day) if day else policy
    if records:
        found = of_files(app, candidate, records)
    else:
        found = of_ledger(app, candidate, back or HALF_A_YEAR)
    told = Told(policy.title, bool(records), day, _tightening(policy, found))
    if not found.replays:
        _tell_of_nothing(app, found, told)
    lines = simulation_lines(found, told, app.output.width)
    show_page(app.output, lines, simulation_json(found, told))


def _tightening(policy: Policy, found: Simulation) -> tuple[date, ...]:
    return tightening(policy, found.window.since.date())


def _tell_of_nothing(app: App, found: Simulation, told: Told) -> None:
    show_page(app.output, (), simulation_json(found, told))
    if found.passed_over:
        app.output.talk(
            f"nothing was replayed: {told.title} is for none of the {found.passed_over} there are"
            " · see for which it is: its `when`"
        )
    else:
        app.output.talk(
            f"nothing was replayed: no incident since {found.window.since:%Y-%m-%d}"
            " · look further back: --since 730d · or name postmortems that you have"
        )
    raise click.exceptions.Exit(Exit.ANSWER_IS_NO.value)
