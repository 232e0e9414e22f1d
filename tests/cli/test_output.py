"""Answers go to stdout in the format that was asked for, and no cell breaks out of it."""

import csv
import io
import json
import subprocess
import sys
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from ruamel.yaml import YAML

from cli.showing.formats import WRITERS, Format
from cli.showing.output import Output, output_for

MORNING = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
COLUMNS = ("incident", "due", "owners")
ROWS = (("INC-1", MORNING, ("ana", "bo")), ("INC-2", None, ()))
RECORD = {"incident": "INC-1", "due": MORNING}
NASTY = "\x1b[31m=1\t2\n3"
HEAVY = ("temporalio", "rich", "apprise", "sqlalchemy", "pydantic", "ruamel", "platformdirs")


class Terminal(io.StringIO):
    """A stdout that a person looks at."""

    def isatty(self) -> bool:
        return True


def on_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let stdout be a terminal of 40 columns."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr(sys, "stdout", Terminal())


def listed(capsys: pytest.CaptureFixture[str], form: Format, **look: object) -> str:
    Output(form, **look).rows(COLUMNS, ROWS)  # type: ignore[arg-type]  # whatever a test varies
    return capsys.readouterr().out


def cells(capsys: pytest.CaptureFixture[str], form: Format, cell: object) -> str:
    Output(form).rows(("cell",), [(cell,)])
    return capsys.readouterr().out


def recorded(capsys: pytest.CaptureFixture[str], form: Format) -> str:
    Output(form).record(RECORD)
    return capsys.readouterr().out


def test_every_format_has_a_writer() -> None:
    assert set(WRITERS) == set(Format)


def test_tsv_has_a_line_for_each_row(capsys: pytest.CaptureFixture[str]) -> None:
    assert listed(capsys, Format.TSV) == (
        "incident\tdue\towners\nINC-1\t2026-03-01T09:30:00Z\tana, bo\nINC-2\t\t\n"
    )


def test_csv_is_quoted_where_it_must_be(capsys: pytest.CaptureFixture[str]) -> None:
    assert listed(capsys, Format.CSV) == (
        'incident,due,owners\nINC-1,2026-03-01T09:30:00Z,"ana, bo"\nINC-2,,\n'
    )


def test_json_is_a_list_of_objects(capsys: pytest.CaptureFixture[str]) -> None:
    assert json.loads(listed(capsys, Format.JSON)) == [
        {"incident": "INC-1", "due": "2026-03-01T09:30:00Z", "owners": ["ana", "bo"]},
        {"incident": "INC-2", "due": None, "owners": []},
    ]


def test_json_lines_are_an_object_each(capsys: pytest.CaptureFixture[str]) -> None:
    lines = listed(capsys, Format.JSONL).splitlines()

    assert [json.loads(line)["incident"] for line in lines] == ["INC-1", "INC-2"]


def test_yaml_says_what_json_says(capsys: pytest.CaptureFixture[str]) -> None:
    tree = json.loads(listed(capsys, Format.JSON))

    assert YAML(typ="safe", pure=True).load(listed(capsys, Format.YAML)) == tree


def test_a_table_is_aligned_under_its_heading(capsys: pytest.CaptureFixture[str]) -> None:
    assert listed(capsys, Format.TABLE).splitlines() == [
        "incident  due                   owners",
        "INC-1     2026-03-01T09:30:00Z  ana, bo",
        "INC-2",
    ]


def test_a_table_shows_the_viewers_clock(capsys: pytest.CaptureFixture[str]) -> None:
    shown = listed(capsys, Format.TABLE, zone=lambda: ZoneInfo("Europe/Berlin"))

    assert "2026-03-01T10:30:00+01:00" in shown


def test_a_table_without_a_width_cuts_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    long = "x" * 500

    assert long in cells(capsys, Format.TABLE, long)


def test_a_table_keeps_to_its_width(capsys: pytest.CaptureFixture[str]) -> None:
    shown = listed(capsys, Format.TABLE, width=30)

    assert max(len(line) for line in shown.splitlines()) <= 30


