"""Every category has questions that help a room, and none of them asks who (R34)."""

import re

import pytest

from policies.language.questions import OPENING, QUESTIONS
from states.record.factors import Category


@pytest.mark.parametrize("category", [*Category])
def test_every_category_has_questions(category: Category) -> None:
    assert len(QUESTIONS[category]) >= 3


def test_every_question_is_one() -> None:
    asked = [*OPENING, *(one for questions in QUESTIONS.values() for one in questions)]

    assert [one for one in asked if not re.fullmatch(r"[A-Z].*\?", one)] == []


def test_no_question_looks_for_a_culprit() -> None:
    asked = [one for questions in QUESTIONS.values() for one in questions]

    assert [one for one in asked if re.search(r"\b(fault|blame|mistake|should have)\b", one)] == []
