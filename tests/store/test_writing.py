"""Whoever knows how an entry was written can write it again, to the last byte."""

from dataclasses import replace
from datetime import timedelta
from itertools import chain
from pathlib import Path

from sqlalchemy import Engine

from activities.commit import Commit
from states.commands import Advance, Command, Redact, Say
from states.envelope import Outcome, Request, Writing
from store import shelf
from store.books import SqlBooks
from store.engine import engine_for, reading
from store.migrate import migrate
from store.people import People
from store.redaction import texts_of
from store.shelf import Kept, Salts, fresh
from tests.faults.desk import OPENING
from tests.store.builders import ANA, NOON
from tests.workflows.desk import PEOPLE, envelope

KEY = "INC-1"
SAID = Say("nobody saw it coming")
LIFE: tuple[Command, ...] = (OPENING, SAID, Advance(), SAID)


def _peopled(engine: Engine) -> Engine:
    People(engine).replace_people(PEOPLE.people.values(), ANA, NOON)
    return engine


def _requests() -> list[Request]:
    return [
        Request(envelope(KEY, one, name=f"c{hour}"), NOON + timedelta(hours=hour), "run")
        for hour, one in enumerate(LIFE)
    ]


def _committed(engine: Engine, requests: list[Request], salts: Salts = fresh) -> list[Outcome]:
    commit = Commit(SqlBooks(engine, salts)).commit
    return [commit(one) for one in requests]


def _how(outcome: Outcome) -> Writing:
    assert outcome.writing
    return outcome.writing


def _kept(engine: Engine) -> list[Kept]:
    with reading(engine) as connection:
        return shelf.entries_since(connection, KEY, 1)


def test_with_its_salts_a_history_is_written_again_alike(engine: Engine, tmp_path: Path) -> None:
    requests = _requests()
    outcomes = _committed(_peopled(engine), requests)
    again = engine_for(f"sqlite:///{tmp_path}/again.db")
    migrate(again)
    salts = {one.entry: _how(one).salts for one in outcomes}

    _committed(
        _peopled(again),
        requests,
        lambda entry: chain(map(bytes.fromhex, salts[entry.seq]), fresh(entry)),
    )

    assert all(salts.values())
    assert _kept(again) == _kept(engine)


def test_what_is_asked_again_is_told_as_it_was_written_first(engine: Engine) -> None:
    requests = _requests()
    first = _committed(_peopled(engine), requests)
    later = [replace(one, now=one.now + timedelta(days=1), run="another") for one in requests]

    second = _committed(engine, later)

    assert [one.writing for one in second] == [one.writing for one in first]
    assert [_how(one).at for one in first] == [one.now for one in requests]
    assert {_how(one).run for one in first} == {"run"}


def test_one_text_has_another_salt_each_time(engine: Engine) -> None:
    _, once, _, twice = _committed(_peopled(engine), _requests())

    assert len({*_how(once).salts, *_how(twice).salts}) == 2


def test_an_erased_text_has_no_salt_any_more(engine: Engine) -> None:
    requests = _requests()
    _, said, *_ = _committed(_peopled(engine), requests)
    (text,) = texts_of(engine, KEY, seq=said.entry)
    asked = envelope(KEY, Redact((text.digest,), "they asked"), by="sam")
    (erased,) = _committed(engine, [Request(asked, NOON + timedelta(days=1))])
    assert erased.refusal is None

    (again,) = _committed(engine, requests[1:2])

    assert _how(again).salts == ("",)


def test_what_leaves_no_entry_was_not_written(engine: Engine) -> None:
    (outcome,) = _committed(_peopled(engine), [Request(envelope(KEY, SAID), NOON)])

    assert (outcome.entry, outcome.writing) == (0, None)
