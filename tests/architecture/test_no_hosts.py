"""What we publish names no place to download from and no folder of anyone's machine."""

import re
from pathlib import Path

import pytest

# Spelled so that this file does not name them either.
DOWNLOAD_ADDRESS = re.compile(
    r"""
      \bpypi[.]org | pythonhosted[.]org | \bregistry[.]npmjs
    | \b(index|find)-(url|links)\b | \b(PIP|UV)_\w*(INDEX|FIND_LINKS)
    | "resolved":\s*"http | https?://\S*/simple\b
    """,
    re.VERBOSE,
)
# A line about `tempfile` may say where that usually is.
MACHINE_PATH = re.compile(
    r"""^(?!.*tempfile).*(?<![\w.])/(work|root|tmp|home/\w+|Users/\w+)(?=[/"'`\s]|$)"""
)


def _text(path: Path) -> str:
    """Read a file; a picture or an archive has no text to name anything with."""
    content = path.read_bytes()
    return "" if b"\0" in content else content.decode(errors="replace")


def _naming(pattern: re.Pattern[str], files: list[Path], project: Path) -> list[str]:
    return [
        f"{path.relative_to(project)}:{number}: {line.strip()}"
        for path in files
        if path != Path(__file__)
        for number, line in enumerate(_text(path).splitlines(), start=1)
        if pattern.search(line)
    ]


def test_no_file_names_a_download_address(files: list[Path], project: Path) -> None:
    assert _naming(DOWNLOAD_ADDRESS, files, project) == []


def test_no_file_names_a_folder_of_a_machine(files: list[Path], project: Path) -> None:
    assert _naming(MACHINE_PATH, files, project) == []


@pytest.mark.parametrize("host", [("pypi", "org"), ("files", "pythonhosted", "org")])
def test_a_registry_is_a_download_address(host: tuple[str, ...]) -> None:
    assert DOWNLOAD_ADDRESS.search(f"wheel @ https://{'.'.join(host)}/wheel.whl")


@pytest.mark.parametrize("folder", ["work", "root", "tmp", "home/ana"])
def test_a_folder_from_the_top_belongs_to_a_machine(folder: str) -> None:
    assert MACHINE_PATH.search(f"open('/{folder}/notes.md')")


@pytest.mark.parametrize(
    "text", ["https://example.com/work/items", "the net/root cause", "./tmp/x"]
)
def test_a_folder_within_something_else_belongs_to_no_machine(text: str) -> None:
    assert not MACHINE_PATH.search(text)
