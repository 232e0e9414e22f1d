"""How values travel to and from Temporal: by the SDK's pydantic converter, built once.

The SDK builds one for each workflow and each task, and every one of them learns our types
anew: 4 ms and 160 KiB a workflow. A converter keeps nothing of what it converts.
"""

from temporalio.contrib.pydantic import PydanticPayloadConverter
from temporalio.converter import CompositePayloadConverter, DataConverter

_BUILT = PydanticPayloadConverter()


class SharedPayloadConverter(CompositePayloadConverter):
    """The pydantic converter, one for the whole process."""

    def __init__(self) -> None:
        """Take the parts that are built already."""
        super().__init__(*_BUILT.converters.values())


CONVERTER = DataConverter(payload_converter_class=SharedPayloadConverter)
"""What every client and worker of ours is connected with."""
