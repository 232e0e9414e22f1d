"""Go's own checksum database code reads our notes, proofs and tiles, and we read its notes."""

import json
import subprocess
from base64 import b64encode
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from ledger.checkpoint import Checkpoint, signed_checkpoint
from ledger.note import Note, cosigned, note_from, signed_by, verifier_from
from ledger.tiles import tiles_of
from ledger.tree import consistency, inclusion
from tests.ledger.golang import built
from tests.ledger.keys import LOG, SEEN, WITNESS
from tests.ledger.trees import leaf_of, nodes_of, tree_of

pytestmark = [pytest.mark.xdist_group("go"), pytest.mark.timeout(300)]

Ask = Callable[..., list[Any]]

SIZES = [*range(1, 34), 255, 256, 257, 65_537]
STRANGE = bytes(32)

CHECKPOINT = str(Checkpoint(LOG.name, 257, tree_of(0, 257)))
SIGNED = Note(CHECKPOINT, (LOG.sign(CHECKPOINT), cosigned(WITNESS, CHECKPOINT, SEEN)))


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """Build the checker; what is returned asks it many questions at once."""
    source = Path(__file__).with_name("checker") / "main.go"
    program = built(source.read_text("utf-8"), tmp_path_factory.mktemp("go"))

    def asked(*questions: dict[str, Any]) -> list[Any]:
        told = json.dumps(questions)
        done = subprocess.run([program], input=told, capture_output=True, text=True, check=True)
        return list(json.loads(done.stdout))

    return asked


def _written(*hashes: bytes) -> list[str]:
    return [b64encode(one).decode() for one in hashes]


def _in(index: int, size: int, entry: bytes) -> dict[str, Any]:
    told, top = _written(entry, tree_of(0, size))
    proof = _written(*inclusion(index, size, nodes_of))
    return {"ask": "in", "index": index, "size": size, "entry": told, "root": top, "proof": proof}


def _grown(old: int, new: int, after: bytes) -> dict[str, Any]:
    before, top = _written(tree_of(0, old), after)
    proof = _written(*consistency(old, new, nodes_of))
    return {"ask": "grown", "since": old, "size": new, "old": before, "root": top, "proof": proof}


def _open(note: Note, *keys: object) -> dict[str, Any]:
    return {"ask": "open", "note": str(note), "keys": [str(key) for key in keys]}


def test_go_opens_our_note_under_both_keys(ask: Ask) -> None:
    (answer,) = ask(_open(SIGNED, LOG.verifier, WITNESS.cosigner))

    assert answer == {"refusal": "", "text": CHECKPOINT, "names": [LOG.name, WITNESS.name]}


def test_go_refuses_what_we_refuse(ask: Ask) -> None:
    changed = Note(CHECKPOINT.replace("257", "258"), SIGNED.signatures)
    unsigned = Note(CHECKPOINT, SIGNED.signatures[1:])

    answers = ask(_open(changed, LOG.verifier), _open(unsigned, LOG.verifier))

    assert [one["refusal"] for one in answers] == [
        f"invalid signature for key {LOG.name}+{LOG.verifier.id.hex()}",
        "note has no verifiable signatures",
    ]


def test_we_open_a_note_that_go_signed(ask: Ask) -> None:
    text = str(Checkpoint("log.example.org/of-go", 3, tree_of(0, 3)))
    (answer,) = ask({"ask": "sign", "keys": ["log.example.org/of-go"], "text": text})
    note, key = note_from(answer["text"]), verifier_from(answer["names"][0])

    assert (note.text, [*signed_by(note, [key])]) == (text, [key])
    assert signed_checkpoint(note, key).root == tree_of(0, 3)


def test_go_finds_every_entry_where_we_proved_it(ask: Ask) -> None:
    places = [(index, size) for size in SIZES for index in {0, size // 2, size - 1}]

    answers = ask(*(_in(index, size, leaf_of(index)) for index, size in places))

    assert {one["refusal"] for one in answers} == {""}
    assert len(answers) == len(places)


def test_go_finds_no_other_entry_there(ask: Ask) -> None:
    answers = ask(*(_in(size // 2, size, STRANGE) for size in SIZES))

    assert {one["refusal"] for one in answers} == {"invalid transparency proof"}


def test_go_agrees_that_every_tree_grew(ask: Ask) -> None:
    grown = [(old, new) for old, new in product(SIZES, SIZES) if old <= new]

    answers = ask(*(_grown(old, new, tree_of(0, new)) for old, new in grown))

    assert {one["refusal"] for one in answers} == {""}
    assert len(answers) == len(grown)


def test_go_agrees_that_no_other_tree_grew(ask: Ask) -> None:
    answers = ask(*(_grown(size, size + 1, STRANGE) for size in SIZES))

    assert {one["refusal"] for one in answers} == {"invalid transparency proof"}


@pytest.mark.parametrize(
    ("since", "size"), [(0, 1), (0, 256), (255, 257), (300, 301), (0, 70_000), (65_000, 66_000)]
)
def test_go_lays_out_the_same_tiles(since: int, size: int, ask: Ask) -> None:
    (answer,) = ask({"ask": "tiles", "since": since, "size": size})

    assert answer["names"] == [tile.path for tile in tiles_of(size, since)]
