"""An incident is looked at as it was: at a moment, or after an entry."""

from datetime import timedelta

import pytest

from cli.records.then import Place, newest_at, then_at
from policies.simulating.past import Past, Step
from states.errors import NotFoundError
from states.events.gates import PhaseEntered
from states.events.record import SingleChanged
from states.lifecycle import Phase, Trigger
from states.record.context import Impact
from tests.builders import DAY, HOUR, KEY, OPENED
from tests.cli.pasts import moment, past

NEVER = timedelta()
FACTS = PhaseEntered(Phase.FACTS, Trigger.ADVANCE)
COST = SingleChanged(Impact(cost="a day"))
WALKED = past((DAY, FACTS), (2 * DAY, COST))


@pytest.mark.parametrize(
    ("place", "seq", "phase"),
    [
        (1, 1, Phase.OPENING),
        (2, 2, Phase.FACTS),
        (moment(DAY - HOUR), 1, Phase.OPENING),
        (moment(DAY), 2, Phase.FACTS),
        (moment(9 * DAY), 3, Phase.FACTS),
    ],
)
def test_the_record_is_what_had_happened_by_then(place: Place, seq: int, phase: Phase) -> None:
    then = then_at(WALKED, place)

    assert (then.seq, then.record.phase) == (seq, phase)
    assert [one.seq for one in then.past.steps] == [*range(1, seq + 1)]


def test_a_moment_is_itself_and_an_entry_has_its_own() -> None:
    assert then_at(WALKED, moment(5 * DAY)).at == moment(5 * DAY)
    assert then_at(WALKED, 2).at == moment(DAY)


def test_what_follows_a_later_entry_is_later_where_a_clock_was_put_back() -> None:
    numbered = [(1, moment(NEVER)), (2, moment(DAY)), (3, moment(HOUR))]

    assert newest_at(KEY, numbered, moment(2 * HOUR)) == 1


@pytest.mark.parametrize("number", [0, 4])
def test_an_entry_that_there_is_not_is_refused_with_those_there_are(number: int) -> None:
    with pytest.raises(NotFoundError) as refused:
        then_at(WALKED, number)

    assert str(refused.value) == f"INC-42 has no entry {number}; they are numbered from 1 to 3"
    assert refused.value.hint == "see each: retro history INC-42"


def test_before_the_opening_there_was_nothing() -> None:
    with pytest.raises(NotFoundError) as refused:
        then_at(WALKED, OPENED - DAY)

    assert str(refused.value) == "INC-42 had not been opened by 2026-02-28 12:00 UTC"
    assert refused.value.hint == "see when it was: retro history INC-42"


def test_an_opening_that_was_refused_opened_nothing() -> None:
    only = Past(KEY, (Step(1, OPENED, "fay", ()),))

    with pytest.raises(NotFoundError, match="INC-42 had not been opened by entry 1"):
        then_at(only, 1)
