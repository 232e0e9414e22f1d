"""A postmortem or a record file: it has no history, so every gate is asked once.

It is asked as of the last moment that the file tells of, and beside the policy in force.
"""

from collections.abc import Iterator
from datetime import datetime

from documents.draft import Draft
from policies.policy import Policy
from policies.simulating.passages import Attempt, Passage
from policies.simulating.setting import Replayed
from states.brevity import shortened
from states.lifecycle import GATED, Phase
from states.rules import Case, Report


def told_until(draft: Draft, now: datetime) -> datetime:
    """Return the last moment that a draft tells of; now where it tells of none."""
    return max((one for one in _moments(draft) if one and one <= now), default=now)


def _moments(draft: Draft) -> Iterator[datetime | None]:
    context, meeting = draft.context, draft.meeting
    yield from (context.started, context.detected, context.acknowledged, context.stabilized)
    yield from (meeting.at, meeting.held, meeting.timeline_sent)
    yield from (one.at for one in draft.timeline)


def asked_once(case: Case, candidate: Policy, in_force: Policy, source: str) -> Replayed:
    """Ask both policies every gate, each for its own checks alone."""
    now, would = (one.judge(GATED[-1], case) for one in (in_force, candidate))
    passages = (
        Passage(gate, (Attempt(0, case.now, _own(now, gate), _own(would, gate)),)) for gate in GATED
    )
    return Replayed(case.record.incident, case.record.context, tuple(passages), source=source)


def _own(report: Report, gate: Phase) -> Report:
    results = tuple(one for one in report.results if one.gate is gate)
    return shortened(Report(report.incident, gate, results))
