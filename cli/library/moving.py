"""Moving open incidents to another policy: what that changes for each, and doing it."""

from collections.abc import Iterator
from typing import Any

from cli.app import App
from cli.installation.posting import envelope_for
from policies.policy import Policy
from policies.publishing.moving import Preview, preview
from states.commands import MovePolicy
from states.envelope import Outcome
from states.rules import Case, CheckResult


def preview_of(app: App, key: str, target: Policy) -> Preview:
    """Say what a move would change for an incident."""
    record = app.record(key)
    return preview(Case(record, app.directory(), app.now), app.rules(record), target)


def move(app: App, key: str, target: Policy, reason: str) -> Outcome:
    """Move an incident, or propose it."""
    return app.post.send(envelope_for(key, MovePolicy(target.digest, reason), app.acting))


def preview_lines(found: Preview) -> Iterator[str]:
    """Say what changes for one incident."""
    gate = f", before {found.gate.value}" if found.gate else ""
    yield f"{found.incident}{gate}"
    yield from (f"  ✕ newly asks {_told(one)}" for one in found.newly_asks)
    yield from (f"  ✓ asks no more {_told(one)}" for one in found.asks_no_more)
    yield from (f"  ! asks less: {one}" for one in found.eases)
    yield from (f"  ~ {one.what}: {one.before or '—'} → {one.after or '—'}" for one in found.terms)
    if found.stays:
        yield f"  {len(found.stays)} deadlines stay where they are"
    if found.eases:
        yield "  … asks less of it: a second owner has to agree"


def _told(result: CheckResult) -> str:
    first = f": {result.findings[0].message}" if result.findings else ""
    return f"{result.check}{first}"


def preview_json(found: Preview) -> dict[str, Any]:
    """Say it as JSON values."""
    return {
        "incident": found.incident,
        "gate": found.gate.value if found.gate else "",
        "newly_asks": [one.check for one in found.newly_asks],
        "asks_no_more": [one.check for one in found.asks_no_more],
        "eases": [*found.eases],
        "terms": [
            {"what": one.what, "before": one.before, "after": one.after} for one in found.terms
        ],
        "deadlines_that_stay": [one.id for one in found.stays],
        "needs_second_person": bool(found.eases),
    }
