"""What a policy says beside its checks: deadlines, ladders, waivers, approvals."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from enum import Enum

from pydantic import BaseModel

from policies.edition import Edition
from policies.policy import Policy
from states.record.context import Severity
from states.values import value

OF_THE_FILE = ("when", "actions", "stalled", "waivers", "withdrawal", "ladders")
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


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
    return {what: told(one) for what, one in _terms(edition)}


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
            for name in type(body).model_fields:
                yield from _flat(f"{path}.{name}", getattr(body, name))
        case Mapping():
            for name, one in body.items():
                yield from _flat(f"{path}.{name}", one)
        case _:
            yield path, body


def told(body: object) -> str:
    """Write a term as a policy file does."""
    match body:
        case None | () | "":
            return ""
        case timedelta():
            return _span(body)
        case Enum():
            return str(body.value)
        case BaseModel():
            said = ((name, told(getattr(body, name))) for name in type(body).model_fields)
            return "{" + ", ".join(f"{name}: {one}" for name, one in said if one) + "}"
        case tuple():
            return "[" + ", ".join(map(told, body)) + "]"
        case _:
            return str(body)


def _span(span: timedelta) -> str:
    sign = "-" if span < timedelta(0) else ""
    size = abs(span)
    # Below three days a policy is written in hours, as people say it.
    if size % DAY == timedelta(0) and size >= 3 * DAY:
        return f"{sign}{size // DAY}d"
    if size % HOUR == timedelta(0):
        return f"{sign}{size // HOUR}h"
    return f"{sign}{size // timedelta(minutes=1)}m"
