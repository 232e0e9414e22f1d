"""A note is read as C2SP says, and only a key that is trusted makes it say anything."""

from base64 import b64encode
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.note import (
    COSIGNATURE,
    ED25519,
    LIMIT,
    BadNoteError,
    Note,
    Signature,
    SigningKey,
    VerifierKey,
    cosigned,
    note_from,
    packed,
    seen_at,
    signed_by,
    unpacked,
    verifier_from,
)
from tests.ledger.keys import LOG, SEEN, STRANGER, WITNESS, key_of

TEXT = "retrogate/of-tests\n7\nthe root\n"
SIGNED = Note(TEXT, (LOG.sign(TEXT), cosigned(WITNESS, TEXT, SEEN)))
LINE = str(LOG.sign(TEXT))
KEY = str(LOG.verifier)

# The examples in https://c2sp.org/signed-note.
PUBLISHED_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
PUBLISHED = """\
This is an example message.

— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1\
Yu72IneyaQM=
"""


def _packed(*parts: bytes) -> str:
    return b64encode(b"".join(parts)).decode()


def test_the_published_note_is_signed_by_the_published_key() -> None:
    note, key = note_from(PUBLISHED), verifier_from(PUBLISHED_KEY)

    assert (note.text, [*signed_by(note, [key])]) == ("This is an example message.\n", [key])
    assert (str(note), str(key)) == (PUBLISHED, PUBLISHED_KEY)


def test_a_note_is_read_back_as_it_was_written() -> None:
    assert note_from(str(SIGNED)) == SIGNED
    assert str(SIGNED).startswith(f"{TEXT}\n— retrogate/of-tests ")


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"])),
    st.text(
        st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"], exclude_characters="+")
    ),
    st.binary(min_size=1, max_size=100),
)
def test_any_text_and_any_name_are_read_back(text: str, name: str, signature: bytes) -> None:
    note = Note(f"{text}\n\n{text}\n", (Signature(name or "x", b"\0\1\2\3", signature),))

    assert note_from(str(note)) == note


def test_a_key_is_read_back_as_it_was_written() -> None:
    assert verifier_from(f" {KEY}\n") == LOG.verifier
    assert verifier_from(str(WITNESS.cosigner)) == WITNESS.cosigner


def test_the_keys_that_signed_are_named() -> None:
    found = signed_by(SIGNED, [STRANGER.verifier, WITNESS.cosigner, LOG.verifier])

    assert found == {LOG.verifier: SIGNED.signatures[0], WITNESS.cosigner: SIGNED.signatures[1]}


def test_whoever_signs_under_a_name_and_a_key_can_sign_a_note() -> None:
    signer: SigningKey = LOG

    assert signed_by(Note(TEXT, (signer.sign(TEXT),)), [signer.verifier])


def test_a_witness_says_when() -> None:
    assert seen_at(cosigned(WITNESS, TEXT, SEEN)) == SEEN


def test_a_witness_signs_the_moment_and_the_text_as_c2sp_has_it() -> None:
    cosignature = cosigned(WITNESS, TEXT, SEEN)

    message = f"cosignature/v1\ntime 1772452800\n{TEXT}".encode()
    assert cosignature.bytes[:8] == (1_772_452_800).to_bytes(8)
    WITNESS.private.public_key().verify(cosignature.bytes[8:], message)


def test_keys_that_nobody_asked_for_say_nothing() -> None:
    assert signed_by(SIGNED, []) == {}
    assert signed_by(SIGNED, [STRANGER.verifier]) == {}
    assert signed_by(Note(TEXT), [LOG.verifier]) == {}


def test_a_key_of_the_same_name_is_another_key() -> None:
    assert signed_by(SIGNED, [key_of(LOG.name, 9).verifier]) == {}


def test_the_same_key_under_another_name_is_another_key() -> None:
    assert signed_by(SIGNED, [key_of("somebody.example.org", 1).verifier]) == {}


