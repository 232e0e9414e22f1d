"""Processes to kill: forked from one that has everything imported, so that each starts at once."""

import ctypes
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from pathlib import Path

from tests.faults.disk import shim

PRELOADED = ["tests.faults.warm", "tests.faults.worker", "tests.faults.campaign", "pytest"]
HOUSE = Path(__file__).parents[2]
PR_SET_PDEATHSIG = 1
PATIENCE = 60.0


@cache
def forks() -> ForkServerContext:
    """Start the process that all others are forked from, with the shim in it."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    # It preloads before it learns our path.
    with _environment(LD_PRELOAD=shim(), PYTHONPATH=str(HOUSE)):
        forkserver.ensure_running()
    return context


@contextmanager
def _environment(**variables: str) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.update(variables)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def forked(target: Callable[..., None], log: Path, *arguments: object) -> BaseProcess:
    """Run a function in a process of its own; what it says goes to `log`."""
    child = forks().Process(target=_become, args=(log, target, *arguments), daemon=True)
    child.start()
    return child


def killed(child: BaseProcess) -> None:
    """Kill a process with -9, and wait until it is gone."""
    child.kill()
    child.join(PATIENCE)


def _become(log: Path, target: Callable[..., None], *arguments: object) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    os.environ.pop("LD_PRELOAD", None)
    said = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for stream in (1, 2):
        os.dup2(said, stream)
    target(*arguments)
    # What Temporal's SDK leaves behind may crash an orderly end.
    sys.stdout.flush()
    os._exit(0)
