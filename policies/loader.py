"""From the text of a policy file to a policy.

Every complaint names the place in the file, what is wrong there, and what was probably meant.
"""

import hashlib
from dataclasses import fields
from typing import Any

from pydantic import ValidationError

from documents.positions import Path
from documents.strict_yaml import load_marked
from policies.catalogue import CATALOGUE
from policies.coherence import misfits
from policies.edition import Check, Edition, Rule
from policies.model import CheckLine, PolicyFile
from policies.parameters import resolved
from policies.policy import Policy
from policies.source import Source
from policies.wording import meant
from states.codec import adapter_of
from states.lifecycle import GATED, Phase
from states.record.context import Severity
from states.rules import Rung


def load_policy(text: str, name: str = "policy") -> Policy:
    """Read a policy; `name` is what complaints call the file.

    Raises:
        InvalidError: `NAME:LINE:COLUMN: what is wrong`, one line for each mistake.
    """
    body, places = load_marked(text, name)
    editions = {
        severity: _edition(body, Source(places, severity)) for severity in (None, *Severity)
    }
    file = editions[None].file
    return Policy(
        name=file.policy,
        version=file.version,
        digest=hashlib.sha256(text.encode()).hexdigest(),
        ladders={ladder: _ladder(file, ladder) for ladder in file.ladders},
        editions=editions,
    )


def _ladder(file: PolicyFile, name: str) -> tuple[Rung, ...]:
    return tuple(Rung(rung.at, rung.notify, rung.repeat) for rung in file.ladders[name])


def _edition(body: dict[str, Any], source: Source) -> Edition:
    try:
        file = PolicyFile.model_validate(resolved(body, source))
    except ValidationError as error:
        raise source.refusal_of(error) from error
    if mistakes := [*misfits(file)]:
        raise source.refusal(*mistakes)
    return Edition(file, {gate: _rules(file, gate, source) for gate in GATED})


def _rules(file: PolicyFile, gate: Phase, source: Source) -> tuple[Rule, ...]:
    return tuple(
        Rule(
            gate=gate,
            id=line.id,
            check=_check(line, ("gates", gate.value, "checks", place), source),
            enforce=line.enforce,
            waivable=line.id not in file.waivers.never,
        )
        for place, line in enumerate(file.gates[gate.value].checks)
    )


def _check(line: CheckLine, path: Path, source: Source) -> Check:
    kind = CATALOGUE.get(line.uses)
    if kind is None:
        problem = f"there is no check “{line.uses}”{meant(line.uses, CATALOGUE)}"
        raise source.refusal(((*path, "uses"), problem))
    known = [field.name for field in fields(kind)]  # type: ignore[arg-type]  # every check is a value
    for name in line.with_:
        if name not in known:
            problem = f"{line.uses} has no parameter “{name}”{meant(name, known)}"
            raise source.refusal(((*path, "with", name), problem))
    try:
        check: Check = adapter_of(kind).validate_python(line.with_)
    except ValidationError as error:
        raise source.refusal_of(error, (*path, "with")) from error
    return check
