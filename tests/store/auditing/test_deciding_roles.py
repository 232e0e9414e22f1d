"""What a role is called decides who may, so an auditor who is given no texts knows it as well."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from policies.publishing.events import PolicyPublished
from policies.publishing.library import Offer
from policies.shelf import default_text, policy_of
from states.commands import Advance, Propose, Settle
from states.record.proposals import Waiver
from store.redaction import texts_of
from store.tables import PEOPLE
from tests.store.auditing.lives import WHY
from tests.store.auditing.walk.house import House
from tests.store.auditing.walk.walks import found
from tests.store.auditing.walk.writing import open_it

ON_CALL = default_text().replace("approve: [sre-lead]", "approve: [on call]")


@pytest.fixture
def house(engine: Engine, tmp_path: Path) -> House:
    """Let a policy ask those whose role has a space in its name."""
    house, policy = House(engine, tmp_path / "log"), policy_of(ON_CALL)
    offer = Offer(policy.digest, policy.name, policy.version, "rob")
    house.publish(PolicyPublished(offer, "mia"), {policy.digest: ON_CALL})
    return house


def test_whoever_is_on_call_grants_and_a_bundle_says_so(house: House) -> None:
    open_it(house, "INC-1")
    report = house.ask("INC-1", Advance(), "ana").report
    assert report is not None
    until = house.now + timedelta(days=2)
    house.ask("INC-1", Propose(Waiver(report.shut[0].check, until), WHY), "ana")
    assert house.ask("INC-1", Settle("W1"), "sol").accepted

    assert found(house) == []


def test_a_role_is_no_text_that_could_be_erased(house: House) -> None:
    assert texts_of(house.engine, PEOPLE, "Sol Okoye")
    assert not texts_of(house.engine, PEOPLE, "on call")
