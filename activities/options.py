"""Every activity's name, timeout and retry, said once."""

from datetime import timedelta

from temporalio.common import RetryPolicy
from temporalio.workflow import ActivityConfig, LocalActivityConfig

COMMIT = "commit"
NOTIFY = "notify"
RELAY = "relay"
ADDRESS_BULLETIN = "address_bulletin"
SEND_BULLETIN = "send_bulletin"

# What is retried here is a lost turn (another worker wrote first) or a worker that died.
# A ledger that does not answer is not retried: the caller is told within seconds.
COMMIT_OPTIONS = LocalActivityConfig(
    schedule_to_close_timeout=timedelta(seconds=20),
    start_to_close_timeout=timedelta(seconds=10),
    local_retry_threshold=timedelta(seconds=20),
    retry_policy=RetryPolicy(
        initial_interval=timedelta(milliseconds=50),
        maximum_interval=timedelta(seconds=1),
        maximum_attempts=8,
    ),
)

# A notice is sent, and another incident told, until it lands, for ever: it is what keeps an
# incident from rotting.
ERRAND_OPTIONS = ActivityConfig(
    start_to_close_timeout=timedelta(seconds=90),
    retry_policy=RetryPolicy(
        initial_interval=timedelta(seconds=1),
        backoff_coefficient=3.0,
        maximum_interval=timedelta(minutes=15),
    ),
)

# Its time is more than an attempt at a channel may last; when to try one again is said by the
# activity itself (`activities.delivery.routing`). What is left is a worker that died, or a store
# that does not answer: a letter that has waited long already does not wait long for these.
LETTER_OPTIONS = ActivityConfig(
    start_to_close_timeout=timedelta(seconds=90),
    retry_policy=RetryPolicy(
        initial_interval=timedelta(seconds=1),
        backoff_coefficient=2.0,
        maximum_interval=timedelta(seconds=10),
    ),
)

LEDGER_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=5)
"""How long the engine waits before it asks a ledger again that did not answer: twice as long
each time, since every try is history."""
