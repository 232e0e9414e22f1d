"""The names within one policy file have to fit together.

Each line of `misfits` is a mistake that no field shows by itself: where it is, and what it is.
"""

from collections.abc import Iterator

from documents.positions import Path
from policies.file.lines import CheckLine, WrittenLine
from policies.file.model import (
    GATES,
    PolicyFile,
)
from policies.language.wording import meant

Misfit = tuple[Path, str]

CHECKS_LIMIT = 200
CONDITIONS_LIMIT = 40_000
SEARCHES_LIMIT = 10
"""How many checks a policy has, how many characters their conditions, and how many patterns stand
in them, so that reading it and asking a gate stay short."""


def misfits(file: PolicyFile) -> Iterator[Misfit]:
    """List every name that stands for nothing, or for two things."""
    yield from _too_much(file)
    yield from _gates(file)
    yield from _ladders(file)
    yield from _twice(file)
    yield from _never(file)
    yield from _unrelated(file)


def _too_much(file: PolicyFile) -> Iterator[Misfit]:
    characters = searches = 0
    for count, (path, line) in enumerate(_checks(file), start=1):
        if count > CHECKS_LIMIT:
            yield path, f"a policy has {CHECKS_LIMIT} checks at most"
            return
        if isinstance(line, WrittenLine):
            characters += len(line.where) + len(line.require)
            searches += f"{line.where} {line.require}".count("matches")
        if characters > CONDITIONS_LIMIT:
            yield path, f"conditions have {CONDITIONS_LIMIT:,} characters at most, all together"
            return
        if searches > SEARCHES_LIMIT:
            yield path, f"conditions say matches(…) {SEARCHES_LIMIT} times at most, all together"
            return


def _gates(file: PolicyFile) -> Iterator[Misfit]:
    for name in GATES:
        if name not in file.gates:
            yield ("gates",), f"the gate “{name}” is missing; without checks it has checks: []"


def _ladders(file: PolicyFile) -> Iterator[Misfit]:
    used: dict[Path, str] = {
        ("actions", "ladder"): file.actions.ladder,
        ("stalled", "ladder"): file.stalled.ladder,
    }
    if file.waivers.ladder is not None:
        used["waivers", "ladder"] = file.waivers.ladder
    for name, gate in file.gates.items():
        used["gates", name, "deadline", "ladder"] = gate.deadline.ladder
    for path, ladder in used.items():
        if ladder not in file.ladders:
            yield path, f"there is no ladder “{ladder}”{meant(ladder, file.ladders)}"


def _twice(file: PolicyFile) -> Iterator[Misfit]:
    seen = set()
    for path, line in _checks(file):
        if line.id in seen:
            told = f"a check is already called “{line.id}”: a waiver needs one name for one check"
            yield (*path, "id"), told
        seen.add(line.id)


def _never(file: PolicyFile) -> Iterator[Misfit]:
    known = [line.id for _, line in _checks(file)]
    for place, name in enumerate(file.waivers.never):
        if name not in known:
            path = "waivers", "never", place
            yield path, f"there is no check called “{name}”{meant(name, known)}"


def _checks(file: PolicyFile) -> Iterator[tuple[Path, CheckLine | WrittenLine]]:
    for gate, lines in file.gates.items():
        for place, line in enumerate(lines.checks):
            yield ("gates", gate, "checks", place), line


def _unrelated(file: PolicyFile) -> Iterator[Misfit]:
    # Once a policy that extends another is written out, nothing of this is left.
    none = "the policy extends no other: write extends: NAME@VERSION"
    if file.loosens:
        yield ("loosens",), f"there is nothing to ask less than; {none}"
    for gate, lines in file.gates.items():
        if lines.remove:
            yield ("gates", gate, "remove"), f"there is nothing to take away from; {none}"
