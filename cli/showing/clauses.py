"""Parts of clauses that tell what happened."""

from collections.abc import Iterable

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


def named(people: Iterable[str]) -> str:
    """List people; where there are none, say nobody."""
    return ", ".join(people) or "nobody"
