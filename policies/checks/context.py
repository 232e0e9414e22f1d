"""What happened, to what, and when (R10)."""

from collections.abc import Iterator
from itertools import pairwise
from typing import ClassVar, Literal, get_args

from policies.file.direction import Direction, Tighter
from policies.language.wording import TIME, listed, moment
from states.decisions.sense import TIMES
from states.record.context import Context
from states.record.retrospective import Retrospective
from states.rules import Case, Finding
from states.values import Line, value

Asked = Literal[
    "title",
    "severity",
    "services",
    "effect",
    "started",
    "detected",
    "acknowledged",
    "stabilized",
    "participants",
    "privacy",
    "audience",
]

USUAL: tuple[Asked, ...] = get_args(Asked)[:8]
"""What is asked where a policy does not say; constraints are for those who have some."""

# fmt: off
FIELDS = {
    #                missing                                     mended with
    "title":        ("the incident has no title",                '--title "TITLE"'),
    "severity":     ("the incident has no severity",             "--severity SEV2"),
    "services":     ("no affected service is named",             "--service SERVICE"),
    "effect":       ("nothing says what users noticed",          '--effect "WHAT USERS NOTICED"'),
    "started":      ("nothing says when it started",             f"--started {TIME}"),
    "detected":     ("nothing says when it was detected",        f"--detected {TIME}"),
    "acknowledged": ("nothing says when it was acknowledged",    f"--acknowledged {TIME}"),
    "stabilized":   ("nothing says when it was stabilized",      f"--stabilized {TIME}"),
    "participants": ("nobody is said to have taken part",        "--participant PERSON"),
    "privacy":      ("nothing says what has to stay private",    '--privacy "WHO AND WHAT"'),
    "audience":     ("nothing says whom it is written for",      '--audience "WHO AND WHAT"'),
}
# fmt: on


@value
class Complete:
    """The context says everything in `fields`."""

    id: ClassVar[str] = "context.complete"
    title: ClassVar[str] = "the context says what happened, to what, and when"
    tighter: ClassVar[Tighter] = {"fields": Direction.MORE}
    fields: tuple[Asked, ...] = USUAL

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Name each field that is empty."""
        record = case.record
        return tuple(
            Finding(missing, fix=f"retro set {record.incident} {flag}")
            for missing, flag in (FIELDS[name] for name in self.fields if _is_empty(record, name))
        )


def _is_empty(record: Retrospective, name: str) -> bool:
    return getattr(record.context, name) in (None, "", ())


@value
class TimesOrdered:
    """Started, detected, acknowledged, stabilized: in this order, and not in the future."""

    id: ClassVar[str] = "context.times_ordered"
    title: ClassVar[str] = "the times lie in order and not in the future"

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Name each time that lies before the one it follows, or ahead."""
        fix = f"retro set {case.record.incident} --{{}} {TIME}"
        context = case.record.context
        return tuple(
            Finding(message, fix=fix.format(name))
            for name, message in (*_out_of_order(context), *_ahead(context, case))
        )


def _out_of_order(context: Context) -> Iterator[tuple[str, str]]:
    known = [(name, at) for name in TIMES if (at := getattr(context, name))]
    for (first, early), (second, late) in pairwise(known):
        if late < early:
            order = f"the order is {listed(TIMES)}"
            yield (
                second,
                f"{second} ({moment(late)}) lies before {first} ({moment(early)}); {order}",
            )


def _ahead(context: Context, case: Case) -> Iterator[tuple[str, str]]:
    for name in TIMES:
        at = getattr(context, name)
        if at and at > case.now:
            yield name, f"{name} ({moment(at)}) lies in the future: it is {moment(case.now)}"


@value
class CiLinked:
    """An incident that a pipeline reported links the run that failed (R53)."""

    id: ClassVar[str] = "ci.linked"
    title: ClassVar[str] = "an incident from a pipeline links the run that failed"
    label: Line = "ci"

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Ask for the link where the label is set."""
        context = case.record.context
        if context.ci_run or self.label not in context.labels:
            return ()
        message = f"the incident is labelled {self.label} and links no pipeline run"
        return (Finding(message, fix=f"retro set {case.record.incident} --ci-run URL"),)
