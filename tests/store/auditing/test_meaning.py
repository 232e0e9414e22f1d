"""A history that was forged as a whole, every hash and signature made to fit, still makes no sense.

Nothing here looks outside: what is found is found by the rules of the time.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from activities.commit import Commit
from benchmarks.desk import envelope
from policies.auditing.discrepancy import Kind
from states.commands import Redact
from states.envelope import Request
from store.books import SqlBooks
from store.tables import seals
from tests.store.auditing.attacker import Body
from tests.store.auditing.lives import BEGAN, ENDED, WAIVED
from tests.store.auditing.scenes import Scene

FAR = "verified"
Forge = Callable[[list[Body]], object]


def _entries(bodies: list[Body], event: str) -> list[Body]:
    return [one for one in bodies if any(it["event"] == event for it in one["events"])]


def _events(bodies: list[Body], event: str) -> list[Body]:
    return [it for one in bodies for it in one["events"] if it["event"] == event]


def _by(event: str, person: str, which: int = 0) -> Forge:
    def forge(bodies: list[Body]) -> None:
        _entries(bodies, event)[which]["actor"]["person"] = person

    return forge


def _with(event: str, which: int = 0, /, **values: object) -> Forge:
    def forge(bodies: list[Body]) -> None:
        _events(bodies, event)[which].update(values)

    return forge


def _without(event: str) -> Forge:
    def forge(bodies: list[Body]) -> None:
        for one in bodies:
            one["events"] = [it for it in one["events"] if it["event"] != event]
        bodies[:] = [one for one in bodies if one["events"] or "refusal" in one]

    return forge


def _blocked_passes(bodies: list[Body]) -> None:
    # The second time: the first gate that was shut is said to have opened.
    blocked = _events(bodies, "GateBlocked")[0]
    report = blocked.pop("report")
    blocked["event"] = "PhaseEntered"
    results = [{**one, "result": "pass"} for one in report["results"]]
    for one in results:
        one.pop("findings", None)
    policy = _events(bodies, "IncidentOpened")[0]["policy"]
    blocked.update(phase=report["to"], trigger="advance", policy=policy, results=results)


def _a_check_left_out(bodies: list[Body]) -> None:
    _events(bodies, "PhaseEntered")[-1]["results"].pop(0)


def _a_result_turned(bodies: list[Body]) -> None:
    results = _events(bodies, "PhaseEntered")[1]["results"]
    waived = next(one for one in results if one["result"] == "waived")
    waived["result"] = "pass"


def _no_waiver_settled(bodies: list[Body]) -> None:
    for one in _events(bodies, "ProposalSettled"):
        one["granted"] = False


def _waivers_ended(bodies: list[Body]) -> None:
    for one in _events(bodies, "ProposalMade"):
        if "until" in one["proposal"]["wish"]:
            one["proposal"]["wish"]["until"] = one["proposal"]["at"]


def _refusal_with_facts(bodies: list[Body]) -> None:
    refused = next(one for one in bodies if "refusal" in one)
    refused["events"] = [{"event": "RecordApproved", "revision": 1}]


def _nothing_happened(bodies: list[Body]) -> None:
    bodies[3]["events"] = []


def _rung_too_early(bodies: list[Body]) -> None:
    _entries(bodies, "RungReached")[0]["at"] = bodies[0]["at"]


def _twice(event: str) -> Forge:
    def forge(bodies: list[Body]) -> None:
        found = _entries(bodies, event)[0]
        found["events"].append(dict(_events(bodies, event)[0]))

    return forge


# fmt: off
FORGED = {
    "a gate that never opened":     (WAIVED, _blocked_passes, Kind.GATE),
    "a check left out":             (ENDED,  _a_check_left_out, Kind.GATE),
    "a waived check said to pass":  (WAIVED, _a_result_turned, Kind.GATE),
    "another directory":            (ENDED,  _with("PhaseEntered", people=9), Kind.GATE),
    "another policy":               (ENDED,  _with("PhaseEntered", policy="0" * 64), Kind.POLICY),
    "a policy that nobody kept":    (ENDED,  _with("IncidentOpened", policy="00"), Kind.POLICY),
    "a gate leapt over":           (ENDED,  _with("PhaseEntered", 1, phase=FAR), Kind.LIFECYCLE),
    "a gate never passed":          (ENDED,  _without("PhaseEntered"), Kind.LIFECYCLE),
    "never opened":                 (ENDED,  _without("IncidentOpened"), Kind.LIFECYCLE),
    "opened twice":                 (ENDED,  _twice("IncidentOpened"), Kind.LIFECYCLE),
    "waivers that were declined":   (WAIVED, _no_waiver_settled, Kind.WAIVER),
    "waivers that had run out":     (WAIVED, _waivers_ended, Kind.WAIVER),
    "settled by whoever asked":     (WAIVED, _by("ProposalSettled", "fay"), Kind.CONSENT),
    "settled without the role":     (WAIVED, _by("ProposalSettled", "kim"), Kind.CONSENT),
    "settled by nobody we know":    (WAIVED, _by("ProposalSettled", "eve"), Kind.CONSENT),
    "settled twice":                (WAIVED, _twice("ProposalSettled"), Kind.CONSENT),
    "asked for in another's name":  (WAIVED, _by("ProposalMade", "ana"), Kind.CONSENT),
    "withdrawn without a second":   (WAIVED, _without("ProposalSettled"), Kind.CONSENT),
    "approved by an author":        (ENDED,  _by("RecordApproved", "ana"), Kind.APPROVAL),
    "another revision approved":    (ENDED,  _with("RecordApproved", revision=1), Kind.APPROVAL),
    "verified by its owner":        (ENDED,  _by("ActionVerified", "ben"), Kind.PROOF),
    "verified before it was done":  (ENDED,  _without("ActionFinished"), Kind.PROOF),
    "a refusal with facts":         (WAIVED, _refusal_with_facts, Kind.REFUSAL),
    "neither facts nor refusal":    (ENDED,  _nothing_happened, Kind.REFUSAL),
    "a rung before its moment":     (ENDED,  _rung_too_early, Kind.LADDER),
    "a rung climbed by a person":   (ENDED,  _by("RungReached", "fay"), Kind.LADDER),
    "a rung reached twice":         (ENDED,  _twice("RungReached"), Kind.LADDER),
    "a rung of no deadline":        (ENDED,  _without("DeadlineSet"), Kind.LADDER),
    "an item added twice":          (ENDED,  _twice("ItemAdded"), Kind.SENSE),
    "an item changed that is gone": (ENDED,  _without("ItemAdded"), Kind.SENSE),
    "an event nobody knows":        (ENDED,  _with("ItemAdded", event="ItemForged"), Kind.SENSE),
}
# fmt: on


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_history_makes_no_sense(scene: Scene, name: str) -> None:
    incident, forge, kind = FORGED[name]
    scene.attacker.rewrite(incident, forge)
    scene.attacker.sign_anew()

    found = scene.audited(alone=True).discrepancies

    assert kind in {one.kind for one in found}
    assert {one.incident for one in found} == {incident}
    assert not {Kind.TREE, Kind.CHAIN, Kind.CHECKPOINT} & {one.kind for one in found}


def _erase(scene: Scene, where: str) -> None:
    """Erase texts of the first incident as nobody says, and then say so."""
    scene.attacker.run(f"DELETE FROM seals WHERE incident = 'INC-1' AND {where}")  # noqa: S608  # ours


def test_texts_that_are_gone_without_a_word_are_missed(scene: Scene) -> None:
    _erase(scene, "seq < 30")

    found = scene.audited(alone=True)

    assert {one.kind for one in found.discrepancies} == {Kind.SEAL}
    assert {one.incident for one in found.discrepancies} == {ENDED}


def test_what_was_judged_by_an_erased_text_is_a_remark(scene: Scene) -> None:
    _erase(scene, "seq < 30")

    remarks = scene.audited(alone=True).remarks

    assert {one.incident for one in remarks} == {ENDED}
    assert all(one.text.startswith("texts were erased") for one in remarks)
    assert remarks


def test_nothing_is_judged_by_a_directory_that_somebody_changed(scene: Scene) -> None:
    attacker = scene.attacker
    attacker.put("PEOPLE", 1, attacker.text("PEOPLE", 1).replace(b"sre-lead", b"engineer"))

    found = scene.audited(alone=True)

    assert {one.incident for one in found.discrepancies} == {"PEOPLE"}


def test_texts_that_were_openly_erased_are_missed_by_nobody(scene: Scene) -> None:
    with scene.engine.connect() as connection:
        wanted = select(seals.c.digest).where(seals.c.incident == ENDED, seals.c.seq < 30)
        digests = tuple(connection.scalars(wanted))
    asked = envelope(ENDED, Redact(digests, "They named a customer"), "sam")
    answer = Commit(SqlBooks(scene.engine)).commit(Request(asked, BEGAN + timedelta(days=200)))
    assert answer.refusal is None

    found = scene.audited(alone=True)

    assert found.discrepancies == ()
    assert {one.incident for one in found.remarks} == {ENDED}
