"""A letter and the person it is for."""

from dataclasses import replace

from documents.letter import Letter
from states.people import Person

ANA = Person("ana", name="Ana Lü", email="ana@example.com")
LETTER = Letter(
    key="INC-42/action:A2/1/ana",
    subject="A2 was due yesterday",
    text="“Page on <queue> depth” is still open.\nretro action done INC-42 A2",
)


def a_letter(*, key: str = LETTER.key, subject: str = LETTER.subject) -> Letter:
    """Build a letter that differs in these fields."""
    return replace(LETTER, key=key, subject=subject)
