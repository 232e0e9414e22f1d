"""A condition of a written rule: compiled once, asked of every item.

It comes to yes, to no, or to `Unknown` where it needs something that nobody said. Anything
else that goes wrong is a mistake of the policy, and raises.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache, partial
from typing import Any

from policies.expressions.environment import handed_over, runnable, typed
from policies.expressions.facts import Facts, Told, rows
from policies.expressions.pitfalls import pitfalls
from policies.expressions.reading import WHEREVER, Read, absent, fields_of, read_by
from policies.expressions.shapes import LISTS, SHAPES, Sort, variables
from policies.expressions.slips import Slip, slips_from
from policies.expressions.tree import tree_of
from policies.language.wording import shortened
from states.errors import InvalidError
from states.values import printable, value

LONGEST = 2_000
PLAIN = frozenset({Sort.TEXT, Sort.WHOLE, Sort.DECIMAL, Sort.FLAG})
"""What the library takes as it is, in lists too."""

MEMORY = 512
"""How many conditions are kept compiled: the same policy is read at every severity."""

_NO_KEY = re.compile(r'NOT_FOUND: Key not found in map : "(.*)"')


@value
class Unknown:
    """A condition that cannot be judged, and the paths of all that it lacks."""

    paths: tuple[str, ...]


@value
class Condition:
    """A condition that compiles, for rules that go through `for_each`."""

    text: str
    for_each: str
    program: Any
    reads: tuple[Read, ...]
    fields: Mapping[str, tuple[str, ...]]

    def ask(self, told: Told, place: int | None = None) -> bool | Unknown:
        """Ask it of the item at `place` in its list, or of the incident.

        Raises:
            InvalidError: the condition broke, or took more steps than it has.
        """
        it = told.incident if place is None else told.facts(self.for_each)[place]
        try:
            answer = self.program.eval(data=self._facts(told, it)).value()
        except RuntimeError as error:
            raise self._broken(str(error)) from error
        return answer if isinstance(answer, bool) else self._unknown(str(answer), told, it)

    def _facts(self, told: Told, it: Facts) -> Facts:
        """Hand over only what is asked about: whatever is handed over is taken in every time."""
        around: Facts = told.once((self.for_each, self.text), partial(self._around, told))
        return {**around, "it": self._narrow("it", it)} if "it" in self.fields else around

    def _around(self, told: Told) -> Facts:
        around: Facts = {"now": handed_over(told.case.now)}
        if "incident" in self.fields:
            around["incident"] = self._narrow("incident", told.incident)
        for name in LISTS.keys() & self.fields.keys():
            around[name] = rows({one: _column(told, name, one) for one in self._wanted(name)})
        return around

    def _wanted(self, root: str) -> Iterable[str]:
        shape = SHAPES[variables(self.for_each)[root].shape]
        return shape if WHEREVER.root in self.fields else self.fields[root] or ("id",)

    def _narrow(self, root: str, facts: Facts) -> Facts:
        return {name: handed_over(facts[name]) for name in self._wanted(root) if name in facts}

    def _unknown(self, trouble: str, told: Told, it: Facts) -> Unknown:
        missing = _NO_KEY.match(trouble)
        paths = absent(self.reads, missing[1], told, it) if missing else ()
        if not paths:
            raise self._broken(trouble)
        return Unknown(paths)

    def _broken(self, trouble: str) -> InvalidError:
        return InvalidError(f"{shortened(self.text)}: {_plainly(trouble)}")


def _column(told: Told, name: str, field: str) -> list[Any]:
    column = told.column(name, field)
    if SHAPES[LISTS[name].shape][field].sort in PLAIN:
        return column
    return told.once(  # type: ignore[no-any-return]  # what was made
        ("handed over", name, field), lambda: [handed_over(one) for one in column]
    )


def _plainly(trouble: str) -> str:
    if "budget" in trouble:
        return "takes too many steps: go through the list with for_each instead"
    return shortened(trouble.partition(": ")[2] or trouble, 200)


def holds(condition: Condition, told: Told) -> bool:
    """Tell whether a condition of the incident is known to hold; whatever breaks is not."""
    try:
        return condition.ask(told) is True
    except InvalidError:
        return False


@lru_cache(MEMORY)
def condition_from(text: str, for_each: str = "") -> Condition | tuple[Slip, ...]:
    """Compile a condition, or say everything that is wrong with it."""
    if slip := _unfit(text):
        return (slip,)
    try:
        checked = typed(for_each).compile(text)
    except RuntimeError as error:
        return slips_from(str(error), text, for_each)
    tree = tree_of(checked)
    if found := tuple(sorted(set(pitfalls(tree, text, for_each)))):
        return found
    if checked.return_type().name() != "BOOL":
        return (Slip(0, "is no condition: it has to come to yes or no, as in it.top"),)
    reads = read_by(tree)
    return Condition(text, for_each, runnable(checked), reads, fields_of(reads))


def _unfit(text: str) -> Slip | None:
    if len(text) > LONGEST:
        return Slip(LONGEST, f"has {len(text):,} characters: {LONGEST:,} are allowed")
    try:
        printable(text)
    except ValueError as error:
        told = str(error)
        return Slip(int(told.rpartition(" ")[2]), told)
    return None if text.strip() else Slip(0, "is empty")
