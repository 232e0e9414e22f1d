"""What bringing a record to what a file says takes: the commands, and how they read.

All of it is decided here first, so that what the engine would refuse is told before
anything is sent.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from documents.batches import batches
from documents.plan import FieldChange, PlanStep, plan
from documents.record_file import RecordFile
from policies.language.wording import quoted, shortened
from states.codec import to_json
from states.commands import Command, Open
from states.decide import decide
from states.decisions.hearing import Hearing
from states.evolve import fold
from states.record.retrospective import Retrospective
from states.stamp import Stamp
from states.values import Line, value

SHOWN = 200
NOTHING = "(nothing)"

# fmt: off
COUNTED = (
    ("+", "to add"),
    ("~", "to change"),
    ("-", "to remove"),
)
# fmt: on


@value
class Course:
    """The commands that are sent one after the other, and the changes they make."""

    incident: Line
    commands: tuple[Command, ...] = ()
    steps: tuple[PlanStep, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Tell whether the record says all that already."""
        return not self.commands

    @property
    def removed(self) -> tuple[str, ...]:
        """List the items that would leave the record."""
        return tuple(one.item for one in self.steps if one.sign == "-")


def course_of(record: Retrospective, file: RecordFile) -> Course:
    """Plan the way from a record to a file; one that is not there yet is opened first."""
    if record.opened:
        rest = plan(record, file.draft, file.present)
        return Course(record.incident, batches(rest.revise), rest.steps)
    context = file.draft.context
    rest = plan(replace(record, context=context), file.draft, file.present)
    opens = PlanStep("+", record.incident, "incident", context.title)
    return Course(record.incident, (Open(context), *batches(rest.revise)), (opens, *rest.steps))


def rehearse(course: Course, hearing: Hearing) -> Retrospective:
    """Hear every command as the engine will, and return what the record becomes.

    Raises:
        RetrogateError: the engine would refuse one of them.
    """
    for command in course.commands:
        stamp = Stamp(hearing.now, hearing.actor, hearing.seq)
        after = fold(hearing.record, decide(command, hearing), stamp)
        hearing = replace(hearing, record=after, seq=hearing.seq + 1)
    return hearing.record


def course_lines(course: Course) -> Iterator[str]:
    """Write the changes, one by one, and how many there are."""
    for step in course.steps:
        yield " ".join(filter(None, (step.sign, step.title, step.item, _called(step))))
        yield from (f"    {_field(one)}" for one in step.changes)
    signs = [one.sign for one in course.steps]
    counts = [f"{signs.count(sign)} {words}" for sign, words in COUNTED if sign in signs]
    yield f"{course.incident}: {', '.join(counts) or 'nothing to change'}"


def course_json(course: Course) -> dict[str, Any]:
    """Write the changes as JSON values."""
    return {"incident": course.incident, "steps": [to_json(one) for one in course.steps]}


def _called(step: PlanStep) -> str:
    return quoted(step.summary) if step.summary else ""


def _field(change: FieldChange) -> str:
    before, after = (
        shortened(one, SHOWN) if one else NOTHING for one in (change.before, change.after)
    )
    return f"{change.name}: {before} → {after}"
