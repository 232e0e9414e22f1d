"""The names within one policy file have to fit together.

Each line of `misfits` is a mistake that no field shows by itself: where it is, and what it is.
"""

from collections.abc import Iterator

from documents.positions import Path
from policies.model import PolicyFile
from policies.wording import meant
from states.lifecycle import GATED

GATES = tuple(phase.value for phase in GATED)
Misfit = tuple[Path, str]


def misfits(file: PolicyFile) -> Iterator[Misfit]:
    """List every name that stands for nothing, or for two things."""
    yield from _gates(file)
    yield from _ladders(file)
    yield from _twice(file)
    yield from _never(file)


def _gates(file: PolicyFile) -> Iterator[Misfit]:
    for name in file.gates:
        if name not in GATES:
            yield ("gates", name), f"there is no gate “{name}”{meant(name, GATES)}"
    for name in GATES:
        if name not in file.gates:
            yield ("gates",), f"the gate “{name}” is missing; without checks it has checks: []"


def _ladders(file: PolicyFile) -> Iterator[Misfit]:
    used: dict[Path, str] = {
        ("actions", "ladder"): file.actions.ladder,
        ("stalled", "ladder"): file.stalled.ladder,
    }
    for name, gate in file.gates.items():
        used["gates", name, "deadline", "ladder"] = gate.deadline.ladder
    for path, ladder in used.items():
        if ladder not in file.ladders:
            yield path, f"there is no ladder “{ladder}”{meant(ladder, file.ladders)}"


def _twice(file: PolicyFile) -> Iterator[Misfit]:
    seen = set()
    for path, name in _checks(file):
        if name in seen:
            yield path, f"a check is already called “{name}”: a waiver needs one name for one check"
        seen.add(name)


def _never(file: PolicyFile) -> Iterator[Misfit]:
    known = [name for _, name in _checks(file)]
    for place, name in enumerate(file.waivers.never):
        if name not in known:
            path = "waivers", "never", place
            yield path, f"there is no check called “{name}”{meant(name, known)}"


def _checks(file: PolicyFile) -> Iterator[tuple[Path, str]]:
    for gate, lines in file.gates.items():
        for place, line in enumerate(lines.checks):
            yield ("gates", gate, "checks", place, "id"), line.id
