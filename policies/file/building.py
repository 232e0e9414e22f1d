"""From what a policy file says to a policy: one reading for each severity.

Severities at which every parameter has the same value share one reading.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from pydantic import ValidationError

from documents.positions import Path
from policies.catalogue import CATALOGUE
from policies.edition import Check, Edition, Rule
from policies.file.coherence import misfits
from policies.file.lines import CheckLine, WrittenLine
from policies.file.merging import Marked
from policies.file.model import (
    PolicyFile,
)
from policies.file.parameters import declared, resolved
from policies.file.source import Complain, Mistake, MistakenPolicyError, Source
from policies.language.wording import meant
from policies.policy import Policy
from policies.written import written
from states.codec import adapter_of
from states.lifecycle import GATED, Phase
from states.record.context import Severity
from states.rules import Rung


def built(marked: Marked, text: str) -> Policy:
    """Build the policy that stands in `text`, which was read as `marked`.

    Raises:
        MistakenPolicyError: it does not hold together; every mistake is named that shows.
    """
    editions = _editions(marked)
    file = editions[None].file
    return Policy(
        name=file.policy,
        version=file.version,
        digest=hashlib.sha256(text.encode()).hexdigest(),
        ladders={ladder: _ladder(file, ladder) for ladder in file.ladders},
        editions=editions,
    )


def _ladder(file: PolicyFile, name: str) -> tuple[Rung, ...]:
    return tuple(
        Rung(rung.at, rung.notify, rung.repeat, rung.times, rung.at_once)
        for rung in file.ladders[name]
    )


def _editions(marked: Marked) -> dict[Severity | None, Edition]:
    params = declared(marked.body, marked.source())
    read: list[tuple[dict[str, Any], Edition]] = []
    editions = {}
    for severity in (None, *Severity):
        source = marked.source(severity)
        body = resolved(marked.body, params, source)
        known = next((edition for one, edition in read if one == body), None)
        editions[severity] = known or _edition(body, source)
        read.append((body, editions[severity]))
    return editions


def _edition(body: dict[str, Any], source: Source) -> Edition:
    try:
        file = PolicyFile.model_validate(body)
    except ValidationError as error:
        raise source.refusal_of(error) from error
    mistakes = [*source.refusal(*misfits(file)).mistakes]
    rules = _rules(file, source, mistakes)
    if mistakes:
        raise MistakenPolicyError(tuple(mistakes))
    return Edition(file, rules)


def _rules(
    file: PolicyFile, source: Source, mistakes: list[Mistake]
) -> dict[Phase, tuple[Rule, ...]]:
    rules: dict[Phase, list[Rule]] = {gate: [] for gate in GATED}
    for gate, place, line in _lines(file):
        complain = Complain(source, ("gates", gate.value, "checks", place))
        try:
            rules[gate].append(_rule(gate, line, complain, file))
        except MistakenPolicyError as error:
            mistakes.extend(error.mistakes)
    return {gate: tuple(found) for gate, found in rules.items()}


def _lines(file: PolicyFile) -> Iterator[tuple[Phase, int, CheckLine | WrittenLine]]:
    for gate in GATED:
        for place, line in enumerate(_checks_of(file, gate)):
            yield gate, place, line


def _checks_of(file: PolicyFile, gate: Phase) -> tuple[CheckLine | WrittenLine, ...]:
    found = file.gates.get(gate.value)
    return found.checks if found else ()


def _rule(gate: Phase, line: CheckLine | WrittenLine, complain: Complain, file: PolicyFile) -> Rule:
    return Rule(
        gate=gate,
        id=line.id,
        check=_check(line, complain) if isinstance(line, CheckLine) else written(line, complain),
        enforce=line.enforce,
        waivable=line.id not in file.waivers.never,
        when=line.when,
        enforce_from=tuple(line.enforce_from.items()),
    )


def _check(line: CheckLine, complain: Complain) -> Check:
    kind = CATALOGUE.get(line.uses)
    if kind is None:
        raise complain("uses", f"there is no check “{line.uses}”{meant(line.uses, CATALOGUE)}")
    known = [field.name for field in fields(kind)]  # type: ignore[arg-type]  # every check is a value
    for name in line.with_:
        if name not in known:
            problem = f"{line.uses} has no parameter “{name}”{meant(name, known)}"
            raise complain.source.refusal(((*complain.path, "with", name), problem))
    return _with_parameters(kind, line, (*complain.path, "with"), complain.source)


def _with_parameters(kind: type, line: CheckLine, path: Path, source: Source) -> Check:
    try:
        check: Check = adapter_of(kind).validate_python(line.with_)
    except ValidationError as error:
        raise source.refusal_of(error, path) from error
    least, most = getattr(check, "min", None), getattr(check, "max", None)
    if least is not None and most is not None and least > most:
        problem = f"min is {least}, max is {most}: nothing is both at least and at most that"
        raise source.refusal(((*path, "min"), problem))
    return check
