"""What makes no sense is refused with field, value and what is allowed, and leaves no trace."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.e2e.installation import Installation
from tests.e2e.story import KEY, PEOPLE, opened

pytestmark = pytest.mark.xdist_group("e2e-bad-input")

USAGE = 2
MORE_PEOPLE = """\
  - {id: payments, name: Payments, kind: team}
  - {id: lee, name: Lee Kim, email: lee@example.org, left: 2026-02-01}
  - {id: zoe, name: Zoe Park, email: zoe@example.org}
"""
STABLE = ("--stabilized", "2026-03-01T10:00Z")


class Nonsense(NamedTuple):
    """What somebody types, and what they must be told."""

    name: str
    words: tuple[str, ...]
    told: tuple[str, ...]


class Written(NamedTuple):
    """What somebody writes into a record file, and what they must be told."""

    name: str
    text: str
    told: tuple[str, ...]


# fmt: off
TYPED = (
    Nonsense("times out of order",
             ("set", KEY, "--detected", "2017-01-31T17:00Z"),
             ("detected: 2017-01-31 17:00 UTC lies before started (2017-01-31 18:00 UTC)",
              "started, detected, acknowledged, stabilized")),
    Nonsense("a time in the future",
             ("fact", KEY, "It will break", "--at", "2099-01-01T10:00Z"),
             (".at: 2099-01-01 10:00 UTC lies in the future", "it is now ")),
    Nonsense("a time without a zone, by somebody who has none",
             ("fact", KEY, "It broke", "--at", "2017-01-31T19:00", "--as", "zoe"),
             ("--at: “2017-01-31T19:00” has no time zone", "Z or +01:00", "--zone Europe/Berlin")),
    Nonsense("a zone that there is not",
             ("fact", KEY, "It broke", "--at", "2017-01-31T19:00", "--zone", "Europe/Berln"),
             ("zone: “Europe/Berln” is not a time zone", "did you mean “Europe/Berlin”?")),
    Nonsense("a day that there is not",
             ("action", "add", KEY, "Limit retries", "--due", "2026-02-30"),
             ("--due: “2026-02-30” is not in the calendar",)),
    Nonsense("a team as owner",
             ("action", "add", KEY, "Limit retries", "--owner", "payments"),
             (".owner: “payments” is a team", "person")),
    Nonsense("an unknown person",
             ("action", "add", KEY, "Limit retries", "--owner", "anna"),
             (".owner: there is no “anna” in the people directory", "did you mean “ana”?")),
    Nonsense("an owner who left",
             ("action", "add", KEY, "Limit retries", "--owner", "lee"),
             (".owner: “lee” left on 2026-02-01",)),
    Nonsense("a due date before the incident",
             ("action", "add", KEY, "Limit retries", "--due", "2016-12-24"),
             (".due: 2016-12-24 lies before the incident (2017-01-31)", "choose a day from ")),
    Nonsense("an incident that is still active",
             ("open", "INC-3", "--title", "It is down"),
             ("stabilized: the incident is still active", "--stabilized TIME")),
    Nonsense("a severity that there is not",
             ("open", "INC-3", "--title", "It was down", "--severity", "SEV9", *STABLE),
             ("--severity", "SEV9", "sev1")),
    Nonsense("a key that names nothing",
             ("open", "inc 3", "--title", "It was down", *STABLE),
             ("incident: 'inc 3' cannot be the key of an incident", "INC-42")),
    Nonsense("control characters",
             ("comment", KEY, "Look\x07here"),
             ("text: ", "holds the control character U+0007 at position 4")),
    Nonsense("a text that is too long",
             ("comment", KEY, "x" * 10_001),
             ("text: string should have at most 10000 characters", "…")),
    Nonsense("what nobody could measure",
             ("action", "add", KEY, "Limit retries", "--verify", "it is better"),
             ("--verify: “it is better” cannot be measured", "no recurrence for 30 days")),
)

IN_A_FILE = (
    Written("an unknown key", "contxt: {title: It broke}",
            ("record.yaml:2:1: contxt: is not a field (did you mean “context”?)",)),
    Written("an unknown field", "context: {titel: It broke}",
            ("record.yaml:2:11: context.titel: is not a field (did you mean “title”?)",)),
    Written("a key twice", "context: {title: It broke, title: It did}",
            ("“title” is here twice", "keep one of them")),
    Written("an id twice", "timeline: [{id: T1, text: It broke}, {id: T1, text: It did}]",
            ("T1", "twice")),
    Written("a time without a zone", "timeline: [{text: It broke, at: 2017-01-31T19:00:00}]",
            ("timeline", ".at: ", "time zone")),
    Written("ten megabytes", f"comment: {'x' * 10 * 1024 * 1024}",
            ("larger than 10 MiB", "split the file")),
    Written("a text that is too long", f"context: {{title: It broke, effect: {'x' * 10_001}}}",
            ("effect", "10000")),
    Written("control characters", "context: {title: It\x07broke}",
            ("U+0007",)),
    Written("no YAML at all", "context: [",
            ("record.yaml:3:1: ",)),
    Written("a team as owner", "actions: [{title: Limit retries, owner: payments}]",
            ("owner: “payments” is a team",)),
)
# fmt: on


@pytest.fixture(scope="module", autouse=True)
def _somebody_there(shared: Installation) -> None:
    people = shared.home / "more.yaml"
    people.write_text(PEOPLE + MORE_PEOPLE, encoding="utf-8")
    opened(shared).does("people", "import", str(people))


@pytest.fixture(autouse=True)
def _nothing_is_recorded(shared: Installation, _somebody_there: None) -> Iterator[None]:
    before = entries(shared)
    yield
    assert entries(shared) == before


def entries(here: Installation) -> int:
    """Count what is in all histories together."""
    with closing(sqlite3.connect(here.home / "retro.db")) as database:
        (count,) = database.execute("SELECT count(*) FROM entries").fetchone()
        return int(count)


def assert_told(told: str, *parts: str) -> None:
    assert "Traceback" not in told
    assert len(told) < 1000
    for part in parts:
        assert part in told


@pytest.mark.parametrize("said", TYPED, ids=lambda one: one.name)
def test_what_is_typed_is_refused(shared: Installation, said: Nonsense) -> None:
    ended = shared.does(*said.words, code=USAGE)

    assert_told(ended.err, *said.told)
    assert ended.out == ""


@pytest.mark.parametrize("said", IN_A_FILE, ids=lambda one: one.name)
def test_what_a_file_says_is_refused(shared: Installation, tmp_path: Path, said: Written) -> None:
    file = tmp_path / "record.yaml"
    file.write_text(f"incident: {KEY}\n{said.text}\n", encoding="utf-8")
    ended = shared.does("apply", str(file), code=USAGE)

    assert_told(ended.err.replace(str(file), "record.yaml"), *said.told)
    assert ended.out == ""


def test_an_unknown_key_of_a_people_file_is_refused(shared: Installation, tmp_path: Path) -> None:
    before = shared.does("people", "list").out
    file = tmp_path / "people.yaml"
    file.write_text("people:\n  - {id: eve, name: Eve, rolls: [engineer]}\n")
    ended = shared.does("people", "import", str(file), code=USAGE)

    assert_told(ended.err, f"{file}:2:", "rolls: is not a field (did you mean “roles”?)")
    assert shared.does("people", "list").out == before


def test_a_policy_that_makes_no_sense_is_not_published(
    shared: Installation, tmp_path: Path
) -> None:
    before = shared.does("policy", "list").out
    policy = tmp_path / "policy.yaml"
    policy.write_text("policy: ours\nversion: 1.0.0\ngate: {}\n")
    ended = shared.does("policy", "publish", str(policy), code=USAGE)

    assert_told(ended.err, f"{policy}:3:1: gate: there is no key “gate” (did you mean “gates”?)")
    assert shared.does("policy", "list").out == before
