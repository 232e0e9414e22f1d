"""Names that stand in every stored history, fixed by hand: a rename here breaks them all."""

WORKFLOW = "retrospective"
UPDATE = "command"
TASK_QUEUE = "retrospectives"


def workflow_id(incident: str) -> str:
    """Name the workflow of an incident."""
    return f"retrospective-{incident}"
