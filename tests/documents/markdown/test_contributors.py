"""A contributor is an id of the directory; any other name stays, in the text of its entry."""

import pytest

from documents.markdown.reader import read_postmortem
from documents.markdown.reading import Reading
from states.record.facts import FactKind
from states.values import TEXT_LIMIT

PEOPLE = ("ana", "ben")


def entered(*rows: tuple[str, str]) -> Reading:
    """Read a timeline whose rows say who told of what."""
    lines = [f"| 10:{minute} | {who} | {what} |" for minute, (who, what) in enumerate(rows, 10)]
    table = "\n".join(["| Time | Who | What |", "| --- | --- | --- |", *lines])
    text = f"# Full disk\n\nDate: 2026-03-01\n\n## Timeline (UTC)\n\n{table}\n"
    return read_postmortem(text, "disk.md", people=PEOPLE)


def test_who_is_in_the_directory_is_the_contributor() -> None:
    reading = entered(("ana", "disk full"), ("ben", "disk emptied"))

    assert [(one.by, one.text) for one in reading.draft.timeline] == [
        ("ana", "disk full"),
        ("ben", "disk emptied"),
    ]
    assert not [note for note in reading.notes if "directory" in note]


@pytest.mark.parametrize("who", ["Ana Diaz", "the vendor", "Ana", "ana, ben"])
def test_who_is_not_is_named_in_the_text_and_noted(who: str) -> None:
    reading = entered((who, "disk full"))

    (fact,) = reading.draft.timeline
    assert (fact.by, fact.text) == ("", f"{who}: disk full")
    assert f"“{who}” is not an id of your people directory: named in the text" in reading.notes


def test_a_name_is_noted_once_however_often_it_stands_there() -> None:
    notes = entered(("Jo", "disk full"), ("Jo", "disk emptied")).notes

    assert sum("“Jo”" in one for one in notes) == 1


@pytest.mark.parametrize("filler", ["-", "n/a", "?"])
def test_what_only_fills_the_place_names_nobody(filler: str) -> None:
    (fact,) = entered((filler, "disk full")).draft.timeline

    assert (fact.by, fact.text) == ("", "disk full")


def test_a_name_says_nothing_about_what_an_entry_is() -> None:
    (fact,) = entered(("Deploy bot", "nothing to see")).draft.timeline

    assert fact.kind is FactKind.NOTE


def test_a_text_that_a_name_makes_too_long_loses_nothing_in_silence() -> None:
    reading = entered(("Jo", "x " * (TEXT_LIMIT // 2)))

    (fact,) = reading.draft.timeline
    assert len(fact.text) <= TEXT_LIMIT
    assert [one.text for one in reading.unread] == ["x x"]
