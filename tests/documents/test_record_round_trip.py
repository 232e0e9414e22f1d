"""A record file reads back what was written, whatever people put into the record."""

from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import given

from documents.draft import Draft
from documents.plan import plan
from documents.record_file import read, write
from documents.strict_yaml import load
from documents.yaml_text import dump
from states.record.actions import Action, Comparator, Criterion, Metric, Verification
from states.record.context import Context, Severity
from states.record.facts import Fact, FactKind, WentWell
from states.record.retrospective import Retrospective
from tests.documents.builders import drafts, numbered, texts, unhurried

QUARTER_PAST = datetime(2026, 1, 31, 17, 15, tzinfo=UTC)
A_LONG_TEXT = f"{' '.join(5 * ['Nobody looked at the replica.'])}\n\nIt had stopped."
DRAFT = Draft(
    incident="INC-42",
    context=Context(
        title="Orders: none", severity=Severity.SEV1, services=("db", "web"), effect=A_LONG_TEXT
    ),
    timeline=(
        Fact(id="T1", at=QUARTER_PAST, kind=FactKind.DETECTION, text="Page\n  at night"),
        Fact(),
    ),
    actions=(
        Action(
            id="A1",
            title="# one",
            due=date(2026, 12, 1),
            top=True,
            verification=Verification(
                Metric("CI pass rate", Comparator.ABOVE, Decimal(95), "%", 30, "")
            ),
        ),
    ),
)
WRITTEN = """\
incident: INC-42

context:
  title: "Orders: none"
  severity: SEV1
  services: [db, web]
  effect: >-
    Nobody looked at the replica. Nobody looked at the replica. Nobody looked at the
    replica. Nobody looked at the replica. Nobody looked at the replica.


    It had stopped.

timeline:
  - id: T1
    at: 2026-01-31T17:15:00Z
    kind: detection
    text: |-
      Page
        at night
  - {}

actions:
  - id: A1
    title: "# one"
    due: 2026-12-01
    verification:
      criterion:
        type: metric
        name: CI pass rate
        comparator: ">"
        threshold: "95"
        unit: "%"
        window_days: 30
    top: true
"""


def never(_sentence: str) -> Criterion | None:
    raise AssertionError("no verification here is a sentence")


def test_a_record_reads_as_people_would_have_written_it() -> None:
    assert write(DRAFT) == WRITTEN


@unhurried
@given(drafts)
def test_every_draft_reads_back_as_it_was_written(draft: Draft) -> None:
    assert read(write(draft), "record.yaml", never).draft == draft


@given(texts)
def test_every_text_reads_back_as_it_was_written(text: str) -> None:
    tree = {"one": text, "several": [text, "word", text], "within": [{"text": text}]}

    assert load(dump(tree), "tree.yaml") == tree


def test_what_is_empty_is_left_out() -> None:
    assert write(Draft()) == "{}\n"


def test_lists_within_lists_and_empty_ones_are_written() -> None:
    tree = {"outer": [["a b", "c"], [], {}], "none": [], "count": 3, "yes": True, "nothing": None}

    assert load(dump(tree), "tree.yaml") == tree


def test_a_record_is_written_without_its_history() -> None:
    record = Retrospective(
        "INC-42", policy="f00", opened_by="ana", went_well=(WentWell("G1", "the pager"),)
    )

    assert write(record) == "incident: INC-42\n\nwent_well:\n  - id: G1\n    text: the pager\n"


@unhurried
@given(drafts)
def test_a_record_written_and_applied_changes_nothing(draft: Draft) -> None:
    record = numbered(draft)
    said = read(write(record), "record.yaml", never)

    assert plan(record, said.draft, said.present).is_empty
