"""Every call ends with one exit code, and what went wrong is said once, with the way on."""

import subprocess
import sys
from pathlib import Path

import click
import pytest

from cli.exits import BROKEN_PIPE, INTERRUPTED, exiting, finish
from states.errors import Exit, InvalidError, NotFoundError, RetrogateError, UnreachableError


def ended(error: BaseException | None) -> object:
    """End a call with `error`, and return the exit code."""
    with pytest.raises(SystemExit) as end:
        _call(error)
    return end.value.code


def _call(error: BaseException | None) -> None:
    with exiting():
        if error:
            raise error


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("RETRO_DEBUG", raising=False)
    monkeypatch.delenv("RETRO_CONFIG", raising=False)
    monkeypatch.setenv("RETRO_HOME", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (None, 0),
        (InvalidError("no"), 2),
        (NotFoundError("no"), 5),
        (UnreachableError("no"), 7),
        (click.UsageError("no"), 2),
        (click.ClickException("no"), 1),
        (click.Abort(), INTERRUPTED),
        (KeyboardInterrupt(), INTERRUPTED),
        (SystemExit(3), 3),
        (SystemExit(), 0),
        (SystemExit("words"), 1),
        (ZeroDivisionError("ours"), 1),
    ],
)
def test_every_end_has_its_exit_code(error: BaseException | None, code: int) -> None:
    assert ended(error) == code


def test_a_refusal_is_its_message_and_its_hint(capsys: pytest.CaptureFixture[str]) -> None:
    ended(UnreachableError("Temporal does not answer at 127.0.0.1:7233", "start it: retro up"))

    assert capsys.readouterr() == (
        "",
        "Temporal does not answer at 127.0.0.1:7233\n  → start it: retro up\n",
    )


def test_a_refusal_without_a_hint_is_its_message(capsys: pytest.CaptureFixture[str]) -> None:
    ended(RetrogateError("no"))

    assert capsys.readouterr().err == "no\n"


def test_a_refusal_does_not_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    ended(RetrogateError("no \x1b[31m", "\x07"))

    assert capsys.readouterr().err == "no ␛[31m\n  → ␇\n"


def test_an_interrupt_is_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    ended(KeyboardInterrupt())

    assert capsys.readouterr().err == ""


def test_a_mistake_of_ours_is_a_line_and_a_file(
    capsys: pytest.CaptureFixture[str], home: Path
) -> None:
    ended(ZeroDivisionError("division by zero\nand more"))

    log = home / "logs" / "crash.log"
    assert capsys.readouterr().err == (
        "this should not have happened: ZeroDivisionError: division by zero\n"
        f"  → all of it is in {log}\n"
    )
    assert "Traceback" in log.read_text()


def test_a_second_mistake_does_not_wipe_out_the_first(home: Path) -> None:
    ended(ZeroDivisionError("one"))
    ended(ZeroDivisionError("two"))

    assert (home / "logs" / "crash.log").read_text().count("Traceback") == 2


def test_a_mistake_is_told_even_where_no_file_can_be(
    capsys: pytest.CaptureFixture[str], home: Path
) -> None:
    (home / "logs").write_text("in the way")
    ended(ZeroDivisionError("ours"))

    assert capsys.readouterr().err.endswith("  → see all of it: RETRO_DEBUG=1 retro …\n")


def test_a_mistake_is_told_even_where_the_settings_are_wrong(
    capsys: pytest.CaptureFixture[str], home: Path
) -> None:
    (home / "retro.toml").write_text("colour = 1")
    ended(ZeroDivisionError("ours"))

    assert "RETRO_DEBUG=1" in capsys.readouterr().err


def test_for_debugging_the_traceback_is_shown(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    monkeypatch.setenv("RETRO_DEBUG", "1")
    ended(ZeroDivisionError("ours"))

    assert capsys.readouterr().err.startswith("Traceback")
    assert not (home / "logs").exists()


@pytest.mark.parametrize("writes", ["print('x' * 1000000)", "_group()"])
def test_a_reader_that_left_is_no_mistake(writes: str) -> None:
    script = (
        "import click\nfrom cli.exits import exiting\n"
        "@click.command()\ndef shown(): click.echo('x' * 1000000)\n"
        "def _group(): shown.main([], standalone_mode=False)\n"
        f"with exiting():\n  {writes}"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        assert writer.stderr is not None
        writer.stdout.close()
        said = writer.stderr.read()

    assert (writer.returncode, said) == (BROKEN_PIPE, "")


@pytest.mark.parametrize("sdk", ["", "import temporalio.client\n"])
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(
    "writes", ["print('x')", "print('x' * 1000000)", "click.echo('x')", "print('x'); sys.exit(3)"]
)
def test_an_answer_that_does_not_fit_on_the_disk_is_told(
    writes: str, unbuffered: str, sdk: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONUNBUFFERED", unbuffered)
    script = f"import click, sys\n{sdk}from cli.exits import exiting\nwith exiting():\n  {writes}"
    with Path("/dev/full").open("w") as full:
        run = subprocess.run(
            [sys.executable, "-c", script],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )

    assert run.returncode == 1
    assert run.stderr == (
        "the output could not be written: No space left on device\n"
        "  → a change that was asked for may have been made: look before asking again\n"
    )


def test_another_file_that_cannot_be_had_is_not_taken_for_the_answer(
    capsys: pytest.CaptureFixture[str],
) -> None:
    ended(FileNotFoundError(2, "No such file"))

    assert "this should not have happened" in capsys.readouterr().err


def test_nothing_is_done_where_no_answer_can_be_written() -> None:
    script = "import os\nfrom cli.exits import exiting\nwith exiting():\n  os.abort()"
    run = subprocess.run(
        ["/bin/sh", "-c", '"$0" -c "$1" >&-', sys.executable, script],
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )

    assert run.returncode == 1
    assert run.stderr == (
        "stdout is closed: no output could be written\n  → nothing was done: ask without >&-\n"
    )


@pytest.mark.parametrize("sdk", ["", "import temporalio.client\n"])
def test_everything_written_arrives_before_the_end(sdk: str) -> None:
    script = (
        f"import sys\n{sdk}from cli.exits import exiting\n"
        "with exiting():\n"
        "  sys.stdout.write('answer'); sys.stderr.write('talk'); sys.exit(3)"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )

    assert (run.returncode, run.stdout, run.stderr) == (3, "answer", "talk")


def test_with_the_sdk_nothing_runs_after_the_last_line() -> None:
    script = (
        "import atexit, temporalio\nfrom cli.exits import finish\n"
        "atexit.register(print, 'too late')\nfinish(0)"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert run.stdout == ""


def test_tests_survive_the_end() -> None:
    with pytest.raises(SystemExit) as end:
        finish(Exit.CONFLICT.value)

    assert end.value.code == 6
