"""A file that cannot be read is named, with what is wrong with it."""

import io
import sys
from pathlib import Path

import pytest

from cli.reading.files import LIMIT, text_of
from states.errors import InvalidError


def refusal(path: Path) -> str:
    """Read a file that cannot be read, and return what was said."""
    with pytest.raises(InvalidError) as told:
        text_of(str(path))
    return str(told.value)


def test_a_file_is_read_as_text(tmp_path: Path) -> None:
    path = tmp_path / "record.yaml"
    path.write_bytes("\ufeffincident: “INC-42”".encode())

    assert text_of(str(path)) == "incident: “INC-42”"


def test_a_dash_is_what_is_piped_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"incident: INC-42")))

    assert text_of("-") == "incident: INC-42"


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = tmp_path / "nothing.yaml"

    assert refusal(path) == f"{path}: no such file or directory"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert refusal(tmp_path) == f"{tmp_path}: is a directory"


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"in\xffcident", "1:3: byte 3 is not UTF-8"),
        ("“INC”:\n é\n".encode() + b" \xe9", "3:2: byte 17 is not UTF-8"),
        (b"\xef\xbb\xbf\n\xff", "2:1: byte 5 is not UTF-8"),
        (b"incident\0", "1:9: it holds zero bytes, so it is no text"),
        (b"x" * (LIMIT + 1), "1:1: larger than 10 MiB"),
    ],
)
def test_what_is_no_text_is_told(raw: bytes, told: str, tmp_path: Path) -> None:
    path = tmp_path / "record.yaml"
    path.write_bytes(raw)

    assert refusal(path) == f"{path}:{told}"
