"""An entry that was changed, lost, moved or slipped in is found, and named."""

from msgspec.structs import replace

from ledger.canonical import leaf_hash
from ledger.chain import Break, breaks
from ledger.entry import Entry
from tests.ledger.builders import history


def _texts(entries: list[Entry]) -> list[bytes]:
    return [one.text() for one in entries]


def test_an_unbroken_history_has_no_break() -> None:
    assert breaks(_texts(history(5))) == breaks(_texts(history(5)), "INC-42") == ()


def test_no_history_has_no_break() -> None:
    assert breaks([]) == ()


def test_a_changed_entry_breaks_the_next_one() -> None:
    entries = history(4)
    forged = replace(entries[1], actor={"person": "eve"})

    found = breaks(_texts([entries[0], forged, *entries[2:]]))

    expected, was = f"prev {forged.hash()!r}", f"prev {entries[1].hash()!r}"
    assert found == (Break("INC-42", 3, expected, was),)


def test_a_lost_entry_is_a_gap_and_a_wrong_hash() -> None:
    entries = history(4)

    found = breaks(_texts([entries[0], *entries[2:]]))

    assert found == (
        Break("INC-42", 2, "seq 2", "seq 3"),
        Break("INC-42", 2, f"prev {entries[0].hash()!r}", f"prev {entries[1].hash()!r}"),
    )


def test_a_lost_beginning_is_found() -> None:
    entries = history(3)

    found = breaks(_texts(entries[1:]))

    assert found[0] == Break("INC-42", 1, "seq 1", "seq 2")
    assert found[1] == Break("INC-42", 1, "prev ''", f"prev {entries[0].hash()!r}")


def test_two_entries_that_changed_places_are_found() -> None:
    one, two, three, four = history(4)

    found = breaks(_texts([one, three, two, four]))

    assert [place.seq for place in found] == [2, 2, 4, 4, 3, 3]


def test_an_entry_told_twice_is_found() -> None:
    one, two = history(2)

    assert breaks(_texts([one, two, two]))[0] == Break("INC-42", 3, "seq 3", "seq 2")


def test_an_entry_of_another_incident_is_found() -> None:
    one, two = history(2)
    stray = replace(two, incident="INC-43")

    assert breaks(_texts([one, stray])) == (
        Break("INC-42", 2, "incident 'INC-42'", "incident 'INC-43'"),
    )


def test_a_history_of_another_incident_is_found_at_its_first_entry() -> None:
    found = breaks(_texts(history(1)), "INC-43")

    assert found == (Break("INC-43", 1, "incident 'INC-43'", "incident 'INC-42'"),)


def test_a_text_that_is_no_entry_is_found_and_the_rest_is_still_checked() -> None:
    one, two, three, four = history(4)
    spaced = two.text().replace(b":", b": ", 1)
    follows = replace(three, prev=leaf_hash(spaced))
    texts = [one.text(), spaced, follows.text(), four.text()]

    found = breaks(texts)

    assert found == (
        Break("INC-42", 2, "an entry in canonical form", "not in canonical form (RFC 8785)"),
        Break("INC-42", 4, f"prev {follows.hash()!r}", f"prev {three.hash()!r}"),
    )
