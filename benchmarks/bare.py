"""The least that a Temporal update can be: one handler that hands back what it was given."""

from temporalio import workflow

BARE = "bare"
BARE_QUEUE = "bare"


@workflow.defn(name=BARE)
class BareWorkflow:
    """Answers updates for ever."""

    @workflow.run
    async def run(self) -> None:
        """Wait."""
        await workflow.wait_condition(lambda: False)

    @workflow.update(name=BARE)
    async def bare(self, text: str) -> str:
        """Hand back what came."""
        return text
