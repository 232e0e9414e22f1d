"""`retro policy test`: whether a policy says what its tests expect."""

import click

from cli.desk import Desk
from cli.reading.trial_files import suite_of
from cli.showing.pages import show_page
from cli.showing.trials_page import ran_json, ran_lines
from policies.trials.trying import run
from states.errors import Exit, InvalidError


@click.command("test")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--only", default="", metavar="NAME", help="Cases whose name holds this.")
@click.pass_obj
def test_policy(desk: Desk, files: tuple[str, ...], only: str) -> None:
    """Run the tests of a policy.

    A test file names a policy and records that pass it. Each case changes one record, asks a
    gate, and lists everything the gate finds: what is missing from the list, or not found,
    fails the case, and so does a check that was not asked. Exit code 3 where a case fails.

    \b
    Example:
      retro policy test payments.test.yaml
      retro policy test *.test.yaml --only P1 -o json
    \b
    A file:
      policy: payments.yaml
      people: people.yaml
      fixtures:
        complete: {record: complete.yaml, at: 2026-03-02T09:00Z, approved_by: [sam]}
      cases:
        - name: a P1 action due in 45 days is refused
          from: complete
          set: {actions.A2.due: +45d}
          enter: actions_ticketed
          expect: {deny: [{check: due-within, item: A2}]}
    """
    ran = {path: run(suite_of(path), only) for path in files}
    if only and not any(one.cases for one in ran.values()):
        raise InvalidError(f"no case is called “{only}”", "leave --only out to run them all")
    lines = [line for path, one in ran.items() for line in ran_lines(path, one)]
    show_page(desk.output, lines, {"files": [ran_json(*one) for one in ran.items()]})
    if not all(one.holds for one in ran.values()):
        raise click.exceptions.Exit(Exit.ANSWER_IS_NO.value)
