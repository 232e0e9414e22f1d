"""A worker costs no more than it must."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

COUNT = """
import os
from pathlib import Path
from time import sleep

import workflows.worker
from temporalio.runtime import Runtime

Runtime.default()
sleep(0.5)  # until they have their names
names = [one.read_text().strip() for one in Path("/proc/self/task").glob("*/comm")]
print(names.count("tokio-rt-worker"), flush=True)
os._exit(0)
"""


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="threads are counted on Linux")
@pytest.mark.parametrize(("asked", "expected"), [({}, "1"), ({"TOKIO_WORKER_THREADS": "3"}, "3")])
def test_temporals_core_runs_on_one_thread_unless_told_otherwise(
    asked: dict[str, str], expected: str
) -> None:
    inherited = {name: one for name, one in os.environ.items() if "TOKIO" not in name}

    counted = subprocess.run(
        [sys.executable, "-c", COUNT],
        env={**inherited, **asked},
        capture_output=True,
        text=True,
        check=True,
    )

    assert counted.stdout.strip() == expected
