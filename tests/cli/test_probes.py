"""That Temporal does not answer is an answer, with what to do about it."""

from pathlib import Path

import pytest
from temporalio.service import RPCError, RPCStatusCode

from cli.installation import probes
from cli.installation.probes import look
from cli.installation.settings import Settings, load_settings
from cli.installation.sight import Sight
from states.errors import UnreachableError

# fmt: off
FAILURES = (
    (UnreachableError("Temporal does not answer at there:1", "start it: retro up"),
     Sight(problem="Temporal does not answer at there:1", hint="start it: retro up")),
    (RPCError("Namespace ours is not found.", RPCStatusCode.NOT_FOUND, b""),
     Sight(problem="Temporal refuses: Namespace ours is not found.",
           hint="check TEMPORAL_NAMESPACE, or: retro up")),
)
# fmt: on


@pytest.mark.parametrize(("error", "seen"), FAILURES)
def test_a_failure_is_what_is_seen(
    error: Exception, seen: Sight, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refused(_: Settings) -> None:
        raise error

    monkeypatch.setattr(probes, "connect", refused)

    assert look(load_settings(tmp_path, {})) == seen
