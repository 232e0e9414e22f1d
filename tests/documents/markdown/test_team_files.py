"""The postmortems of a real team are read almost whole."""

from pathlib import Path

import pytest

from documents.draft import Draft
from documents.markdown.reader import read_postmortem
from documents.markdown.reading import Reading
from states.codec import from_json, to_json

FOLDER = Path(__file__).parents[4] / "shared" / "incidents" / "dfds"

# fmt: off
FILES = {
    #            entries factors learnings actions not read
    "PM2019-009": (13,     7,      1,        4,      1),
    "PM2020-004": (3,      3,      2,        2,      2),
    "PM2021-002": (4,      4,      4,        4,      2),
    "PM2021-003": (7,      4,      5,        3,      3),
    "PM2022-002": (7,      3,      1,        1,      3),
    "PM2023-001": (16,     4,      3,        6,      3),
    "PM2024-001": (25,     2,      2,        7,      6),
    "PM2025-002": (12,     10,     4,        6,      3),
}
# fmt: on


def _read(key: str) -> Reading:
    path = FOLDER / f"{key}.md"
    if not path.exists():
        pytest.skip(f"{path.name} is not beside the project")
    return read_postmortem(path.read_text(encoding="utf-8"), path.name)


@pytest.mark.parametrize("key", FILES)
def test_a_team_s_file_is_read(key: str) -> None:
    reading = _read(key)
    draft = reading.draft

    assert draft.incident == key
    assert draft.context.title
    assert draft.context.effect
    lists = (draft.timeline, draft.factors, draft.learnings, draft.actions, reading.unread)
    assert tuple(map(len, lists)) == FILES[key]


@pytest.mark.parametrize("key", FILES)
def test_a_team_s_file_tells_when_it_began_and_ended(key: str) -> None:
    context = _read(key).draft.context

    assert context.started is not None
    assert context.stabilized is not None
    assert context.started < context.stabilized


@pytest.mark.parametrize("key", FILES)
def test_a_team_s_file_can_be_stored(key: str) -> None:
    draft = _read(key).draft

    assert from_json(Draft, to_json(draft)) == draft
