"""A higher severity is a matter of one person, a lower one of two.

What a policy asks for may differ by severity: a lower one could be a way round a gate.
"""

from states.decisions.hearing import Hearing
from states.errors import RefusedError
from states.record.context import Context, Severity
from states.record.retrospective import Single


def must_not_fall(now: Single, after: Single, hearing: Hearing) -> None:
    """Raise `RefusedError` where an edit would lower the severity."""
    if not (isinstance(now, Context) and isinstance(after, Context)):
        return
    if now.severity and after.severity and after.severity.is_below(now.severity):
        lower = after.severity.value
        raise RefusedError(
            f"severity: {hearing.key} is {now.severity.value}, and {lower} needs a second person",
            f'leave it as it is, and ask: retro downgrade {hearing.key} {lower} --reason "…"',
        )


def must_be_lower(severity: Severity, hearing: Hearing) -> None:
    """Raise `RefusedError` unless `severity` is less bad than what the record says."""
    now = hearing.record.context.severity
    if now and severity.is_below(now):
        return
    raise RefusedError(
        f"severity: {hearing.key} is {now.value if now else 'unrated'}, "
        f"and {severity.value} is not lower",
        f"nobody has to grant that: retro set {hearing.key} --severity {severity.value}",
    )
