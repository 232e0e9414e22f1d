"""A policy file that means harm is refused where it stands, at once, and in little memory."""

import sys
import tracemalloc
from pathlib import Path
from time import process_time

import pytest

from cli.reading.policy_files import read_policy_file
from states.errors import InvalidError
from tests.cli.offline import Terminal
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

WORST = [
    "eleven megabytes",
    "an alias bomb",
    "a hundred thousand checks",
    "hundreds of written rules",
    "rules that are long",
    "mistakes that are near",
    "a pattern that multiplies",
    "a few thousand checks",
    "keys without end",
    "gates without end",
    "a ladder to the moon",
    "loosening without end",
]
"""Those that cost this reader most, or would cost another most: each has a process of its own."""

MEGABYTE = 1024 * 1024
SECONDS, TO_START = 1.0, 0.5
MEMORY, MEMORY_TO_START = 200 * MEGABYTE, 100 * MEGABYTE
"""What refusing a file may take, and how much of it is for starting before it is read."""

CODE = 3


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


@pytest.mark.parametrize("tries", WORST)
def test_lint_refuses_it_within_a_second_and_200_megabytes(tries: str, tmp_path: Path) -> None:
    hostile = CORPUS[tries]
    path = file_of(hostile, tmp_path)

    took = measured(str(RETRO), "policy", "lint", path)

    assert (took["code"], took["out"].split(" error: ")[0]) == (CODE, f"{path}:{hostile.place}:")
    assert took["seconds"] < SECONDS
    assert took["memory"] < MEMORY


@pytest.mark.parametrize("tries", [one for one in HEAVY if one not in WORST])
def test_lint_has_as_much_left_of_a_second_and_200_megabytes_as_it_takes_to_start(
    tries: str, tmp_path: Path
) -> None:
    hostile = CORPUS[tries]
    path = file_of(hostile, tmp_path)
    here = Terminal(tmp_path)
    # First, so that what is imported is not timed.
    memory = _memory_of(here, path)
    began = process_time()

    ended = here("policy", "lint", path)

    assert process_time() - began < SECONDS - TO_START
    assert (ended.code, ended.out.split(" error: ")[0]) == (CODE, f"{path}:{hostile.place}:")
    assert memory < MEMORY - MEMORY_TO_START


def _memory_of(here: Terminal, path: str) -> int:
    # A run of its own: watching every allocation takes several times as long.
    tracemalloc.start()
    here("policy", "lint", path)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


def test_no_two_of_them_are_the_same() -> None:
    assert len({one.content for one in ROWS}) == len(CORPUS) == len(ROWS)
