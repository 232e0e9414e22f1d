"""Where an audit asks what was written, it reads the text, and never the seal in its place."""

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import Engine

from benchmarks.desk import PEOPLE, story
from benchmarks.simulating import Clock
from policies.publishing.packaged import packaged
from states.commands import AcknowledgeEscalation, Open, Propose, Settle
from states.events.record import TextsErased
from states.people import Person
from states.record.proposals import Respite
from store.audit import audit
from store.people import People
from store.policies import Policies
from store.redaction import erase, texts_of
from store.tables import POLICIES
from tests.store.auditing.lives import BEGAN, WHY
from tests.store.log.shelves import HOUSE

ROB = {"person": "rob", "via": "cli"}
LATE = "gate:facts"


def _late(engine: Engine, people: Iterable[Person] = PEOPLE) -> Clock:
    """Open an incident, and let its next gate climb."""
    People(engine).replace_people(people, ROB, BEGAN)
    clock = Clock(engine, "INC-1", BEGAN)
    clock.send(Open(story(BEGAN).context), "fay")
    clock.wait(timedelta(days=4))
    return clock


def _respite(clock: Clock) -> Propose:
    return Propose(Respite(LATE, clock.now + timedelta(days=3)), WHY)


def test_a_respite_is_granted_and_the_reason_stands_in_its_deadline(engine: Engine) -> None:
    clock = _late(engine)
    clock.send(_respite(clock), "fay")
    clock.send(Settle("E1"), "sam")

    assert audit(engine, HOUSE).findings == ()


def test_a_respite_is_declined_while_the_climb_is_stopped_with_a_reason(engine: Engine) -> None:
    clock = _late(engine)
    clock.send(_respite(clock), "fay")
    until = clock.now + timedelta(days=2)
    clock.send(AcknowledgeEscalation(LATE, until, WHY), "rob")
    clock.send(Settle("E1", grant=False), "sam")

    assert audit(engine, HOUSE).findings == ()


def test_a_respite_is_granted_where_a_ladder_leads_to_nobody(engine: Engine) -> None:
    clock = _late(engine, [one for one in PEOPLE if one.id != "rob"])
    clock.wait(timedelta(days=10))
    clock.send(_respite(clock), "fay")
    clock.send(Settle("E1"), "sam")

    assert audit(engine, HOUSE).findings == ()


def test_what_was_said_of_a_policy_is_erased_and_its_history_can_be_read(engine: Engine) -> None:
    event, texts = packaged()
    policies = Policies(engine)
    policies.record((event,), texts, ROB, BEGAN, policies.library())
    why = next(one.digest for one in texts_of(engine, POLICIES))
    erase(engine, POLICIES, TextsErased((why,), WHY), ROB, BEGAN)

    assert audit(engine, HOUSE).findings == ()
