"""A bound command dies with its parent, or is never begun."""

import os
import subprocess
import sys

import pytest

from connectors.bound_to_parent import bound

ECHO = [sys.executable, "-c", "print('begun')"]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child")


def test_a_bound_command_runs() -> None:
    run = subprocess.run(bound(ECHO), capture_output=True, text=True, check=True)

    assert run.stdout == "begun\n"


def test_a_command_whose_parent_is_gone_is_not_begun() -> None:
    command = [str(1) if word == str(os.getpid()) else word for word in bound(ECHO)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)

    assert run.stdout == ""


def test_elsewhere_the_command_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")

    assert bound(ECHO) == ECHO
