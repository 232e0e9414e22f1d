"""What a case expects, held against what the gate answered: exactly, both ways."""

from collections.abc import Iterator, Mapping

from documents.positions import Path
from policies.language.wording import meant
from policies.trials.model import Answer, Expected
from states.lifecycle import Phase
from states.rules import CheckResult, Report, Result
from states.values import value

QUIET = {"pass": "pass_", "skip": "skip", "waived": "waived"}
"""What a check comes to when it has nothing to say, and the field that lists such checks."""

TOLD = ("deny", "warn", "audit", "error")


@value
class Seen:
    """One finding of a report, and what it does."""

    does: str
    check: str
    item: str
    message: str

    def is_like(self, does: str, one: Expected) -> bool:
        """Tell whether it is what was expected."""
        same = (self.does, self.check, self.item) == (does, one.check, one.item)
        return same and one.says in self.message

    def __str__(self) -> str:
        """Write it as a test file does, with its message."""
        return f"{_subject(self.does, self.check, self.item)}: {self.message}"


@value
class Mismatch:
    """Where answer and expectation part; `where` leads to it within `expect`."""

    where: Path
    told: str


def mismatches(expect: Answer, report: Report, gates: Mapping[str, Phase]) -> Iterator[Mismatch]:
    """List what was expected and did not come, and what came and was not expected.

    `gates` says which gate of the policy asks each check.
    """
    seen = [*findings(report)]
    for where, wish in _wishes(expect):
        does, check = str(where[0]), wish.check
        problem = _unasked(check, does, report, gates) or _unmet(does, wish, seen, report)
        if problem:
            yield Mismatch(where, problem)
    for found in seen:
        if not any(found.is_like(found.does, one) for one in getattr(expect, found.does)):
            yield Mismatch((found.does,), f"got, and was not expected: {found}")


def _wishes(expect: Answer) -> Iterator[tuple[Path, Expected]]:
    """List everything that is expected, and where that stands."""
    for does in TOLD:
        for place, one in enumerate(getattr(expect, does)):
            yield (does, place), one
    for does, field in QUIET.items():
        for place, check in enumerate(getattr(expect, field)):
            yield (does, place), Expected(check=check)


def findings(report: Report) -> Iterator[Seen]:
    """List everything a report finds."""
    for result in report.results:
        for one in result.findings:
            yield Seen(_does(result), result.check, one.item, one.message)


def _does(result: CheckResult) -> str:
    if result.result is Result.WARN:
        return "audit" if result.audited else "warn"
    return "error" if result.result is Result.ERROR else "deny"


def _unasked(check: str, does: str, report: Report, gates: Mapping[str, Phase]) -> str:
    """Say why a check could not answer; empty when it did, or was to be skipped."""
    if check not in gates:
        return f"there is no check “{check}”{meant(check, gates)}"
    result = _result_of(check, report)
    if result is None:
        gate = gates[check].value
        return f"{check} was not asked: it belongs to {gate}, and the case enters {report.to.value}"
    if result is Result.SKIP and does != Result.SKIP.value:
        return f"{check} was not asked: its `when` is for other incidents"
    return ""


def _unmet(does: str, wish: Expected, seen: list[Seen], report: Report) -> str:
    if does in TOLD:
        came = any(found.is_like(does, wish) for found in seen)
        return "" if came else f"expected, and did not come: {_written(does, wish)}"
    result = _result_of(wish.check, report)
    told = result.value if result else ""
    return "" if told == does else f"expected {wish.check} to {does}, and got: {told}"


def _result_of(check: str, report: Report) -> Result | None:
    return next((one.result for one in report.results if one.check == check), None)


def _written(does: str, one: Expected) -> str:
    says = f", saying “{one.says}”" if one.says else ""
    return f"{_subject(does, one.check, one.item)}{says}"


def _subject(does: str, check: str, item: str) -> str:
    return f"{does} {check} on {item}" if item else f"{does} {check}"
