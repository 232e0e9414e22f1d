"""How values travel to and from Temporal: by the SDK's pydantic converter, built once.

The SDK builds one for each workflow and several for each task, and every one of them learns
our types anew: 4 ms and 160 KiB a workflow. A converter keeps nothing of what it converts.
"""

from collections.abc import Sequence
from typing import Any

from temporalio.api.common.v1 import Payload
from temporalio.contrib.pydantic import PydanticPayloadConverter
from temporalio.converter import DataConverter, PayloadConverter
from temporalio.exceptions import ApplicationError

from states.errors import InvalidError

_BUILT = PydanticPayloadConverter()


class SharedPayloadConverter(PayloadConverter):
    """The pydantic converter, one for the whole process."""

    def to_payloads(self, values: Sequence[Any]) -> list[Payload]:
        """Write values as the SDK does."""
        return _BUILT.to_payloads(values)

    def from_payloads(
        self, payloads: Sequence[Payload], type_hints: list[type] | None = None
    ) -> list[Any]:
        """Read values as the SDK does; raises `ApplicationError` where anybody may have sent them.

        Where no type is asked for, strangers' arguments are read. The SDK takes any other error
        for one of ours, and has the workflow's task done again for ever.
        """
        try:
            return _BUILT.from_payloads(payloads, type_hints)
        except Exception as error:
            if type_hints is not None:
                raise
            raise ApplicationError(
                "what came cannot be read", type=InvalidError.__name__, non_retryable=True
            ) from error


CONVERTER = DataConverter(payload_converter_class=SharedPayloadConverter)
"""What every client and worker of ours is connected with."""
