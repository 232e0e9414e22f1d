"""What the lifecycle asks of a policy, and the words in which it is answered.

The core knows no rule: it hands a `Case` to `Rules` and records the answer.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import Enum
from typing import Protocol

from states.calendar import Hours, Lapse
from states.lifecycle import Phase
from states.people import Directory
from states.record.deadlines import Deadline
from states.record.readings import Reading
from states.record.retrospective import Item, Retrospective
from states.values import Count, Line, Text, value


class Result(Enum):
    """What a check came to. Only `pass`, `warn`, `skip` and `waived` let a gate open."""

    PASS = "pass"  # noqa: S105  # a check's result, not a credential
    FAIL = "fail"
    WARN = "warn"
    SKIP = "skip"
    ERROR = "error"
    WAIVED = "waived"


SHUT = frozenset({Result.FAIL, Result.ERROR})


@value
class Finding:
    """One thing that is missing: where, what, and the command that mends it.

    `waits_for` names whose turn it is; empty means anyone who works on the record.
    """

    message: Text
    item: Line = ""
    fix: Text = ""
    waits_for: tuple[Line, ...] = ()


@value
class CheckResult:
    """What one check of one gate found; `more` counts findings that a short report left out.

    `audited` findings are kept for whoever watches a rule, and concern nobody else yet.
    """

    gate: Phase
    check: Line
    title: Line
    result: Result
    findings: tuple[Finding, ...] = ()
    more: Count = 0
    audited: bool = False


@value
class Report:
    """A gate's whole answer: every check, never only the first."""

    incident: Line
    to: Phase
    results: tuple[CheckResult, ...]

    @property
    def gate_open(self) -> bool:
        """Tell whether nothing is in the way."""
        return not self.shut

    @property
    def shut(self) -> tuple[CheckResult, ...]:
        """List the checks that keep the gate shut."""
        return tuple(one for one in self.results if one.result in SHUT)


@value
class Rung:
    """One step of a ladder: how long after the deadline, whom, and how often again.

    `times` is how often in all, None without end; `at_once` tells people in their quiet hours
    as well, and not only once a day.
    """

    at: Lapse
    notify: tuple[Line, ...]
    repeat: Lapse | None = None
    times: Count | None = None
    at_once: bool = False


@value
class Terms:
    """What a policy asks of waivers, rescheduling, withdrawal and escalations, at one severity.

    An acknowledgement stops a climb for `acknowledge_max` at most; a deadline is extended
    `extension_limit` times, each by `extension_max` at most. `owners` decide about the policy.
    """

    waiver_roles: tuple[Line, ...]
    waiver_reason_min: int
    waiver_max: timedelta
    never_waived: tuple[Line, ...]
    reschedule_limit: int
    withdrawal_roles: tuple[Line, ...]
    waiver_renewals: int = 1
    waiver_barred: tuple[Line, ...] = ()
    acknowledge_max: timedelta = timedelta(days=14)
    extension_limit: int = 1
    extension_max: timedelta = timedelta(days=14)
    owners: tuple[Line, ...] = ()


@value
class Case:
    """What is judged: a record, the people, and the moment (UTC)."""

    record: Retrospective
    people: Directory
    now: datetime


class Rules(Protocol):
    """A policy, as the lifecycle sees it."""

    @property
    def digest(self) -> str:
        """The policy's name for ever."""

    @property
    def ladders(self) -> Mapping[str, tuple[Rung, ...]]:
        """Every ladder by name."""

    def judge(self, gate: Phase, case: Case) -> Report:
        """Ask every check between opening and `gate`."""

    def deadlines(self, case: Case) -> tuple[Deadline, ...]:
        """List what is owed by when, reckoned from now."""

    def terms(self, case: Case) -> Terms:
        """Say what waivers, rescheduling, withdrawal and escalations need."""

    def hours_of(self, name: str, people: Directory) -> Hours:
        """Say when somebody works and may be told; who is not in the directory works in UTC."""

    def read(self, item: Item, case: Case) -> Reading | None:
        """Say what the language checks make of an item; None where it has no words for them.

        What the record keeps of the same words is the answer.
        """


@value
class Target:
    """A published policy that an incident may be moved to, and how it stands to its own.

    `is_for_it` tells whether the incident is one of those it is for, `eases` in what it asks
    less, and `owners` who decides about the policy that the incident has.
    """

    rules: Rules
    title: Line
    is_for_it: bool = True
    eases: tuple[Line, ...] = ()
    owners: tuple[Line, ...] = ()
