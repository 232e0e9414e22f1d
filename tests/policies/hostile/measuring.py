"""Run a command as a process of its own, and say what it took.

A script, so that what is measured was started by something small: a process is charged for
the memory of whoever started it.
"""

import json
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

CPU_LIMIT = 20
MEMORY_LIMIT = 2 * 1024**3
KIB = 1024


def measured(*command: str) -> dict[str, Any]:
    """Run a command: its exit code, what it said, CPU seconds, and bytes of memory at most."""
    script = [sys.executable, "-I", "-S", str(Path(__file__)), *command]
    ran = subprocess.run(script, capture_output=True, check=True)
    told: dict[str, Any] = json.loads(ran.stdout)
    return told


def main() -> None:
    """Run the rest of the command line, within limits that end what runs away."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_LIMIT, CPU_LIMIT))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    ran = subprocess.run(sys.argv[1:], capture_output=True, text=True, check=False)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    told = {
        "code": ran.returncode,
        "out": ran.stdout,
        "err": ran.stderr,
        "seconds": used.ru_utime + used.ru_stime,
        "memory": used.ru_maxrss * (1 if sys.platform == "darwin" else KIB),
    }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
