"""What came of a notice is recorded: it landed, or it comes back, and operators hear of it once."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from states.calendar import Hours
from states.codec import command_from, to_json
from states.commands import ConfirmNotice, Tick
from states.decide import decide
from states.decisions.hearing import Hearing
from states.decisions.ladder.confirming import REASON_KEPT
from states.envelope import ENGINE
from states.events.escalations import OperatorsTold
from states.events.notices import NoticeDelivered, NoticePutOff, NoticeSettled, NoticeUndelivered
from states.lifecycle import Phase
from states.people import Directory, Person
from states.record.deadlines import Notice, Untold
from states.values import TEXT_LIMIT
from tests.builders import DAY, HOUR, NOON, PEOPLE
from tests.states.builders import heard, record_in, went_on
from tests.states.rules import Switches
from workflows.engine_commands import confirm

NOTICE = Notice("n1", "ana", "action:A1", 0, NOON, NOON, "late", after=NOON)
IN_VAIN = ConfirmNotice("n1", "", NOON, failed=("mail", "chat"), undelivered="550 no such person")
OPERATORS = Directory({**PEOPLE.people, "oli": Person("oli", roles=("operator",))})


def waiting(notice: Notice = NOTICE, rules: Switches | None = None) -> Hearing:
    record = record_in(Phase.FACTS, notices=(notice,))
    return heard(record, ENGINE, rules=rules or Switches(owing=False), people=OPERATORS)


def test_what_landed_is_recorded_with_the_way_it_went() -> None:
    landed = ConfirmNotice("n1", "chat", NOON, "ops", "digest/ana/1", ("mail",), ("sms",))

    assert decide(landed, waiting()) == (
        NoticeDelivered("n1", "chat", NOON, "ops", "digest/ana/1", ("mail",), ("sms",)),
    )


@pytest.mark.parametrize(
    "said", [IN_VAIN, ConfirmNotice("n1", "chat", NOON), ConfirmNotice("n1", untold=Untold.MISSED)]
)
def test_what_is_confirmed_travels(said: ConfirmNotice) -> None:
    assert command_from("ConfirmNotice", to_json(said)) == said


def test_what_landed_at_no_moment_landed_now() -> None:
    (landed,) = decide(ConfirmNotice("n1", "chat"), waiting())

    assert landed == NoticeDelivered("n1", "chat", NOON)


def test_what_is_not_waiting_any_more_needs_no_answer() -> None:
    settled = replace(waiting(), record=record_in(Phase.FACTS))

    assert decide(IN_VAIN, settled) == ()
    assert decide(replace(IN_VAIN, undelivered=""), settled) == ()


def test_what_was_tried_in_vain_comes_back_and_the_operators_hear_of_it() -> None:
    assert decide(IN_VAIN, waiting()) == (
        NoticeUndelivered("n1", "550 no such person", NOON + SOON, ("mail", "chat")),
        OperatorsTold(
            "n1",
            ("oli",),
            "INC-42: ana could not be told on any route",
            "550 no such person",
            "retro doctor",
        ),
    )


SOON = timedelta(minutes=5)

# fmt: off
PAUSES = [(0, SOON), (1, 2 * SOON), (2, 4 * SOON), (4, 16 * SOON), (8, 256 * SOON), (9, DAY),
          (10, DAY), (2_000, DAY)]
# fmt: on


@pytest.mark.parametrize(("tries", "pause"), PAUSES)
def test_it_waits_twice_as_long_each_time_and_a_day_at_most(tries: int, pause: timedelta) -> None:
    undelivered, *_ = decide(IN_VAIN, waiting(replace(NOTICE, tries=tries)))

    assert isinstance(undelivered, NoticeUndelivered)
    assert undelivered.again == NOON + pause


def test_operators_hear_of_it_the_first_time_only() -> None:
    assert len(decide(IN_VAIN, waiting(replace(NOTICE, tries=1)))) == 1


def test_what_operators_are_told_is_not_told_of() -> None:
    assert len(decide(IN_VAIN, waiting(replace(NOTICE, to="oli", deadline="")))) == 1


def test_an_operator_does_not_hear_of_their_own() -> None:
    _, told = decide(IN_VAIN, waiting(replace(NOTICE, to="oli")))

    assert isinstance(told, OperatorsTold)
    assert (told.to, told.instead) == (("rob",), True)


def test_it_comes_back_under_the_same_key() -> None:
    first = went_on(IN_VAIN, waiting())

    again, *_ = first.record.notices

    assert (again.key, again.tries, again.after) == ("n1", 1, NOON + SOON)


NIGHT = Hours(quiet=(time(12, 4), time(20)))


# fmt: off
NIGHTS = [
    # told from          comes back
    (NOON,               NOON + 8 * HOUR),
    (NOON - DAY,         NOON + 8 * HOUR),
    (NOON + HOUR,        NOON + 8 * HOUR),
]
# fmt: on


def test_what_is_told_at_once_knows_no_quiet_hours() -> None:
    rules = Switches(owing=False, hours={"ana": NIGHT})

    undelivered, *_ = decide(IN_VAIN, waiting(replace(NOTICE, at_once=True), rules))

    assert isinstance(undelivered, NoticeUndelivered)
    assert undelivered.again == NOON + SOON


@pytest.mark.parametrize(("after", "again"), NIGHTS)
def test_what_quiet_hours_hold_they_hold_again(after: datetime, again: datetime) -> None:
    rules = Switches(owing=False, hours={"ana": NIGHT})

    undelivered, *_ = decide(IN_VAIN, waiting(replace(NOTICE, after=after), rules))

    assert isinstance(undelivered, NoticeUndelivered)
    assert undelivered.again == again


def test_of_an_older_notice_its_own_moment_counts() -> None:
    rules = Switches(owing=False, hours={"ana": NIGHT})

    undelivered, *_ = decide(IN_VAIN, waiting(replace(NOTICE, after=None), rules))

    assert isinstance(undelivered, NoticeUndelivered)
    assert undelivered.again == NOON + 8 * HOUR


def test_an_entry_keeps_the_beginning_of_a_long_reason() -> None:
    said = "x\n" * (TEXT_LIMIT // 2 - 1) + "x"

    undelivered, told = decide(replace(IN_VAIN, undelivered=said), waiting())

    assert isinstance(undelivered, NoticeUndelivered)
    assert isinstance(told, OperatorsTold)
    assert len(undelivered.why) == REASON_KEPT - 1
    assert told.since == f"{'x ' * 199}x…"


ONCE_A_DAY = Hours(working=frozenset(range(5)), digest=time(12))
MISSED = ConfirmNotice("n1", delivered=NOON, untold=Untold.MISSED)
SETTLED = ConfirmNotice("n1", delivered=NOON, untold=Untold.SETTLED)
BUNDLED = replace(NOTICE, bundled=True)

# fmt: off
NEXT_LETTERS = [
    # it is                 the next letter goes
    (NOON,                  NOON + DAY),
    (NOON + HOUR,           NOON + DAY),
    (NOON + 3 * DAY,        NOON + 6 * DAY),   # Friday, and Monday
]
# fmt: on


@pytest.mark.parametrize(("now", "after"), NEXT_LETTERS)
def test_what_came_too_late_for_its_letter_waits_for_the_next_one_of_their_days(
    now: datetime, after: datetime
) -> None:
    rules = Switches(owing=False, hours={"ana": ONCE_A_DAY})

    made = decide(MISSED, replace(waiting(BUNDLED, rules), now=now))

    assert made == (NoticePutOff("n1", after, "the letter of that day had gone"),)


def test_where_there_is_no_such_letter_any_more_it_waits_a_minute() -> None:
    (made,) = decide(MISSED, waiting(BUNDLED))

    assert isinstance(made, NoticePutOff)
    assert made.after == NOON + timedelta(minutes=1)


def test_what_is_settled_is_not_told_and_not_delivered() -> None:
    assert decide(SETTLED, waiting(BUNDLED)) == (NoticeSettled("n1"),)
    assert went_on(SETTLED, waiting(BUNDLED)).record.notices == ()


def test_what_is_owed_all_the_same_is_not_lost() -> None:
    owed = went_on(Tick(), waiting(replace(BUNDLED, deadline="gate:factors"), Switches()))
    operators = waiting(replace(BUNDLED, deadline=""))

    for hearing in (owed, operators):
        made = decide(SETTLED, hearing)
        assert [type(one) for one in made] == [NoticePutOff]


def test_nothing_is_owed_of_what_has_ended() -> None:
    owed = went_on(Tick(), waiting(replace(BUNDLED, deadline="gate:factors"), Switches()))
    ended = replace(owed, record=replace(owed.record, phase=Phase.CLOSED))

    assert NoticeSettled("n1") in decide(SETTLED, ended)


def test_each_time_that_it_was_not_sent_is_said_under_a_name_of_its_own() -> None:
    names = {
        confirm("INC-42", replace(MISSED, delivered=NOON + place * HOUR)).id for place in (0, 1)
    }

    assert len(names) == 2
