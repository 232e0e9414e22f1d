"""A proof is a text that shows, to whoever holds the entry and the log's key, that it is there."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.checkpoint import Checkpoint
from ledger.note import BadNoteError, Note, cosigned, packed
from ledger.proof import Proof, proof_from
from ledger.tree import BadProofError, inclusion
from tests.ledger.keys import LOG, SEEN, STRANGER, WITNESS
from tests.ledger.trees import leaf_of, nodes_of, tree_of

SEVEN = Checkpoint(LOG.name, 7, tree_of(0, 7))
SIGNED = Note(str(SEVEN), (LOG.sign(str(SEVEN)), cosigned(WITNESS, str(SEVEN), SEEN)))
FOURTH = Proof(4, inclusion(4, 7, nodes_of), SIGNED)
TEXT = str(FOURTH)
HASHES = "".join(f"{packed(one)}\n" for one in FOURTH.path)


def test_a_proof_is_written_as_c2sp_has_it() -> None:
    assert f"c2sp.org/tlog-proof@v1\nindex 4\n{HASHES}\n{SIGNED}" == TEXT
    assert HASHES.count("\n") == 3


def test_what_stands_beside_a_proof_goes_before_the_index() -> None:
    beside = replace(FOURTH, extra=b"INC-42")

    assert str(beside).startswith("c2sp.org/tlog-proof@v1\nextra SU5DLTQy\nindex 4\n")
    assert proof_from(str(beside)) == beside


def test_a_proof_of_the_only_entry_has_no_hashes() -> None:
    alone = Proof(0, (), SIGNED)

    assert str(alone) == f"c2sp.org/tlog-proof@v1\nindex 0\n\n{SIGNED}"
    assert proof_from(str(alone)) == alone


@given(st.integers(0, 10**18 - 1), st.lists(st.binary(min_size=32, max_size=32)), st.binary())
def test_a_proof_is_read_back_as_it_was_written(
    index: int, path: list[bytes], extra: bytes
) -> None:
    proof = Proof(index, (*path,), SIGNED, extra)

    assert proof_from(str(proof)) == proof


def test_a_proof_shows_its_entry() -> None:
    assert proof_from(TEXT).must_show(leaf_of(4), LOG.verifier) == SEVEN


@pytest.mark.parametrize("number", [0, 3, 5, 6])
def test_a_proof_shows_no_other_entry(number: int) -> None:
    with pytest.raises(BadProofError, match="the proof leads to"):
        FOURTH.must_show(leaf_of(number), LOG.verifier)


@pytest.mark.parametrize("index", [0, 3, 5, 6, 7])
def test_a_proof_shows_no_other_place(index: int) -> None:
    with pytest.raises(BadProofError):
        replace(FOURTH, index=index).must_show(leaf_of(4), LOG.verifier)


def test_a_proof_under_a_checkpoint_of_somebody_else_shows_nothing() -> None:
    with pytest.raises(BadNoteError, match="is not signed by stranger"):
        FOURTH.must_show(leaf_of(4), STRANGER.verifier)


def test_a_proof_from_another_tree_shows_nothing() -> None:
    eight = str(Checkpoint(LOG.name, 8, tree_of(0, 8)))
    moved = replace(FOURTH, checkpoint=Note(eight, (LOG.sign(eight),)))

    with pytest.raises(BadProofError, match="the proof leads to"):
        moved.must_show(leaf_of(4), LOG.verifier)


# fmt: off
SHAPELESS = [
    "",
    TEXT.replace("@v1", "@v2"),
    TEXT.replace("index 4", "index 04"),
    TEXT.replace("index 4", "index -4"),
    TEXT.replace("index 4", "index \u0664"),
    TEXT.replace("index 4", f"index {10**18}"),
    TEXT.replace("index 4\n", ""),
    TEXT.replace("index 4", "index 4\nextra SU5DLTQy"),
    TEXT.replace("index 4", "extra \nindex 4"),
    TEXT.replace("\n", "\r\n"),
    f" {TEXT}",
    TEXT.partition("\n\n")[0],
]
UNREADABLE = [
    TEXT.replace(HASHES, "no hash\n"),
    TEXT.replace(HASHES, "\u2028".join(HASHES.split("\n")[:2]) + "\n"),
    TEXT.replace("index 4", "extra ?\nindex 4"),
    TEXT.replace("index 4", "extra SU5DLTQz=\nindex 4"),
]
# fmt: on


@pytest.mark.parametrize("written", SHAPELESS)
def test_what_is_no_proof_is_refused(written: str) -> None:
    with pytest.raises(BadProofError, match="not a proof"):
        proof_from(written)


@pytest.mark.parametrize("written", UNREADABLE)
def test_a_proof_with_something_unreadable_says_what(written: str) -> None:
    with pytest.raises(
        BadProofError, match=r"not a proof: “.*” is not (base64|the base64 of what it holds)"
    ):
        proof_from(written)


def test_a_proof_without_a_signed_checkpoint_is_refused() -> None:
    with pytest.raises(BadNoteError, match="no signatures after an empty line"):
        proof_from(TEXT.replace(str(SIGNED), str(SEVEN)))


@given(st.text())
def test_no_text_breaks_the_reader(written: str) -> None:
    for text in (written, TEXT.replace("index 4", written), TEXT.replace(HASHES, written)):
        try:
            proof_from(text)
        except (BadProofError, BadNoteError):
            continue
