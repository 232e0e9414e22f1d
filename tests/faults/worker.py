"""`retro worker`, as somebody runs it, in a process that is going to be killed.

What its death makes others wait for is made short, or a campaign would be mostly waiting: how
long Temporal keeps work for the dead, and how long an attempt at a letter is theirs.
"""

import os
import sys
from collections.abc import Mapping
from datetime import timedelta
from functools import partial

from temporalio.worker import Worker

import cli.commands.worker
from activities import options
from activities.delivery import delivering
from cli.main import main
from tests.faults.disk import shift_clock
from workflows import worker

READY = "serving on"
STICKY = timedelta(seconds=1)
ATTEMPT = timedelta(seconds=3)
"""Longer than an attempt at a letter takes here."""

PRODUCT = cli.commands.worker.worker
"""Imported before anything is forked: what it takes is here already."""

# fmt: off
HURRIED = (
    #  where      what      becomes
    (worker,     "Worker", partial(Worker, sticky_queue_schedule_to_start_timeout=STICKY)),
    (delivering, "LEASE",  ATTEMPT),
)
# fmt: on


def serve(surroundings: Mapping[str, str], shift: float) -> None:
    """Be a worker whose clock is `shift` seconds wrong, until killed."""
    os.environ.update(surroundings)
    shift_clock(shift)
    for where, what, becomes in HURRIED:
        setattr(where, what, becomes)
    options.DUTY_OPTIONS["start_to_close_timeout"] = ATTEMPT
    sys.argv = ["retro", "worker"]
    main()
