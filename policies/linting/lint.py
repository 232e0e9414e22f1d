"""What a policy says that is allowed, and hardly meant: a table of second looks.

Whatever is wrong is refused when the policy is read; what is found here lets it be used.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import chain
from typing import Any

from documents.positions import Path
from policies.edition import Rule
from policies.file.durations import sized
from policies.file.lines import CheckLine, WrittenLine
from policies.file.loader import Reading
from policies.file.model import (
    PolicyFile,
)
from policies.file.parameters import FIXED, used_in
from policies.file.source import Mistake
from policies.linting.clocks import (
    Doubt,
    long_repeats,
    past_holidays,
    silent_ends,
    spared_owners,
    uncounted_days,
    waking_reminders,
)
from policies.linting.leaning import unsupported
from policies.linting.named_people import unknown_owners
from policies.linting.named_roles import missing_roles
from policies.linting.toothless import is_toothless
from states.lifecycle import GATED
from states.people import Directory


def doubts(reading: Reading) -> tuple[Mistake, ...]:
    """List what is worth a second look: where it stands, and why."""
    return _placed(reading, (doubt for look in LOOKS for doubt in look(reading)))


def outdated(reading: Reading, today: date) -> tuple[Mistake, ...]:
    """List what was worth saying once, and is over by today."""
    return _placed(reading, past_holidays(reading, today))


def unheld(reading: Reading, people: Directory, today: date) -> tuple[Mistake, ...]:
    """List the owners nobody is, and the roles nobody has, as the directory is today."""
    missing = missing_roles(reading.policy, people, today)
    roles = ((path, f"nobody has the role {role}") for path, role in missing)
    return _placed(reading, chain(unknown_owners(reading.policy, people), roles))


def _placed(reading: Reading, found: Iterator[Doubt]) -> tuple[Mistake, ...]:
    return reading.marked.source().refusal(*found).mistakes


def _file(reading: Reading) -> PolicyFile:
    return reading.policy.editions[None].file


def _without_owners(reading: Reading) -> Iterator[Doubt]:
    if not _file(reading).owners:
        yield (), "has no owners: nobody is told when a check of it breaks"


def _unused_params(reading: Reading) -> Iterator[Doubt]:
    body = reading.marked.body
    used = {*used_in([one for name, one in body.items() if name not in FIXED])}
    for name in _file(reading).params:
        if name not in used and reading.marked.is_own(("params", name)):
            yield ("params", name), f"nothing uses ${name}"


def _unused_ladders(reading: Reading) -> Iterator[Doubt]:
    files = [edition.file for edition in reading.policy.editions.values()]
    climbed = {one for file in files for one in (*_climbed(file), file.stalled.ladder)}
    for name in _file(reading).ladders:
        if name not in climbed and reading.marked.is_own(("ladders", name)):
            yield ("ladders", name), "nothing climbs it"


def _climbed(file: PolicyFile) -> list[str]:
    waivers = [file.waivers.ladder] if file.waivers.ladder else []
    gates = [gate.deadline.ladder for gate in file.gates.values()]
    return [file.actions.ladder, *waivers, *gates]


def _without_reminder(reading: Reading) -> Iterator[Doubt]:
    file = _file(reading)
    for name in dict.fromkeys(_climbed(file)):
        if all(sized(rung.at) >= timedelta(0) for rung in file.ladders[name]):
            yield ("ladders", name), "reminds nobody before the deadline: add a rung as at: -24h"


def _toothless(reading: Reading) -> Iterator[Doubt]:
    for path, rules in _everywhere(reading):
        if all(is_toothless(rule.check) for rule in rules):
            yield path, f"{rules[0].id} finds nothing, whatever the record says"


def _never_meant(reading: Reading) -> Iterator[Doubt]:
    when = _file(reading).when
    for path, (rule, *_) in _everywhere(reading):
        meant = rule.when.severity if when and rule.when else ()
        if when and meant and when.severity and {*when.severity}.isdisjoint(meant):
            yield (*path, "when"), f"{rule.id} is never asked: the policy is for other severities"


def _asked_before(reading: Reading) -> Iterator[Doubt]:
    seen: dict[Any, str] = {}
    for gate in GATED:
        for place, line in enumerate(_file(reading).gates[gate.value].checks):
            asked = _asked(line)
            if asked in seen:
                told = f"asks what {seen[asked]} asks: a gate asks the checks before it again"
                yield ("gates", gate.value, "checks", place), told
            seen.setdefault(asked, line.id)


def _asked(line: CheckLine | WrittenLine) -> str:
    return str(line.model_dump(exclude={"id", "title", "message", "fix"}))


def _unsupported(reading: Reading) -> Iterator[Doubt]:
    rules = reading.policy.editions[None].rules
    for rule, other in unsupported(rules):
        path = "gates", rule.gate.value, "checks", rules[rule.gate].index(rule)
        yield path, f"{rule.id} lets pass what nobody has said, unless a gate asks {other} too"


def _everywhere(reading: Reading) -> Iterator[tuple[Path, list[Rule]]]:
    """Go through the checks of the file, each as it is at every severity."""
    editions = reading.policy.editions.values()
    for gate in GATED:
        for place, rules in enumerate(zip(*(one.rules[gate] for one in editions), strict=True)):
            yield ("gates", gate.value, "checks", place), [*rules]


LOOKS: tuple[Callable[[Reading], Iterator[Doubt]], ...] = (
    _without_owners,
    _unused_params,
    _unused_ladders,
    _without_reminder,
    silent_ends,
    waking_reminders,
    spared_owners,
    long_repeats,
    uncounted_days,
    _toothless,
    _never_meant,
    _asked_before,
    _unsupported,
)
