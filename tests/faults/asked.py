"""What was asked, and what was answered: the memory that a ledger is held against.

A process that may be killed writes it in a file, a line each, before it asks and after it heard.
"""

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from states.addressing import RESERVED, seal
from states.envelope import BODY_LIMIT, ENGINE, Envelope, Outcome


class Answered(NamedTuple):
    """Which entry answers a command; 0 where it left none."""

    incident: str
    entry: int


@dataclass
class Asked:
    """Every command that was sent, and the answer of each that was acknowledged.

    What is `forged` never gets into a ledger, and what is too large never gets an answer from one.
    """

    sent: dict[str, str] = field(default_factory=dict)
    answered: dict[str, Answered] = field(default_factory=dict)
    unanswered: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    overfed: list[str] = field(default_factory=list)
    forged: set[str] = field(default_factory=set)
    _large: dict[str, int] = field(default_factory=dict)

    def sends(self, envelope: Envelope) -> None:
        """Remember a command before it goes."""
        self.sent[envelope.id] = envelope.incident
        if (size := _size(envelope.body)) > BODY_LIMIT:
            self._large[envelope.id] = size
        if not _is_genuine(envelope):
            self.forged.add(envelope.id)

    def hears(self, outcome: Outcome) -> None:
        """Remember its answer; a repeated command must be answered as before."""
        self._keep(outcome.command, Answered(outcome.incident, outcome.entry))
        if outcome.command in self._large:
            size = self._large[outcome.command]
            self.overfed.append(f"{outcome.command} has {size:,} bytes, and was taken")

    def _keep(self, command: str, answer: Answered) -> None:
        before = self.answered.setdefault(command, answer)
        if before != answer:
            self.twice.append(f"{command} was answered as {before}, and then as {answer}")

    def learn(self, log: Path) -> None:
        """Read what a process has written down."""
        for line in log.read_text(encoding="utf-8").splitlines():
            command, incident, *entry = json.loads(line)
            self.sent[command] = incident
            for one in entry:
                self._keep(command, Answered(incident, one))


def _is_genuine(envelope: Envelope) -> bool:
    named = envelope.actor.person == ENGINE or not envelope.id.startswith(RESERVED)
    return named and envelope.digest == seal(envelope.name, envelope.actor, envelope.body)


def _size(body: object) -> int:
    """Count the bytes of what is sent, or fewer: half a character is none."""
    said = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return len(said.encode(errors="ignore"))


class Diary(Asked):
    """What one process asked, in a file that outlives it."""

    def __init__(self, log: Path) -> None:
        super().__init__()
        self._log = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def sends(self, envelope: Envelope) -> None:
        """Write a command down before it goes."""
        self._write([envelope.id, envelope.incident])

    def hears(self, outcome: Outcome) -> None:
        """Write down that it was acknowledged."""
        self._write([outcome.command, outcome.incident, outcome.entry])

    def _write(self, fact: list[object]) -> None:
        os.write(self._log, json.dumps(fact).encode() + b"\n")
