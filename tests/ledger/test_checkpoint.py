"""A checkpoint counts when the log that it names has signed it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.checkpoint import Checkpoint, checkpoint_from, signed_checkpoint
from ledger.note import BadNoteError, Note, cosigned, packed
from tests.ledger.keys import LOG, SEEN, STRANGER, WITNESS
from tests.ledger.trees import tree_of

SEVEN = Checkpoint(LOG.name, 7, tree_of(0, 7))
ROOT = packed(SEVEN.root)


def test_a_checkpoint_has_three_lines() -> None:
    assert str(SEVEN) == f"retrogate/of-tests\n7\n{ROOT}\n"


@given(st.integers(0, 10**18 - 1), st.binary(min_size=32, max_size=32))
def test_a_checkpoint_is_read_back_as_it_was_written(size: int, root: bytes) -> None:
    checkpoint = Checkpoint("a log/2", size, root)

    assert checkpoint_from(str(checkpoint)) == checkpoint


def test_further_lines_are_left_alone() -> None:
    assert checkpoint_from(f"{SEVEN}more\nand more\n") == SEVEN


# fmt: off
NONE_OF_THEM = [
    "",
    "\n7\n",
    f"\n7\n{ROOT}\n",
    f"log\n{ROOT}\n",
    f"log\n7\n{ROOT}",
    f"log\n07\n{ROOT}\n",
    f"log\n-7\n{ROOT}\n",
    f"log\n+7\n{ROOT}\n",
    f"log\n7 \n{ROOT}\n",
    f"log\n7.0\n{ROOT}\n",
    f"log\n\u0667\n{ROOT}\n",
    f"log\n{10**18}\n{ROOT}\n",
    f"log\n{'9' * 5000}\n{ROOT}\n",
    f"log\n\n{ROOT}\n",
    "log\n7\n\n",
    f"log\n7\n{ROOT}\n\n",
    f"log\n7\n{ROOT}\n\nmore\n",
]
# fmt: on


@pytest.mark.parametrize("text", NONE_OF_THEM)
def test_what_has_not_those_lines_is_refused(text: str) -> None:
    with pytest.raises(BadNoteError) as caught:
        checkpoint_from(text)
    assert str(caught.value) == "not a checkpoint: an origin, a size and a root, each on its line"


@pytest.mark.parametrize(
    ("root", "complaint"),
    [
        ("no root", "“no root” is not base64"),
        (ROOT + "=", "is not base64"),
        (ROOT + "\r", "is not base64"),
        ("AAAA", "the root of the checkpoint has 3 bytes, not 32"),
    ],
)
def test_a_root_that_is_no_hash_is_refused(root: str, complaint: str) -> None:
    with pytest.raises(BadNoteError) as caught:
        checkpoint_from(f"log\n7\n{root}\n")
    assert complaint in str(caught.value)


def test_a_checkpoint_that_its_log_signed_is_read() -> None:
    signatures = (STRANGER.sign(str(SEVEN)), LOG.sign(str(SEVEN)))

    assert signed_checkpoint(Note(str(SEVEN), signatures), LOG.verifier) == SEVEN


def test_a_checkpoint_that_others_signed_is_refused() -> None:
    others = (STRANGER.sign(str(SEVEN)), cosigned(WITNESS, str(SEVEN), SEEN))

    with pytest.raises(BadNoteError) as caught:
        signed_checkpoint(Note(str(SEVEN), others), LOG.verifier)
    key = LOG.verifier.id.hex()
    assert str(caught.value) == f"the note is not signed by {LOG.name} with the key {key}"


def test_a_log_does_not_speak_for_another() -> None:
    text = str(Checkpoint("another/log", 7, SEVEN.root))

    with pytest.raises(BadNoteError) as caught:
        signed_checkpoint(Note(text, (LOG.sign(text),)), LOG.verifier)
    assert str(caught.value) == f"the checkpoint is of another/log, the key of {LOG.name}"


def test_another_text_that_the_log_signed_is_no_checkpoint() -> None:
    with pytest.raises(BadNoteError, match="not a checkpoint"):
        signed_checkpoint(Note("hello\n", (LOG.sign("hello\n"),)), LOG.verifier)


def test_a_changed_checkpoint_is_refused() -> None:
    changed = Note(str(SEVEN).replace("7", "8", 1), (LOG.sign(str(SEVEN)),))

    with pytest.raises(BadNoteError, match="does not fit the text"):
        signed_checkpoint(changed, LOG.verifier)
