"""A database in which everybody is known, and a policy under which notices come at once."""

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from policies.publishing.events import PolicyPublished
from policies.publishing.library import Offer
from policies.shelf import policy_of
from store.engine import engine_for
from store.migrate import migrate
from store.people import People
from store.policies import Policies
from tests.workflows.desk import PEOPLE

RUSH = Path(__file__).with_name("rush.yaml").read_text("utf-8")
POLICY = policy_of(RUSH)
"""Read once, here: what is forked from us need not."""

BY = {"person": "rob", "via": "campaign"}


def furnished(url: str) -> Engine:
    """Migrate a database, and let people and the policy in."""
    engine = engine_for(url)
    migrate(engine)
    People(engine).replace_people(PEOPLE.people.values(), BY, datetime.now(UTC))
    offer = Offer(POLICY.digest, POLICY.name, POLICY.version, BY["person"])
    shown = Policies(engine)
    texts = {POLICY.digest: RUSH}
    shown.record((PolicyPublished(offer),), texts, BY, datetime.now(UTC), shown.library())
    return engine
