"""Run a command that ends when its parent does, even by kill -9.

Linux tells a child of its parent's death where the child asked for that. It is asked here, in a
program of one thread that then becomes the command: `preexec_fn` may deadlock where threads run.
The parent is the *thread* that started it: start it from the main one.
"""

import ctypes
import os
import signal
import sys
from pathlib import Path

PR_SET_PDEATHSIG = 1


def bound(command: list[str]) -> list[str]:
    """Return the command that runs `command` bound to this process, where the platform can."""
    if sys.platform != "linux":
        return command
    return [sys.executable, "-I", "-S", str(Path(__file__)), str(os.getpid()), *command]


def become(parent: int, command: list[str]) -> None:
    """Become `command`, unless the parent died before we could ask for the signal."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() == parent:
        os.execv(command[0], command)  # noqa: S606  # no shell is what we want


if __name__ == "__main__":
    become(int(sys.argv[1]), sys.argv[2:])
