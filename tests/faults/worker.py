"""`retro worker`, as somebody runs it, in a process that is going to be killed.

What its death makes others wait for is made short, or a campaign would be mostly waiting: how
long Temporal keeps work for the dead, how long an attempt at a letter is theirs, and how long one
that was refused rests. And it leaves a trail, which says where a kill found it.
"""

import logging
import os
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from sqlalchemy.engine.default import DefaultDialect
from temporalio.worker import Worker

import cli.commands.worker
from activities import options
from activities.delivery import delivering, routing
from cli.main import main
from connectors import apprise_channel
from connectors.apprise_channel import AppriseChannel
from tests.faults.disk import shift_clock
from tests.faults.steps import Telling, leave_a_trail, telling_commit, telling_send
from workflows import retrospective, worker

READY = "serving on"
STICKY = timedelta(seconds=1)
SENDING = timedelta(seconds=1)
BEGINNING = timedelta(seconds=1)
ATTEMPT = BEGINNING + 2 * SENDING
"""How long an attempt at a letter may take, as long in its parts as the product has them."""

SERVED = SENDING
"""Shorter than an attempt may take, other than in the product: the next who takes up the letter of
a worker that died comes while its attempt is still that worker's own, and has to wait."""

LONGEST_REST = timedelta(seconds=3)
"""Who is killed every second would otherwise wait longer and longer."""
REST = timedelta(seconds=0.3)

HURRIED_WORKER = partial(
    Worker,
    # Else every worker reads all that was ever imported, and makes a number of it.
    build_id="campaign",
    sticky_queue_schedule_to_start_timeout=STICKY,
    interceptors=[Telling()],
)

PRODUCT = cli.commands.worker.worker
"""Imported before anything is forked: what it takes is here already."""

# fmt: off
HURRIED = (
    #  where            what             becomes
    (worker,          "Worker",        HURRIED_WORKER),
    (delivering,      "LEASE",         ATTEMPT),
    (delivering,      "BEGINNING",     BEGINNING),
    (delivering,      "SOON",          REST),
    (routing,         "FIRST_PAUSE",   REST),
    (apprise_channel, "PATIENCE",      SENDING.total_seconds()),
    (AppriseChannel,  "send",          telling_send()),
    (DefaultDialect,  "do_commit",     telling_commit()),
    (retrospective,   "LONGEST_PAUSE", options.LEDGER_PAUSE),
)
# fmt: on


def serve(surroundings: Mapping[str, str], trail: Path, shift: float) -> None:
    """Be a worker whose clock is `shift` seconds wrong, until killed."""
    os.environ.update(surroundings)
    leave_a_trail(trail)
    logging.getLogger("temporalio").setLevel(logging.CRITICAL)
    shift_clock(shift)
    for where, what, becomes in HURRIED:
        setattr(where, what, becomes)
    _hurry_duties()
    sys.argv = ["retro", "worker"]
    main()


def _hurry_duties() -> None:
    for duty in (options.LETTER_OPTIONS, options.ERRAND_OPTIONS):
        duty["start_to_close_timeout"] = SERVED
        retries = duty["retry_policy"]
        assert retries is not None
        duty["retry_policy"] = replace(
            retries, initial_interval=REST, maximum_interval=LONGEST_REST
        )
