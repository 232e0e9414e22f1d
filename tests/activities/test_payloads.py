"""Values travel as the SDK would send them, and nothing is built twice for it."""

from temporalio.contrib.pydantic import pydantic_data_converter

from activities.payloads import CONVERTER, SharedPayloadConverter
from states.envelope import Outcome

STANDS = Outcome("INC-42", seq=3, services=("payments",))


def test_every_converter_is_made_of_the_same_parts() -> None:
    first, second = SharedPayloadConverter(), SharedPayloadConverter()

    parts = zip(first.converters.values(), second.converters.values(), strict=True)
    assert all(one is other for one, other in parts)


def test_a_client_with_the_sdks_own_converter_reads_what_we_send() -> None:
    sent = CONVERTER.payload_converter.to_payloads([STANDS])

    assert sent == pydantic_data_converter.payload_converter.to_payloads([STANDS])
    assert CONVERTER.payload_converter.from_payloads(sent, [Outcome]) == [STANDS]
