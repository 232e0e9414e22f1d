"""Temporal's sandbox, which production does without: it refuses what cannot be replayed.

A clock, dice or a file that workflow code reaches for ends the run in here.
"""

from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions

# Loaded once instead of once per workflow run: 15 MiB and 230 ms each. None of them keeps
# state that two workflows could share.
SHARED = (
    "activities",
    "pydantic",
    "pydantic_core",
    "rfc8785",
    "states",
    "workflows.admission",
    "workflows.attributes",
    "workflows.engine_commands",
    "workflows.failures",
    "workflows.messages",
    "workflows.names",
)

SANDBOX = SandboxedWorkflowRunner(SandboxRestrictions.default.with_passthrough_modules(*SHARED))
