"""An incident walks from open to closed by commands alone, on either database."""

import pytest

from tests.e2e.installation import Installation
from tests.e2e.story import KEY, opened, part, with_people

pytestmark = pytest.mark.timeout(300)

PROOF = ("--evidence", "https://example.org/ci/88")
NO, FORBIDDEN = 3, 4


@pytest.fixture(params=["sqlite", "postgres"])
def anywhere(here: Installation, request: pytest.FixtureRequest) -> Installation:
    """Set it up on each kind of database in turn."""
    if request.param == "postgres":
        here.variables["RETRO_DATABASE_URL"] = request.getfixturevalue("postgres_url")
    return here


def test_an_incident_walks_from_open_to_closed(anywhere: Installation) -> None:
    here = anywhere
    with here.running("up"):
        opened(with_people(here))
        shut = here.does("advance", KEY, code=NO)
        assert "✕ the timeline has no entry of the kind detection" in shut.out

        here.does("apply", part(here.home, "2-facts.yaml"))
        assert here.does("advance", KEY).out.startswith(f"{KEY}: reached facts · ")
        here.does("apply", part(here.home, "3-factors.yaml"))
        here.does("advance", KEY)
        here.does("apply", part(here.home, "4-actions.yaml"))
        assert "has no ticket" in here.does("advance", KEY, code=NO).out
        here.does("action", "ticket", KEY, "A2", "INFRA-1095", by="ana")
        here.does("advance", KEY)

        for action, owner in (("A1", "ben"), ("A2", "ana")):
            here.does("action", "done", KEY, action, *PROOF, by=owner)
            own_word = here.does("verify", KEY, action, *PROOF, by=owner, code=FORBIDDEN)
            assert f"{owner} said it is done: {action} is verified by someone else" in own_word.err
            here.does("verify", KEY, action, *PROOF, by="kim")
        here.does("advance", KEY)
        here.does("advance", KEY, code=NO)
        here.does("approve", KEY, code=FORBIDDEN)
        here.does("approve", KEY, by="sam")
        assert here.does("advance", KEY).out.startswith(f"{KEY}: reached closed · ")

        assert here.phase(KEY) == "closed"
        assert_told(here)


def assert_told(here: Installation) -> None:
    """Hold the history against what was done."""
    told = here.does("history", KEY, "-o", "tsv").out
    milestones = [line for line in told.splitlines() if "\treached " in line]
    assert len(milestones) == 5  # the first gate opened with the incident
    assert told.count("\trefused: ") == 3
    assert told.count(" stayed shut: ") == 3
    assert here.does("audit", "verify").err.startswith("every history is as it was written\n")
    assert here.does("list").out.splitlines()[1:] == []
