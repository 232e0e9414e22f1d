"""What the code says is written down as the code says it now."""

from collections.abc import Callable
from pathlib import Path

import pytest

from docs import generate
from docs.generate import DOCS, PAGES, main
from docs.pages.checks import page as checks
from docs.pages.environment import page as settings
from docs.pages.lifecycle import diagram
from policies.catalogue import CATALOGUE
from states.lifecycle import LIFECYCLE
from tests.docs.pages import PROJECT

MAKES_THEM_NEW = "stale: run make docs"


@pytest.mark.parametrize(("name", "page"), [*PAGES.items()])
def test_a_generated_page_is_what_the_code_says(name: str, page: Callable[[], str]) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == page(), MAKES_THEM_NEW


def test_every_page_of_the_reference_is_generated() -> None:
    there = {page.relative_to(DOCS).as_posix() for page in DOCS.glob("reference/*.md")}

    assert there == {name for name in PAGES if name.startswith("reference/")}


def test_what_is_written_is_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(generate, "DOCS", tmp_path)
    monkeypatch.setattr(generate, "PAGES", {"reference/one.md": lambda: "# One\n"})

    main()
    main()

    assert (tmp_path / "reference" / "one.md").read_text(encoding="utf-8") == "# One\n"
    assert capsys.readouterr().out == "wrote docs/reference/one.md\n"


def test_the_diagram_has_every_step_of_the_lifecycle() -> None:
    arrows = {line.strip() for line in diagram().splitlines() if "-->" in line}

    assert arrows == {
        "[*] --> OPENING",
        *(f"{row.source.name} --> {row.dest.name}: {row.trigger.value}" for row in LIFECYCLE),
    }


def test_the_concepts_show_the_diagram() -> None:
    assert diagram() in (DOCS / "concepts.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("check", CATALOGUE)
def test_every_check_has_its_section(check: str) -> None:
    assert f"\n## {check}\n" in checks()


def test_every_setting_that_the_code_reads_is_explained() -> None:
    rooms = (PROJECT / "cli", PROJECT / "connectors", PROJECT / "store", PROJECT / "workflows")
    sources = (path.read_text(encoding="utf-8") for room in rooms for path in room.rglob("*.py"))
    read = {word for text in sources for word in _settings_in(text)}

    assert {name for name in read if f"`{name}`" not in settings()} == set()


def _settings_in(text: str) -> list[str]:
    # What they all begin with names none of them.
    begun = (word for word in text.split('"') if word.startswith("RETRO_") and word != "RETRO_")
    return [word for word in begun if word.isupper()]
