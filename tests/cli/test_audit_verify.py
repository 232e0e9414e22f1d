"""`retro audit verify` names what is not as it must be, in a database and in a bundle."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.cli.bundles import Story, story
from tests.cli.offline import Ended
from tests.ledger.keys import LOG


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """Walk an incident to its end, and sign."""
    return story(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def period(told: Story) -> Path:
    """Export the period in which it was opened."""
    return told.export("verified", *told.period())


def _zipped(folder: Path) -> Path:
    return Path(shutil.make_archive(str(folder), "zip", folder))


def _verified(told: Story, archive: Path, *words: str) -> Ended:
    return told.here("audit", "verify", "--bundle", str(archive), *words)


def test_a_log_that_was_signed_and_witnessed_is_whole(told: Story) -> None:
    everything, one = told.here("audit", "verify"), told.here("audit", "verify", "INC-77")

    said, checked, held = everything.err.splitlines()
    assert (everything.code, everything.out) == (0, "")
    assert said == "every history is as it was written"
    assert checked.startswith("  checked  14 entries of incidents: each hash and text, the tree, ")
    assert held == (
        "  held     the first 16 entries of the log, by what lies outside:"
        " nobody rewrote them unnoticed"
    )
    assert one.err.startswith("INC-77 is as it was written\n  checked  ")


def test_a_bundle_is_whole(told: Story, period: Path) -> None:
    ended = _verified(told, period.with_suffix(".zip"))

    assert (ended.code, ended.out) == (0, "")
    assert ended.err.startswith("verified.zip is as it was written\n  checked  ")
    assert "\n  held     to the signed checkpoint over " in ended.err


def test_a_bundle_of_one_incident_without_texts_is_whole(told: Story) -> None:
    bundle = told.export("bare", "INC-77", "--without-texts")

    assert _verified(told, bundle.with_suffix(".zip")).code == 0


def test_a_bundle_is_held_to_the_key_that_is_trusted(told: Story, period: Path) -> None:
    archive = period.with_suffix(".zip")
    key = (period / "keys.txt").read_text().split()[0]

    assert _verified(told, archive, "--trust", key).code == 0
    refused = _verified(told, archive, "--trust", str(LOG.verifier))
    assert refused.code == 2
    assert refused.err.startswith("not a bundle: the note is not signed by ")


def _in(pattern: str, old: str, new: str) -> Callable[[Path], object]:
    def replaced(bundle: Path) -> None:
        file = next(one for one in sorted(bundle.glob(pattern)) if old in one.read_text("utf-8"))
        file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8")

    return replaced


def _gone(pattern: str) -> Callable[[Path], object]:
    return lambda bundle: max(bundle.glob(pattern)).unlink()


def _forged_witness(bundle: Path) -> None:
    file = bundle / "checkpoint"
    text = file.read_text("utf-8")
    file.write_text(f"{text[:-9]}{'B' if text[-9] == 'A' else 'A'}{text[-8:]}", "utf-8")


def test_a_witness_who_signed_nothing_is_said(told: Story, period: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(period, copy)
    _in("checkpoint", "— witness", "— fitness")(copy)

    ended = _verified(told, _zipped(copy))

    assert ended.code == 0
    assert ended.err.endswith("LOG: witness.example.org/w1 did not sign the checkpoint\n")
    assert "  but      LOG: witness.example.org/w1 did not sign the checkpoint\n" in ended.err


# fmt: off
TAMPERED = {
    "an entry":            (_in("entries/INC-*/*.json", '"person":"', '"person":"x'), "tree"),
    "a proof":             (_in("entries/INC-*/*.tlog-proof", "index ", "index 1"), "tree"),
    "a proof left out":    (_gone("entries/INC-*/*.tlog-proof"), "tree"),
    "an entry left out":   (_gone("entries/INC-*/*.json"), "chain"),
    "a text":              (_in("seals.jsonl", '"text":"', '"text":"No '), "seal"),
    "a policy":            (_in("policies/*.yaml", "min: 1,", "min: 0,"), "policy"),
    "a policy left out":   (_gone("policies/*.yaml"), "policy"),
    "an older checkpoint": (_in("earlier/*.checkpoint", "\n2\n", "\n3\n"), "checkpoint"),
    "its proof":           (_gone("earlier/*.consistency"), "checkpoint"),
    "a witness":           (_forged_witness, "checkpoint"),
}
# fmt: on


@pytest.mark.parametrize("name", TAMPERED)
def test_what_was_changed_in_a_bundle_is_named(
    told: Story, period: Path, tmp_path: Path, name: str
) -> None:
    tamper, kind = TAMPERED[name]
    copy = tmp_path / "copy"
    shutil.copytree(period, copy)
    tamper(copy)

    ended = _verified(told, _zipped(copy), "--json")

    assert ended.code == 3
    assert kind in {one["kind"] for one in json.loads(ended.out)}


@pytest.mark.parametrize("name", ["checkpoint", "keys.txt", "manifest.json", "witnesses.txt"])
def test_what_is_no_bundle_is_refused(told: Story, period: Path, tmp_path: Path, name: str) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(period, copy)
    (copy / name).unlink()

    ended = _verified(told, _zipped(copy))

    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("not a bundle: ")


def test_a_file_that_is_no_zip_is_refused(told: Story, tmp_path: Path) -> None:
    file = tmp_path / "some.zip"
    file.write_text("no zip")

    ended = _verified(told, file)

    assert ended.code == 2
    assert "is no bundle: File is not a zip file" in ended.err


def test_a_file_that_is_not_there_is_refused(told: Story, tmp_path: Path) -> None:
    ended = _verified(told, tmp_path / "none.zip")

    assert ended.code == 2
    assert ended.err.startswith(f"{tmp_path}/none.zip is no bundle: No such file or directory\n")


def test_a_file_that_is_spoilt_is_refused(told: Story, period: Path, tmp_path: Path) -> None:
    file = tmp_path / "some.zip"
    with ZipFile(file, "w") as archive:
        for one in sorted(period.rglob("*")):
            if one.is_file():
                archive.write(one, str(one.relative_to(period)))
    raw = bytearray(file.read_bytes())
    place = raw.find(b"\n\n\xe2\x80\x94")
    raw[place - 5] ^= 1
    file.write_bytes(raw)

    assert _verified(told, file).code == 2


def test_a_key_and_a_bundle_are_two_questions(told: Story, period: Path) -> None:
    archive = str(period.with_suffix(".zip"))

    ended = told.here("audit", "verify", "INC-77", "--bundle", archive)

    assert ended.code == 2
    assert ended.err.startswith("INC-77 or a bundle: one of them is verified at a time\n")


def test_what_lies_outside_and_cannot_be_read_is_said(told: Story) -> None:
    told.here.variables["RETRO_LOG_DIR"] = "/dev/null/log"

    ended = told.here("audit", "verify")

    del told.here.variables["RETRO_LOG_DIR"]
    assert ended.code == 0
    assert ended.err.startswith("nothing is held to what lies outside: ")
