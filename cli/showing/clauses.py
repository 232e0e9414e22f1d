"""Parts of clauses that tell what happened."""

from collections.abc import Iterable, Sequence

from policies.language.wording import quoted

# fmt: off
OFTEN = {
    1: "once",
    2: "twice",
}
# fmt: on


def often(times: int) -> str:
    """Say how often: once, twice, 3 times."""
    return OFTEN.get(times, f"{times} times")


def because(reason: str) -> str:
    """Append a reason, where there is one."""
    return f": {quoted(reason)}" if reason else ""


NAMED = 5
"""People whom one line names."""


def some_of(people: Sequence[str]) -> str:
    """List the first of many people, and say how many more there are."""
    rest = len(people) - NAMED
    return f"{', '.join(people[:NAMED])}{f' and {rest} more' if rest > 0 else ''}"


def named(people: Iterable[str]) -> str:
    """List people; where there are none, say nobody."""
    return ", ".join(people) or "nobody"
