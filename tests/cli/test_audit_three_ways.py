"""An auditor checks a bundle with OpenSSL, Go or Python, as it says itself, and finds a change."""

import json
import shutil
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.cli.bundles import CODE, OPENING, OTHER, Story, check, copied, signed, story
from tests.cli.offline import Ended, terminal
from tests.ledger.golang import built
from tests.ledger.keys import LOG, SEEN, STRANGER

pytestmark = [pytest.mark.xdist_group("go"), pytest.mark.timeout(300)]

SIGNATURE, ENTRIES = "sh openssl-signature", "sh openssl-entries"
GO, PYTHON = "go main.go", "python check.py"
WAYS = (SIGNATURE, ENTRIES, GO, PYTHON)

Ask = Callable[..., Ended]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """Walk an incident to its end, and sign."""
    return story(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def bundle(told: Story) -> Path:
    """Export the period in which it was opened."""
    return told.export("period", *told.period())


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """Check a bundle by one of the ways."""
    go = built(CODE[GO], tmp_path_factory.mktemp("go"))

    def asked(way: str, bundle: Path, *more: str) -> Ended:
        if way != GO:
            return check(way, bundle)
        words = [str(go), str(bundle), *more]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        return Ended(done.returncode, done.stdout, done.stderr)

    return asked


def test_every_way_is_printed() -> None:
    assert [*CODE] == [*WAYS]


def test_openssl_verifies_the_signature(bundle: Path, ask: Ask) -> None:
    assert ask(SIGNATURE, bundle) == Ended(0, "Signature Verified Successfully\n", "")


def test_openssl_finds_every_entry_in_the_tree(bundle: Path, ask: Ask) -> None:
    assert ask(ENTRIES, bundle) == Ended(0, "15 entries are in the tree\n", "")


def test_go_verifies_signatures_entries_and_growth(bundle: Path, ask: Ask) -> None:
    key = (bundle / "keys.txt").read_text().split()[0]

    assert ask(GO, bundle, key) == Ended(
        0,
        f"signed by {key}: 15 entries\n"
        "  cosigned by witness.example.org/w1 at 2026-03-02T12:00:00Z\n"
        "15 entries are in the tree\n"
        "the tree grew from one of 2 entries, signed before\n"
        "  not cosigned by witness.example.org/w1\n",
        "",
    )


def test_python_counts_again(bundle: Path, ask: Ask) -> None:
    said = "15 entries are in the tree; opened in the period: 1\n"

    assert ask(PYTHON, bundle) == Ended(0, said, "")


@pytest.mark.parametrize("way", WAYS)
def test_one_incident_is_checked_in_the_same_ways(way: str, told: Story, ask: Ask) -> None:
    place = told.here.home / "one"
    one = place if place.exists() else told.export("one", "INC-77", "--without-texts")

    assert ask(way, one).code == 0


def test_what_a_witness_saw_before_is_shown_to_be_the_beginning(told: Story, ask: Ask) -> None:
    later = told.export("later", "INC-77")

    assert ask(GO, later).out.endswith(
        "the tree grew from one of 15 entries, signed before\n"
        "  cosigned by witness.example.org/w1 at 2026-03-02T12:00:00Z\n"
    )


def test_a_checkpoint_that_two_keys_of_the_log_have_signed_is_checked_by_the_newer(
    tmp_path: Path, ask: Ask
) -> None:
    here = terminal(tmp_path)
    signed(here)
    assert here("open", OTHER, *OPENING).code == 0
    here.later(hours=1)
    assert here("audit", "rotate", "--reason", "The laptop was lost").code == 0
    bundle = Story(here, "", "").export("rotated", OTHER)

    new, old = (bundle / "keys.txt").read_text(encoding="utf-8").split()
    assert (bundle / "checkpoint").read_text(encoding="utf-8").count("—") == 2
    assert [ask(way, bundle).code for way in WAYS] == [0, 0, 0, 0]
    assert ask(GO, bundle, old).out.startswith(f"signed by {old}: 4 entries\n")
    assert ask(GO, bundle, new).out.startswith(f"signed by {new}: 4 entries\n")


class Tampering(NamedTuple):
    """What somebody did to a bundle, and who finds it."""

    did: str
    do: Callable[[Path], object]
    found_by: tuple[str, ...]


def _in(name: str, old: str, new: str) -> Callable[[Path], object]:
    def replaced(bundle: Path) -> None:
        file = bundle / name
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    return replaced


def _gone(*names: str) -> Callable[[Path], object]:
    def removed(bundle: Path) -> None:
        for name in names:
            (bundle / name).unlink()

    return removed


def _swapped(bundle: Path) -> None:
    one, other = (bundle / f"entries/INC-42/0000{seq}.json" for seq in (3, 4))
    text = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(text)


def _resigned(bundle: Path) -> None:
    text, _ = (bundle / "checkpoint").read_text(encoding="utf-8").split("\n\n")
    line = LOG.sign(f"{text}\n")
    forged = str(line).replace(LOG.name, text.split("\n")[0])
    (bundle / "checkpoint").write_text(f"{text}\n\n{forged}\n", encoding="utf-8")


def _of_another_time(bundle: Path) -> None:
    (earlier,) = (bundle / "earlier").glob("*.consistency")
    earlier.write_text(b64encode(bytes(32)).decode() + "\n")


def _policy_changed(bundle: Path) -> None:
    (policy,) = (bundle / "policies").iterdir()
    policy.write_text(policy.read_text(encoding="utf-8") + "\n", encoding="utf-8")


def _proof_gone_astray(bundle: Path) -> None:
    proofs = [bundle / f"entries/INC-42/0000{seq}.tlog-proof" for seq in (3, 4)]
    shutil.copy(proofs[0], proofs[1])


def _incident_hidden(bundle: Path) -> None:
    manifest = json.loads((bundle / "manifest.json").read_text(encoding="utf-8"))
    manifest["population"].update(opened=[], count=0)
    (bundle / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def _entry(seq: int) -> tuple[str, str]:
    return f"entries/INC-42/{seq:05}.json", f"entries/INC-42/{seq:05}.tlog-proof"


IN_ENTRIES = (ENTRIES, GO, PYTHON)
UNDER_SIGNATURE = (SIGNATURE, GO, PYTHON)

# fmt: off
TAMPERINGS = (
    #         somebody…              and that is                                found by
    Tampering("changed a word",      _in(_entry(12)[0], '"sam"', '"pam"'),      IN_ENTRIES),
    Tampering("swapped two entries", _swapped,                                  IN_ENTRIES),
    Tampering("moved a proof",       _proof_gone_astray,                        IN_ENTRIES),
    Tampering("lost a proof",        _gone(_entry(13)[1]),                      IN_ENTRIES),
    Tampering("claimed a size",      _in("checkpoint", "\n15\n", "\n16\n"),     UNDER_SIGNATURE),
    Tampering("claimed a root",      _in("checkpoint", "=\n\n", "A=\n\n"),      WAYS),
    Tampering("signed it anew",      _resigned,                                 (SIGNATURE, GO)),
    Tampering("lost an entry",       _gone(*_entry(7)),                         (PYTHON,)),
    Tampering("cut off the end",     _gone(*_entry(13)),                        (PYTHON,)),
    Tampering("reworded a text",     _in("seals.jsonl", "webhooks", "webhook"), (PYTHON,)),
    Tampering("bent a policy",       _policy_changed,                           (ENTRIES, PYTHON)),
    Tampering("bent the growth",     _of_another_time,                          (GO, PYTHON)),
    Tampering("hid an incident",     _incident_hidden,                          (PYTHON,)),
)
# fmt: on


@pytest.mark.parametrize(
    ("tampering", "way"),
    [*chain.from_iterable([(one, way) for way in one.found_by] for one in TAMPERINGS)],
    ids=lambda one: one.did if isinstance(one, Tampering) else one,
)
def test_what_was_changed_is_found(
    tampering: Tampering, way: str, bundle: Path, tmp_path: Path, ask: Ask
) -> None:
    changed = copied(bundle, tmp_path)
    tampering.do(changed)

    assert ask(way, changed).code != 0


def test_another_key_than_the_auditor_knows_is_not_trusted(bundle: Path, ask: Ask) -> None:
    ended = ask(GO, bundle, str(STRANGER.verifier))

    assert (ended.code, ended.err) == (1, "checkpoint: note has no verifiable signatures\n")


def _with_checkpoint(bundle: Path, to: Path, change: Callable[[str], str]) -> Path:
    changed = copied(bundle, to)
    for file in (changed / "checkpoint", *changed.glob("entries/*/*.tlog-proof")):
        file.write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")
    return changed


def test_without_a_cosignature_nobody_has_seen_it(bundle: Path, tmp_path: Path, ask: Ask) -> None:
    changed = _with_checkpoint(bundle, tmp_path, lambda text: text.rsplit("—", 1)[0])

    said = ask(GO, changed)

    assert said.code == 0
    assert "entries\n  not cosigned by witness.example.org/w1\n" in said.out


def test_a_forged_cosignature_is_found(bundle: Path, tmp_path: Path, ask: Ask) -> None:
    changed = _with_checkpoint(bundle, tmp_path, _a_minute_later)

    said = ask(GO, changed)

    assert said.code == 1
    assert said.err.startswith("checkpoint: invalid signature for key witness.example.org/w1")


def _a_minute_later(text: str) -> str:
    before, packed = text.removesuffix("\n").rsplit(" ", 1)
    raw = b64decode(packed)
    moved = raw[:4] + (SEEN + 60).to_bytes(8) + raw[12:]
    return f"{before} {b64encode(moved).decode()}\n"
