"""A bundle is files by name: each is called as an auditor is told, and reads back as written."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.bundle import (
    ENTRY,
    BadBundleError,
    Earlier,
    Proven,
    earlier_files,
    entry_files,
    key_lines,
    policy_path,
    seal_from,
    seal_line,
    verify_text,
)
from ledger.note import Note
from ledger.proof import Proof, proof_from
from ledger.sealing import Seal
from tests.ledger.keys import LOG, WITNESS

SIGNED = Note("a log\n", (LOG.sign("a log\n"),))
PROVEN = Proven("INC-42", 7, b'{"seq":7}', Proof(3, (bytes(32),), SIGNED))
SEAL = Seal("d1", bytes(range(16)), "it was\u2028ours")


def test_an_entry_lies_beside_its_proof() -> None:
    (entry, text), (beside, proof) = entry_files(PROVEN)

    assert (entry, text) == ("entries/INC-42/00007.json", PROVEN.text)
    assert beside == "entries/INC-42/00007.tlog-proof"
    assert proof_from(proof.decode()) == PROVEN.proof


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("entries/INC-42/00007.json", ("INC-42", "00007")),
        ("entries/PEOPLE/123456.json", ("PEOPLE", "123456")),
        ("entries/INC-42/00007.tlog-proof", None),
        ("entries/../keys/00007.json", None),
        ("entries/INC-42/7.json", None),
        ("manifest.json", None),
    ],
)
def test_the_name_of_an_entry_says_which_it_is(name: str, found: tuple[str, str] | None) -> None:
    matched = ENTRY.fullmatch(name)

    assert (matched and matched.group("incident", "seq")) == found


def test_an_earlier_checkpoint_lies_beside_what_shows_that_the_log_only_grew() -> None:
    files = dict(earlier_files(Earlier(5, SIGNED, (bytes(32), bytes(32)))))

    assert files == {
        "earlier/000005.checkpoint": str(SIGNED).encode(),
        "earlier/000005.consistency": (b"A" * 43 + b"=\n") * 2,
    }


def test_a_policy_is_called_by_its_digest() -> None:
    assert policy_path("abc") == "policies/abc.yaml"


def test_keys_are_written_one_a_line_and_once() -> None:
    ours, theirs = LOG.verifier, WITNESS.cosigner

    assert key_lines(ours, theirs, ours) == f"{ours}\n{theirs}\n".encode()


@given(st.text(), st.binary(min_size=16, max_size=16))
def test_a_text_under_a_seal_reads_back_from_one_line(text: str, salt: bytes) -> None:
    seal = Seal("d1", salt, text)
    line = seal_line("INC-42", 7, seal)

    assert seal_from(line) == ("INC-42", 7, seal)
    assert line.count(b"\n") == 1


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"hello",
        b"[]",
        b"{}",
        seal_line("INC-42", 7, SEAL).replace(b"0001", b"zz01"),
        seal_line("INC-42", 7, SEAL).replace(b":7", b':"seven"'),
    ],
)
def test_another_line_is_no_text_under_a_seal(line: bytes) -> None:
    with pytest.raises(BadBundleError, match="not a text under a seal"):
        seal_from(line)


def test_the_python_that_checks_a_bundle_is_read_in_a_minute() -> None:
    (code,) = re.findall(
        r"^```python check.py\n(.*?)^```$", verify_text(), re.DOTALL | re.MULTILINE
    )

    assert len([line for line in code.splitlines() if line.strip()]) <= 50
    assert not [line for line in code.splitlines() if len(line) > 100]
