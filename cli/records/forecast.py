"""Where a postmortem would stop if it were opened now, and why; nothing is recorded."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from documents.draft import Draft
from policies.policy import Policy
from states.envelope import ENGINE
from states.events.event import Event
from states.events.record import IncidentOpened, ItemAdded, SingleChanged
from states.evolve import fold
from states.lifecycle import GATED
from states.people import Directory
from states.record.retrospective import COLLECTIONS, Retrospective
from states.rules import Case, CheckResult, Report
from states.stamp import Stamp
from states.values import Line, value

COLUMNS = ("file", "incident", "stops_at", "gate", "check", "findings", "first")


@value
class Forecast:
    """What every gate would answer; `file` is what it was read from."""

    file: Line
    report: Report

    @property
    def stops_at(self) -> str:
        """Name the first gate that would stay shut; empty where none would."""
        shut = {one.gate for one in self.report.shut}
        return next((gate.value for gate in GATED if gate in shut), "")

    @property
    def rows(self) -> Iterator[tuple[object, ...]]:
        """List the checks in the way, gate by gate, each with its first finding."""
        for one in self.report.shut:
            first = one.findings[0].message if one.findings else one.title
            where = (self.file, self.report.incident, self.stops_at)
            yield (*where, one.gate.value, one.check, _count(one), first)

    def __str__(self) -> str:
        """Say it in a line."""
        if not self.stops_at:
            return f"{self.file}: every gate would open"
        count = sum(_count(one) for one in self.report.shut)
        checks = len(self.report.shut)
        return f"{self.file}: stops at {self.stops_at}; {checks} checks find {count} things"


def forecast(file: str, draft: Draft, rules: Policy, people: Directory, now: datetime) -> Forecast:
    """Ask every gate about a draft, as if it were opened now."""
    record = imagined(draft, rules, now)
    return Forecast(file, rules.judge(GATED[-1], Case(record, people, now)))


def imagined(draft: Draft, rules: Policy, now: datetime) -> Retrospective:
    """Fold a draft into the record it would become."""
    stamp = Stamp(now, ENGINE, 1)
    return fold(Retrospective(draft.incident), _events(draft, rules), stamp)


def _events(draft: Draft, rules: Policy) -> Iterator[Event]:
    yield IncidentOpened(draft.context, rules.digest)
    yield SingleChanged(draft.impact)
    yield SingleChanged(draft.meeting)
    for row in COLLECTIONS:
        for place, item in enumerate(getattr(draft, row.name), start=1):
            yield ItemAdded(replace(item, id=item.id or f"{row.prefix}{place}"))


def _count(result: CheckResult) -> int:
    return len(result.findings) + result.more
