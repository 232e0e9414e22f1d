"""Every notice is one line of the log, once, whatever happened to the line before it."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from activities.ports import Channel
from connectors.log_channel import NOTICES, LogChannel
from states.codec import to_json
from states.errors import UnreachableError
from tests.connectors.builders import ANA, LETTER, a_letter


def keys(home: Path) -> list[str]:
    return [json.loads(line)["key"] for line in (home / NOTICES).read_text().splitlines()]


def test_it_is_a_channel(tmp_path: Path) -> None:
    channel: Channel = LogChannel(tmp_path)

    assert channel.name == "log"


def test_a_letter_is_a_line_with_everything_in_it(tmp_path: Path) -> None:
    LogChannel(tmp_path).send(LETTER, ANA)

    line = json.loads((tmp_path / NOTICES).read_text())
    assert line == {"to": "ana", "email": "ana@example.com", **to_json(LETTER)}


def test_a_letter_is_written_once(tmp_path: Path) -> None:
    for _ in range(2):
        LogChannel(tmp_path).send(LETTER, ANA)

    assert keys(tmp_path) == [LETTER.key]


def test_another_notice_is_another_line(tmp_path: Path) -> None:
    channel = LogChannel(tmp_path)
    channel.send(a_letter(key="one"), ANA)
    channel.send(a_letter(key="two"), ANA)

    assert keys(tmp_path) == ["one", "two"]


def test_many_threads_write_it_once(tmp_path: Path) -> None:
    channel = LogChannel(tmp_path)
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: channel.send(LETTER, ANA), range(40)))

    assert keys(tmp_path) == [LETTER.key]


@pytest.mark.parametrize("torn", ['{"key": "INC-42/act', "[]", '"key"', "{}", "\n"])
def test_a_line_that_a_crash_cut_short_spoils_none(tmp_path: Path, torn: str) -> None:
    (tmp_path / NOTICES).write_text(torn)
    LogChannel(tmp_path).send(LETTER, ANA)

    lines = (tmp_path / NOTICES).read_text().splitlines()
    assert json.loads(lines[-1])["key"] == LETTER.key
    assert lines[0] == torn.strip()


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / NOTICES).mkdir()

    with pytest.raises(UnreachableError, match=r"notices\.jsonl cannot be written: Is a directory"):
        LogChannel(tmp_path).send(LETTER, ANA)


def test_what_another_worker_wrote_is_not_written_again(tmp_path: Path) -> None:
    mine, theirs = LogChannel(tmp_path), LogChannel(tmp_path)
    mine.send(a_letter(key="one"), ANA)
    theirs.send(a_letter(key="two"), ANA)
    mine.send(a_letter(key="two"), ANA)

    assert keys(tmp_path) == ["one", "two"]


def test_a_file_that_was_taken_away_begins_anew(tmp_path: Path) -> None:
    channel = LogChannel(tmp_path)
    channel.send(a_letter(key="one"), ANA)
    (tmp_path / NOTICES).unlink()
    channel.send(a_letter(key="one"), ANA)

    assert keys(tmp_path) == ["one"]
