"""The demo tells the whole story, on real processes, and leaves nothing behind."""

from pathlib import Path

from cli.demo.scenes import SCENES, Typed
from tests.e2e.installation import Installation


def test_the_demo_tells_each_scene_and_leaves_nothing_behind(
    here: Installation, tmp_path: Path
) -> None:
    folder = tmp_path / "tmp"
    folder.mkdir()
    ended = here.with_variables(TMPDIR=str(folder)).does("demo")

    for number, scene in enumerate(SCENES, start=1):
        assert f"\n{number}. {scene.title}\n{scene.told}\n" in ended.out
    typed = [step for scene in SCENES for step in scene.steps if isinstance(step, Typed)]
    assert ended.out.count("\n$ retro ") == len(typed)
    assert ended.out.endswith("which is gone again. Yours: retro up\n")
    assert ended.err == ""
    assert here.is_quiet()
    assert [*folder.iterdir()] == []
    assert not here.home.exists()
