"""What travels: a command on its way in, an outcome on its way out.

The workflow carries both unopened: a command's body stays text until `commit`, so a
year-old workflow never meets a shape that it does not know.
"""

from datetime import datetime

from pydantic import JsonValue

from states.errors import Exit
from states.lifecycle import ENDED, Phase
from states.record.deadlines import Notice
from states.record.errands import Errand
from states.rules import Report
from states.values import Count, Instant, Line, Text, value

ENGINE = "retrogate"
"""The actor of what the engine does by itself."""

BODY_LIMIT = 32 * 1024
"""The largest command in bytes: what it makes must fit one entry, which has 65,535."""


@value
class Actor:
    """Who acts, and by which way (`cli`, `api`, `engine`)."""

    person: Line
    via: Line = "cli"


@value
class Envelope:
    """One command for one incident. `id` makes it happen once, `digest` binds it to its body."""

    id: Line
    incident: Line
    name: Line
    body: dict[str, JsonValue]
    digest: Line
    actor: Actor


@value
class Request:
    """An envelope, and the moment (UTC) at which the workflow took it up."""

    envelope: Envelope
    now: Instant
    run: Line = ""


@value
class Refusal:
    """Why the answer is no, and what would work instead."""

    message: Text
    hint: Text = ""
    exit: int = Exit.ANSWER_IS_NO.value


@value
class Writing:
    """How an entry was written: with what was asked, whatever it takes to write it again, alike.

    `at` is its moment (UTC), `run` the workflow's run; `salts` are those of its seals, in order
    and in hexadecimal, an empty one where the text was erased. Only Temporal's history has it.
    """

    at: Instant
    run: Line = ""
    salts: tuple[Line, ...] = ()


@value
class Outcome:
    """What came of a command, and what the workflow must know to go on.

    `seq` is the newest entry, `entry` the one that answers this command, 0 where it left none;
    `due` is the next moment (UTC) at which something is owed or somebody may be told; `notices`
    and `errands` are those to carry out now; `phase` is None for an incident that does not exist.
    """

    incident: Line
    seq: Count = 0
    phase: Phase | None = None
    revision: Count = 0
    command: Line = ""
    digest: Line = ""
    entry: Count = 0
    refusal: Refusal | None = None
    report: Report | None = None
    made: tuple[Line, ...] = ()
    severity: Line = ""
    services: tuple[Line, ...] = ()
    gate_due: datetime | None = None
    due: datetime | None = None
    notices: tuple[Notice, ...] = ()
    errands: tuple[Errand, ...] = ()
    writing: Writing | None = None

    @property
    def duties(self) -> tuple[Notice | Errand, ...]:
        """List what the workflow has to carry out, in a fixed order."""
        return (*self.notices, *self.errands)

    @property
    def accepted(self) -> bool:
        """Tell whether the answer is yes."""
        return self.refusal is None and (self.report is None or self.report.gate_open)

    @property
    def finished(self) -> bool:
        """Tell whether the workflow has nothing left to do."""
        ended = self.phase is None or self.phase in ENDED
        return ended and not self.duties and self.due is None
