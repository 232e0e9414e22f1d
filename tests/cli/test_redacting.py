"""What is erased is exactly what was asked for, and what stays is said."""

import pytest

from cli.records.redacting import Wanted, elsewhere, holds
from store.redaction import Text
from store.shelf import Kept
from tests.builders import NOON

ANA = Text(1, "d1", "Ana Diaz restarted the queue")
OTHER = Text(1, "d3", "the queue was slow")
QUOTED = Text(2, "d2", '{"findings":[{"message":"“ana diaz restarted the queue” blames"}]}')
TEXTS = (ANA, OTHER, QUOTED)


def test_all_texts_of_an_entry_are_chosen() -> None:
    assert Wanted(entries=(1,)).among(TEXTS) == (ANA, OTHER)


def test_texts_that_contain_words_are_chosen_in_every_entry() -> None:
    assert Wanted(words=("ana DIAZ",)).among(TEXTS) == (ANA, QUOTED)


def test_entries_and_words_come_together_each_once() -> None:
    assert Wanted(entries=(1,), words=("diaz",)).among(TEXTS) == TEXTS


def test_nothing_is_chosen_where_nothing_is_wanted() -> None:
    assert Wanted().among(TEXTS) == ()
    assert Wanted(entries=(9,), words=("nobody",)).among(TEXTS) == ()


def test_what_an_entry_holds_itself_stays_and_is_named() -> None:
    kept = [
        Kept("INC-42", seq, f"c{seq}", "", "", NOON, text)
        for seq, text in enumerate((b"{}", b'{"by":"Ana Diaz"}'), start=1)
    ]

    assert Wanted(words=("ana diaz",)).unsealed(kept) == (2,)
    assert Wanted(entries=(2,)).unsealed(kept) == ()


def test_a_text_that_stands_elsewhere_as_well_is_named() -> None:
    assert elsewhere((ANA, OTHER), TEXTS) == (2,)
    assert elsewhere((ANA, QUOTED), TEXTS) == ()


@pytest.mark.parametrize("words", ['say "no"', "two\nlines", "back\\slash", "Straße", "STRASSE"])
def test_words_are_found_as_json_has_them(words: str) -> None:
    assert holds(
        '{"a":"we say \\"no\\"","b":"two\\nlines","c":"back\\\\slash","d":"straße"}', words
    )
    assert not holds("{}", words)
