"""The library gets along with everything else, and is never handed a moment without a zone."""

import subprocess
import sys
from datetime import UTC, datetime

import pytest

from policies.expressions.environment import handed_over

BOTH_WAYS = (
    "import temporalio.client, policies.expressions.condition as c",
    "import policies.expressions.condition as c, temporalio.client",
)

TOGETHER = """
import os
from temporalio.api.common.v1 import Payload

Payload(data=b"x").SerializeToString()
os._exit(0 if c.condition_from("1 == 1").text else 1)
"""


def test_a_moment_without_a_zone_is_never_handed_over() -> None:
    with pytest.raises(ValueError, match="2026-03-01 00:00:00 names no time zone"):
        handed_over({"at": [datetime(2026, 3, 1)]})  # noqa: DTZ001  # what it is about


def test_a_moment_keeps_its_instant() -> None:
    at = datetime(2026, 3, 1, 9, 30, 0, 250_000, tzinfo=UTC)

    assert handed_over(at).ToDatetime(tzinfo=UTC) == at


@pytest.mark.parametrize("imports", BOTH_WAYS)
def test_it_shares_a_process_with_temporal_and_leaves_it_at_once(imports: str) -> None:
    program = f"{imports}\n{TOGETHER}"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)

    assert (ran.returncode, ran.stderr) == (0, b"")
