"""Evidence that an item cites: links, and entries of the timeline."""

import re

from policies.language.wording import PROOF, called, listed
from states.record.factors import Factor, Learning
from states.record.retrospective import Retrospective
from states.rules import Finding

_ENTRY = re.compile(r"T[0-9]+")


def unproven(item: Factor | Learning, record: Retrospective, command: str) -> tuple[Finding, ...]:
    """Find what is wrong with the evidence of `item`, which `command` changes."""
    if not any(item.evidence):
        fix = f"{command} --evidence {PROOF}"
        return (Finding(f"{called(item)} cites no evidence", item.id, fix),)
    there = {one.id for one in record.timeline}
    dangling = [one for one in item.evidence if _ENTRY.fullmatch(one) and one not in there]
    if not dangling:
        return ()
    problem = f"{called(item)} cites {listed(dangling)}, which the timeline does not have"
    kept = [one for one in item.evidence if one not in dangling] or [PROOF]
    return (Finding(problem, item.id, f"{command} {instead('--evidence', kept)}"),)


def instead(flag: str, values: list[str]) -> str:
    """Write a flag so that `values` take the place of what was given before."""
    return " ".join((f'{flag} ""', *(f"{flag} {one}" for one in values)))
