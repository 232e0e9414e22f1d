"""The shape of a test file: a policy, records that pass it, and cases that change one of them."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from policies.file.shape import Strict, Word
from policies.language.wording import meant
from states.lifecycle import GATED, Phase
from states.values import Instant, Line, Text

PHASES = tuple(one.value for one in Phase)
GATES = tuple(one.value for one in GATED)


def _phase(written: object) -> object:
    if written not in PHASES:
        raise ValueError(f"there is no phase “{written}”{meant(str(written), PHASES)}")
    return written


def _gate(written: object) -> object:
    if written not in GATES:
        raise ValueError(f"there is no gate “{written}”{meant(str(written), GATES)}")
    return written


Standing = Annotated[Phase, BeforeValidator(_phase)]
Gate = Annotated[Phase, BeforeValidator(_gate)]


class Changed(Strict):
    """Facts that are supposed of a record, by path; `approved_by` approve it as it then is."""

    set: dict[str, Any] = Field(default={})
    unset: tuple[Word, ...] = ()
    approved_by: tuple[Word, ...] = ()


class FixtureLine(Changed):
    """A record that passes: a file, or written out; judged at a moment, standing in a phase."""

    record: Word | dict[str, Any]
    at: Instant
    phase: Standing | None = None
    opened: Instant | None = None


class Expected(Strict):
    """One finding; without an item it is about the record, `says` is a part of its message."""

    check: Word
    item: Line = ""
    says: Text = ""


class Answer(Strict):
    """Everything a gate finds; what is not listed must not come.

    `pass`, `skip` and `waived` name checks that were asked and found nothing, that are not
    for such an incident, and whose findings were all waived.
    """

    deny: tuple[Expected, ...] = ()
    warn: tuple[Expected, ...] = ()
    audit: tuple[Expected, ...] = ()
    error: tuple[Expected, ...] = ()
    pass_: tuple[Word, ...] = Field(alias="pass", default=())
    skip: tuple[Word, ...] = ()
    waived: tuple[Word, ...] = ()


class CaseLine(Changed):
    """One change of a fixture, the gate it then asks for, and the answer."""

    name: Word
    from_: Word = Field(alias="from")
    at: Instant | None = None
    enter: Gate
    expect: Answer


class TrialFile(Strict):
    """A whole test file."""

    policy: Word
    people: Word | None = None
    fixtures: dict[Word, FixtureLine]
    cases: tuple[CaseLine, ...]
