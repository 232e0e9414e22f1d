"""Names that stand in every stored history, fixed by hand: a rename here breaks them all.

Each installation has names of its own, so that several share a namespace and never meet.
"""

from states.values import value

WORKFLOW = "retrospective"
BULLETIN = "bulletin"
UPDATE = "command"


@value
class Installation:
    """What one ledger calls its own in Temporal; its database drew the id."""

    id: str

    @property
    def task_queue(self) -> str:
        """Name the task queue that its workers serve."""
        return f"retrospectives-{self.id}"

    @property
    def running(self) -> str:
        """Write the filter that lists its workflows which run."""
        return f"{self._ours} AND ExecutionStatus = 'Running'"

    @property
    def strangers(self) -> str:
        """Write the filter that lists who runs under its names and is not its own."""
        prefix = self.workflow_id("")
        named = f"WorkflowId STARTS_WITH '{prefix}' AND ExecutionStatus = 'Running'"
        return f"{named} AND NOT ({self._ours})"

    def workflow_id(self, incident: str) -> str:
        """Name the workflow of an incident."""
        return f"retrospective-{self.id}-{incident}"

    def bulletin_id(self, kind: str) -> str:
        """Name the schedule of a bulletin; its runs are named after it."""
        return f"{BULLETIN}-{self.id}-{kind}"

    @property
    def _ours(self) -> str:
        return f"WorkflowType = '{WORKFLOW}' AND TaskQueue = '{self.task_queue}'"
