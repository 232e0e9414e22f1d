"""A gate's report, and what it takes to read it: whose eyes, when, and what comes by itself."""

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from cli.showing.ahead import Ahead
from states.record.deadlines import Deadline, DeadlineKind
from states.record.retrospective import Retrospective
from states.rules import CheckResult, Finding, Report, Result


@dataclass(frozen=True, slots=True)
class Asked:
    """A report in somebody's eyes; `now` is UTC, `viewer` may be empty.

    `never` names the checks that the policy lets nobody waive; in `zone` the viewer reads moments.
    """

    report: Report
    record: Retrospective
    viewer: str
    now: datetime
    ahead: Ahead | None = None
    never: tuple[str, ...] = ()
    zone: tzinfo = UTC

    @property
    def in_the_way(self) -> tuple[Finding, ...]:
        """List what keeps the gate shut, once where two checks find it."""
        found = (finding for one in self.report.shut for finding in one.findings)
        return tuple(dict.fromkeys(found))

    @property
    def waivable(self) -> tuple[CheckResult, ...]:
        """List the shut checks that can be let pass; one that broke cannot."""
        failed = (one for one in self.report.shut if one.result is Result.FAIL)
        return tuple(one for one in failed if one.check not in self.never)

    @property
    def count(self) -> int:
        """Count what keeps the gate shut, with what a short report left out."""
        return len(self.in_the_way) + sum(one.more for one in self.report.shut)

    @property
    def yours(self) -> int:
        """Count what the viewer can do something about."""
        return self.count - sum(not self.is_yours(one) for one in self.in_the_way)

    @property
    def others(self) -> tuple[str, ...]:
        """Name the others who are waited for."""
        names = (name for one in self.in_the_way for name in one.waits_for)
        return tuple(dict.fromkeys(one for one in names if one != self.viewer))

    @property
    def deadline(self) -> Deadline | None:
        """The deadline of the next gate."""
        gates = (one for one in self.record.deadlines.values() if one.kind is DeadlineKind.GATE)
        return next(gates, None)

    def is_yours(self, finding: Finding) -> bool:
        """Tell whether it is the viewer's turn, or anyone's."""
        return not finding.waits_for or self.viewer in finding.waits_for
