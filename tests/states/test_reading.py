"""What is saved is read at once; only the facilitator lets a sentence stand, word for word."""

from dataclasses import replace

import pytest

from states.commands import Acknowledge, Add, Edit, Revise
from states.decide import decide
from states.decisions.reading import ROOM
from states.errors import InvalidError, NotAllowedError, NotFoundError, RefusedError
from states.events.event import Event
from states.events.record import ItemAdded, RemarkAcknowledged, TextRead
from states.lifecycle import Phase
from states.record.factors import Factor
from states.record.facts import WentWell
from states.record.readings import Acknowledgement, Reading, Remark, RemarkKind
from states.record.retrospective import Item
from states.rules import Case
from tests.builders import NOON, changed, with_context
from tests.states.builders import after, heard, record_in, refused
from tests.states.rules import Switches

WHY = "she asked to be named"
ONE, OTHER = "Ana forgot the limit", "Ana shut the queue"
RECORD = record_in(Phase.FACTS)


class Attentive(Switches):
    """Rules that point at every factor which names Ana."""

    def read(self, item: Item, case: Case) -> Reading | None:
        """Read the sentences of a factor."""
        if not isinstance(item, Factor):
            return None
        kept = case.record.readings.get(item.id)
        if kept and kept.words == item.text[:40]:
            return kept
        blamed = (one for one in item.text.split(". ") if one.startswith("Ana"))
        remarks = (Remark(RemarkKind.BLAME, "text", one, "Ana", "rather") for one in blamed)
        return Reading(item.id, "1", item.text[:40], tuple(remarks))


RULES = Attentive(owing=False)
F1 = RECORD.factors[0]
BLAMING = after(Revise(edit=(Edit(F1, changed(F1, text=f"{ONE}. {OTHER}")),)), heard(RECORD))


def saved(*events: Event) -> tuple[TextRead, ...]:
    return tuple(one for one in events if isinstance(one, TextRead))


def let_stand(sentence: str = ONE, item: str = "F1", reason: str = WHY) -> Acknowledge:
    return Acknowledge(item, sentence, reason)


def test_a_text_is_read_as_it_is_added() -> None:
    added, read = decide(Revise((Add(Factor(text=ONE)),)), heard(RECORD, rules=RULES))

    assert isinstance(added, ItemAdded)
    remark = Remark(RemarkKind.BLAME, "text", ONE, "Ana", "rather")
    assert read == TextRead(Reading("F4", "1", ONE, (remark,)))


def test_a_text_without_remarks_is_known_to_be_read() -> None:
    _, read = decide(Revise((Add(Factor(text="No limit")),)), heard(RECORD, rules=RULES))

    assert read == TextRead(Reading("F4", "1", "No limit"))


def test_what_no_language_check_reads_leaves_no_reading() -> None:
    events = decide(Revise((Add(WentWell(text=ONE)),)), heard(RECORD, rules=RULES))

    assert saved(*events) == ()


def test_words_that_stay_are_not_read_again() -> None:
    read = after(Revise((Add(Factor(text=ONE)),)), heard(RECORD, rules=RULES))
    factor = read.factors[-1]

    same = decide(Revise(edit=(Edit(factor, changed(factor, top=True)),)), heard(read, rules=RULES))
    other = Revise(edit=(Edit(factor, changed(factor, text=OTHER)),))

    assert saved(*same) == ()
    assert [one.reading.words for one in saved(*decide(other, heard(read, rules=RULES)))] == [OTHER]


def test_an_item_that_is_changed_twice_is_read_once() -> None:
    edits = (
        Edit(F1, changed(F1, text=ONE)),
        Edit(changed(F1, text=ONE), changed(F1, text=OTHER)),
    )

    events = decide(Revise(edit=edits), heard(RECORD, rules=RULES))

    assert [one.reading.words for one in saved(*events)] == [OTHER]


