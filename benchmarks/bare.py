"""The least that an update with our messages can be: a handler that asks nobody."""

from dataclasses import replace

from temporalio import workflow

from states.envelope import Envelope, Outcome

BARE = "bare"
BARE_QUEUE = "bare"


@workflow.defn(name=BARE)
class BareWorkflow:
    """Answers every command alike, for ever."""

    @workflow.init
    def __init__(self, answer: Outcome) -> None:
        """Take what a command was answered with."""
        self._answer = answer

    @workflow.run
    async def run(self, _: Outcome) -> None:
        """Wait."""
        await workflow.wait_condition(lambda: False)

    @workflow.update(name=BARE)
    async def bare(self, envelope: Envelope) -> Outcome:
        """Give that answer again."""
        return replace(self._answer, command=envelope.id, digest=envelope.digest)
