"""A link leads somewhere, and every page can be reached."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.pages import FENCED, PAGES, PROJECT, name_of

LINK = re.compile(r"\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
ADR_PARTS = ["Status", "Context", "Decision", "Consequences"]
ADRS = sorted(PROJECT.glob("docs/adr/*.md"))


def _text(page: Path) -> str:
    return FENCED.sub("", page.read_text(encoding="utf-8"))


def _anchors(page: Path) -> set[str]:
    """Name a page's headings as links call them: lower case, dashes, no other signs."""
    return {
        re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-")
        for one in HEADING.findall(_text(page))
    }


def _links(page: Path) -> Iterator[tuple[Path, str]]:
    for path, anchor in LINK.findall(_text(page)):
        yield (page.parent / path).resolve() if path else page, anchor


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_somewhere(page: Path) -> None:
    lost = [
        f"{target.name}#{anchor}"
        for target, anchor in _links(page)
        if not target.exists() or (anchor and anchor not in _anchors(target))
    ]

    assert lost == []


def test_every_page_of_the_docs_is_in_their_list() -> None:
    listed = {target for target, _ in _links(PROJECT / "docs" / "README.md")}

    assert {name_of(one) for one in PAGES if one.parent != PROJECT} - {
        "docs/README.md",
        *map(name_of, listed),
    } == set()


@pytest.mark.parametrize("page", ADRS, ids=name_of)
def test_a_decision_is_told_in_four_parts(page: Path) -> None:
    title, *parts = HEADING.findall(page.read_text(encoding="utf-8"))

    assert parts == ADR_PARTS
    assert title.startswith(f"{int(page.name[:4])}. ")


def test_decisions_are_numbered_one_by_one() -> None:
    assert [int(page.name[:4]) for page in ADRS] == [*range(1, len(ADRS) + 1)]
