"""The command that a gate offers is one that can be typed."""

import shlex
from collections.abc import Iterator

import click
import pytest

from cli.app import App
from cli.desk import Options
from cli.main import retro
from policies.language.wording import DAY, TIME
from policies.shelf import default_text, policy_of
from states.lifecycle import GATED
from states.record.actions import Action, NoRecurrence, Priority, Verification
from states.record.factors import Factor, KillCriterion, Learning
from states.record.facts import Fact, Standing, WentWell
from states.record.retrospective import Retrospective
from tests.builders import KEY, NOON, case_of, complete_record

PLACEHOLDERS = {TIME: "2026-03-01T09:30Z", DAY: "2026-03-01", "NUMBER": "7"}
EMPTY = Retrospective(KEY, opened=NOON)
BLANK = complete_record().with_items(
    {
        "timeline": (Fact("T1", text="It broke"), Fact("T2", standing=Standing.ASSUMPTION)),
        "went_well": (WentWell("G1"),),
        "factors": (Factor("F1", "Ben broke it", top=True), Factor("F2", procedure_missing=True)),
        "learnings": (Learning("L1"),),
        "triggers": (KillCriterion("K1"), KillCriterion("K2", "Errors")),
        "actions": (
            Action("A1", "Improve monitoring", top=True),
            Action("A2", owner="lee", priority=Priority.P1, top=True),
            Action("A3", verification=Verification(NoRecurrence(1)), top=True),
            Action("A4", top=True, factors=("F2",), runbook=True),
        ),
        "progress": {},
        "approvals": (),
    }
)


def fixes() -> Iterator[str]:
    """List every command that the packaged policy offers for two poor records."""
    policy = policy_of(default_text())
    found = {
        finding.fix
        for record in (EMPTY, BLANK)
        for result in policy.judge(GATED[-1], case_of(record)).results
        for finding in result.findings
        if finding.fix
    }
    yield from sorted(found)


@pytest.mark.parametrize("fix", [*fixes()])
def test_what_a_gate_offers_can_be_typed(fix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(click.Command, "invoke", lambda command, context: None)
    for placeholder, example in PLACEHOLDERS.items():
        fix = fix.replace(placeholder, example)
    program, *words = shlex.split(fix)

    retro.main(words, standalone_mode=False, obj=App(Options()))

    assert program == "retro"
