"""What the campaign counts is so: where a kill fell, what was asked, what houses add up to."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

from states.commands import Say
from states.envelope import BODY_LIMIT, Outcome
from tests.faults.asked import Asked
from tests.faults.steps import Step, Trail
from tests.faults.table import FAULTS
from tests.faults.tally import Tally
from tests.workflows.desk import envelope

HM = envelope("INC-1", Say("hm"), name="hm")


def test_the_last_step_of_each_deed_is_where_a_kill_fell(tmp_path: Path) -> None:
    file = tmp_path / "trail"
    file.write_bytes(b"BEFORE one\nIN one\nBEFORE two\nLETTER tick/3\nNOTHING tick/3\n")

    assert Trail(file).at(sent=("one", "two"), answered=()) == {Step.IN, Step.BEFORE}


def test_a_trail_is_read_on_and_half_a_line_is_left_for_later(tmp_path: Path) -> None:
    file = tmp_path / "trail"
    file.write_bytes(b"BEFORE one\nAFT")
    trail = Trail(file)
    before = trail.at(sent=("one",), answered=())
    with file.open("ab") as opened:
        opened.write(b"ER one\n")

    assert before == {Step.BEFORE}
    assert trail.at(sent=("one",), answered=()) == {Step.AFTER}


def test_who_was_answered_and_who_asked_of_itself_wait_for_nothing(tmp_path: Path) -> None:
    file = tmp_path / "trail"
    file.write_bytes(b"AFTER one\nAFTER tick/2\n")

    assert Trail(file).at(sent=("one",), answered=("one",)) == {Step.NOTHING}


def test_a_command_of_somebody_else_is_known_to_be_forged() -> None:
    asked = Asked()
    asked.sends(HM)
    asked.sends(replace(HM, id="tick/1"))
    asked.sends(replace(HM, id="false", digest="0" * 64))

    assert asked.forged == {"tick/1", "false"}


def test_what_is_too_large_and_was_taken_is_told() -> None:
    asked, large = Asked(), envelope("INC-1", Say("x" * BODY_LIMIT), name="large")
    for one in (HM, large):
        asked.sends(one)
        asked.hears(Outcome("INC-1", command=one.id, entry=1))

    assert asked.overfed == ["large has 32,779 bytes, and was taken"]


def test_houses_add_up() -> None:
    one = Tally(Counter(killed=2), sent=3, slowest={"healing": 1.0}, wrong=["this"])
    other = Tally(Counter(killed=1), Counter(idle=1), sent=4, slowest={"healing": 2.0})

    both = one + other

    assert both.json["injected"] == {"killed": 3}
    assert both.json["hit"] == {"idle": 1}
    assert (both.sent, both.slowest, both.wrong) == (7, {"healing": 2.0}, ["this"])


def test_no_house_lives_through_more_than_its_share() -> None:
    (workers,) = (one for one in FAULTS if one.name == "workers")

    assert [*workers.rounds(120)] == [50, 50, 20]
    assert [*workers.rounds(0)] == [0]
