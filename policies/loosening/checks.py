"""Checks that ask less than before, later, of fewer incidents, or with less force."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from policies.catalogue import tighter_of
from policies.edition import Edition, Rule
from policies.file.direction import Direction, Tighter, is_looser
from policies.file.lines import CheckLine, WrittenLine
from policies.file.saying import said
from policies.loosening.loosened import Loosened, is_narrower
from states.lifecycle import GATED
from states.values import value

WRITTEN: Tighter = {"at_least": Direction.UP, "at_most": Direction.DOWN}
ASKED = {"for_each": None, "where": "", "require": "", "at_least": 0, "at_most": 2**53}
"""What a written rule asks, and what it asks where nothing is said."""


@value
class Asked:
    """A rule, and the line of the file it was read from."""

    rule: Rule
    line: CheckLine | WrittenLine


def loosened_checks(now: Edition, before: Edition) -> Iterator[Loosened]:
    """List each check of `before` that asks less in `now`, or is not there."""
    asked = {one.rule.id: one for one in _asked(now)}
    for old in _asked(before):
        new = asked.get(old.rule.id)
        if new is None:
            yield Loosened(old.rule.id, "taken away", f"asked in {old.rule.gate.value}")
        else:
            yield from _force(new.rule, old.rule)
            yield from _content(new, old)


def _asked(edition: Edition) -> Iterator[Asked]:
    for gate in GATED:
        lines = edition.file.gates[gate.value].checks
        yield from map(Asked, edition.rules[gate], lines)


def _force(now: Rule, before: Rule) -> Iterator[Loosened]:
    if GATED.index(now.gate) > GATED.index(before.gate):
        yield Loosened(now.id, f"asked in {now.gate.value}", f"asked in {before.gate.value}")
    if is_narrower(now.when, before.when):
        yield Loosened(now.id, f"when: {said(now.when)}", said(before.when))
    for day in sorted({date.min, *(day for one in (now, before) for day, _ in one.enforce_from)}):
        ours, theirs = now.enforcement_on(day), before.enforcement_on(day)
        if ours.is_below(theirs):
            since = "" if day == date.min else f" from {day}"
            yield Loosened(now.id, f"enforce: {ours.value}{since}", f"{theirs.value}{since}")


def _content(now: Asked, before: Asked) -> Iterator[Loosened]:
    ours, theirs = _parameters(now), _parameters(before)
    if ours.keys() != theirs.keys() or now.rule.check.id != before.rule.check.id:
        yield Loosened(now.rule.id, f"asks {now.rule.check.id}", before.rule.check.id)
        return
    written = isinstance(now.line, WrittenLine)
    tighter = WRITTEN if written else tighter_of(type(now.rule.check))
    for name, there in theirs.items():
        if is_looser(tighter.get(name), ours[name], there):
            yield Loosened(now.rule.id, f"{name}: {said(ours[name])}", said(there))


def _parameters(asked: Asked) -> dict[str, Any]:
    if isinstance(asked.line, WrittenLine):
        given = {name: getattr(asked.line, name) for name in ASKED}
        return {name: ASKED[name] if one is None else one for name, one in given.items()}
    check = asked.rule.check
    names = check.__dataclass_fields__  # type: ignore[attr-defined]  # every check is a value
    return {name: getattr(check, name) for name in names}
