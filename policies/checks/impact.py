"""What it cost (R22)."""

from typing import ClassVar, Literal, get_args

from policies.file.direction import Direction, Tighter
from states.record.context import Impact
from states.rules import Case, Finding
from states.values import value

Asked = Literal["scope", "users_affected", "effort"]

# fmt: off
FIELDS = {
    #                  missing                                       mended with
    "scope":          ("nothing says who and what was affected",      '--scope "WHO AND WHAT"'),
    "users_affected": ("nothing says how many users were affected",  "--users-affected NUMBER"),
    "effort":         ("nothing says what it cost in hours or money", "--engineering-hours NUMBER"),
}
# fmt: on


@value
class Complete:
    """The impact says everything in `fields`; `effort` is engineering hours or a cost."""

    id: ClassVar[str] = "impact.complete"
    title: ClassVar[str] = "the impact says who was affected and what it cost"
    tighter: ClassVar[Tighter] = {"fields": Direction.MORE}
    fields: tuple[Asked, ...] = get_args(Asked)

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Name each that is missing."""
        record = case.record
        missing = _missing(record.impact)
        return tuple(
            Finding(FIELDS[name][0], fix=f"retro impact {record.incident} {FIELDS[name][1]}")
            for name in self.fields
            if name in missing
        )


def _missing(impact: Impact) -> set[str]:
    lacking = {
        "scope": not impact.scope,
        "users_affected": impact.users_affected is None,
        "effort": impact.engineering_hours is None and not impact.cost,
    }
    return {name for name, empty in lacking.items() if empty}
