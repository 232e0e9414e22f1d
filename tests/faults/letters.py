"""No notice is lost, and none is sent again to a channel that has answered.

A letter whose answer nobody heard may come twice, under the same key: the store knows that doubt.
"""

from collections import Counter

from sqlalchemy import Connection, Engine, RowMapping, func, select

from activities.delivery.attempts import Answer
from store.engine import reading
from store.tables import attempts, notices
from tests.faults.receiver import Receiver
from tests.faults.tally import Tally

IN_DOUBT = (Answer.DOUBTFUL, Answer.UNDER_WAY)


def hold_letters(tally: Tally, engine: Engine, receiver: Receiver) -> None:
    """Hold what came against what the store says of it, and count."""
    with reading(engine) as connection:
        taken = _tried(connection, Answer.TAKEN)
        known = sum((_tried(connection, one) for one in IN_DOUBT), taken.copy())
        told = connection.execute(notices.select()).mappings().all()
    came = receiver.answered
    tally.letters += len(came)
    tally.in_doubt += sum(many - 1 for many in came.values() if many > 1)
    for letter, many in taken.items():
        tally.must(many == 1, f"{letter} was asked again of a channel that had taken it")
        tally.must(came[letter], f"{letter} was taken, and never came")
    for letter, many in came.items():
        tally.must(many <= known[letter], f"{letter} came {many} times, {known[letter]} are known")
    for notice in told:
        _is_told(tally, notice, taken)


def _tried(connection: Connection, answer: Answer) -> Counter[str]:
    """Count by letter what was answered so."""
    many = func.count().label("many")
    tries = select(attempts.c.letter, many).where(attempts.c.answer == answer.value)
    rows = connection.execute(tries.group_by(attempts.c.letter))
    return Counter({row.letter: row.many for row in rows})


def _is_told(tally: Tally, notice: RowMapping, taken: Counter[str]) -> None:
    letter = notice["letter"] or notice["key"]
    was_taken = notice["delivered"] is None or taken[letter]
    tally.must(was_taken, f"{letter} was called delivered, and no channel took it")
    tally.must(not notice["pending"], f"{notice['key']} was never told")
