"""A policy is found again under its digest, as it was written."""

import pytest
from sqlalchemy import Engine

from states.errors import NotFoundError
from store.books import SqlBooks
from store.policies import policy_text


def test_a_kept_policy_is_read_as_it_was_written(engine: Engine) -> None:
    with SqlBooks(engine).turn("INC-42") as turn:
        turn.keep_policy("d1", "policy: ours\n")

    assert policy_text(engine, "d1") == "policy: ours\n"


def test_one_that_nobody_kept_is_not_found(engine: Engine) -> None:
    with pytest.raises(NotFoundError, match="no policy with digest d2 is kept"):
        policy_text(engine, "d2")
