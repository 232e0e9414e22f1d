"""A policy file that means harm is refused where it stands, at once, and in little memory."""

import sys
from pathlib import Path

import pytest

from cli.reading.policy_files import read_policy_file
from states.errors import InvalidError
from tests.policies.hostile.files import FILES, NO_TEXT, SIZES
from tests.policies.hostile.measuring import measured
from tests.policies.hostile.names import NAMES
from tests.policies.hostile.rules import COSTLY, RULES
from tests.policies.hostile.structures import MULTIPLIED, NESTED, SHORTHAND, STRUCTURES
from tests.policies.hostile.values import VALUES
from tests.policies.hostile.written import Hostile

RETRO = Path(sys.executable).with_name("retro")
ROWS = (*FILES, *STRUCTURES, *VALUES, *NAMES, *RULES)
CORPUS = {one.tries: one for one in ROWS}
HEAVY = [one.tries for one in (*SIZES, *NO_TEXT, *SHORTHAND, *NESTED, *MULTIPLIED, *COSTLY)]
"""Those that another reader would spend time and memory on."""

SECONDS = 1.0
MEMORY = 200 * 1024 * 1024


def file_of(hostile: Hostile, folder: Path) -> str:
    """Write the file, called as the policy in most of them is."""
    path = folder / "small.yaml"
    content = hostile.content
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


@pytest.mark.parametrize("tries", CORPUS)
def test_it_is_refused_where_it_stands(tries: str, tmp_path: Path) -> None:
    hostile = CORPUS[tries]
    path = file_of(hostile, tmp_path)

    with pytest.raises(InvalidError) as refused:
        read_policy_file(path)

    first = str(refused.value).splitlines()[0]
    assert first.startswith(f"{path}:{hostile.place}: ")
    assert hostile.words in first
    assert refused.value.hint


@pytest.mark.parametrize("tries", HEAVY)
def test_lint_refuses_it_within_a_second_and_200_megabytes(tries: str, tmp_path: Path) -> None:
    hostile = CORPUS[tries]
    path = file_of(hostile, tmp_path)

    took = measured(str(RETRO), "policy", "lint", path)

    assert (took["code"], took["out"].split(" error: ")[0]) == (3, f"{path}:{hostile.place}:")
    assert took["seconds"] < SECONDS
    assert took["memory"] < MEMORY


def test_no_two_of_them_are_the_same() -> None:
    assert len({one.content for one in ROWS}) == len(CORPUS) == len(ROWS)
