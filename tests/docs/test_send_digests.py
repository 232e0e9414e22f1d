"""What the how-to says of templates and settings is so."""

import re
import tomllib
from dataclasses import fields
from pathlib import Path

from cli.installation.settings import load_settings
from documents.letters.composing import words_about_many
from documents.letters.grammar import (
    DEEPEST,
    FILTERS_KNOWN,
    LONGEST,
    METHODS,
    ROUNDS,
    WRITTEN,
)
from documents.letters.matters import Group, Matter
from documents.letters.trying import faults_in
from documents.letters.wording import NOTICE, TEMPLATES, Wording
from tests.docs.pages import PROJECT

PAGE = (PROJECT / "docs" / "how-to" / "send-digests.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    found: list[str] = re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    return found


def test_the_template_of_the_page_has_no_fault() -> None:
    (template,) = blocks("jinja")

    assert [*faults_in(Wording({NOTICE: template}))] == []


def test_the_page_names_every_part_of_a_matter_in_order() -> None:
    rows = re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)

    assert rows == [one.name for one in fields(Matter)]
    assert all(f"`{one.name}`" in PAGE for one in fields(Group))
    assert all(f"`{one}`" in PAGE for one in (*TEMPLATES, *words_about_many((), ())))


def test_the_page_names_all_that_a_template_may_use() -> None:
    assert all(f"`{one}`" in PAGE for one in FILTERS_KNOWN)
    assert all(f"`{one}()`" in PAGE for one in METHODS)
    assert f"At most {DEEPEST} loops" in PAGE
    assert all(f"{one:,}" in PAGE for one in (LONGEST, WRITTEN, ROUNDS))


def test_the_settings_of_the_page_are_read(tmp_path: Path) -> None:
    for block in blocks("toml"):
        (tmp_path / "retro.toml").write_text(block)
        settings = load_settings(tmp_path, {})

        assert settings.origins.keys() == {*tomllib.loads(block), "home"}
