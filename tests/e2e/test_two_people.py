"""Two people write at once: nobody's words are lost, and who comes second is told what is there."""

import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.e2e.installation import Ended, Installation, until
from tests.e2e.story import opened

pytestmark = pytest.mark.xdist_group("e2e-two-people")

CONFLICT = 6
THEIRS, OURS = "The database went away", "The backups were empty"

EDITOR = """
import sys, time
from pathlib import Path

here, before, after, file = map(str, sys.argv[1:])
(Path(here) / "editing").touch()
while not (Path(here) / "saved").exists():
    time.sleep(0.05)
text = Path(file).read_text()
assert before in text
Path(file).write_text(text.replace(before, after))
"""


@contextmanager
def editing(here: Installation, key: str, desk: Path, after: str) -> Iterator[Future[Ended]]:
    """Have `retro edit` open while the block runs, and save when it ends."""
    before = context(here, key)["title"]
    script = desk / "editor.py"
    script.write_text(EDITOR)
    editor = f"'{sys.executable}' '{script}' '{desk}' '{before}' '{after}'"
    with ThreadPoolExecutor(1) as pool:
        ended = pool.submit(here.with_variables(EDITOR=editor), "edit", key)
        try:
            until((desk / "editing").exists)
            yield ended
        finally:
            (desk / "saved").touch()


def context(here: Installation, key: str) -> dict[str, str]:
    found: dict[str, str] = here.does("show", key, "--json").json["context"]
    return found


def test_the_second_is_told_what_it_is_now(shared: Installation, tmp_path: Path) -> None:
    title = context(opened(shared, "INC-1"), "INC-1")["title"]
    with editing(shared, "INC-1", tmp_path, OURS) as editor:
        shared.does("set", "INC-1", "--title", THEIRS, by="kim")
    ended = editor.result()

    assert ended.code == CONFLICT
    assert f"INC-1 context.title is now “{THEIRS}”, you saw “{title}”" in ended.err
    assert context(shared, "INC-1")["title"] == THEIRS
    kept = ended.err.split("your text is kept: ")[1].split()
    shared.does(*kept[1:])
    assert context(shared, "INC-1")["title"] == OURS


def test_other_fields_get_through(shared: Installation, tmp_path: Path) -> None:
    opened(shared, "INC-2")
    with editing(shared, "INC-2", tmp_path, OURS) as editor:
        shared.does("set", "INC-2", "--effect", "Everything was slow", by="kim")
        shared.does("factor", "INC-2", "Nothing limits retries", by="ben")

    assert editor.result().code == 0
    assert context(shared, "INC-2")["title"] == OURS
    assert context(shared, "INC-2")["effect"] == "Everything was slow"


def test_at_once_on_one_field_each_is_done_or_told(shared: Installation) -> None:
    opened(shared, "INC-3")
    titles = [f"Title {number}" for number in range(4)]
    with ThreadPoolExecutor(4) as pool:
        ended = [*pool.map(lambda one: shared("set", "INC-3", "--title", one), titles)]

    done = {title for title, one in zip(titles, ended, strict=True) if one.code == 0}
    assert {one.code for one in ended} <= {0, CONFLICT}
    assert context(shared, "INC-3")["title"] in done


def test_at_once_on_other_fields_all_is_done(shared: Installation) -> None:
    opened(shared, "INC-4")
    fields = ("title", "effect", "audience", "privacy")
    with ThreadPoolExecutor(4) as pool:
        ended = [*pool.map(lambda one: shared("set", "INC-4", f"--{one}", "At once"), fields)]

    assert [one.code for one in ended] == [0] * 4
    assert {context(shared, "INC-4")[one] for one in fields} == {"At once"}
