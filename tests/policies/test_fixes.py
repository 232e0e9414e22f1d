"""Every command that a finding offers is one that the command line takes."""

import shlex
from importlib import import_module

import click
import pytest

from cli.everywhere import with_everywhere
from cli.lazy_group import commands_below
from cli.table import COMMANDS
from policies.shelf import default_text, policy_of
from states.lifecycle import Phase
from states.record.actions import Action, ActionState, Drill, Priority, Progress, Verification
from states.record.context import Context
from states.record.factors import Factor, KillCriterion, Learning
from states.record.facts import Fact, Standing
from states.record.proposals import Proposal, Withdrawal
from states.record.retrospective import Retrospective
from tests.builders import KEY, NOON, OPENED, STARTED, case_of, changed, complete_record

DEFAULT = policy_of(default_text())
BARE = Retrospective(KEY, opened=OPENED)
HOLLOW = changed(
    BARE,
    context=Context(
        started=NOON,
        detected=STARTED,
        commander="ben",
        facilitator="ben",
        crossed_boundary=True,
        labels=("ci",),
    ),
    timeline=(Fact("T1", standing=Standing.ASSUMPTION), Fact("T2")),
    factors=(
        Factor("F1", "Ana forgot it", top=True, procedure_missing=True),
        Factor("F2", evidence=("T9",)),
    ),
    learnings=(Learning("L1"),),
    triggers=(KillCriterion("K1"),),
    actions=(
        Action("A1", "Improve tests", factors=("F9",), priority=Priority.P1),
        Action("A2", "Improve tests", verification=Verification(Drill(""))),
        Action("A3", due=NOON.date().replace(year=2027)),
        *(Action(f"A{number}", top=True) for number in range(4, 8)),
    ),
    progress={
        "A4": Progress(ActionState.DONE),
        "A5": Progress(ActionState.VERIFIED, "ana"),
        "A6": Progress(ActionState.VERIFIED),
    },
    proposals=(Proposal("X1", Withdrawal(), "a duplicate", "ana", NOON),),
)
RECORDS = (
    BARE,
    HOLLOW,
    changed(HOLLOW, phase=Phase.ACTIONS_TICKETED, actions=HOLLOW.actions[:3]),
    changed(complete_record(), factors=complete_record().factors * 3, approvals=()),
)
FIXES = sorted(
    {
        finding.fix
        for record in RECORDS
        for result in DEFAULT.judge(Phase.CLOSED, case_of(record)).results
        for finding in result.findings
    }
)


def command_for(words: list[str]) -> tuple[click.Command, list[str]]:
    """Find the command that `words` call, and what is left for it to read."""
    module, name = COMMANDS[words[0]].path.split(":")
    command: click.Command = with_everywhere(getattr(import_module(module), name))
    if not isinstance(command, click.Group):
        return command, words[1:]
    return commands_below(command)[words[1]], words[2:]


def test_there_are_many_ways_to_mend_a_record() -> None:
    assert len(FIXES) > 50


@pytest.mark.parametrize("fix", FIXES)
def test_the_command_line_takes_every_fix(fix: str) -> None:
    retro, *words = shlex.split(fix)
    command, rest = command_for(words)
    options, left, _ = command.make_parser(click.Context(command)).parse_args(rest)

    assert retro == "retro"
    assert (options["key"], left) == (KEY, [])
