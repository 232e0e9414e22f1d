"""What every gate is going to ask of whom, told before anyone starts."""

from datetime import timedelta
from enum import Enum
from typing import Any

from documents.intake import annotations
from policies.catalogue import CATALOGUE
from policies.edition import Check, Edition, Rule
from policies.explaining.turns import Party, party_of
from policies.meant import is_meant
from policies.model import Anchor, Enforce
from policies.policy import Policy
from policies.wording import listed
from states.lifecycle import GATED, Phase
from states.rules import Case
from states.values import Line, Text, value

# fmt: off
ANCHORS = {
    Anchor.OPENED:     "the opening",
    Anchor.STABILIZED: "stabilization",
    Anchor.ENTERED:    "the gate before",
}
# fmt: on

A_DAY, AN_HOUR = timedelta(days=1), timedelta(hours=1)
SMALLEST, LARGEST = "min", "max"


@value
class Asked:
    """One thing that a gate asks, with the numbers of this severity, and how it is enforced."""

    check: Line
    what: Text
    numbers: Text
    enforce: Enforce


@value
class PartyList:
    """What a gate asks of one party."""

    party: Line
    asked: tuple[Asked, ...]


@value
class GateList:
    """What a gate asks, of whom, and by when."""

    gate: Phase
    deadline: Text
    parties: tuple[PartyList, ...]


def checklist(policy: Policy, case: Case, party: str = "") -> tuple[GateList, ...]:
    """List what each gate will ask about the incident of `case`; of one party, or of all.

    A check that does not mean this incident is left out.
    """
    edition = policy.edition_of(case)
    return tuple(
        GateList(gate, _deadline(edition, gate), _parties(edition, gate, case, party))
        for gate in GATED
    )


def parties_of(policy: Policy, case: Case) -> tuple[str, ...]:
    """Name every party of whom some gate asks something."""
    told = (one.party for gate in checklist(policy, case) for one in gate.parties)
    return tuple(dict.fromkeys(told))


def _deadline(edition: Edition, gate: Phase) -> str:
    deadline = edition.file.gates[gate.value].deadline
    return f"within {_span(deadline.within)} of {ANCHORS[deadline.after]}"


def _span(within: timedelta) -> str:
    days, rest = divmod(within, A_DAY)
    return f"{days} days" if days > 1 and not rest else f"{within // AN_HOUR} hours"


def _parties(edition: Edition, gate: Phase, case: Case, party: str) -> tuple[PartyList, ...]:
    lines = {one.id: one for one in edition.file.gates[gate.value].checks}
    asked: dict[str, list[Asked]] = {}
    for rule in edition.rules[gate]:
        if rule.when is None or is_meant(rule.when, case.record.context):
            for name in _names(rule, lines[rule.id]):
                asked.setdefault(name, []).append(_asked(rule, case))
    return tuple(
        PartyList(name, tuple(some)) for name, some in asked.items() if party in ("", name)
    )


def _names(rule: Rule, line: object) -> tuple[str, ...]:
    """Name the party a rule asks; an approver goes by the roles the rule names."""
    party = party_of(rule, line)
    roles: tuple[str, ...] = getattr(rule.check, "roles", ())
    return tuple(roles) if party is Party.APPROVER and roles else (party.value,)


def _asked(rule: Rule, case: Case) -> Asked:
    return Asked(rule.id, rule.check.title, numbers_of(rule.check), rule.enforcement_at(case.now))


def numbers_of(check: Check) -> str:
    """Say the parameters of a check of the catalogue: `3 to 7`, `p1 days: 30`."""
    kind = CATALOGUE.get(check.id)
    names = annotations(kind) if kind else ()
    known: dict[str, Any] = {name: getattr(check, name) for name in names}
    if {SMALLEST, LARGEST} == known.keys():
        return f"{known[SMALLEST]} to {known[LARGEST]}"
    if {SMALLEST} == known.keys():
        return f"at least {known[SMALLEST]}"
    return "; ".join(f"{name.replace('_', ' ')}: {_told(one)}" for name, one in known.items())


def _told(given: Any) -> str:
    match given:
        case tuple():
            return listed(map(_told, given)) if given else "none"
        case Enum():
            return str(given.value).replace("_", " ")
        case _:
            return str(given).replace("_", " ")
