"""A text is erased by whoever may let a record disappear, with a reason, and never by accident."""

import pytest

from states.commands import Redact
from states.decide import decide
from states.errors import InvalidError, NotAllowedError, NotFoundError, RefusedError
from states.events.record import TextsErased
from states.lifecycle import Phase
from tests.states.builders import heard, record_in, refused

TEXT, OTHER = "ab" * 32, "cd" * 32
WHY = "Zoe asked us to"
FACTS = record_in(Phase.FACTS)


def test_a_manager_erases_texts() -> None:
    hearing = heard(FACTS, "mia", texts=frozenset({TEXT, OTHER}))

    made = decide(Redact((TEXT, OTHER), WHY), hearing)

    assert made == (TextsErased((TEXT, OTHER), WHY),)


def test_a_text_that_is_not_the_incidents_own_is_refused_with_all_that_came_with_it() -> None:
    hearing = heard(FACTS, "mia", texts=frozenset({TEXT}))

    told, hint = refused(NotFoundError, Redact((TEXT, OTHER), WHY), hearing)

    assert told == (
        "INC-42 has no text cdcdcdcdcdcd… (1 of 2 digests): it is another incident's, or was"
        " erased before; nothing was erased"
    )
    assert hint.endswith('retro audit redact INC-42 --containing "…"')


def test_where_nobody_looked_for_its_texts_nothing_is_erased() -> None:
    refused(NotFoundError, Redact((TEXT,), WHY), heard(FACTS, "mia"))


def test_who_has_not_the_role_does_not() -> None:
    told, hint = refused(NotAllowedError, Redact((TEXT,), WHY), heard(FACTS, "ana"))

    assert told == (
        "ana is not sre-lead or manager: the policy asks one about withdrawals,"
        " and about what is erased"
    )
    assert hint.startswith("ask ")
    assert "mia" in hint


def test_a_reason_is_asked_for() -> None:
    told, _ = refused(RefusedError, Redact((TEXT,), " "), heard(FACTS, "mia"))

    assert told.endswith("erasing for ever needs a reason that the history can keep")


@pytest.mark.parametrize(
    ("digests", "said"),
    [
        ((), "0 were given"),
        ((TEXT,) * 401, "401 were given"),
        ((TEXT, "Ana forgot"), "“Ana forgot” is none"),
        ((TEXT.upper(),), f"“{TEXT.upper()}” is none"),
    ],
)
def test_what_is_no_digest_is_refused(digests: tuple[str, ...], said: str) -> None:
    told, _ = refused(InvalidError, Redact(digests, WHY), heard(FACTS, "mia"))

    assert told == f"digests: {said}; 1 to 400 digests of texts are erased at once"
