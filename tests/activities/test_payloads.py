"""Values travel as the SDK would send them, and nothing is built twice for it."""

from typing import Any

import pytest
from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema
from temporalio.api.common.v1 import Payload
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.exceptions import ApplicationError

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


def test_what_a_stranger_sends_and_nobody_can_read_is_their_failure() -> None:
    strange = Payload(metadata={"encoding": b"rot13"})

    with pytest.raises(ApplicationError, match="what came cannot be read"):
        SharedPayloadConverter().from_payloads([strange])


def test_what_our_own_answer_with_and_nobody_can_read_is_ours() -> None:
    strange = Payload(metadata={"encoding": b"rot13"})

    with pytest.raises(KeyError, match="rot13"):
        SharedPayloadConverter().from_payloads([strange], [Outcome])
