"""What would open a gate: what is asked for, why, by which command, and whose turn it is.

All groups are needed together; within one, `others` are what could be done instead.
"""

from collections.abc import Mapping

from states.lifecycle import Phase
from states.rules import CheckResult
from states.values import Line, Text, value


@value
class Way:
    """Something that does: in words, as facts by path, and as commands."""

    words: Text
    facts: Mapping[str, object]
    commands: tuple[Text, ...]


@value
class Ask:
    """One fact that is asked for, what it must be, and the checks that it settles."""

    path: Line
    what: Text
    must_be: Text
    checks: tuple[Line, ...]
    others: tuple[Way, ...] = ()


@value
class Group:
    """What is asked about one thing, or about so many new ones that are alike.

    `others` would do instead of every one of the `asks`.
    """

    item: Line
    title: Text
    asks: tuple[Ask, ...]
    commands: tuple[Text, ...]
    turn: tuple[Line, ...]
    others: tuple[Way, ...] = ()


@value
class Shortcut:
    """How many facts do, once `others` are taken instead of every ask about these items."""

    items: tuple[Line, ...]
    count: int


@value
class LastResort:
    """A check that may be waived for a while, and who has to agree."""

    check: Line
    roles: tuple[Line, ...]
    command: Text


@value
class Explanation:
    """Facts of which none is needless; without any, the gate is open.

    `left` is what no fact was found for: then the gate stays shut whatever `groups` say.
    Where fewer do, because another way settles a whole item at once, `shortcut` says so.
    """

    incident: Line
    phase: Phase
    gate: Phase
    facts: Mapping[str, object]
    groups: tuple[Group, ...] = ()
    left: tuple[CheckResult, ...] = ()
    last_resorts: tuple[LastResort, ...] = ()
    shortcut: Shortcut | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether nothing is asked for."""
        return not self.groups and not self.left

    @property
    def opens(self) -> bool:
        """Tell whether the facts, once supplied, open the gate."""
        return not self.left
