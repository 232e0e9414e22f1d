"""What Temporal's own lists can be filtered by. No secret and no name: they lie in the clear."""

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from temporalio.common import SearchAttributeKey, SearchAttributeUpdate

from states.envelope import Outcome

PHASE = SearchAttributeKey.for_keyword("RetroPhase")
SEVERITY = SearchAttributeKey.for_keyword("RetroSeverity")
SERVICE = SearchAttributeKey.for_keyword_list("RetroService")
DUE = SearchAttributeKey.for_datetime("RetroDue")

ATTRIBUTES = (PHASE, SEVERITY, SERVICE, DUE)


ROOM = 1_500
"""Bytes of services that are shown: with more than 2,048 the server ends the workflow."""


def _fitting(services: Sequence[str]) -> Sequence[str]:
    sizes = accumulate(len(one.encode()) for one in services)
    return [one for one, size in zip(services, sizes, strict=True) if size <= ROOM]


def attributes_of(stands: Outcome) -> Sequence[SearchAttributeUpdate[Any]]:
    """Say where an incident stands: its phase, severity, services and next gate's deadline."""
    return (
        PHASE.value_set(stands.phase.value) if stands.phase else PHASE.value_unset(),
        SEVERITY.value_set(stands.severity) if stands.severity else SEVERITY.value_unset(),
        SERVICE.value_set(_fitting(stands.services)),
        DUE.value_set(stands.gate_due) if stands.gate_due else DUE.value_unset(),
    )
