"""Waivers that end, or have ended, while what they let pass is still missing."""

from collections.abc import Iterator
from dataclasses import replace

from policies.edition import Edition, Rule
from policies.judging import ask
from states.record.proposals import Proposal, Verdict, Waiver
from states.record.retrospective import Retrospective
from states.rules import SHUT, Case, Result


def ending_waivers(edition: Edition, case: Case) -> Iterator[tuple[Proposal, Waiver]]:
    """List the waivers that were granted, that no later one renewed, and that are still needed."""
    if edition.file.waivers.ladder is None:
        return
    granted = _granted(case.record)
    rules = {one.id: one for some in edition.rules.values() for one in some} if granted else {}
    for proposal, waiver in granted:
        renewed = any(_renews(other, waiver) for _, other in granted)
        if not renewed and waiver.check in rules and _is_needed(rules[waiver.check], waiver, case):
            yield proposal, waiver


def _granted(record: Retrospective) -> list[tuple[Proposal, Waiver]]:
    return [
        (one, one.wish)
        for one in record.proposals
        if isinstance(one.wish, Waiver) and one.verdict is Verdict.GRANTED
    ]


def _renews(other: Waiver, waiver: Waiver) -> bool:
    covers = other.check == waiver.check and other.item in ("", waiver.item)
    return covers and other.until > waiver.until


def _is_needed(rule: Rule, waiver: Waiver, case: Case) -> bool:
    """Tell whether its check would keep a gate shut over what it lets pass."""
    result = ask(replace(rule, waivable=False), case)
    if result.result is Result.ERROR:
        return True
    items = {finding.item for finding in result.findings}
    return result.result in SHUT and (not waiver.item or waiver.item in items)
