"""The options that say how an action will be verified, as one value of the core.

A sentence is read as a criterion, or refused: what nobody could measure is never stored.
"""

from typing import Any

import click

from cli.reading.pieces import Given
from policies.language.measurable import criterion_from
from states.codec import to_json
from states.errors import InvalidError
from states.record.actions import Action
from states.record.retrospective import Item

EXAMPLES = (
    "checkout errors < 1 % for 14 days from Prometheus",
    "no recurrence for 30 days",
    "test: failover-suite",
    "drill: lose one zone",
)

# fmt: off
OPTIONS = (
    click.option("--verify", metavar="SENTENCE", help=f"What must hold: “{EXAMPLES[0]}”."),
    click.option("--steps", metavar="TEXT", help="What to do to see it."),
    click.option("--environment", metavar="TEXT", help="Where it is seen."),
    click.option("--test-data", metavar="TEXT", help="With which data."),
    click.option("--expected", metavar="TEXT", help="What is seen then."),
    click.option("--rollback", metavar="TEXT", help="How to undo it."),
    click.option("--signal", metavar="TEXT", help="What would show a relapse."),
)
# fmt: on

SENTENCE = "verify"
DETAILS = ("steps", "environment", "test_data", "expected", "rollback", "signal")


def gathered(given: Given, before: Item | None = None) -> dict[str, Any]:
    """Put what was said of the verification under its one field, and leave the rest.

    Raises:
        InvalidError: the sentence cannot be measured, or details are given without one.
    """
    rest = {name: one for name, one in given.items() if name not in (SENTENCE, *DETAILS)}
    details = {name: given[name] for name in DETAILS if given.get(name) is not None}
    sentence = given.get(SENTENCE)
    if sentence is None and not details:
        return rest
    if sentence == "":
        return {**rest, "verification": ""}
    there = _verification_of(before)
    if sentence is not None:
        there["criterion"] = to_json(criterion(sentence))
    if "criterion" not in there:
        raise InvalidError(f"{', '.join(details)}: nothing says yet what must hold", _hint())
    return {**rest, "verification": {**there, **details}}


def _verification_of(action: Item | None) -> dict[str, Any]:
    known = action.verification if isinstance(action, Action) else None
    return to_json(known) if known else {}


def criterion(sentence: str) -> object:
    """Read a measurable sentence; raises `InvalidError` with examples of some."""
    found = criterion_from(sentence)
    if found is None:
        raise InvalidError(f"--verify: “{sentence}” cannot be measured", _hint())
    return found


def _hint() -> str:
    return "say it as one of these: " + " · ".join(f'--verify "{one}"' for one in EXAMPLES)
