"""`retro policy gaps`: what passes a policy and should not."""

import click

from cli.desk import Desk
from cli.reading.files import text_of
from cli.reading.trial_files import policy_called
from cli.showing.gaps_page import gaps_json, gaps_lines
from cli.showing.pages import show_page
from cli.showing.progress import watched
from documents.record_file import read
from policies.asked import roles_of
from policies.comparing.gaps import gaps as search
from policies.comparing.starts import Start, sample_starts, starts_from
from policies.language.measurable import criterion_from
from policies.policy import Policy
from policies.trials.fixture import drafted, people_in
from policies.trials.model import FixtureLine
from states.rules import Case


@click.command()
@click.argument("file")
@click.option("--record", metavar="FILE", help="Break this record instead of a made-up one.")
@click.pass_obj
def gaps(desk: Desk, file: str, record: str | None) -> None:
    """Find what passes and should not.

    A complete record is broken, in one way and in two at a time: an action loses its ticket,
    an owner leaves, an approval is of an older revision. Whatever still passes is listed, and so
    are checks that never fail and checks that never decide. FILE may be `default`.

    \b
    Example:
      retro policy gaps payments.yaml
      retro policy gaps default --record complete.yaml -o json
    """
    policy = policy_called(file)
    starts = _from_file(record, policy, desk) if record else sample_starts(policy, desk.now)
    found = search(policy, starts, watched)
    show_page(desk.output, gaps_lines(found), gaps_json(found))


def _from_file(path: str, policy: Policy, desk: Desk) -> tuple[Start, ...]:
    line = FixtureLine(record=path, at=desk.now)
    written = drafted(read(text_of(path), path, criterion_from).draft, line)
    case = Case(written, people_in(written, ()), desk.now)
    people = people_in(written, roles_of(policy, case))
    return starts_from(policy, written, people, desk.now)
