"""Whatever somebody changes is found, up to what lies outside, and nothing else is."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Engine

from benchmarks.desk import story
from benchmarks.simulating import Clock
from ledger.canonical import canonical
from policies.auditing.discrepancy import Kind
from states.commands import Open
from store.audit import audit, audit_incident
from store.auditing import portions
from tests.store.auditing.attacker import Attacker, Body
from tests.store.auditing.lives import BEGAN, ENDED, WAIVED, lived, log_in, signed
from tests.store.auditing.scenes import Scene
from tests.store.log.shelves import HOUSE
from tests.store.log.shelves import THEIRS as STRANGERS


def test_what_was_lived_and_signed_is_found_whole(original: Scene) -> None:
    found = original.audited()

    assert found.findings == ()
    assert found.entries > 60
    assert found.held == found.entries + 2  # the directory, and the log itself


def test_each_kind_of_database_is_audited(engine: Engine) -> None:
    lived(engine)
    shelf = signed(engine)

    found = audit(engine, HOUSE, log_in(engine, shelf).claims())

    assert found.findings == ()
    assert found.held == found.entries + 2


def test_what_is_not_signed_yet_is_no_discrepancy(engine: Engine) -> None:
    lived(engine)

    assert audit(engine, HOUSE).findings == ()


def test_one_incident_is_found_whole(original: Scene) -> None:
    claims = log_in(original.engine, original.shelf).claims()

    found = audit_incident(original.engine, HOUSE, WAIVED, claims)

    assert found.findings == ()
    assert found.entries == len(original.attacker.bodies(WAIVED))


def test_streams_are_no_incidents_though_they_stand_between_two(scene: Scene) -> None:
    Clock(scene.engine, "ZZ-1", BEGAN).send(Open(story(BEGAN).context), "fay")

    assert scene.audited(alone=True).findings == ()


def test_several_processes_find_the_same(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    scene.attacker.rewrite(WAIVED, lambda bodies: bodies.pop())
    here = scene.audited()
    monkeypatch.setattr(portions, "ALONE", 0)
    monkeypatch.setattr(portions, "PORTION", 1)

    beside = scene.audited()

    assert {*map(str, beside.findings)} == {*map(str, here.findings)}
    assert beside.entries == here.entries


# What stands in an entry, piece by piece.


def _changed(value: Any) -> Any:
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case str():
            return f"{value[:-1]}{'b' if value.endswith('a') else 'a'}"
        case _:
            return "something else"


def _places(body: Any, *way: Any) -> Iterator[tuple[Any, ...]]:
    members = body.items() if isinstance(body, dict) else enumerate(body)
    for name, value in members:
        if isinstance(value, dict | list) and value:
            yield from _places(value, *way, name)
        else:
            yield (*way, name)


def _with_change(body: Body, way: tuple[Any, ...]) -> Body:
    copy: Body = json.loads(json.dumps(body))
    inner = copy
    for name in way[:-1]:
        inner = inner[name]
    inner[way[-1]] = _changed(inner[way[-1]])
    return copy


def _seq_of(bodies: list[Body], event: str) -> int:
    return next(
        place
        for place, body in enumerate(bodies, start=1)
        if any(one["event"] == event for one in body["events"])
    )


@pytest.mark.parametrize("event", ["PhaseEntered", "ItemAdded", "RungReached", "ProposalMade"])
def test_every_value_of_an_entry_is_watched(scene: Scene, event: str) -> None:
    incident = WAIVED if event == "ProposalMade" else ENDED
    attacker, bodies = scene.attacker, scene.attacker.bodies(incident)
    seq = _seq_of(bodies, event)
    was = attacker.text(incident, seq)
    assert canonical(bodies[seq - 1]) == was
    for way in _places(bodies[seq - 1]):
        attacker.put(incident, seq, canonical(_with_change(bodies[seq - 1], way)))
        found = scene.audited().discrepancies
        assert found, way
        assert (found[0].incident, found[0].seq) == (incident, seq), way
        assert {one.incident for one in found} == {incident}, way


def test_every_byte_of_an_entry_is_watched(scene: Scene) -> None:
    attacker, was = scene.attacker, scene.attacker.text(WAIVED, 3)
    for place in range(0, len(was), 41):
        flipped = bytes([was[place] ^ 1])
        attacker.put(WAIVED, 3, was[:place] + flipped + was[place + 1 :])
        assert [one.seq for one in scene.audited().discrepancies] == [3], place


@pytest.mark.parametrize("spoilt", [b"", b"{}", b"[]", b"\xff\xfe", b"{" * 50_000])
def test_what_is_no_entry_at_all_is_named(scene: Scene, spoilt: bytes) -> None:
    scene.attacker.put(ENDED, 5, spoilt)

    assert {(one.incident, one.seq) for one in scene.audited().discrepancies} == {(ENDED, 5)}


# Hashes made to fit, entries moved.


def _swap(bodies: list[Body]) -> None:
    bodies[3], bodies[4] = bodies[4], bodies[3]


def _cut_short(bodies: list[Body]) -> None:
    del bodies[9:]


def _branch_off(bodies: list[Body]) -> None:
    bodies[-1] = {**bodies[-1], "at": "2027-01-01T00:00:00.000000Z"}


def _again(body: Body) -> Body:
    return {**body, "command": {**body["command"], "id": "another"}}


def _appended(body: Body) -> Callable[[list[Body]], None]:
    return lambda bodies: bodies.append(_again(body))


def _in_place(seq: int, body: Body) -> Callable[[list[Body]], None]:
    return lambda bodies: bodies.__setitem__(seq - 1, body)


def _swap_incidents(attacker: Attacker) -> None:
    one, other = attacker.bodies(ENDED)[4], attacker.bodies(WAIVED)[2]
    attacker.rewrite(ENDED, lambda bodies: bodies.__setitem__(4, _again(other)))
    attacker.rewrite(WAIVED, lambda bodies: bodies.__setitem__(2, one))


# fmt: off
MOVED: dict[str, Callable[[Attacker], object]] = {
    "one deleted":      lambda it: it.rewrite(ENDED, lambda all_: all_.pop(10)),
    "the last deleted": lambda it: it.rewrite(ENDED, lambda all_: all_.pop()),
    "all deleted":      lambda it: it.rewrite(ENDED, lambda all_: all_.clear()),
    "two reordered":    lambda it: it.rewrite(ENDED, _swap),
    "cut short":        lambda it: it.rewrite(ENDED, _cut_short),
    "one repeated":     lambda it: it.rewrite(ENDED, lambda all_: all_.append(_again(all_[3]))),
    "one taken over":   lambda it: it.rewrite(WAIVED, _appended(it.bodies(ENDED)[3])),
    "another branch":   lambda it: it.rewrite(ENDED, _branch_off),
    "swapped over":     _swap_incidents,
}
# fmt: on

YOUNGER = ("one repeated", "one taken over")
"""What only adds to the log is no lie about what lies outside."""


@pytest.mark.parametrize("name", MOVED)
def test_a_moved_entry_is_found_by_the_tree_though_its_chain_fits(scene: Scene, name: str) -> None:
    MOVED[name](scene.attacker)

    assert Kind.TREE in scene.kinds(alone=True)


@pytest.mark.parametrize("name", [one for one in MOVED if one not in YOUNGER])
def test_whoever_signs_all_of_it_anew_is_found_from_outside(scene: Scene, name: str) -> None:
    MOVED[name](scene.attacker)
    scene.attacker.sign_anew()

    assert Kind.OUTSIDE in scene.kinds()
    assert not scene.kinds(alone=True) & {Kind.TREE, Kind.CHAIN, Kind.CHECKPOINT}


def test_a_single_value_that_was_signed_anew_is_found_from_outside(scene: Scene) -> None:
    attacker, bodies = scene.attacker, scene.attacker.bodies(ENDED)
    seq = _seq_of(bodies, "ItemAdded")
    made_to_fit = ("incident", "seq", "prev")
    ways = [one for one in _places(bodies[seq - 1]) if one[0] not in made_to_fit]
    for way in ways[::3]:
        forged = _with_change(bodies[seq - 1], way)
        attacker.rewrite(ENDED, _in_place(seq, forged))
        attacker.sign_anew()
        assert Kind.OUTSIDE in scene.kinds(), way


def test_a_backup_that_was_put_back_is_behind_what_lies_outside(scene: Scene) -> None:
    attacker = scene.attacker
    attacker.rewrite(ENDED, lambda bodies: bodies.__delitem__(slice(20, None)))
    attacker.run("DELETE FROM checkpoints")
    attacker.sign_anew()

    (found,) = scene.audited().discrepancies

    assert found.kind is Kind.OUTSIDE
    assert "the database has " in found.found


# The tree, and what was signed of it.


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("DELETE FROM leaves WHERE place = 7", Kind.TREE),
        ("DELETE FROM leaves WHERE place > 90", Kind.TREE),
        ("UPDATE leaves SET hash = upper(hash) WHERE place = 7", Kind.TREE),
        ("UPDATE leaves SET hash = 'none' WHERE place = 7", Kind.TREE),
        ("UPDATE leaves SET place = 7000 WHERE place = 7", Kind.TREE),
        ("UPDATE tiles SET hashes = x'00' WHERE level = 0", Kind.TREE),
        ("UPDATE tiles SET hashes = CAST(hashes || x'00' AS BLOB) WHERE level = 0", Kind.TREE),
        ("DELETE FROM tiles", Kind.TREE),
        ("UPDATE checkpoints SET root = replace(root, 'a', 'b')", Kind.CHECKPOINT),
        ("UPDATE checkpoints SET size = size + 1", Kind.CHECKPOINT),
        ("UPDATE checkpoints SET note = replace(note, '— retro', '— metro')", Kind.CHECKPOINT),
        ("UPDATE checkpoints SET note = 'nothing'", Kind.CHECKPOINT),
        ("UPDATE entries SET command = 'other' WHERE seq = 3 AND incident = 'INC-1'", Kind.COLUMN),
        ("UPDATE entries SET at = '2026-01-01 00:00:00.000000' WHERE seq = 3", Kind.COLUMN),
        ("UPDATE seals SET text = 'other words' WHERE incident = 'INC-1'", Kind.SEAL),
        ("UPDATE seals SET salt = x'00' WHERE incident = 'INC-1'", Kind.SEAL),
        ("DELETE FROM seals WHERE incident = 'INC-1'", Kind.SEAL),
        ("UPDATE seals SET seq = seq + 1 WHERE incident = 'INC-1' AND seq = 99", None),
        ("UPDATE policies SET text = replace(text, 'min: 1', 'min: 0')", Kind.GATE),
        ("DELETE FROM policies", Kind.POLICY),
    ],
)
def test_what_lies_beside_entries_is_watched(
    scene: Scene, statement: str, kind: Kind | None
) -> None:
    scene.attacker.run(statement)

    found = scene.kinds(alone=True)

    assert kind in found if kind else not found


def test_another_key_is_found(scene: Scene) -> None:
    scene.attacker.sign_anew(key=STRANGERS)

    assert Kind.CHECKPOINT in scene.kinds(alone=True)


# What no program of ours would ever write.


def _emptied(name: str, value: object) -> Callable[[list[Body]], None]:
    return lambda bodies: bodies[2].__setitem__(name, value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("events", [1]),
        ("events", [{}]),
        ("events", [{"event": "RungReached"}]),
        ("events", [{"event": "DeadlineSet", "deadline": 7}]),
        ("events", [{"event": "TextsErased", "digests": 7}]),
        ("events", [{"event": ["PhaseEntered"]}]),
        ("actor", {}),
        ("actor", {"person": 7}),
    ],
)
def test_nonsense_that_was_signed_is_named(scene: Scene, name: str, value: object) -> None:
    scene.attacker.rewrite(ENDED, _emptied(name, value))
    scene.attacker.sign_anew()

    assert {one.incident for one in scene.audited(alone=True).discrepancies} == {ENDED}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entries SET at = 'never' WHERE incident = 'INC-1' AND seq = 2",
        "UPDATE entries SET text = 7 WHERE incident = 'INC-1' AND seq = 2",
        "UPDATE entries SET hash = x'ff' WHERE incident = 'INC-1' AND seq = 2",
        "UPDATE entries SET text = CAST(x'ff00' AS TEXT) WHERE incident = 'INC-1' AND seq = 2",
        "UPDATE seals SET salt = 7 WHERE incident = 'INC-1' AND seq < 9",
    ],
)
def test_rows_that_cannot_be_read_are_named(scene: Scene, statement: str) -> None:
    scene.attacker.run(statement)

    assert {one.incident for one in scene.audited(alone=True).discrepancies} == {ENDED}


def test_one_incident_is_proven_by_the_tree(scene: Scene) -> None:
    scene.attacker.rewrite(
        WAIVED, lambda bodies: bodies[-1].update(at="2027-01-01T00:00:00.000000Z")
    )
    other = audit_incident(scene.engine, HOUSE, ENDED)
    scene.attacker.run("UPDATE tiles SET hashes = zeroblob(length(hashes))")

    one = audit_incident(scene.engine, HOUSE, ENDED)

    assert other.discrepancies == ()
    assert {found.kind for found in one.discrepancies} == {Kind.TREE}


def test_what_is_found_is_told_up_to_a_limit(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.audit.MOST", 40)
    scene.attacker.run("DELETE FROM seals")

    assert len(scene.audited(alone=True).findings) == 40
