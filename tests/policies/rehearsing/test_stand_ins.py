"""Without a directory every party of every ladder is somebody, so that the whole climb shows."""

from policies.rehearsing.cue import CueKind
from policies.rehearsing.stand_ins import OPENER, stand_ins
from policies.shelf import default_text, policy_of
from states.record.context import Context
from tests.builders import KEY, OPENED, changed
from tests.policies.rehearsing.rehearsing import begun, laddered, rehearsal

DEFAULT = policy_of(default_text())
EVERY_PARTY = (
    "{at: 0h, notify: [owner, facilitator, commander, service_owner]}, "
    "{at: 1d, notify: [manager]}, {at: 2d, notify: [manager_of_manager]}, "
    '{at: 3d, notify: ["role:board"], repeat: 7d}'
)


def test_nothing_is_amiss_with_the_packaged_policy() -> None:
    record = begun()

    found = rehearsal(DEFAULT, stand_ins(record, DEFAULT, OPENED), record)

    assert {one.kind for one in found.cues} == {*CueKind} - {CueKind.AMISS}
    assert "" not in {one.to for one in found.cues}


def test_every_party_and_every_role_of_a_ladder_is_somebody() -> None:
    policy, record = laddered(EVERY_PARTY), begun()

    found = rehearsal(policy, stand_ins(record, policy, OPENED), record)

    told = {one.to for one in found.cues if one.deadline == "gate:factors"}
    context = record.context
    assert told == {
        *(context.facilitator, context.commander, context.service_owner),
        *("manager", "manager_of_manager", "board"),
    }


def test_an_incident_that_names_nobody_is_answered_for_by_a_facilitator() -> None:
    policy = laddered(EVERY_PARTY)
    record = changed(begun(), incident=KEY, context=Context(), opened_by=OPENER, actions=())

    found = rehearsal(policy, stand_ins(record, policy, OPENED), record)

    assert found.cues[0].to == OPENER
    assert CueKind.AMISS not in {one.kind for one in found.cues}
