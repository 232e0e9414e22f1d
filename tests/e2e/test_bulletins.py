"""A bulletin is sent by whoever serves, once, and the history says to whom."""

import json

import pytest

from tests.e2e.installation import Installation
from tests.e2e.story import KEY, opened, with_people

pytestmark = pytest.mark.timeout(300)

# So that none comes by itself while a test runs.
YEARLY = {"RETRO_DIGEST_AT": "0 0 1 1 *", "RETRO_REVIEW_AT": "0 0 1 1 *"}


def letters(here: Installation) -> list[dict[str, str]]:
    lines = (here.home / "notices.jsonl").read_text(encoding="utf-8").splitlines()
    found: list[dict[str, str]] = [json.loads(one) for one in lines]
    return [one for one in found if one["key"].startswith("bulletin/")]


def test_one_is_sent_by_hand_and_the_next_ones_are_planned(here: Installation) -> None:
    here = here.with_variables(RETRO_BULLETINS_TO="fay role:sre-lead", **YEARLY)
    with here.running("up"):
        opened(with_people(here))
        coming = here.does("status", "--json").json["bulletins"]
        sent = here.does("digest", "--review", "--send")
        rows = here.does("digest", "--sent", "--json").json

    assert [one.split()[0] for one in sorted(coming)] == ["digest", "review"]
    assert f"- {KEY} " in sent.out
    assert sent.err.splitlines()[0] == "fay: sent by log"
    reached = sorted(one["key"].rpartition("/")[2] for one in letters(here))
    assert reached == sorted({one["to"] for one in rows}) == ["fay", "sam"]


def test_started_again_the_same_ones_are_planned_and_none_is_sent(here: Installation) -> None:
    here = here.with_variables(RETRO_BULLETINS_TO="fay", **{**YEARLY, "RETRO_REVIEW_AT": "never"})
    planned = []
    for _ in range(2):
        with here.running("up"):
            with_people(here)
            planned.append(here.does("status", "--json").json["bulletins"])

    assert planned[0] == planned[1]
    assert len(planned[0]) == 1
    assert here.does("digest", "--sent", "--json").json == []
    gone = here.with_variables(RETRO_BULLETINS_TO="")
    with gone.running("up"):
        assert gone.does("status", "--json").json.get("bulletins") is None
