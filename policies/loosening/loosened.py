"""One thing in which a policy asks less, in words."""

from policies.file.lines import When
from states.values import value


@value
class Loosened:
    """What asks less, what it comes to now, and what it was before.

    It is called by the id of its check, or by its keys in the file.
    """

    what: str
    now: str
    before: str


def is_narrower(now: When | None, before: When | None) -> bool:
    """Tell whether fewer incidents are meant than before."""
    ours, theirs = now or When(), before or When()
    return any(_leaves_out(getattr(ours, key), getattr(theirs, key)) for key in When.model_fields)


def _leaves_out(now: tuple[object, ...], before: tuple[object, ...]) -> bool:
    return bool(now) and not (before and {*before} <= {*now})
