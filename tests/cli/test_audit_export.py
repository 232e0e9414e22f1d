"""An auditor takes a zip home: what was asked for, all of it, and no more than that."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from ledger.bundle import seal_from
from ledger.sealing import Seal
from tests.builders import PEOPLE
from tests.cli.bundles import OPENING, OTHER, Story, check, copied, signed, story
from tests.cli.offline import Terminal

KEY = "INC-42"
ZIP = ("-o", "bundle.zip")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """Walk an incident to its end, and sign."""
    return story(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def one(told: Story) -> Path:
    """Export one incident."""
    return told.export("one", KEY)


@pytest.fixture(scope="module")
def period(told: Story) -> Path:
    """Export a period."""
    return told.export("period", *told.period())


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def manifest(bundle: Path) -> dict[str, Any]:
    return dict(json.loads((bundle / "manifest.json").read_text(encoding="utf-8")))


def report(bundle: Path) -> str:
    return (bundle / "report.md").read_text(encoding="utf-8")


def texts(bundle: Path) -> Iterator[tuple[str, int, Seal]]:
    return map(seal_from, (bundle / "seals.jsonl").read_bytes().splitlines(keepends=True))


def test_the_manifest_says_what_was_asked_by_whom_and_when(one: Path, told: Story) -> None:
    said = manifest(one)

    assert said["query"] == {"incident": KEY}
    assert said["exported"] == {"at": "2026-03-11T14:00:00.000000Z", "by": "fay"}
    assert said["texts"] is True
    assert said["log"]["size"] == 15
    assert "population" not in said


def test_the_manifest_counts_every_history(one: Path) -> None:
    histories = {one["history"]: one for one in manifest(one)["histories"]}

    assert [*histories] == [KEY, "LOG", "PEOPLE", "POLICIES"]
    assert histories[KEY] | {"sealed": 0, "texts": 0} == {
        "history": KEY,
        "entries": 13,
        "first": 2,
        "last": 14,
        "sealed": 0,
        "texts": 0,
    }
    assert histories[KEY]["sealed"] == histories[KEY]["texts"] == 48
    assert histories["POLICIES"]["first"] is None


def test_a_period_names_every_incident_that_was_opened_in_it(period: Path) -> None:
    said = manifest(period)

    opened = {"incident": KEY, "place": 2, "at": "2026-03-10T13:00:00.000000Z"}
    assert said["population"] == {"from": 1, "to": 15, "opened": [opened], "count": 1}
    assert said["query"]["since"] == "2026-03-10T13:00:00.000000Z"


def test_the_report_tells_every_entry(one: Path) -> None:
    page = report(one)

    assert page.startswith(f"# The history of {KEY}\n\nExported by fay at 2026-03-11T14:00:00")
    assert "| 13 | 2026-03-10T13:00:00Z | fay | cli | reached closed | 14 |" in page
    assert "| PEOPLE | 1 | 1–1 |" in page


def test_the_report_of_a_period_begins_with_its_population(period: Path) -> None:
    page = report(period)

    assert page.startswith("# Incidents opened from 2026-03-10T13:00:00.000000Z to before ")
    assert "\n## 1 incident was opened\n" in page
    assert f"| {KEY} | 2026-03-10T13:00:00.000000Z | 2 |" in page
    assert "all entries of the log from 1 to before 15" in page


def test_what_people_wrote_comes_beside_the_entries(one: Path) -> None:
    found = [*texts(one)]

    assert {incident for incident, _, _ in found} == {KEY}
    assert all(seal.fits for _, _, seal in found)
    assert "Checkout failed while webhooks were retried" in {seal.text for _, _, seal in found}


def test_nobodys_name_or_address_of_the_directory_comes_with_it(period: Path) -> None:
    everything = b"".join(file.read_bytes() for file in period.rglob("*.json*"))

    for person in PEOPLE.people.values():
        assert person.name.encode() not in everything
        assert not person.email or person.email.encode() not in everything


def test_the_policy_that_judged_comes_with_it(one: Path) -> None:
    (policy,) = (one / "policies").iterdir()

    opening = json.loads((one / "entries" / KEY / "00001.json").read_text(encoding="utf-8"))
    assert policy.stem == opening["events"][0]["policy"]


def test_texts_are_left_out_where_that_was_asked(told: Story) -> None:
    bare = told.export("bare", KEY, "--without-texts")

    assert (bare / "seals.jsonl").read_bytes() == b""
    assert manifest(bare)["texts"] is False
    assert "Texts were left out of this export" in report(bare)
    assert "opened “\\[erased\\]”; reached stabilized" in report(bare)


def test_the_same_history_makes_the_same_bytes(told: Story) -> None:
    one, other = (told.here.home / f"{name}.zip" for name in ("first", "again"))
    later = replace(told.here)
    later.later(days=2)

    told.here("audit", "export", KEY, "-o", str(one))
    later("audit", "export", KEY, "-o", str(other), acting="rob")

    with ZipFile(one) as before, ZipFile(other) as after:
        assert before.namelist() == after.namelist()
        differ = [name for name in before.namelist() if before.read(name) != after.read(name)]
    assert differ == ["manifest.json", "report.md"]


def test_what_was_erased_reads_so_and_breaks_no_proof(told: Story, tmp_path: Path) -> None:
    told = replace(told, here=replace(told.here))
    here = told.here
    assert here("comment", OTHER, "Call Mr. Smith at home").code == 0
    words = ("--containing", "Smith", "--reason", "He asked us to", "--yes")
    assert here("audit", "redact", OTHER, *words, acting="sol").code == 0

    bundle = told.export("without", OTHER)

    assert "Smith" not in report(bundle)
    assert "said: “\\[erased\\]”" in report(bundle)
    (history,) = [one for one in manifest(bundle)["histories"] if one["history"] == OTHER]
    assert history["sealed"] == history["texts"] + 1
    assert check("python check.py", copied(bundle, tmp_path)).code == 0


def test_what_people_wrote_is_no_mark_in_the_report(here: Terminal) -> None:
    here("open", OTHER, "--title", "a | b <img>", *OPENING[2:])
    signed(here)

    assert here("audit", "export", OTHER, *ZIP).code == 0

    with ZipFile("bundle.zip") as archive:
        page = archive.read("report.md").decode()
    assert "| opened “a \\| b \\<img\\>” |" in page


def test_what_was_just_written_is_signed_on_the_way(here: Terminal) -> None:
    signed(here)
    here("open", OTHER, *OPENING)

    assert here("audit", "export", OTHER, *ZIP).err == (
        "wrote bundle.zip: 3 entries are in the log it is proven by\n"
    )


def test_where_nobody_signs_the_way_on_is_said(here: Terminal) -> None:
    here("open", OTHER, *OPENING)

    ended = here("audit", "export", OTHER, *ZIP)

    assert (ended.code, ended.err) == (
        7,
        (
            "1 of these entries is not signed yet\n"
            "  → a worker signs within a second, and says what stops it:"
            " retro up · retro worker\n"
        ),
    )
    assert not Path("bundle.zip").exists()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "say what to export: the key of an incident, or a period"),
        ((KEY, "--since", "2026-03-01T00:00Z"), 2, "say what to export"),
        (("--until", "2026-03-01T00:00Z"), 2, "say what to export"),
        (
            ("--since", "2026-03-02T00:00Z", "--until", "2026-03-01T00:00Z"),
            2,
            "the period ends before it begins: 2026-03-02 00:00 UTC is not before 2026-03-01",
        ),
        (("INC-7",), 5, "there is no incident INC-7"),
    ],
)
def test_what_cannot_be_exported_is_said(
    words: tuple[str, ...], code: int, said: str, told: Story
) -> None:
    ended = told.here("audit", "export", *words, *ZIP)

    assert ended.code == code
    assert ended.err.startswith(said)
    assert not Path("bundle.zip").exists()


def test_a_file_that_is_there_stays(told: Story) -> None:
    Path("bundle.zip").write_text("mine")

    ended = told.here("audit", "export", KEY, *ZIP)

    assert (ended.code, ended.err) == (
        6,
        "bundle.zip is there already\n  → name another file, or move that one away\n",
    )


def test_who_takes_it_home_has_a_name(told: Story) -> None:
    ended = told.here("audit", "export", KEY, *ZIP, acting="")

    assert (ended.code, ended.err.splitlines()[0]) == (2, "nobody said who acts")


def test_a_database_that_is_not_the_one_that_was_signed_hands_nothing_over(
    told: Story, tmp_path: Path
) -> None:
    log = told.here.home / "log" / "checkpoint"
    kept = log.read_text(encoding="utf-8")
    size = kept.split("\n")[1]
    log.write_text(kept.replace(f"\n{size}\n", "\n900\n"), encoding="utf-8")

    ended = told.here("audit", "export", KEY, *ZIP)
    log.write_text(kept, encoding="utf-8")

    assert ended.code == 3
    assert ended.err.startswith("nothing is signed: ")
