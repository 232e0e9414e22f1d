"""The real Temporal server with a clock that can be moved: for the demo and the tests.

Time skipping on the real server is experimental in the SDK: this is the only file that
knows of it. Each workflow has a clock of its own, which follows continue-as-new.
"""

from collections.abc import Sequence
from typing import Any

from temporalio.common import SearchAttributeKey
from temporalio.testing import TimeSkippingConfig, WorkflowEnvironment

from activities.payloads import CONVERTER
from connectors.temporal_binary import temporal_binary
from connectors.temporal_child import DYNAMIC

SETTINGS = (
    "frontend.WorkflowTimeSkippingEnabled=true",
    'history.timerProcessorMaxTimeShift="10ms"',
    *DYNAMIC,
)


async def virtual_clock(
    attributes: Sequence[SearchAttributeKey[Any]], *options: str
) -> WorkflowEnvironment:
    """Start a server whose workflows' clocks are moved by `fast_forward(handle, timedelta)`.

    It knows the search attributes it is given, takes further `options` of `temporal server
    start-dev`, and nothing of it is on disk.

    Raises:
        UnreachableError: there is no `temporal` program to start.
    """
    return await WorkflowEnvironment.start_time_skipping_v2(
        ts_config=TimeSkippingConfig(enabled=False),  # an idle workflow would skip by itself
        dev_server_existing_path=str(temporal_binary()),
        dev_server_extra_args=[
            *(part for one in SETTINGS for part in ("--dynamic-config-value", one)),
            *options,
        ],
        dev_server_log_level="never",
        data_converter=CONVERTER,
        search_attributes=attributes,
    )
