"""A rehearsal as JSON: every moment in UTC."""

from typing import Any

from cli.showing.rehearsal_page import Told
from policies.rehearsing.cue import Cue
from policies.rehearsing.rehearsal import ASSUMED, Rehearsal


def rehearsal_json(found: Rehearsal, told: Told) -> dict[str, Any]:
    """Write everything that was found."""
    return {
        "policy": told.title,
        "incident": found.incident,
        "opened": found.begins,
        "until": found.until,
        "assumed": [*ASSUMED],
        "notes": [*told.notes],
        "cues": [_cue(one) for one in found.cues],
        "people": [
            {"person": one.person, "messages": one.messages, "rungs": one.cues}
            for one in found.shares
        ],
    }


def _cue(one: Cue) -> dict[str, Any]:
    return {
        "told": one.at,
        "reached": one.moment,
        "to": one.to or None,
        "zone": one.zone,
        "kind": one.kind.value,
        "about": one.deadline,
        "due": one.due,
        "what": one.what,
        "ladder": one.ladder,
        "rung": one.rung,
        "rungs": one.rungs,
        "times": one.times,
        "why": one.why,
        "bundled": one.bundled,
        "goes_on": one.goes_on,
        "instead": one.instead,
    }
