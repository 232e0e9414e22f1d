"""Temporal is found where it was said to be, else where `retro up` serves the data, else not."""

import os
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from activities.payloads import CONVERTER
from cli.installation import connection
from cli.installation.connection import connect, temporal_config
from cli.installation.settings import Settings, load_settings
from connectors.free_port import LOCALHOST, any_free_port
from connectors.running import Running, claim
from connectors.temporal_server import temporal_server
from states.errors import InvalidError, UnreachableError


@pytest.fixture(autouse=True)
def _nothing_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [one for one in os.environ if one.startswith("TEMPORAL_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("TEMPORAL_CONFIG_FILE", str(tmp_path / "temporal.toml"))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(tmp_path, environment={})


@pytest.fixture
def silent() -> Iterator[str]:
    """Somebody who takes calls and never says a word."""
    with socket.create_server((LOCALHOST, 0)) as listening:
        yield f"{LOCALHOST}:{listening.getsockname()[1]}"


def test_where_nothing_was_said_nobody_is_asked(settings: Settings) -> None:
    with pytest.raises(UnreachableError) as refusal:
        temporal_config(settings)

    assert str(refusal.value) == (
        f"Temporal is not there: no retro up runs on {settings.home}, "
        "and TEMPORAL_ADDRESS is not set"
    )
    assert refusal.value.hint == "start it: retro up"


def test_a_running_up_is_found(settings: Settings) -> None:
    with claim(settings.home) as announce:
        announce(Running(1, "127.0.0.1:7300"))

        assert temporal_config(settings) == {
            "target_host": "127.0.0.1:7300",
            "data_converter": CONVERTER,
        }


def test_a_starting_up_is_not_found_yet(settings: Settings) -> None:
    with claim(settings.home), pytest.raises(UnreachableError) as refusal:
        temporal_config(settings)

    assert str(refusal.value) == (
        f"Temporal is not there yet: the retro up on {settings.home} is still starting"
    )
    assert refusal.value.hint == "wait a moment, and repeat"


def test_what_was_said_to_temporal_wins(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEMPORAL_ADDRESS", "cloud:7233")
    monkeypatch.setenv("TEMPORAL_NAMESPACE", "retro")
    with claim(settings.home) as announce:
        announce(Running(1, "127.0.0.1:7300"))
        config = temporal_config(settings)

    assert (config["target_host"], config["namespace"]) == ("cloud:7233", "retro")


def test_a_namespace_alone_is_one_of_the_running_up(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEMPORAL_NAMESPACE", "retro")
    with claim(settings.home) as announce:
        announce(Running(1, "127.0.0.1:7300"))
        config = temporal_config(settings)

    assert (config["target_host"], config["namespace"]) == ("127.0.0.1:7300", "retro")


def test_a_profile_that_is_not_there_is_said(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEMPORAL_PROFILE", "nope")

    with pytest.raises(InvalidError, match="cannot be read: Profile 'nope' not found"):
        temporal_config(settings)


async def test_a_server_is_reached(settings: Settings) -> None:
    async with temporal_server(settings.home, ui=False) as server:
        with claim(settings.home) as announce:
            announce(Running(1, server.address))
            client = await connect(settings)

    assert client.namespace == "default"


async def test_nobody_there_is_said_with_what_starts_it(settings: Settings) -> None:
    address = f"{LOCALHOST}:{any_free_port()}"
    with claim(settings.home) as announce:
        announce(Running(1, address))
        with pytest.raises(UnreachableError) as refusal:
            await connect(settings)

    assert str(refusal.value) == f"Temporal does not answer at {address}"
    assert refusal.value.hint == "start it: retro up"


async def test_nobody_at_the_address_that_was_set_is_said_otherwise(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEMPORAL_ADDRESS", f"{LOCALHOST}:{any_free_port()}")

    with pytest.raises(UnreachableError) as refusal:
        await connect(settings)

    assert refusal.value.hint == (
        "check TEMPORAL_ADDRESS or your profile's address, and its TLS and API key"
    )


async def test_somebody_who_never_answers_is_given_up(
    settings: Settings, silent: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEMPORAL_ADDRESS", silent)
    monkeypatch.setattr(connection, "PATIENCE", 0.3)
    before = time.monotonic()

    with pytest.raises(UnreachableError, match=f"does not answer at {silent}"):
        await connect(settings)

    assert time.monotonic() - before < 2


def test_giving_up_takes_five_seconds() -> None:
    assert connection.PATIENCE == 5.0
