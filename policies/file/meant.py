"""Whether a check, or a whole policy, means an incident.

What nobody has said yet counts as meant: a check is not skipped because its severity is missing.
A label that is not there is an answer.
"""

from collections.abc import Sequence

from policies.file.lines import When
from states.record.context import Context


def is_meant(when: When, context: Context) -> bool:
    """Tell whether the incident has one value of every key of `when`."""
    return (
        _has(when.severity, [one for one in (context.severity,) if one], unsaid=True)
        and _has(when.services, context.services, unsaid=True)
        and _has(when.labels, context.labels, unsaid=False)
    )


def _has(asked: Sequence[object], there: Sequence[object], *, unsaid: bool) -> bool:
    if not asked or not there:
        return not asked or unsaid
    return not {*asked}.isdisjoint(there)
