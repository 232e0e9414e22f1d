"""Which way a value makes a policy stricter."""

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any

from policies.file.durations import sized


class Direction(Enum):
    """What has to happen to a value so that more is asked."""

    UP = "up"
    DOWN = "down"
    MORE = "more"
    FEWER = "fewer"


Tighter = Mapping[str, Direction]
"""Which way each parameter of a check asks more, by its name."""

# fmt: off
_LOOSER: Mapping[Direction | None, Callable[[Any, Any], bool]] = {
    Direction.UP:    lambda now, before: now < before,
    Direction.DOWN:  lambda now, before: now > before,
    Direction.MORE:  lambda now, before: not {*before} <= {*now},
    Direction.FEWER: lambda now, before: not {*now} <= {*before},
    None:            lambda now, before: now != before,
}
# fmt: on


def is_looser(direction: Direction | None, now: Any, before: Any) -> bool:
    """Tell whether `now` asks less than `before`; without a direction every change may."""
    return _LOOSER[direction](sized(now), sized(before))
