"""A remark names the words that made it: the tables never change under the same version."""

import pytest

from policies.catalogue import CATALOGUE
from policies.describing import description_of
from policies.language import lexicon

KNOWN = {
    "1": "9696747f60563c1d3d60220736d397bac2c39fd77e005ccee379c9f24360e337",
}
"""Every version that was ever released, and what its tables were."""


def test_tables_that_changed_have_a_new_version() -> None:
    assert lexicon.tables_digest() == KNOWN[lexicon.LEXICON], (
        "raise LEXICON, and write its digest below the others"
    )


@pytest.mark.parametrize("table", [*lexicon.TABLES])
def test_every_table_counts(table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = lexicon.tables_digest()
    monkeypatch.setitem(lexicon.TABLES, table, [*lexicon.TABLES[table], "more"])

    assert lexicon.tables_digest() != before


@pytest.mark.parametrize("check", ["factors.blameless", "actions.specific"])
def test_a_check_of_language_names_its_lexicon(check: str) -> None:
    assert description_of(CATALOGUE[check]).lexicon == lexicon.LEXICON


def test_no_other_check_has_one() -> None:
    named = {name for name, kind in CATALOGUE.items() if description_of(kind).lexicon}

    assert named == {"factors.blameless", "actions.specific"}
