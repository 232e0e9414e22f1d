"""Every check of the catalogue asks something of somebody, and of one party only."""

import pytest

from policies.catalogue import CATALOGUE
from policies.edition import Rule
from policies.explaining.turns import TURNS, Party, party_of, player_of
from policies.file.lines import WrittenLine
from states.lifecycle import Phase
from states.rules import Case, Finding
from states.values import value
from tests.builders import complete_record

RECORD = complete_record()
LISTED = [check for checks in TURNS.values() for check in checks]


@value
class Foreign:
    """A check that no table knows."""

    id: str = "written"
    title: str = "something holds"

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Find nothing."""
        return ()


def test_the_table_has_every_check_once() -> None:
    assert sorted(LISTED) == sorted(CATALOGUE)


def test_every_party_is_asked_something() -> None:
    assert {*TURNS} == {*Party}


@pytest.mark.parametrize(
    ("items", "party"), [("actions", Party.ACTION_OWNER), ("factors", Party.FACILITATOR)]
)
def test_a_written_rule_asks_whoever_has_its_items(items: str, party: Party) -> None:
    line = WrittenLine.model_validate(
        {"id": "x", "for_each": items, "require": "true", "message": "x", "fix": "x"}
    )

    assert party_of(Rule(Phase.FACTS, "x", Foreign()), line) is party


def test_a_party_goes_by_the_person_who_plays_it() -> None:
    played = {party: player_of(party, RECORD, "A2") for party in Party}

    assert played == {
        Party.FACILITATOR: "fay",
        Party.COMMANDER: "ben",
        Party.SCRIBE: "ana",
        Party.DECISION_OWNER: "sol",
        Party.ACTION_OWNER: "ben",
        Party.VERIFIER: "",
        Party.APPROVER: "",
    }


def test_of_no_action_nobody_is_the_owner() -> None:
    assert player_of(Party.ACTION_OWNER, RECORD, "F1") == ""
