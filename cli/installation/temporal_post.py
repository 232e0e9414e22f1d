"""Commands by way of Temporal: the workflow of the incident takes them in turn."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from temporalio.service import RPCError

from cli.installation.connection import connect
from cli.installation.settings import Settings
from states.envelope import Envelope, Outcome
from states.errors import UnreachableError
from workflows.client import Retrospectives
from workflows.names import Installation

PATIENCE = 2.0
"""Seconds before we say that we wait."""


@dataclass(frozen=True, slots=True)
class TemporalPost:
    """Sends commands to workflows, and says so when it takes long."""

    settings: Settings
    ours: Installation
    talk: Callable[[str], None]

    def send(self, envelope: Envelope) -> Outcome:
        """Deliver one command; raises `UnreachableError` where nobody answers."""
        return asyncio.run(self._send(envelope))

    async def _send(self, envelope: Envelope) -> Outcome:
        client = await connect(self.settings)
        sending = asyncio.create_task(Retrospectives(client, self.ours).send(envelope))
        done, _ = await asyncio.wait({sending}, timeout=PATIENCE)
        if not done:
            self.talk(f"waiting for a worker to take up {envelope.incident} …")
        try:
            return await sending
        except RPCError as error:
            raise UnreachableError(
                f"Temporal did not take the command for {envelope.incident}: {error.message}",
                "find out why: retro doctor · then repeat your command with "
                f"--command-id {envelope.id}, so that it is done once",
            ) from error