def test_a_narrow_table_does_without_what_can_be_spared(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Output(Format.TABLE, width=20).rows(COLUMNS, ROWS, spare=("due",))

    assert capsys.readouterr().out.splitlines()[0] == "incident  owners"


def test_a_tab_stays_within_its_cell_of_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert cells(capsys, Format.TABLE, "a\tb") == "cell\na b\n"


def test_a_table_has_color_where_it_is_wanted(capsys: pytest.CaptureFixture[str]) -> None:
    assert "\x1b[1m" in listed(capsys, Format.TABLE, color=True)


def test_a_table_reads_no_markup(capsys: pytest.CaptureFixture[str]) -> None:
    assert "[red]x[/red] :smile:" in cells(capsys, Format.TABLE, "[red]x[/red] :smile:")


@pytest.mark.parametrize(
    ("form", "text"),
    [
        (Format.TABLE, "incident  INC-1\ndue       2026-03-01T09:30:00Z\n"),
        (Format.TSV, "incident\tINC-1\ndue\t2026-03-01T09:30:00Z\n"),
        (Format.CSV, "incident,due\nINC-1,2026-03-01T09:30:00Z\n"),
        (Format.JSON, '{\n  "incident": "INC-1",\n  "due": "2026-03-01T09:30:00Z"\n}\n'),
        (Format.JSONL, '{"incident": "INC-1", "due": "2026-03-01T09:30:00Z"}\n'),
        (Format.YAML, "incident: INC-1\ndue: '2026-03-01T09:30:00Z'\n"),
    ],
)
def test_one_thing_is_written_in_every_format(
    capsys: pytest.CaptureFixture[str], form: Format, text: str
) -> None:
    assert recorded(capsys, form) == text


@pytest.mark.parametrize(
    ("form", "text"),
    [
        (Format.TABLE, ""),
        (Format.TSV, "a\n"),
        (Format.CSV, "a\n"),
        (Format.JSON, "[]\n"),
        (Format.JSONL, ""),
        (Format.YAML, "[]\n"),
    ],
)
def test_an_empty_list_is_written_in_every_format(
    capsys: pytest.CaptureFixture[str], form: Format, text: str
) -> None:
    Output(form).rows(("a",), [])

    assert capsys.readouterr().out == text


@pytest.mark.parametrize("form", [*Format])
def test_no_cell_steers_the_terminal(capsys: pytest.CaptureFixture[str], form: Format) -> None:
    assert "\x1b" not in cells(capsys, form, NASTY)


@pytest.mark.parametrize("form", [Format.JSON, Format.JSONL, Format.YAML])
def test_what_a_machine_reads_is_what_was_typed(
    capsys: pytest.CaptureFixture[str], form: Format
) -> None:
    read = YAML(typ="safe", pure=True).load(cells(capsys, form, NASTY))

    assert (read[0] if isinstance(read, list) else read) == {"cell": NASTY}


def test_a_tab_and_a_line_stay_in_their_cell_of_tsv(capsys: pytest.CaptureFixture[str]) -> None:
    assert cells(capsys, Format.TSV, NASTY) == "cell\n␛[31m=1 2 3\n"


@pytest.mark.parametrize("risky", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_spreadsheet_takes_no_text_for_a_formula(
    capsys: pytest.CaptureFixture[str], risky: str
) -> None:
    (_, (cell,)) = csv.reader(cells(capsys, Format.CSV, risky).splitlines())

    assert cell.startswith("'")


def test_a_number_below_zero_stays_a_number(capsys: pytest.CaptureFixture[str]) -> None:
    assert cells(capsys, Format.CSV, -3) == "cell\n-3\n"


def test_talk_goes_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    Output().talk("waiting \x1b[31m…")

    assert capsys.readouterr() == ("", "waiting ␛[31m…\n")


def test_a_cell_reads_as_in_a_table() -> None:
    berlin = Output(zone=lambda: ZoneInfo("Europe/Berlin"))

    assert Output().cell(("\x07", MORNING)) == "␇, 2026-03-01T09:30:00Z"
    assert berlin.cell(MORNING) == "2026-03-01T10:30:00+01:00"


def test_a_pipe_gets_tsv_without_color(capsys: pytest.CaptureFixture[str]) -> None:
    assert output_for() == Output(Format.TSV)


def test_a_terminal_gets_a_table_as_wide_as_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    on_terminal(monkeypatch)

    assert output_for() == Output(Format.TABLE, color=True, width=40)


def test_what_was_asked_for_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    on_terminal(monkeypatch)

    assert output_for("json").format is Format.JSON


@pytest.mark.parametrize(("variable", "text"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_color_can_be_refused(monkeypatch: pytest.MonkeyPatch, variable: str, text: str) -> None:
    on_terminal(monkeypatch)
    monkeypatch.setenv(variable, text)

    assert not output_for().color


def test_an_empty_no_color_refuses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    on_terminal(monkeypatch)
    monkeypatch.setenv("NO_COLOR", "")

    assert output_for().color


@pytest.mark.parametrize(
    "module",
    [
        "cli.showing.output",
        "cli.exits",
        "cli.installation.settings",
        "cli.showing.formats",
        "cli.showing.visible",
    ],
)
def test_nothing_heavy_is_loaded_before_it_is_needed(module: str) -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", f"import {module}, sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert {*loaded.stdout.split()} & {*HEAVY} == set()