def test_a_cosignature_is_no_signature_and_a_signature_no_cosignature() -> None:
    assert signed_by(SIGNED, [WITNESS.verifier, LOG.cosigner]) == {}


def test_who_signed_twice_counts_once() -> None:
    later = cosigned(WITNESS, TEXT, SEEN + 60)
    twice = Note(TEXT, (*SIGNED.signatures, later))

    assert signed_by(twice, [WITNESS.cosigner]) == {WITNESS.cosigner: SIGNED.signatures[1]}


@pytest.mark.parametrize("key", [LOG.verifier, WITNESS.cosigner])
def test_a_signature_fits_no_other_text(key: VerifierKey) -> None:
    with pytest.raises(BadNoteError) as caught:
        signed_by(replace(SIGNED, text=TEXT.replace("7", "8")), [key])
    assert str(caught.value) == f"the signature of {key.name} does not fit the text"


def test_a_bad_signature_spoils_the_good_one_beside_it() -> None:
    spoilt = (LOG.sign(TEXT), LOG.sign("another text\n"))

    for signatures in (spoilt, spoilt[::-1]):
        with pytest.raises(BadNoteError, match="does not fit"):
            signed_by(Note(TEXT, signatures), [LOG.verifier])


@pytest.mark.parametrize("key", [LOG.verifier, WITNESS.cosigner])
def test_one_bit_in_a_signature_is_seen(key: VerifierKey) -> None:
    (honest,) = signed_by(SIGNED, [key]).values()
    for bit in range(8 * len(honest.bytes)):
        changed = int.from_bytes(honest.bytes) ^ 1 << bit
        forged = replace(honest, bytes=changed.to_bytes(len(honest.bytes)))

        with pytest.raises(BadNoteError, match="does not fit"):
            signed_by(Note(TEXT, (forged,)), [key])


@pytest.mark.parametrize("key", [LOG.verifier, WITNESS.cosigner])
def test_a_signature_of_another_length_is_none(key: VerifierKey) -> None:
    (honest,) = signed_by(SIGNED, [key]).values()

    for raw in (honest.bytes[:-1], honest.bytes + b"\0", honest.bytes[8:], b"\0", b"\0" * 64):
        with pytest.raises(BadNoteError, match="does not fit"):
            signed_by(Note(TEXT, (replace(honest, bytes=raw),)), [key])


def test_a_key_of_zeroes_trusts_nobody() -> None:
    key = VerifierKey("zero.example.org", ED25519, bytes(32))
    forged = Signature(key.name, key.id, bytes(64))

    with pytest.raises(BadNoteError, match="does not fit"):
        signed_by(Note(TEXT, (forged,)), [key])


# fmt: off
NO_NOTES = [
    ("",                                   "no signatures after an empty line"),
    (TEXT,                                 "no signatures after an empty line"),
    (f"{TEXT}\n",                          "no signatures after an empty line"),
    (f"{TEXT}\n{LINE}",                    "no signatures after an empty line"),
    (f"{TEXT}{LINE}\n",                    "no signatures after an empty line"),
    (f"{TEXT}\n{LINE}\n\n",                "no signatures after an empty line"),
    (f"{TEXT}\n{LINE}\nand more\n",        "“and more” is not the line of a signature"),
    (f"{TEXT}\n-- {LINE[2:]}\n",           "is not the line of a signature"),
    (f"{TEXT}\n—{LINE[2:]}\n",             "is not the line of a signature"),
    (f"{TEXT}\n—  {LINE[2:]}\n",           "is not the line of a signature"),
    (f"{TEXT}\n— a+b AAAAAAA=\n",          "is not the line of a signature"),
    (f"{TEXT}\n— a\u00a0b AAAAAAA=\n",     "is not the line of a signature"),
    (f"{TEXT}\n— name\n",                  "the signature of name is too short"),
    (f"{TEXT}\n— name AAAAAA==\n",         "the signature of name is too short"),
    (f"{TEXT}\n— name AAAA?AA=\n",         "“AAAA?AA=” is not base64"),
    (f"{TEXT}\n— name AAAAAAA\n",          "“AAAAAAA” is not base64"),
    (f"{TEXT}\n— name é\n",                "“é” is not base64"),
    (f"{TEXT}\n— name AAAAAAB=\n",         "“AAAAAAB=” is not the base64 of what it holds"),
    (f"{TEXT}\n— name AAAAAAA= \n",        "“AAAAAAA= ” is not base64"),
    (f"{TEXT}\n{LINE}\r\n",                "it holds control characters"),
    (f"a\0{TEXT}\n{LINE}\n",               "it holds control characters"),
    (f"a\t{TEXT}\n{LINE}\n",               "it holds control characters"),
    (f"\ud800{TEXT}\n{LINE}\n",            "it holds control characters"),
    (f"{'x' * LIMIT}\n\n{LINE}\n",         "longer than 1000000 characters"),
]

