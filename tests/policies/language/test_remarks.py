"""What the record keeps of the same words is the answer; without it the words are read again."""

from dataclasses import replace
from pathlib import Path
from time import process_time

import pytest

from cli.records.importing import import_file
from policies.language import remarks
from policies.language.lexicon import LEXICON
from policies.language.remarks import readings_of, told
from policies.shelf import default_text, policy_of
from states.people import Directory, Person
from states.record.readings import Reading, Remark, RemarkKind
from states.record.retrospective import Retrospective
from states.rules import Finding, Result
from tests.builders import case_of, changed, complete_record, with_item

BLAMING = "Ana forgot the limit"
POSTMORTEMS = Path(__file__).parents[4] / "shared" / "incidents" / "dfds"
COMPLETE = complete_record()
POLICY = policy_of(default_text())
REMARK = Remark(
    kind=RemarkKind.BLAME,
    field="text",
    sentence=BLAMING,
    phrase="Ana",
    rewrite="it depended on memory, and nothing reminded: someone forgot the limit",
)


def reading(record: Retrospective, item: str) -> Reading | None:
    there = record.item_for(item)
    assert there is not None
    return POLICY.read(there, case_of(record))


def found(record: Retrospective, check: str) -> tuple[Finding, ...]:
    gates = POLICY.editions[None].rules
    (rule,) = (one for rules in gates.values() for one in rules if one.id == check)
    return rule.check(case_of(record))


def test_a_reading_names_the_item_the_lexicon_and_the_words() -> None:
    read = reading(with_item(COMPLETE, "F1", text=BLAMING), "F1")

    assert read == Reading("F1", LEXICON, "de0365673755bb76", (REMARK,))


def test_a_factor_and_an_action_have_words_and_a_fact_has_none() -> None:
    read = [reading(COMPLETE, name) for name in ("F1", "A1", "T1", "G1", "L1", "K1")]

    assert [bool(one) for one in read] == [True, True, False, False, False, False]


def test_an_item_without_a_word_is_not_read() -> None:
    assert reading(with_item(COMPLETE, "F1", text=""), "F1") is None


def test_what_is_kept_of_the_same_words_is_the_answer() -> None:
    older = changed(reading(COMPLETE, "F1"), lexicon="0", remarks=(REMARK,))
    record = changed(COMPLETE, readings={"F1": older})

    assert reading(record, "F1") == older
    assert [one.item for one in found(record, "blameless")] == ["F1"]


def test_words_that_changed_are_read_again() -> None:
    clean = reading(COMPLETE, "F1")
    record = with_item(changed(COMPLETE, readings={"F1": clean}), "F1", text=BLAMING)

    assert [one.item for one in found(record, "blameless")] == ["F1"]


def test_a_record_without_readings_is_read_when_the_gate_asks() -> None:
    assert COMPLETE.readings == {}
    assert [one.item for one in found(with_item(COMPLETE, "F1", text=BLAMING), "blameless")] == [
        "F1"
    ]


def test_the_same_words_are_read_once_whatever_record_they_are_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[str] = []
    monkeypatch.setattr(remarks, "blame_in", lambda text, _: read.append(text))
    said = with_item(COMPLETE, "F1", text="The pool was as small as nobody had said before")

    for revision in range(3):
        reading(changed(said, revision=revision), "F1")

    assert read.count("The pool was as small as nobody had said before") == 1


def test_the_same_words_are_read_again_for_other_people() -> None:
    named = with_item(COMPLETE, "F1", text="Zoe forgot the limit")
    case = case_of(named)
    joined = Directory({**case.people.people, "zoe": Person("zoe", "Zoe")})

    before, after = (
        readings_of(named.factors[:1], one) for one in (case, replace(case, people=joined))
    )

    assert [len(one.remarks) for one in (*before, *after)] == [0, 1]


def test_an_action_becomes_specific_by_what_it_delivers() -> None:
    vague = with_item(COMPLETE, "A1", title="Improve monitoring", component="")
    kept = changed(vague, readings={"A1": reading(vague, "A1")})

    assert found(kept, "specific") != ()
    assert found(with_item(kept, "A1", component="webhook-worker"), "specific") == ()


@pytest.mark.parametrize("text", ["Ana  forgot\tthe limit", " Ana forgot the\nlimit", BLAMING])
def test_how_a_sentence_is_spaced_is_no_part_of_it(text: str) -> None:
    (only,) = readings_of((with_item(COMPLETE, "F1", text=text.replace("\n", " ")).factors[0],),
                          case_of(COMPLETE))  # fmt: skip

    assert [one.sentence for one in only.remarks] == [BLAMING]


def test_a_remark_keeps_no_more_of_a_sentence_than_a_line_holds() -> None:
    read = reading(with_item(COMPLETE, "F1", text=f"The engineer broke {'x' * 5_000}"), "F1")

    assert read is not None
    assert [len(one.rewrite) for one in read.remarks] == [200]
    assert len(told(read.remarks[0])) < 500


@pytest.mark.parametrize("word", ["Ana ran it. ", "the on-call ", "Ana quickly ", "why " * 9])
def test_a_long_text_is_read_at_once(word: str) -> None:
    long = with_item(COMPLETE, "F1", text=(word * 10_000)[:10_000])
    began = process_time()

    reading(long, "F1")

    assert process_time() - began < 1


def test_the_policy_asks_for_readings_by_its_own_gates() -> None:
    report = POLICY.judge(COMPLETE.phase, case_of(with_item(COMPLETE, "F1", text=BLAMING)))

    assert [one.result for one in report.results if one.check == "blameless"] == [Result.WARN]


def test_real_postmortems_are_rarely_pointed_at() -> None:
    """R31: it must rarely be wrong. One of these factors says so itself: “Human error in …”."""
    if not POSTMORTEMS.is_dir():
        pytest.skip("the shared postmortems are not here")
    drafts = [import_file(str(one), "UTC", ()).reading.draft for one in POSTMORTEMS.glob("*.md")]
    factors = [replace(one, id="F1") for draft in drafts for one in draft.factors]
    actions = [replace(one, id="A1") for draft in drafts for one in draft.actions]

    case = case_of(COMPLETE)
    blamed = [one.phrase for read in readings_of(factors, case) for one in read.remarks]
    vague = [one.sentence for read in readings_of(actions, case) for one in read.remarks]

    assert (len(factors), blamed) == (37, ["Human error"])
    assert (len(actions), len(vague)) == (33, 7)
