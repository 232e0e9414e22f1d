"""What each worker is at, written down step by step: a kill is worth what it interrupts.

A line that was written outlives its writer. Steps of one deed follow one another; the last of
them is where a kill found it.
"""

import os
from collections.abc import Callable, Container, Iterator
from contextvars import ContextVar
from enum import Enum
from pathlib import Path
from typing import Any

from sqlalchemy.engine.default import DefaultDialect
from temporalio.worker import ActivityInboundInterceptor, ExecuteActivityInput, Interceptor

from connectors.apprise_channel import AppriseChannel
from documents.letter import Letter
from states.envelope import Request
from states.people import Person


class Step(Enum):
    """Where a deed stands."""

    BEFORE = "before the commit"
    IN = "in the commit"
    AFTER = "after the commit, before the answer"
    LETTER = "in a letter"
    NOTHING = "at nothing"


_COMMAND: ContextVar[str] = ContextVar("command", default="")
_TRAIL: list[int] = []


def leave_a_trail(file: Path) -> None:
    """Write down in `file` whatever this process is at, from here on."""
    _TRAIL[:] = [os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)]


def _tell(step: Step, deed: str) -> None:
    os.write(_TRAIL[0], f"{step.name} {deed}\n".encode())


class Telling(Interceptor):
    """A worker that tells which command it commits."""

    def intercept_activity(self, next: ActivityInboundInterceptor) -> ActivityInboundInterceptor:  # noqa: A002  # the SDK's name
        """Stand before every activity."""
        return _Told(next)


class _Told(ActivityInboundInterceptor):
    async def execute_activity(self, input: ExecuteActivityInput) -> Any:  # noqa: A002  # as above
        match input.args:
            case [Request(envelope), *_]:
                _COMMAND.set(envelope.id)
                return await self._told(input, envelope.id)
            case _:
                return await super().execute_activity(input)

    async def _told(self, asked: ExecuteActivityInput, command: str) -> Any:
        _tell(Step.BEFORE, command)
        try:
            return await super().execute_activity(asked)
        except Exception:
            _tell(Step.NOTHING, command)
            raise


def telling_commit(
    commit: Callable[[DefaultDialect, Any], None] = DefaultDialect.do_commit,
) -> Callable[[DefaultDialect, Any], None]:
    """Let a database tell when it commits what a command comes to."""

    def told(self: DefaultDialect, connection: Any) -> None:
        command = _COMMAND.get()
        if not command:
            return commit(self, connection)
        _tell(Step.IN, command)
        commit(self, connection)
        return _tell(Step.AFTER, command)

    return told


def telling_send(
    send: Callable[[AppriseChannel, Letter, Person], None] = AppriseChannel.send,
) -> Callable[[AppriseChannel, Letter, Person], None]:
    """Let a channel tell while it sends a letter."""

    def told(self: AppriseChannel, letter: Letter, person: Person) -> None:
        _tell(Step.LETTER, letter.key)
        try:
            send(self, letter, person)
        finally:
            _tell(Step.NOTHING, letter.key)

    return told


class Trail:
    """The steps of one process, as somebody else reads them."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._read = 0
        self._at: dict[str, Step] = {}

    def at(self, sent: Container[str], answered: Container[str]) -> set[Step]:
        """Say what it is at; who was not asked from outside is answered by nobody."""
        for step, deed in self._further():
            self._at[deed] = step
        self._at = {
            deed: step for deed, step in self._at.items() if _is_open(deed, step, sent, answered)
        }
        return set(self._at.values()) or {Step.NOTHING}

    def _further(self) -> Iterator[tuple[Step, str]]:
        with self._file.open("rb") as opened:
            opened.seek(self._read)
            said = opened.read()
        whole = said[: said.rfind(b"\n") + 1]
        self._read += len(whole)
        for line in whole.decode().splitlines():
            step, _, deed = line.partition(" ")
            yield Step[step], deed


def _is_open(deed: str, step: Step, sent: Container[str], answered: Container[str]) -> bool:
    match step:
        case Step.NOTHING:
            return False
        case Step.AFTER:
            return deed in sent and deed not in answered
        case _:
            return True
