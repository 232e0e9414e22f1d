"""What every gate is going to ask of whom, told before anyone starts."""

from dataclasses import replace
from datetime import timedelta

from policies.edition import Edition, Rule
from policies.explaining.numbers import for_label, numbers_of
from policies.explaining.turns import Party, party_of
from policies.file.lines import Enforce
from policies.file.meant import is_meant
from policies.file.model import (
    Anchor,
)
from policies.policy import Policy
from states.calendar import Days, Lapse
from states.lifecycle import GATED, Phase
from states.rules import Case, Result
from states.values import Line, Text, value

# fmt: off
ANCHORS = {
    Anchor.OPENED:     "the opening",
    Anchor.STABILIZED: "stabilization",
    Anchor.ENTERED:    "the gate before",
}
# fmt: on

A_DAY, AN_HOUR = timedelta(days=1), timedelta(hours=1)

Passed = frozenset[tuple[Phase, str]]


@value
class Asked:
    """One thing that a gate asks, with the numbers of this severity, and how it is enforced."""

    check: Line
    what: Text
    numbers: Text
    enforce: Enforce
    meant_for: Text = ""
    passes: bool = False


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

    A check that means another severity or service is left out; one that asks for a label is told
    with it, for a label may still be given. Of a record that is open, what passes is told too.
    """
    edition, passed = policy.edition_of(case), _passed(policy, case)
    return tuple(
        GateList(gate, _deadline(edition, gate), _parties(edition, gate, case, passed, party))
        for gate in GATED
    )


def parties_of(policy: Policy, case: Case) -> tuple[str, ...]:
    """Name every party of whom some gate asks something."""
    told = (one.party for gate in checklist(policy, case) for one in gate.parties)
    return tuple(dict.fromkeys(told))


def _passed(policy: Policy, case: Case) -> Passed:
    """Name what passes by gate and check; nothing of what nobody has opened."""
    if case.record.opened is None:
        return frozenset()
    results = policy.judge(GATED[-1], case).results
    return frozenset((one.gate, one.check) for one in results if one.result is Result.PASS)


def _deadline(edition: Edition, gate: Phase) -> str:
    deadline = edition.file.gates[gate.value].deadline
    return f"within {_span(deadline.within)} of {ANCHORS[deadline.after]}"


def _span(within: Lapse) -> str:
    if isinstance(within, Days):
        count = f"{within.count} {'working day' if within.working else 'day'}"
        return count if within.count == 1 else f"{count}s"
    days, rest = divmod(within, A_DAY)
    return f"{days} days" if days > 1 and not rest else f"{within // AN_HOUR} hours"


def _parties(
    edition: Edition, gate: Phase, case: Case, passed: Passed, party: str
) -> tuple[PartyList, ...]:
    lines = {one.id: one for one in edition.file.gates[gate.value].checks}
    asked: dict[str, list[Asked]] = {}
    for rule in edition.rules[gate]:
        if _may_be_asked(rule, case):
            for name in _names(rule, lines[rule.id]):
                asked.setdefault(name, []).append(_asked(rule, case, passed))
    return tuple(
        PartyList(name, tuple(some)) for name, some in asked.items() if party in ("", name)
    )


def _names(rule: Rule, line: object) -> tuple[str, ...]:
    """Name the party a rule asks; an approver goes by the roles the rule names."""
    party = party_of(rule, line)
    roles: tuple[str, ...] = getattr(rule.check, "roles", ())
    return tuple(roles) if party is Party.APPROVER and roles else (party.value,)


def _may_be_asked(rule: Rule, case: Case) -> bool:
    """Tell whether a check means the incident, as soon as it has the labels."""
    labels = rule.when.labels if rule.when else ()
    context = replace(case.record.context, labels=labels)
    return rule.when is None or is_meant(rule.when, context)


def _asked(rule: Rule, case: Case, passed: Passed) -> Asked:
    return Asked(
        check=rule.id,
        what=rule.check.title,
        numbers=numbers_of(rule.check),
        enforce=rule.enforcement_at(case.now),
        meant_for=for_label(rule.when.labels) if rule.when else "",
        passes=(rule.gate, rule.id) in passed,
    )
