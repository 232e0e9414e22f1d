"""What a policy says beside its checks: deadlines, ladders, waivers, approvals."""

from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from policies.edition import Edition
from policies.file.saying import is_nothing, said
from policies.file.shape import said_in
from policies.policy import Policy
from states.record.context import Severity
from states.values import value

# fmt: off
OF_THE_FILE = (
    "when", "clock", "actions", "stalled", "escalations", "waivers", "withdrawal", "ladders",
)
# fmt: on


@value
class Term:
    """One thing that is said otherwise; empty where one of the two says nothing."""

    what: str
    before: str
    after: str
    severities: tuple[Severity, ...]


def changed_terms(before: Policy, after: Policy) -> tuple[Term, ...]:
    """List what is said otherwise, and at which severities."""
    found: dict[tuple[str, str, str], list[Severity]] = {}
    for severity in Severity:
        old, new = _said(before.editions[severity]), _said(after.editions[severity])
        for what in dict.fromkeys((*old, *new)):
            was, now = old.get(what, ""), new.get(what, "")
            if was != now:
                found.setdefault((what, was, now), []).append(severity)
    return tuple(Term(*said, tuple(severities)) for said, severities in found.items())


def _said(edition: Edition) -> dict[str, str]:
    return {what: told(one, what.rpartition(".")[2]) for what, one in _terms(edition)}


def _terms(edition: Edition) -> Iterator[tuple[str, object]]:
    for name in OF_THE_FILE:
        yield from _flat(name, getattr(edition.file, name))
    for name, gate in edition.file.gates.items():
        yield from _flat(f"gates.{name}.deadline", gate.deadline)
    for rules in edition.rules.values():
        for rule in rules:
            if rule.check.id == "approvals.quorum":
                for field in ("roles", "count", "distinct_from"):
                    yield f"approvals.{rule.id}.{field}", getattr(rule.check, field)


def _flat(path: str, body: object) -> Iterator[tuple[str, object]]:
    match body:
        case BaseModel():
            for name, one in said_in(body):
                yield from _flat(f"{path}.{name}", one)
        case Mapping():
            for name, one in body.items():
                yield from _flat(f"{path}.{name}", one)
        case _:
            yield path, body


def told(body: object, key: str = "") -> str:
    """Write a term as a policy file does, under `key`; nothing where it says nothing."""
    return "" if is_nothing(body) else said(body, key)