def test_an_entry_keeps_as_many_readings_as_it_has_room_for() -> None:
    long = tuple(Add(Factor(text=f"Ana {'x' * 2_000}")) for _ in range(5))

    events = decide(Revise(long), heard(RECORD, rules=RULES))

    assert ROOM == 8_000
    assert len(saved(*events)) == 3


def test_the_facilitator_lets_a_sentence_stand() -> None:
    hearing = heard(BLAMING, "fay", rules=RULES)

    assert decide(let_stand(), hearing) == (RemarkAcknowledged("F1", ONE, WHY),)
    stands = after(let_stand(), hearing)
    assert stands.acknowledgements == (Acknowledgement("F1", ONE, "fay", NOON, WHY),)
    assert stands.lets_stand("F1", ONE)
    assert not stands.lets_stand("F1", OTHER)
    assert not stands.lets_stand("F2", ONE)


def test_what_stands_already_makes_nothing_happen() -> None:
    stands = after(let_stand(), heard(BLAMING, "fay", rules=RULES))

    assert decide(let_stand(), heard(stands, "fay", rules=RULES)) == ()


def test_nobody_but_the_facilitator_lets_a_sentence_stand() -> None:
    assert refused(NotAllowedError, let_stand(), heard(BLAMING, "ana", rules=RULES)) == (
        "only the facilitator (fay) lets a sentence stand",
        "ask fay, or say it otherwise: retro why INC-42",
    )


def test_without_a_facilitator_nothing_stands() -> None:
    nobody = with_context(BLAMING, facilitator="")

    assert refused(NotAllowedError, let_stand(), heard(nobody, "fay", rules=RULES)) == (
        "INC-42 has no facilitator, who alone lets a sentence stand",
        "name one: retro set INC-42 --facilitator PERSON",
    )


def test_only_what_is_pointed_at_is_acknowledged() -> None:
    hearing = heard(BLAMING, "fay", rules=RULES)

    assert refused(InvalidError, let_stand("Ana forgot"), hearing) == (
        "sentence: nothing is pointed at in F1 that reads “Ana forgot”",
        f"these are: “{ONE}” · “{OTHER}”",
    )
    assert refused(InvalidError, let_stand(item="F2"), hearing) == (
        f"sentence: nothing is pointed at in F2 that reads “{ONE}”",
        "nothing there needs it: retro why INC-42",
    )
    assert refused(InvalidError, let_stand(item="T1"), hearing)[1] == (
        "nothing there needs it: retro why INC-42"
    )


def test_an_item_that_is_not_there_is_named() -> None:
    told, _ = refused(NotFoundError, let_stand(item="F9"), heard(BLAMING, "fay", rules=RULES))

    assert told == "INC-42 has no item “F9”"


def test_letting_a_sentence_stand_needs_a_reason() -> None:
    told, _ = refused(RefusedError, let_stand(reason=" "), heard(BLAMING, "fay", rules=RULES))

    assert told == "INC-42: letting a sentence stand needs a reason that the history can keep"


@pytest.mark.parametrize("fields", [{"acknowledged": "it may"}, {"acknowledged": "x", "text": "y"}])
def test_a_factor_no_longer_acknowledges_itself(fields: dict[str, str]) -> None:
    told = (
        "F1.acknowledged: a sentence is acknowledged by itself, by the facilitator",
        'leave it out, and then: retro acknowledge INC-42 F1 --reason "…"',
    )

    assert (
        refused(InvalidError, Revise(edit=(Edit(F1, changed(F1, **fields)),)), heard(RECORD))
        == told
    )


def test_what_an_old_entry_acknowledged_is_carried_along() -> None:
    old = changed(F1, acknowledged="it may")
    record = replace(RECORD, factors=(old, *RECORD.factors[1:]))

    edited = after(Revise(edit=(Edit(old, changed(old, top=False)),)), heard(record))

    assert edited.factors[0] == changed(old, top=False)
