"""No notice is lost, and none is sent again to a channel that is known to have answered.

A letter whose answer nobody heard, or nobody could write down while its lease ran, may come
twice, under the same key: the store knows that doubt, and what comes again says so. It does not
come before that lease is over.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from sqlalchemy import Connection, Engine, RowMapping, func, select

from activities.delivery.attempts import Answer
from store.attempts import LOST
from store.engine import reading
from store.tables import attempts, notices
from tests.faults.receiver import Receiver
from tests.faults.tally import Tally

IN_DOUBT = (Answer.DOUBTFUL, Answer.UNDER_WAY)
IN_ORDER = (attempts.c.letter, attempts.c.channel, attempts.c.number)


def hold_letters(tally: Tally, engine: Engine, receiver: Receiver) -> None:
    """Hold what came against what the store says of it, and count."""
    with reading(engine) as connection:
        taken = _tried(connection, Answer.TAKEN)
        known = sum((_tried(connection, one) for one in IN_DOUBT), taken.copy())
        told = connection.execute(notices.select()).mappings().all()
        tried = connection.execute(attempts.select().order_by(*IN_ORDER)).mappings().all()
    came = receiver.answered
    tally.letters += len(came)
    tally.in_doubt += sum(many - 1 for many in came.values() if many > 1)
    tally.wrong += _hurried(tried)
    for letter in taken:
        tally.must(came[letter], f"{letter} was taken, and never came")
    for letter, many in came.items():
        tally.must(many <= known[letter], f"{letter} came {many} times, {known[letter]} are known")
        sure = many - receiver.doubted[letter]
        tally.must(sure <= 1, f"{letter} came {sure} times without a word that it came before")
    for notice in told:
        _is_told(tally, notice, taken)


def _tried(connection: Connection, answer: Answer) -> Counter[str]:
    """Count by letter what was answered so."""
    many = func.count().label("many")
    tries = select(attempts.c.letter, many).where(attempts.c.answer == answer.value)
    rows = connection.execute(tries.group_by(attempts.c.letter))
    return Counter({row.letter: row.many for row in rows})


def _hurried(tried: Iterable[RowMapping]) -> Iterator[str]:
    """Name each letter that somebody took up while it was somebody else's still."""
    for before, after in pairwise(tried):
        is_next = all(after[one] == before[one] for one in ("letter", "channel"))
        if is_next and _was_kept(before) and after["begun"] < before["lease"]:
            early = (before["lease"] - after["begun"]).total_seconds()
            yield f"{after['letter']} was asked again {early:.1f} s before its lease was over"


def _was_kept(attempt: RowMapping) -> bool:
    """Tell whether nobody knew, when the next began, what an attempt had come to."""
    is_open = Answer(attempt["answer"]) in {Answer.TAKEN, Answer.UNDER_WAY}
    return is_open or attempt["reason"] == LOST


def _is_told(tally: Tally, notice: RowMapping, taken: Counter[str]) -> None:
    letter = notice["letter"] or notice["key"]
    was_taken = notice["delivered"] is None or taken[letter]
    tally.must(was_taken, f"{letter} was called delivered, and no channel took it")
    tally.must(not notice["pending"], f"{notice['key']} was never told")
