"""The way to Temporal: what its own settings say, else the `retro up` that serves the data.

`TEMPORAL_ADDRESS`, profiles, TLS and API keys are read as every Temporal tool reads them.
Nothing is guessed: who answers at the usual address may keep another database.
"""

import asyncio
from pathlib import Path
from typing import Any

from temporalio.client import Client
from temporalio.envconfig import ClientConfig

from activities.payloads import CONVERTER
from cli.installation.settings import Settings
from connectors.running import running_for
from states.errors import InvalidError, UnreachableError

PATIENCE = 5.0
ADDRESS = "target_host"


def temporal_config(settings: Settings) -> dict[str, Any]:
    """Say how to reach Temporal, as arguments of `Client.connect`.

    Raises:
        InvalidError: Temporal's own settings cannot be read.
        UnreachableError: they name no address, and no `retro up` serves the data directory.
    """
    said = _said_to_temporal()
    address = said.get(ADDRESS) or _running_address(settings.home)
    return {**said, ADDRESS: address, "data_converter": CONVERTER}


async def connect(settings: Settings) -> Client:
    """Connect to Temporal, within five seconds.

    Raises:
        UnreachableError: it does not answer; it names the address and what starts it.
    """
    config = temporal_config(settings)
    try:
        async with asyncio.timeout(PATIENCE):
            return await Client.connect(**config)
    except (RuntimeError, TimeoutError) as error:
        raise UnreachableError(
            f"Temporal does not answer at {config[ADDRESS]}", _way_out()
        ) from error


def _way_out() -> str:
    if ADDRESS in _said_to_temporal():
        return "check TEMPORAL_ADDRESS or your profile's address, and its TLS and API key"
    return "start it: retro up"


def _said_to_temporal() -> dict[str, Any]:
    try:
        return {**ClientConfig.load_client_connect_config()}
    except RuntimeError as error:
        raise InvalidError(
            f"Temporal's settings cannot be read: {error}",
            "see TEMPORAL_PROFILE and TEMPORAL_CONFIG_FILE",
        ) from error


def _running_address(home: Path) -> str:
    running = running_for(home)
    if running is None:
        raise UnreachableError(
            f"Temporal is not there: no retro up runs on {home}, and TEMPORAL_ADDRESS is not set",
            "start it: retro up",
        )
    if not running.address:
        raise UnreachableError(
            f"Temporal is not there yet: the retro up on {home} is still starting",
            "wait a moment, and repeat",
        )
    return running.address
