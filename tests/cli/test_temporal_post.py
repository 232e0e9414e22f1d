"""A command that takes long says so, and one that Temporal does not take says what to do."""

import asyncio
from pathlib import Path

import pytest
from temporalio.service import RPCError, RPCStatusCode

from cli.installation import temporal_post
from cli.installation.posting import envelope_for
from cli.installation.settings import Settings, load_settings
from cli.installation.temporal_post import TemporalPost
from states.commands import Say
from states.envelope import Envelope, Outcome
from states.errors import UnreachableError
from workflows.names import Installation

COMMENT = envelope_for("INC-42", Say("Seen"), "fay", "c-1")


class Sender:
    """Answers after a while, or not at all."""

    def __init__(self, seconds: float = 0.0, error: Exception | None = None) -> None:
        self.seconds = seconds
        self.error = error

    async def send(self, envelope: Envelope) -> Outcome:
        await asyncio.sleep(self.seconds)
        if self.error:
            raise self.error
        return Outcome(envelope.incident, seq=7)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(tmp_path, {})


def sent(
    sender: Sender, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> tuple[Outcome, list[str]]:
    async def connected(_: Settings) -> None:
        return None

    said: list[str] = []
    monkeypatch.setattr(temporal_post, "connect", connected)
    monkeypatch.setattr(temporal_post, "Retrospectives", lambda _client, _ours: sender)
    monkeypatch.setattr(temporal_post, "PATIENCE", 0.05)
    return TemporalPost(settings, Installation("ours"), said.append).send(COMMENT), said


def test_a_quick_answer_comes_without_a_word(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sent(Sender(), settings, monkeypatch) == (Outcome("INC-42", seq=7), [])


def test_a_slow_one_is_waited_for_aloud(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, said = sent(Sender(0.2), settings, monkeypatch)

    assert said == ["waiting for a worker to take up INC-42 …"]


def test_what_temporal_does_not_take_may_be_sent_again(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    denied = RPCError("namespace is over its limit", RPCStatusCode.RESOURCE_EXHAUSTED, b"")

    with pytest.raises(UnreachableError) as refused:
        sent(Sender(error=denied), settings, monkeypatch)

    assert str(refused.value) == (
        "Temporal did not take the command for INC-42: namespace is over its limit"
    )
    assert refused.value.hint == (
        "find out why: retro doctor · then repeat your command with --command-id c-1,"
        " so that it is done once"
    )
