"""What is missing is named in a line, with what starts it, within seconds; nothing is guessed."""

import signal
import socket
import time

import pytest

from connectors.free_port import LOCALHOST, any_free_port
from tests.e2e.installation import Ended, Installation
from tests.e2e.story import KEY, opened, part, with_people

pytestmark = pytest.mark.xdist_group("e2e-missing")

UNREACHABLE = 7
WHY = ("--reason", "The reason of this test is long enough for every rule")
PROOF = ("--evidence", "https://example.org/1")

# fmt: off
WRITING = (
    ("open", "INC-9", "--title", "Mail", "--severity", "SEV2", "--stabilized", "2026-03-01T10:00Z"),
    ("open", "--file", "$later"),
    ("advance", KEY),
    ("return", KEY, *WHY),
    ("reopen", KEY, *WHY),
    ("withdraw", KEY, *WHY),
    ("set", KEY, "--title", "Another title"),
    ("fact", KEY, "It broke", "--at", "now"),
    ("fact", KEY, "T1", "--standing", "confirmed"),
    ("impact", KEY, "--scope", "Everyone"),
    ("went-well", KEY, "The pager worked"),
    ("meeting", KEY, "--held", "now"),
    ("factor", KEY, "Nothing limits retries"),
    ("learning", KEY, "Retries triple the load"),
    ("trigger", KEY, "Errors twice a week"),
    ("action", "add", KEY, "Limit the retries"),
    ("action", "edit", KEY, "A1", "--owner", "kim"),
    ("action", "ticket", KEY, "A1", "OPS-1"),
    ("action", "done", KEY, "A1", *PROOF),
    ("action", "reschedule", KEY, "A1", "--due", "2099-01-01", *WHY),
    ("action", "park", KEY, "A1", *WHY),
    ("action", "resume", KEY, "A1", *WHY),
    ("remove", KEY, "T1"),
    ("verify", KEY, "A1", *PROOF),
    ("risk", KEY, "F1", *WHY),
    ("approve", KEY),
    ("waive", KEY, "ticket", "--until", "14d", *WHY),
    ("grant", KEY, "W1"),
    ("decline", KEY, "W1"),
    ("comment", KEY, "Hello"),
    ("apply", "$changed"),
    ("edit", KEY),
    ("status",),
    ("worker",),
)

READING = (
    ("list",),
    ("mine",),
    ("show", KEY),
    ("history", KEY),
    ("audit", "verify"),
    ("people", "list"),
    ("policy", "show"),
    ("config", "show"),
    ("store", "rebuild"),
    ("store", "migrate"),
    ("apply", "$changed", "--dry-run"),
    ("completion", "bash"),
)
# fmt: on


@pytest.fixture(scope="module")
def stopped(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """Have an installation with a whole record, on which nothing runs any more."""
    here = Installation(tmp_path_factory.mktemp("e2e") / "home")
    with here.running("up") as up:
        opened(with_people(here))
        for name in ("2-facts.yaml", "3-factors.yaml", "4-actions.yaml"):
            here.does("apply", part(here.home, name))
        up.ended_by(signal.SIGTERM)
    (here.home / "editor").write_text('#!/bin/sh\nsed -i.old "s/deleted/removed/" "$1"\n')
    here.variables["EDITOR"] = f"sh {here.home / 'editor'}"
    changed = here.home / "changed.yaml"
    changed.write_text(f"incident: {KEY}\nimpact: {{scope: Nobody}}\n")
    here.variables |= {"changed": str(changed), "later": part(here.home, "1-incident.yaml", "L-1")}
    return here


def told(here: Installation, words: tuple[str, ...]) -> Ended:
    return here(*(here.variables.get(one.strip("$"), one) for one in words))


@pytest.mark.parametrize("words", WRITING, ids=" ".join)
def test_without_temporal_it_says_what_starts_it(
    stopped: Installation, words: tuple[str, ...]
) -> None:
    before = time.monotonic()
    ended = told(stopped, words)

    assert (
        f"Temporal is not there: no retro up runs on {stopped.home}, "
        "and TEMPORAL_ADDRESS is not set"
    ) in ended.err
    assert "start it: retro up" in ended.err
    assert ended.code == UNREACHABLE
    assert time.monotonic() - before < 10


@pytest.mark.parametrize("words", READING, ids=" ".join)
def test_what_only_reads_needs_no_temporal(stopped: Installation, words: tuple[str, ...]) -> None:
    ended = told(stopped, words)

    assert (ended.code, ended.out + ended.err != "") == (0, True), ended


def test_why_answers_without_temporal(stopped: Installation) -> None:
    assert stopped.does("why", KEY).out.startswith("STABILIZED → FACTS")


def test_doctor_names_it_too(stopped: Installation) -> None:
    ended = stopped.does("doctor", "--json", code=3)

    (temporal,) = [one for one in ended.json if one["check"] == "temporal"]
    assert temporal["fix"] == "start it: retro up"


@pytest.mark.parametrize("answers", [True, False])
def test_an_address_that_was_set_is_named(stopped: Installation, *, answers: bool) -> None:
    with socket.create_server((LOCALHOST, 0)) as listening:
        port = listening.getsockname()[1] if answers else any_free_port()
        elsewhere = stopped.with_variables(TEMPORAL_ADDRESS=f"{LOCALHOST}:{port}")
        ended = elsewhere.does("comment", KEY, "Hello", code=UNREACHABLE)

    assert ended.err == (
        f"Temporal does not answer at {LOCALHOST}:{port}\n"
        "  → check TEMPORAL_ADDRESS or your profile's address, and its TLS and API key\n"
    )


@pytest.mark.parametrize(
    "words",
    [("list",), ("comment", KEY, "Hello"), ("people", "list"), ("store", "migrate"), ("up",)],
    ids=" ".join,
)
def test_a_database_that_does_not_answer_is_named(
    here: Installation, words: tuple[str, ...]
) -> None:
    port = any_free_port()
    here.variables["RETRO_DATABASE_URL"] = f"postgresql://ana:secret@{LOCALHOST}:{port}/retro"
    ended = here.does(*words, code=UNREACHABLE)

    first, last = ended.err.splitlines()
    assert first.startswith(
        f"the database postgresql://ana:***@{LOCALHOST}:{port}/retro does not answer: "
    )
    assert "secret" not in ended.err
    assert last == ("  → start it (systemctl start postgresql), or name another: retro config show")


@pytest.mark.parametrize("words", [("list",), ("comment", KEY, "Hello")], ids=" ".join)
def test_a_database_that_is_not_set_up_says_how(here: Installation, words: tuple[str, ...]) -> None:
    assert here.does(*words, code=UNREACHABLE).err == (
        f"the database sqlite:///{here.home}/retro.db is not set up\n"
        "  → start everything: retro up · or only set it up: retro store migrate\n"
    )
