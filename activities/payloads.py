"""How values travel to and from Temporal: by the SDK's pydantic converter, built once.

The SDK builds one for each workflow and several for each task, and every one of them learns
our types anew: 4 ms and 160 KiB a workflow. A converter keeps nothing of what it converts.
"""

from collections.abc import Sequence
from typing import Any

from temporalio.api.common.v1 import Payload
from temporalio.contrib.pydantic import PydanticPayloadConverter
from temporalio.converter import DataConverter, PayloadConverter

_BUILT = PydanticPayloadConverter()


class SharedPayloadConverter(PayloadConverter):
    """The pydantic converter, one for the whole process."""

    def to_payloads(self, values: Sequence[Any]) -> list[Payload]:
        """Write values as the SDK does."""
        return _BUILT.to_payloads(values)

    def from_payloads(
        self, payloads: Sequence[Payload], type_hints: list[type] | None = None
    ) -> list[Any]:
        """Read values as the SDK does."""
        return _BUILT.from_payloads(payloads, type_hints)


CONVERTER = DataConverter(payload_converter_class=SharedPayloadConverter)
"""What every client and worker of ours is connected with."""
