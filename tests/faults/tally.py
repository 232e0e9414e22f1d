"""What a bout did to the house, and what it found."""

from collections import Counter
from dataclasses import dataclass, field, fields
from typing import Any


@dataclass
class Tally:
    """Counts, and everything that must not be; `skipped` says why a bout could not be held.

    `hit` counts what was going on when something was injected, often several deeds at once;
    `noticed` by what it was found, where it had to be found.
    """

    injected: Counter[str] = field(default_factory=Counter)
    hit: Counter[str] = field(default_factory=Counter)
    noticed: Counter[str] = field(default_factory=Counter)
    sent: int = 0
    acknowledged: int = 0
    letters: int = 0
    in_doubt: int = 0
    slowest: dict[str, float] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    counted: int = 0
    skipped: str = ""

    def took(self, what: str, seconds: float, at_most: float) -> None:
        """Remember the longest time that something took; more than `at_most` is wrong."""
        self.slowest[what] = round(max(seconds, self.slowest.get(what, 0.0)), 2)
        if seconds > at_most:
            self.wrong.append(f"{what} took {seconds:.1f} s, at most {at_most:.0f} s are allowed")

    def must(self, fact: object, otherwise: str) -> None:
        """Note what is wrong where something is not so."""
        if not fact:
            self.wrong.append(otherwise)

    @property
    def json(self) -> dict[str, Any]:
        """Write it down."""
        facts = {one.name: getattr(self, one.name) for one in fields(self)}
        return {
            name: dict(fact) if isinstance(fact, Counter) else fact for name, fact in facts.items()
        }

    def __add__(self, other: "Tally") -> "Tally":
        """Count two bouts as one."""
        both = {one.name: getattr(self, one.name) + getattr(other, one.name) for one in ADDED}
        longest = {
            what: max(self.slowest.get(what, 0.0), other.slowest.get(what, 0.0))
            for what in self.slowest.keys() | other.slowest.keys()
        }
        return Tally(**both, slowest=longest, skipped=self.skipped or other.skipped)

    def __str__(self) -> str:
        """Say it in a line."""
        if self.skipped:
            return f"skipped: {self.skipped}"
        faults = ", ".join(f"{name} × {many:,}" for name, many in sorted(self.injected.items()))
        letters = f", {self.letters:,} letters ({self.in_doubt} in doubt)" if self.letters else ""
        times = "".join(f", {what} {seconds} s" for what, seconds in self.slowest.items())
        hit = ", ".join(f"{what} {many:,}" for what, many in sorted(self.hit.items()))
        found = f" ({hit})" if hit else ""
        return f"{faults}{found}: {self.acknowledged:,} acknowledged{letters}{times}"


ADDED = [one for one in fields(Tally) if one.name not in {"slowest", "skipped"}]
