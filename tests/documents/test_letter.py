"""A letter says first whom it is for: many may read where it arrives."""

import pytest

from documents.letter import Letter, addressed
from states.people import Person

LETTER = Letter("k", "late", "It is late.")


@pytest.mark.parametrize(
    ("person", "markdown", "name"),
    [
        (Person("ana", "Ana Reis"), False, "Ana Reis"),
        (Person("ana"), False, "ana"),
        (Person("ana", "Ana *Reis*"), False, "Ana *Reis*"),
        (Person("ana", "Ana *Reis*"), True, "Ana \\*Reis\\*"),
    ],
)
def test_the_first_line_names_whom_it_is_for(person: Person, name: str, *, markdown: bool) -> None:
    letter = Letter("k", "late", "It is late.", markdown=markdown)

    assert addressed(letter, person).text == f"For {name}:\n\nIt is late."


def test_all_else_stays_as_it_was() -> None:
    named = addressed(LETTER, Person("ana"))

    assert (named.key, named.subject, named.markdown) == ("k", "late", False)
