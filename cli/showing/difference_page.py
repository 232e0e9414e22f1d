"""What a change of policy would do, as people read it and as JSON has it."""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from typing import Any

from cli.showing.cells import as_json, minute
from policies.comparing.changes import Change
from policies.comparing.difference import Difference
from policies.comparing.facts import Facts
from policies.comparing.terms import Term
from states.codec import to_json
from states.lifecycle import GATED
from states.record.context import Severity

A_FEW = 3
NOTHING = "—"


def difference_lines(found: Difference, before: str, after: str) -> Iterator[str]:
    """Write the page: what is newly blocked, newly allowed, and said otherwise."""
    yield f"{before} → {after}"
    yield from _section("✕", "newly blocked", found.newly_blocked)
    yield from _section("!", "newly allowed", found.newly_allowed)
    if found.terms:
        yield "said otherwise:"
        yield from (f"  {_term(one)}" for one in found.terms)
    if found.is_empty:
        yield "✓ no difference was found"
    yield f"a search over {found.tried} records, not a proof"


def _section(mark: str, title: str, changes: tuple[Change, ...]) -> Iterator[str]:
    if not changes:
        return
    yield f"{title}: {len(changes)}"
    ordered = sorted(changes, key=lambda one: (GATED.index(one.gate), one.checks))
    for (gate, checks), some in groupby(ordered, key=lambda one: (one.gate, one.checks)):
        yield f"  {gate.value} · {', '.join(checks)}"
        for one in some:
            yield f"    {mark} {one.told}{_where(one)}"
            yield from (f"        {line}" for line in fact_lines(one.facts))


def _where(change: Change) -> str:
    items = f": {', '.join(change.items)}" if change.items else ""
    return f"{items}{severities(change.severities)}"


def severities(some: tuple[Severity, ...]) -> str:
    """Name severities where they are not all."""
    return "" if len(some) == len(Severity) else f" ({', '.join(one.value for one in some)})"


def fact_lines(facts: Facts) -> Iterator[str]:
    """Write facts as a test file has them; more than a few are only counted."""
    lines = [f"set {path}: {_shown(one)}" for path, one in facts.set]
    lines += [f"unset {path}" for path in facts.unset]
    if len(lines) > A_FEW:
        lines = [f"{len(lines)} facts make it so: -o json has them"]
    yield from lines


def _shown(fact: object) -> str:
    if isinstance(fact, tuple):
        return f"[{', '.join(map(_shown, fact))}]"
    return minute(fact) if isinstance(fact, datetime) else str(getattr(fact, "value", fact))


def _term(one: Term) -> str:
    return (
        f"{one.what}: {one.before or NOTHING} → {one.after or NOTHING}{severities(one.severities)}"
    )


def difference_json(found: Difference) -> dict[str, Any]:
    """Write everything that was found, each with its record."""
    return {
        "newly_blocked": [_change(one) for one in found.newly_blocked],
        "newly_allowed": [_change(one) for one in found.newly_allowed],
        "terms": [_said(one) for one in found.terms],
        "tried": found.tried,
        "proof": False,
    }


def _change(one: Change) -> dict[str, Any]:
    return {
        "gate": one.gate.value,
        "checks": [*one.checks],
        "told": one.told,
        "items": [*one.items],
        "severities": [each.value for each in one.severities],
        "facts": facts_json(one.facts),
        "record": to_json(one.case.record),
    }


def facts_json(facts: Facts) -> dict[str, Any]:
    """Write facts as a test file has them."""
    return {"set": {path: _written(one) for path, one in facts.set}, "unset": [*facts.unset]}


def _written(fact: object) -> object:
    if isinstance(fact, bool | int):
        return fact
    return [_written(one) for one in fact] if isinstance(fact, tuple) else as_json(fact)


def _said(one: Term) -> dict[str, Any]:
    return {
        "what": one.what,
        "before": one.before,
        "after": one.after,
        "severities": [each.value for each in one.severities],
    }