RAW = LOG.verifier.public
ML_DSA = f"name+00000000+{_packed(bytes([6]), bytes(1312))}"
NO_KEYS = [
    ("",                                   "“” is not a verifier key: NAME+ID+KEY"),
    ("name",                               "“name” is not a verifier key: NAME+ID+KEY"),
    ("name+00000000",                      "is not a verifier key: NAME+ID+KEY"),
    ("name+00000000+",                     "is not a verifier key: NAME+ID+KEY"),
    (f"+00000000+{_packed(b'1', RAW)}",    "“” is no name of a key"),
    (f"a b+00000000+{_packed(b'1', RAW)}", "“a b” is no name of a key"),
    (f"a\0+00000000+{_packed(b'1', RAW)}", "is no name of a key"),
    ("name+00000000+A",                    "“A” is not base64"),
    ("name+00000000+====",                 "is not"),
    ("name+00000000+AQ==",                 "the key of name has 0 bytes, where 32 are one"),
    (f"name+0+{_packed(b'1', RAW)}",       "the key of name is of kind 49; known: 1"),
    (ML_DSA,                               "the key of name is of kind 6; known: 1 (Ed25519), 4"),
    (KEY.replace("tests", "others"),       "the id of the key of retrogate/of-others is"),
    (KEY.replace("+", "+0", 1),            "the id of the key of retrogate/of-tests is"),
    (KEY + "AA==",                         "the key of retrogate/of-tests has 33 bytes, where 32"),
]
# fmt: on


@pytest.mark.parametrize(("written", "complaint"), NO_NOTES)
def test_what_is_no_note_is_refused(written: str, complaint: str) -> None:
    with pytest.raises(BadNoteError) as caught:
        note_from(written)
    assert complaint in str(caught.value)


@pytest.mark.parametrize(("written", "complaint"), NO_KEYS)
def test_what_is_no_key_is_refused(written: str, complaint: str) -> None:
    with pytest.raises(BadNoteError) as caught:
        verifier_from(written)
    assert complaint in str(caught.value)


def test_only_the_last_empty_line_ends_the_text() -> None:
    inner = Note(f"{SIGNED}\nmore\n", (LOG.sign("other\n"),))

    assert note_from(str(inner)).text == inner.text
    with pytest.raises(BadNoteError, match="does not fit"):
        signed_by(note_from(str(inner)), [LOG.verifier])


@given(st.text())
def test_no_text_breaks_the_reader(written: str) -> None:
    for read in (note_from, verifier_from):
        try:
            read(written)
        except BadNoteError:
            continue


@given(st.binary())
def test_bytes_have_one_base64(raw: bytes) -> None:
    assert unpacked(packed(raw)) == raw


def test_kinds_are_those_that_c2sp_assigned() -> None:
    assert (ED25519, COSIGNATURE) == (1, 4)
    assert (LOG.verifier.kind, LOG.cosigner.kind) == (ED25519, COSIGNATURE)
