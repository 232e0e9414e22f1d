"""Values travel as the SDK would send them, and nothing is built twice for it."""

from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema
from temporalio.contrib.pydantic import pydantic_data_converter

from activities.payloads import CONVERTER, SharedPayloadConverter
from states.envelope import Outcome

STANDS = Outcome("INC-42", seq=3, services=("payments",))


class Learnt:
    """A type that counts how often it is learnt."""

    times = 0

    @classmethod
    def __get_pydantic_core_schema__(cls, _: Any, __: GetCoreSchemaHandler) -> CoreSchema:
        """Count, and take anything."""
        cls.times += 1
        return core_schema.any_schema()


def test_a_type_is_learnt_once_however_many_converters_there_are() -> None:
    sent = CONVERTER.payload_converter.to_payloads(["something"])

    for converter in (SharedPayloadConverter(), SharedPayloadConverter()):
        assert converter.from_payloads(sent, [Learnt]) == ["something"]

    assert Learnt.times == 1


def test_a_client_with_the_sdks_own_converter_reads_what_we_send() -> None:
    sent = CONVERTER.payload_converter.to_payloads([STANDS])

    assert sent == pydantic_data_converter.payload_converter.to_payloads([STANDS])
    assert CONVERTER.payload_converter.from_payloads(sent, [Outcome]) == [STANDS]
