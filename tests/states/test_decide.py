"""What is decided can be stored and read again, or it is not decided."""

from decimal import Decimal

import pytest

from states.codec import event_from, event_to_json
from states.commands import Add, Advance, Open, Revise, Say
from states.decide import decide
from states.errors import InvalidError, NotFoundError
from states.events.record import CommentMade
from states.lifecycle import Phase
from states.record.actions import Action, Comparator, Drill, Metric, Verification
from states.record.proposals import Comment
from states.record.retrospective import Retrospective
from states.rules import Finding
from states.values import TEXT_LIMIT
from tests.builders import CONTEXT, NOON
from tests.states.builders import heard, record_in, refused, went_on
from tests.states.rules import Asked, Switches

RECORD = record_in(Phase.FACTS)


def test_a_comment_is_numbered_and_may_be_about_an_item() -> None:
    first = went_on(Say("We wait"), heard(RECORD))

    assert decide(Say("The graph shows it", "T3"), first) == (
        CommentMade(Comment("C2", "ana", NOON, "The graph shows it", "T3")),
    )


@pytest.mark.parametrize("text", ["", " \n"])
def test_a_comment_says_something(text: str) -> None:
    told, hint = refused(InvalidError, Say(text), heard(RECORD))

    assert (told, hint) == ("text: it is empty", 'say something: retro comment INC-42 "…"')


def test_a_comment_is_about_an_item_there_is() -> None:
    told, _ = refused(NotFoundError, Say("x", "T9"), heard(RECORD))

    assert told == "INC-42 has no item “T9”"


def test_an_item_that_could_not_be_read_again_is_refused() -> None:
    nowhere = Action(title="x", verification=Verification(Drill("")))

    told, _ = refused(InvalidError, Revise(add=(Add(nowhere),)), heard(RECORD))

    assert told == "item.action.verification.criterion.drill.scenario: field required"


def test_a_number_may_have_no_unit() -> None:
    ratio = Metric("pass rate", Comparator.ABOVE, Decimal(1), "", 14, "")
    asked = Revise(add=(Add(Action(title="x", verification=Verification(ratio))),))

    (added,) = decide(asked, heard(RECORD))

    assert event_from(event_to_json(added)) == added


def test_a_finding_that_no_entry_has_room_for_does_not_get_into_one() -> None:
    endless = (Finding("x" * (TEXT_LIMIT + 1)),)
    rules = Switches((Asked(Phase.FACTORS, "endless", lambda _: endless),))

    (blocked,) = decide(Advance(), heard(RECORD, rules=rules))

    assert len(str(event_to_json(blocked))) < TEXT_LIMIT


def test_every_answer_is_what_its_entry_will_say() -> None:
    made = decide(Open(CONTEXT), heard(Retrospective("INC-1"), "fay"))

    assert tuple(event_from(event_to_json(one)) for one in made) == made
