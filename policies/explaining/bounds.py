"""What a fact must be, found by asking the judge: who would do, by when, how many at least."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from enum import Enum
from typing import Any

from policies.explaining.exchanging import PEOPLE, ROLES, exchanged
from policies.language.wording import listed, quoted
from policies.supposing.plausible import NAMES, WORDS
from policies.supposing.stage import Facts, Stage
from states.record.proposals import Approval
from states.record.retrospective import COLLECTIONS
from states.rules import CheckResult

FAR = 3_000
"""Days and numbers beyond which there is no bound worth telling."""

FEW = 3

NUMBERED = (".window_days", ".days")


class Bounds:
    """What would do in the place of each supposed fact, all the others being supposed."""

    def __init__(self, after: Stage, facts: Facts) -> None:
        """Take a record with all facts supposed, of which one at a time is said otherwise."""
        self._all, self._least, self._facts = after, after.missing, facts

    def must_be(self, path: str, said: object, shut: Iterable[CheckResult]) -> str:
        """Say what stands for `said` at `path`; empty where anything would do.

        `shut` is what would be in the way without it.
        """
        field = path.rpartition(".")[2]
        if isinstance(said, Approval):
            return _approver(said.by, shut)
        if field in PEOPLE and isinstance(said, str):
            return self._people(path, said)
        return self._value(path, said)

    def _value(self, path: str, said: object) -> str:
        match said:
            case Enum():
                return self._choices(path, said)
            case str() | tuple():
                return self._words(path, said)
            case date() if path.endswith(".due"):
                return self._days(path, said)
            case int() if path.endswith(NUMBERED):
                return f"at least {_first(lambda one: self._does(path, one), said)}"
            case _:
                return _worded(said)

    def _words(self, path: str, said: str | tuple[str, ...]) -> str:
        if isinstance(said, str):
            return "" if self._does(path, WORDS) else f"such as {quoted(said)}"
        anything = NAMES[len(said) - 1 : len(said)]
        if any(self._does(path, one) for one in anything):
            return f"at least {len(said)}" if len(said) > 1 else ""
        return f"such as {listed(said)}"

    def _does(self, path: str, said: object) -> bool:
        imagined = self._all.imaginable({path: said})
        return imagined is not None and imagined.missing <= self._least

    def _people(self, path: str, said: str) -> str:
        here = self._all.people_here
        able = [one for one in here if self._does(path, one) or self._may(said, one)]
        if len(able) <= FEW:
            return listed(able, "or")
        unable = [one for one in here if one not in able]
        barred = [*(unable if len(unable) <= FEW else ()), *self._roles_apart(path)]
        return f"a person other than {listed(barred, 'or')}" if barred else "a person"

    def _may(self, said: str, other: str) -> bool:
        """Tell whether two people could change places in everything that is supposed of them."""
        changed = {path: exchanged(path, one, said, other) for path, one in self._facts.items()}
        imagined = self._all.imaginable(changed)
        return imagined is not None and imagined.missing <= self._least

    def _roles_apart(self, path: str) -> list[str]:
        """Name the supposed roles that whoever is asked for at `path` may not play as well."""
        roles = {f"context.{one}": f"the {one.replace('_', ' ')}" for one in ROLES}
        others = (one for one in roles if one in self._facts and one != path and path in roles)
        return [roles[one] for one in others if self._are_apart(path, one)]

    def _are_apart(self, path: str, other: str) -> bool:
        """Tell whether neither of two places may have who is supposed in the other."""
        one, two = self._facts[path], self._facts[other]
        return not self._does(path, two) and not self._does(other, one)

    def _days(self, path: str, said: date) -> str:
        def does(days: int) -> bool:
            return self._does(path, said + timedelta(days=days))

        if does(FAR):
            return ""
        return f"by {said + timedelta(days=_last(does, 0))}"

    def _choices(self, path: str, said: Enum) -> str:
        able = [one for one in type(said) if self._does(path, one)]
        return listed((str(one.value) for one in able), "or") if len(able) <= FEW else ""


def _worded(thing: Any) -> str:
    texts = [getattr(thing, row.text) for row in COLLECTIONS if isinstance(thing, row.item)]
    return "".join(f"worded such as {quoted(one)}" for one in texts if one != WORDS)


def _approver(name: str, shut: Iterable[CheckResult]) -> str:
    findings = (finding for one in shut for finding in one.findings)
    waited = (one for finding in findings for one in finding.waits_for)
    return listed(dict.fromkeys([name, *waited]), "or")


def _last(does: Callable[[int], bool], known: int) -> int:
    """Find the highest number that does, where `known` does and `FAR` does not."""
    low, high = known, FAR
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if does(middle) else (low, middle)
    return low


def _first(does: Callable[[int], bool], known: int) -> int:
    """Find the lowest number that does, where `known` does."""
    low, high = -1, known
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if does(middle) else (middle, high)
    return high
