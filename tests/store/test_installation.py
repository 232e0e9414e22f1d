"""A database draws one id when it is set up, and keeps it."""

import re
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from states.errors import UnreachableError
from store.engine import engine_for, writing
from store.installation import installation_id
from store.migrate import migrate


def test_an_id_stays_and_everybody_on_the_database_has_it(engine: Engine) -> None:
    first = installation_id(engine)
    migrate(engine)

    assert re.fullmatch("[0-9a-f]{12}", first)
    assert installation_id(engine_for(engine.url.render_as_string(hide_password=False))) == first


def test_two_databases_draw_two_ids(tmp_path: Path) -> None:
    engines = [engine_for(f"sqlite:///{tmp_path}/{name}.db") for name in ("one", "two")]
    for one in engines:
        migrate(one)

    assert len({*map(installation_id, engines)}) == 2


def test_a_database_that_lost_its_id_says_so(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(text("DELETE FROM installation"))

    with pytest.raises(UnreachableError, match="does not say which installation it is") as refused:
        installation_id(engine)

    assert refused.value.hint == "put the row of the table `installation` back, from a backup"
