"""Whether a gate's answer, as it was recorded, is what its policy said of the record then."""

from collections.abc import Iterator, Mapping

from policies.policy import Policy
from states.lifecycle import Phase
from states.people import Directory
from states.record.retrospective import Retrospective
from states.rules import Case, CheckResult, Report
from states.values import Count, Instant, Line, value

NOTHING = "not asked"


@value
class Decision:
    """A gate's answer, and all that it depended on: the record as it was, the people, the time.

    `policy` is a digest, and `build` what the software said it was.
    """

    incident: Line
    seq: Count
    gate: Phase
    gate_open: bool
    results: tuple[CheckResult, ...]
    policy: Line
    record: Retrospective
    people: Directory
    now: Instant
    build: Line = ""


@value
class Discrepancy:
    """One thing that was recorded, and what comes of it when it is judged anew."""

    what: str
    recorded: str
    found: str


def rejudged(decision: Decision, policy: Policy) -> tuple[Discrepancy, ...]:
    """Judge again, and list everything that differs; the words of findings may have changed."""
    case = Case(decision.record, decision.people, decision.now)
    return tuple(_differing(decision, policy, policy.judge(decision.gate, case)))


def _differing(decision: Decision, policy: Policy, report: Report) -> Iterator[Discrepancy]:
    if policy.digest != decision.policy:
        yield Discrepancy("the policy's text", decision.policy, policy.digest)
    if report.gate_open is not decision.gate_open:
        yield Discrepancy("the gate", _way(decision.gate_open), _way(report.gate_open))
    recorded, found = _by_check(decision.results), _by_check(report.results)
    for name in dict.fromkeys((*recorded, *found)):
        both = recorded.get(name), found.get(name)
        if not _found_nothing(*both):
            yield from _unlike(name, *both)


def _found_nothing(recorded: CheckResult | None, found: CheckResult | None) -> bool:
    # True of most checks: then there is nothing to put in words.
    if recorded is None or found is None or recorded.result is not found.result:
        return False
    return not (recorded.findings or found.findings or recorded.more or found.more)


def _unlike(
    name: str, recorded: CheckResult | None, found: CheckResult | None
) -> Iterator[Discrepancy]:
    # How many findings an entry has room for may change with the build.
    named = min(len(one.findings) for one in (recorded, found) if one)
    was, now = _told(recorded, named), _told(found, named)
    if was != now:
        yield Discrepancy(name, was, now)


def _way(gate_open: object) -> str:
    return "open" if gate_open else "shut"


def _by_check(results: tuple[CheckResult, ...]) -> Mapping[str, CheckResult]:
    return {one.check: one for one in results}


def _told(result: CheckResult | None, named: int) -> str:
    if result is None:
        return NOTHING
    items = ", ".join(one.item for one in result.findings[:named] if one.item)
    count = len(result.findings) + result.more
    found = f", {count} found" if count else ""
    return f"{result.result.value}{found}{f': {items}' if items else ''}"
