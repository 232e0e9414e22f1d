"""A letter that is somebody's still is nobody else's, whatever becomes of it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from activities.delivery.attempts import LEASE, Answer
from store.attempts import LOST
from store.engine import writing
from store.tables import attempts
from tests.faults.house import furnished
from tests.faults.letters import hold_letters
from tests.faults.receiver import Receiver
from tests.faults.tally import Tally

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
SOON = NOON + timedelta(seconds=5)
EARLY = f"k was asked again {(LEASE - timedelta(seconds=5)).total_seconds():.1f} s before its lease"


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    made = furnished(f"sqlite:///{tmp_path}/retro.db")
    yield made
    made.dispose()


def tried(engine: Engine, number: int, begun: datetime, answer: Answer, reason: str = "") -> None:
    row = {"letter": "k", "channel": "mail", "number": number, "rounds": 0, "route": "default"}
    times = {"begun": begun, "lease": begun + LEASE, "ended": begun}
    with writing(engine) as connection:
        connection.execute(
            attempts.insert(), row | times | {"answer": answer.value, "reason": reason}
        )


def found(engine: Engine) -> list[str]:
    """Say what is wrong where the letter came twice, and said so the second time."""
    tally = Tally()
    with Receiver(refuses_every=0) as receiver:
        receiver.answered["k"], receiver.doubted["k"] = 2, 1
        hold_letters(tally, engine, receiver)
    return tally.wrong


@pytest.mark.parametrize(
    ("answer", "reason"),
    [(Answer.TAKEN, ""), (Answer.UNDER_WAY, ""), (Answer.DOUBTFUL, LOST)],
)
def test_none_begins_before_the_lease_of_the_one_before_it_is_over(
    engine: Engine, answer: Answer, reason: str
) -> None:
    tried(engine, 1, NOON, answer, reason)
    tried(engine, 2, SOON, Answer.TAKEN)

    assert found(engine) == [f"{EARLY} was over"]


def test_one_that_began_when_the_lease_was_over_may_come_though_the_answer_is_heard_late(
    engine: Engine,
) -> None:
    tried(engine, 1, NOON, Answer.TAKEN)
    tried(engine, 2, NOON + LEASE, Answer.TAKEN)

    assert found(engine) == []


def test_one_whose_answer_was_known_not_to_come_may_be_asked_again_at_once(engine: Engine) -> None:
    tried(engine, 1, NOON, Answer.DOUBTFUL, "no answer within 30 s")
    tried(engine, 2, SOON, Answer.TAKEN)

    assert found(engine) == []
