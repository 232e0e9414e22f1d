"""How anyone can tell that an action worked (R41)."""

from typing import ClassVar

from policies.checks.promised import committed, edit
from policies.file.direction import Direction, Tighter
from policies.language.wording import called, listed
from states.record.actions import (
    Action,
    Criterion,
    Drill,
    Metric,
    NoRecurrence,
    Test,
    Verification,
)
from states.rules import Case, Finding
from states.values import Count, value

# fmt: off
FIELDS = (
    #  field          missing                     mended with
    ("steps",        "the steps",                '--steps "WHAT TO DO TO SEE IT"'),
    ("environment",  "the environment",          "--environment ENVIRONMENT"),
    ("expected",     "the expected outcome",     '--expected "WHAT IS SEEN THEN"'),
    ("rollback",     "the rollback",             '--rollback "HOW TO UNDO IT"'),
    ("signal",       "the signal to watch",      '--signal "WHAT SHOWS A RELAPSE"'),
    ("test_data",    "the test data",            '--test-data "WHICH DATA"'),
)
# fmt: on

VERIFY = '--verify "METRIC > 95 % for 30 days from SOURCE"'


@value
class Measurable:
    """Every action has a criterion that can be measured, and all that is needed to check it."""

    id: ClassVar[str] = "actions.measurable"
    title: ClassVar[str] = "every action says how anyone can tell that it worked"
    tighter: ClassVar[Tighter] = {"min_window_days": Direction.UP}
    min_window_days: Count = 7

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Name each action that does not, and all that it lacks."""
        return tuple(
            Finding(f"{called(one)} {problem}", one.id, edit(case, one, flags))
            for one in committed(case.record)
            for problem, flags in self._problems(one)
        )

    def _problems(self, action: Action) -> list[tuple[str, str]]:
        verification = action.verification
        if verification is None:
            return [("does not say how anyone can tell that it worked", VERIFY)]
        criterion = _unmeasurable(verification.criterion, self.min_window_days)
        return ([(criterion, VERIFY)] if criterion else []) + _unprepared(verification)


def _unmeasurable(criterion: Criterion, least: int) -> str:
    match criterion:
        case Metric():
            return _vague_metric(criterion) or _short(criterion.window_days, least)
        case NoRecurrence(days):
            return _short(days, least)
        case Test(suite):
            return "" if suite else "names no test suite"
        case Drill(scenario):
            return "" if scenario else "names no scenario for its drill"


def _vague_metric(metric: Metric) -> str:
    lacking = [name for name in ("name", "unit", "source") if not getattr(metric, name)]
    return f"has a metric without {listed(lacking, 'or')}" if lacking else ""


def _short(days: int, least: int) -> str:
    return f"is watched for {days} days: at least {least} are asked for" if days < least else ""


def _unprepared(verification: Verification) -> list[tuple[str, str]]:
    missing = [
        (words, flag)
        for name, words, flag in FIELDS
        if not getattr(verification, name) and _needs(name, verification.criterion)
    ]
    if not missing:
        return []
    words, flags = zip(*missing, strict=True)
    return [(f"does not say how it is verified: {listed(words)}", " ".join(flags))]


def _needs(field: str, criterion: Criterion) -> bool:
    return field != "test_data" or isinstance(criterion, Test | Drill)
