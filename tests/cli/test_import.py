"""A postmortem becomes a record file; what it does not say, or could not be read, is told."""

import json
from pathlib import Path

import pytest

from cli.app import App
from cli.desk import Options
from cli.main import retro
from cli.records.forecast import Forecast, forecast, imagined
from cli.records.importing import Imported, text_with_gaps
from documents.draft import Draft
from documents.markdown.reading import Reading
from documents.record_file import read
from policies.language.measurable import criterion_from
from policies.shelf import default_text, policy_of
from states.lifecycle import Phase
from states.record.actions import Action
from states.record.context import Context, Severity
from states.rules import Report
from tests.builders import CONTEXT, NOON, PEOPLE, complete_record
from tests.cli.offline import Terminal
from tests.cli.written import record

POSTMORTEM = """\
# The mail queue filled up

## Timeline

All times in UTC.

| Time | Event |
| --- | --- |
| 2026-02-10 09:00 | The queue begins to grow. |
| 2026-02-10 09:20 | An alert pages the team. |
| 2026-02-10 10:00 | The queue is empty again, and everything is back to normal. |

## Contributing Factors

- Nobody had set a limit on retries

## Action Items

- Set a limit on retries

## Moon phase

It was full.
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder that has one postmortem."""
    (tmp_path / "INC-7.md").write_text(POSTMORTEM, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_postmortem_becomes_a_record_file(here: Terminal, folder: Path) -> None:
    ended = here("import", "INC-7.md", "-o", "records")

    written = read((folder / "records/INC-7.yaml").read_text(), "INC-7.yaml", criterion_from)
    assert ended.code == 0
    assert ended.out == (
        "file\tincident\ttimeline\tfactors\tlearnings\tactions\tunread\trecord\n"
        "INC-7.md\tINC-7\t3\t1\t0\t1\t1\trecords/INC-7.yaml\n"
    )
    assert [one.title for one in written.draft.actions] == ["Set a limit on retries"]


def test_who_is_not_in_the_directory_does_not_keep_a_file_from_being_applied(
    here: Terminal, folder: Path
) -> None:
    told = POSTMORTEM.replace(
        "| Time | Event |\n| --- | --- |\n| 2026-02-10 09:00 |",
        "| Time | Who | Event |\n| --- | --- | --- |\n| 2026-02-10 09:00 | Jo Berg |",
    )
    told = told.replace("| 2026-02-10 09:20 |", "| 2026-02-10 09:20 | ana |")
    told = told.replace("| 2026-02-10 10:00 |", "| 2026-02-10 10:00 | lee |")
    (folder / "INC-7.md").write_text(f"Severity: SEV2\n\n{told}", encoding="utf-8")

    imported = here("import", "INC-7.md")
    applied = here("apply", "INC-7.yaml")

    assert applied.code == 0
    assert "“Jo Berg” is not an id of your people directory: named in the text" in imported.err
    assert [(one.by, one.text) for one in record(here, "INC-7").timeline] == [
        ("", "Jo Berg: The queue begins to grow."),
        ("ana", "An alert pages the team."),
        ("lee", "The queue is empty again, and everything is back to normal."),
    ]


def test_what_was_not_read_is_told_at_its_line_and_what_comes_next_last(
    here: Terminal, folder: Path
) -> None:
    lines = here("import", "INC-7.md").err.splitlines()

    assert lines[0].startswith("INC-7.md:23: not read: ")
    assert lines[-1] == "next: fill in severity in INC-7.yaml, then: retro apply INC-7.yaml"


def test_what_it_takes_to_open_it_has_a_line_to_be_filled_in(here: Terminal, folder: Path) -> None:
    here("import", "INC-7.md")
    path = folder / "INC-7.yaml"
    gap = "  severity:  # SEV1, SEV2, SEV3 or SEV4: the postmortem does not say\n"

    refused = here("apply", "INC-7.yaml")
    path.write_text(path.read_text().replace(gap, "  severity: SEV2\n"))
    accepted = here("apply", "INC-7.yaml")

    assert (refused.code, accepted.code) == (2, 0)
    assert record(here, "INC-7").context.severity is Severity.SEV2


def test_a_file_that_says_nothing_of_the_incident_has_all_lines() -> None:
    text = text_with_gaps(Imported("notes/INC-7.md", Reading(Draft("INC-7"))))

    assert text == (
        "# Read from INC-7.md.\n"
        "incident: INC-7\n"
        "\n"
        "context:\n"
        "  title:  # what happened, in a line: the postmortem does not say\n"
        "  severity:  # SEV1, SEV2, SEV3 or SEV4: the postmortem does not say\n"
        "  stabilized:  # when it was over: 2026-03-01T09:30Z: the postmortem does not say\n"
    )
    assert read(text, "INC-7.yaml", criterion_from).draft == Draft("INC-7")


def test_a_file_that_says_everything_has_no_lines_to_be_filled_in() -> None:
    draft = Draft("INC-7", context=Context("Mail", Severity.SEV2, stabilized=NOON))

    assert "#" not in text_with_gaps(Imported("INC-7.md", Reading(draft))).split("\n", 1)[1]


def test_a_record_file_is_not_written_over_unless_that_was_asked_for(
    here: Terminal, folder: Path
) -> None:
    (folder / "INC-7.yaml").write_text("mine")

    refused = here("import", "INC-7.md")
    kept = (folder / "INC-7.yaml").read_text()
    forced = here("import", "INC-7.md", "--force")

    assert (refused.code, refused.err, kept) == (
        2,
        "INC-7.md: INC-7.yaml is there already\n  → write over it: --force\n",
        "mine",
    )
    assert forced.code == 0
    assert (folder / "INC-7.yaml").read_text().startswith("# Read from INC-7.md.\n")


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_imported(
    here: Terminal, folder: Path
) -> None:
    (folder / "INC-8.md").write_bytes(b"\xff\xfe")

    ended = here("import", "INC-8.md", "nothing.md", "INC-7.md")

    assert (ended.code, ended.err.splitlines()[-3:]) == (
        2,
        [
            "INC-8.md:1:1: byte 1 is not UTF-8",
            "nothing.md: no such file or directory",
            "  → save the file as UTF-8 text",
        ],
    )
    assert (folder / "INC-7.yaml").exists()


def test_two_files_of_one_key_are_not_written_over_each_other(here: Terminal, folder: Path) -> None:
    (folder / "again").mkdir()
    (folder / "again/INC-7.md").write_text(POSTMORTEM, encoding="utf-8")

    ended = here("import", "INC-7.md", "again/INC-7.md", "--force")

    assert ended.code == 2
    assert ended.err.endswith(
        "again/INC-7.md: its key is INC-7, as that of INC-7.md\n  → rename one of them\n"
    )


@pytest.mark.parametrize(
    ("name", "key"), [("2026-02-10.md", "INC-2026-02-10"), ("mail queue.md", "MAIL-QUEUE")]
)
def test_a_files_name_becomes_the_key(name: str, key: str, here: Terminal, folder: Path) -> None:
    (folder / "INC-7.md").rename(folder / name)

    here("import", name)

    assert (folder / f"{key}.yaml").exists()


def test_a_name_that_makes_no_key_is_refused(here: Terminal, folder: Path) -> None:
    (folder / "…….md").write_text("Nothing", encoding="utf-8")

    ended = here("import", "…….md")

    assert (ended.code, ended.err) == (
        2,
        "…….md: nothing in it or its name makes a key\n  → call it INC-42.md\n",
    )


def test_a_folder_that_cannot_be_written_is_named(here: Terminal, folder: Path) -> None:
    ended = here("import", "INC-7.md", "-o", "INC-7.md/records")

    assert (ended.code, ended.err) == (
        2,
        "INC-7.md/records/INC-7.yaml: not a directory\n  → name another folder: -o DIR\n",
    )


def test_a_zone_that_does_not_exist_is_refused(here: Terminal, folder: Path) -> None:
    ended = here("import", "INC-7.md", "--zone", "Nowhere")

    assert ended.code == 2
    assert ended.err.startswith("zone: there is no time zone “Nowhere”\n")


def test_a_report_says_where_each_would_stop_and_why_and_writes_nothing(
    here: Terminal, folder: Path
) -> None:
    ended = here("import", "INC-7.md", "--report")

    header, first, *_ = ended.out.splitlines()
    assert ended.code == 0
    assert header == "file\tincident\tstops_at\tgate\tcheck\tfindings\tfirst"
    assert first == (
        "INC-7.md\tINC-7\tstabilized\tstabilized\tcontext-complete\t4\tthe incident has no severity"
    )
    assert ended.err.startswith("INC-7.md: stops at stabilized; ")
    assert not (folder / "INC-7.yaml").exists()
    assert not here.sent


def test_a_report_is_a_table_for_each_file_at_a_terminal(here: Terminal, folder: Path) -> None:
    (folder / "INC-8.md").write_text("# INC-8\n\nNothing is known.\n", encoding="utf-8")

    ended = here("-o", "table", "import", "INC-7.md", "INC-8.md", "--report")

    first, second = ended.out.split("\n\n")
    assert first.splitlines()[0].startswith("INC-7.md: stops at stabilized; ")
    assert first.splitlines()[1].split() == ["gate", "check", "findings", "first"]
    assert first.splitlines()[2].split()[:3] == ["stabilized", "context-complete", "4"]
    assert second.startswith("INC-8.md: stops at stabilized; ")
    assert ended.err == ""


def test_a_report_is_json_for_a_machine(here: Terminal, folder: Path) -> None:
    rows = json.loads(here("import", "INC-7.md", "--report", "--json").out)

    (ticket,) = [one for one in rows if one["check"] == "ticket"]
    assert (ticket["gate"], ticket["findings"]) == ("actions_ticketed", 1)
    assert ticket["first"] == "“Set a limit on retries” has no ticket"


def test_a_report_needs_no_database(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    app = App(Options(home=folder / "nowhere"))

    retro.main(["import", "INC-7.md", "--report"], standalone_mode=False, obj=app)

    assert capsys.readouterr().err.startswith("INC-7.md: stops at stabilized; ")


def test_a_draft_stops_at_the_first_gate_that_finds_something() -> None:
    known = complete_record()
    draft = Draft("INC-7", CONTEXT, known.impact, known.meeting, known.timeline, known.went_well)

    told = forecast("INC-7.md", draft, policy_of(default_text()), PEOPLE, NOON)

    assert told.stops_at == "factors"


def test_a_draft_that_lacks_nothing_stops_nowhere() -> None:
    told = Forecast("INC-7.md", Report("INC-7", Phase.CLOSED, ()))

    assert str(told) == "INC-7.md: every gate would open"
    assert not [*told.rows]


def test_items_without_an_id_get_one_in_what_is_imagined() -> None:
    draft = Draft("INC-7", CONTEXT, actions=(Action(title="Set a limit"), Action(title="Page")))

    record = imagined(draft, policy_of(default_text()), NOON)

    assert [one.id for one in record.actions] == ["A1", "A2"]
