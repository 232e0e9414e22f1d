"""Every notice is one line of the log, once, whatever happened to the line before it."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from activities.ports import Channel
from connectors.log_channel import NOTICES, LogChannel
from states.codec import to_json
from states.errors import UnreachableError
from tests.connectors.builders import ANA, NOTICE, a_notice


def keys(home: Path) -> list[str]:
    return [json.loads(line)["key"] for line in (home / NOTICES).read_text().splitlines()]


def test_it_is_a_channel(tmp_path: Path) -> None:
    channel: Channel = LogChannel(tmp_path)

    assert channel.name == "log"


def test_a_notice_is_a_line_with_everything_in_it(tmp_path: Path) -> None:
    LogChannel(tmp_path).send(NOTICE, ANA)

    line = json.loads((tmp_path / NOTICES).read_text())
    assert line == {"email": "ana@example.com", **to_json(NOTICE)}


def test_a_notice_is_written_once(tmp_path: Path) -> None:
    for _ in range(2):
        LogChannel(tmp_path).send(NOTICE, ANA)

    assert keys(tmp_path) == [NOTICE.key]


def test_another_notice_is_another_line(tmp_path: Path) -> None:
    channel = LogChannel(tmp_path)
    channel.send(a_notice(key="one"), ANA)
    channel.send(a_notice(key="two"), ANA)

    assert keys(tmp_path) == ["one", "two"]


def test_many_threads_write_it_once(tmp_path: Path) -> None:
    channel = LogChannel(tmp_path)
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: channel.send(NOTICE, ANA), range(40)))

    assert keys(tmp_path) == [NOTICE.key]


@pytest.mark.parametrize("torn", ['{"key": "INC-42/act', "[]", '"key"', "{}", "\n"])
def test_a_line_that_a_crash_cut_short_spoils_none(tmp_path: Path, torn: str) -> None:
    (tmp_path / NOTICES).write_text(torn)
    LogChannel(tmp_path).send(NOTICE, ANA)

    lines = (tmp_path / NOTICES).read_text().splitlines()
    assert json.loads(lines[-1])["key"] == NOTICE.key
    assert lines[0] == torn.strip()


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / NOTICES).mkdir()

    with pytest.raises(UnreachableError, match=r"notices\.jsonl cannot be written: Is a directory"):
        LogChannel(tmp_path).send(NOTICE, ANA)
