"""The campaign notices what somebody breaks: every row of the table still fits the product.

`make defects` seeds them all; here the quickest of them, so that the way there keeps working.
"""

from pathlib import Path

import pytest

from tests.faults.campaign import named
from tests.faults.defects import DEFECTS, Defect
from tests.faults.seeded import HOUSE, broken, noticed

pytestmark = [pytest.mark.xdist_group("faults"), pytest.mark.timeout(180)]


@pytest.mark.parametrize("defect", DEFECTS, ids=[one.name for one in DEFECTS])
def test_what_it_replaces_is_there_and_who_finds_it_too(defect: Defect, tmp_path: Path) -> None:
    files = {one.file for one in defect.changes}
    for file in files:
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_bytes((HOUSE / file).read_bytes())

    broken(tmp_path, defect)

    assert all((tmp_path / one).read_bytes() != (HOUSE / one).read_bytes() for one in files)
    assert named((defect.first,))


def test_a_defect_that_no_longer_fits_is_named(tmp_path: Path) -> None:
    (tmp_path / "one.py").write_text("was something else\n", encoding="utf-8")

    with pytest.raises(ValueError, match=r"mine: one\.py has changed, and the table has not"):
        broken(tmp_path, Defect("mine", "days", "one.py", "what was", "what is"))


def test_a_ledger_that_takes_gaps_is_noticed() -> None:
    (gaps,) = (one for one in DEFECTS if one.name == "gaps are taken")

    assert noticed(gaps) == "wrong: one that leaves a gap was taken"
