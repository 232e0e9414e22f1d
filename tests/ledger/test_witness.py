"""A witness signs a history that goes on from the one it saw, and no other."""

import pytest

from ledger.checkpoint import Checkpoint
from ledger.note import BadNoteError, Note, cosigned
from ledger.tree import EMPTY, BadProofError, root
from ledger.witness import checkpoint_by, growth, joined, must_go_on
from tests.ledger.keys import LOG, SEEN, STRANGER, WITNESS
from tests.ledger.trees import alike, nodes_of, tree_of

SIZES = (1, 2, 3, 7, 8, 255, 256, 257, 300)


def _of(size: int) -> Checkpoint:
    return Checkpoint(LOG.name, size, tree_of(0, size))


@pytest.mark.parametrize("old", [0, *SIZES])
@pytest.mark.parametrize("new", SIZES)
def test_what_grew_goes_on_and_what_shrank_does_not(old: int, new: int) -> None:
    seen, shown = _of(old), _of(new)
    if new < old:
        with pytest.raises(BadProofError, match=f"it has {new} entries where {old} were seen"):
            growth(seen, shown, nodes_of)
        return

    must_go_on(seen, shown, growth(seen, shown, nodes_of), nodes_of)


@pytest.mark.parametrize("old", SIZES)
@pytest.mark.parametrize("new", SIZES)
def test_another_history_never_goes_on(old: int, new: int) -> None:
    if new < old:
        return
    other = alike(b"o" * 32)
    theirs = Checkpoint(LOG.name, new, root(new, other))

    for nodes in (nodes_of, other):
        with pytest.raises(BadProofError):
            must_go_on(_of(old), theirs, growth(_of(old), theirs, nodes), nodes)


def test_hashes_of_another_history_prove_nothing() -> None:
    other = alike(b"o" * 32)

    with pytest.raises(BadProofError):
        must_go_on(_of(5), _of(9), growth(_of(5), _of(9), other), other)


def test_a_log_never_seen_holds_what_it_shows() -> None:
    must_go_on(None, _of(7), growth(None, _of(7), nodes_of), nodes_of)
    must_go_on(None, Checkpoint(LOG.name, 0, EMPTY), (), nodes_of)

    with pytest.raises(BadProofError, match="its hashes lead to"):
        must_go_on(None, Checkpoint(LOG.name, 7, bytes(32)), (), nodes_of)
    with pytest.raises(BadProofError, match="its hashes lead to"):
        must_go_on(None, Checkpoint(LOG.name, 0, bytes(32)), (), nodes_of)


def test_a_checkpoint_is_read_by_any_key_of_its_log() -> None:
    text = str(_of(3))
    note = Note(text, (STRANGER.sign(text), LOG.sign(text)))

    checkpoint, signature = checkpoint_by(note, (WITNESS.verifier, LOG.verifier))

    assert (checkpoint, signature) == (_of(3), LOG.sign(text))


def test_a_checkpoint_that_none_of_its_keys_signed_is_refused() -> None:
    text = str(_of(3))

    with pytest.raises(BadNoteError, match=rf"not signed by {LOG.name} with the key"):
        checkpoint_by(Note(text, (STRANGER.sign(text),)), (LOG.verifier,))
    with pytest.raises(BadNoteError, match="the checkpoint is of"):
        checkpoint_by(Note(text, (STRANGER.sign(text),)), (STRANGER.verifier,))


def test_signatures_of_the_same_text_are_joined_each_once() -> None:
    text = str(_of(3))
    ours, theirs = LOG.sign(text), cosigned(WITNESS, text, SEEN)
    other = str(_of(2))

    whole = joined(
        Note(text, (ours,)),
        [Note(text, (ours, theirs)), Note(other, (STRANGER.sign(other),))],
    )

    assert whole == Note(text, (ours, theirs))
