"""Asking one condition of one item."""

from typing import Any

from policies.expressions.condition import Condition, Unknown, condition_from
from policies.expressions.facts import Told
from states.record.retrospective import Retrospective
from tests.builders import NOON, case_of, complete_record

COMPLETE = complete_record()


def compiled(text: str, for_each: str = "actions") -> Condition:
    """Compile a condition that has nothing wrong with it."""
    made = condition_from(text, for_each)
    assert isinstance(made, Condition), made
    return made


def slips(text: str, for_each: str = "actions") -> tuple[tuple[int, str], ...]:
    """List what is wrong with a condition."""
    made = condition_from(text, for_each)
    assert not isinstance(made, Condition), f"{text} compiles"
    return tuple((one.offset, one.problem) for one in made)


def asked(
    text: str,
    record: Retrospective = COMPLETE,
    place: int | None = 0,
    for_each: str = "actions",
    **case: Any,
) -> bool | Unknown:
    """Ask a condition of one item, the first unless another is named."""
    told = Told(case_of(record, **{"now": NOON, **case}))
    return compiled(text, for_each if place is not None else "").ask(told, place)
