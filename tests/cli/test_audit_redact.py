"""What nobody may keep is erased where it can be, and what stays is said."""

import json

import pytest

from cli.installation.log_keeping import log_to_keep
from store.verify import verify
from tests.cli.offline import Terminal

WHY = ("--reason", "Asked for by the person")
SECRET = "Ana Diaz restarted the queue by hand"


@pytest.fixture
def opened(here: Terminal) -> Terminal:
    """Sit down where an incident says too much about somebody, twice."""
    words = ("--title", "Queue stuck", "--severity", "SEV2", "--stabilized", "2026-03-02T10:00Z")
    assert here("open", "INC-42", *words).code == 0
    here.acting = "sol"
    for said in (SECRET, f"we saw that {SECRET}", "The queue was slow"):
        assert here("comment", "INC-42", said).code == 0
    return here


def _redact(here: Terminal, *words: str, key: str = "INC-42") -> tuple[int, str, str]:
    ended = here("audit", "redact", key, *words)
    return ended.code, ended.out, ended.err


def _known(here: Terminal, key: str = "INC-42") -> str:
    return " ".join(str(one) for one in here.app().history.entries_of(key))


def test_a_dry_run_lists_what_would_be_erased_and_erases_nothing(opened: Terminal) -> None:
    code, out, err = _redact(opened, "--containing", "ana diaz", "--dry-run", "-o", "json")

    assert code == 0
    assert [one["entry"] for one in json.loads(out)] == [2, 3]
    assert json.loads(out)[0]["text"] == SECRET
    assert err.splitlines()[-1] == "2 texts would be erased"
    assert SECRET in _known(opened)


def test_what_is_erased_is_gone_and_every_proof_holds(opened: Terminal) -> None:
    log_to_keep(opened.app()).refresh(opened.now)

    code, _, err = _redact(opened, "--containing", "Ana Diaz", *WHY, "--yes")

    assert code == 0, err
    assert "INC-42: texts were erased · entry 5" in err
    assert "Temporal keeps what was sent until its retention ends" in err
    assert "Ana Diaz" not in _known(opened)
    assert "The queue was slow" in _known(opened)
    assert "[erased]" in _known(opened)
    assert "Ana Diaz" not in opened("show", "INC-42").out
    assert not [*verify(opened.app().engine)]
    assert log_to_keep(opened.app()).tend(opened.now) is not None


def test_who_erased_and_why_is_an_entry(opened: Terminal) -> None:
    _redact(opened, "--containing", "Ana Diaz", *WHY, "--yes")

    entry = opened.app().history.entries_of("INC-42")[-1]

    assert entry.actor["person"] == "sol"
    (event,) = entry.events
    assert event["event"] == "TextsErased"
    assert (len(event["digests"]), event["reason"]) == (2, WHY[1])


def test_of_one_entry_every_text_is_erased_and_its_words_elsewhere_are_named(
    opened: Terminal,
) -> None:
    code, _, err = _redact(opened, "--entry", "2", *WHY, "--yes")

    assert code == 0
    assert "the same words stand elsewhere as well: entry 3 · take it in: --entry" in err
    assert _known(opened).count(SECRET) == 1


def test_what_stands_in_the_entry_itself_stays_and_is_said(opened: Terminal) -> None:
    _, _, err = _redact(opened, "--containing", "sol", "--entry", "4", "--dry-run")

    assert "in the entry itself, and stays: entries 2, 3, 4" in err


def test_it_is_asked_about_first(opened: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    code, _, err = _redact(opened, "--entry", "2", *WHY)

    assert code == 2
    assert err.splitlines()[-1] == "  → agree beforehand: --yes"

    monkeypatch.setattr("cli.reading.consent.is_anyone_there", lambda: True)
    monkeypatch.setattr("click.confirm", lambda *_, **__: False)

    code, _, err = _redact(opened, "--entry", "2", *WHY)

    assert code == 1
    assert "nothing was erased" in err
    assert SECRET in _known(opened)


@pytest.mark.parametrize(
    ("words", "code", "why"),
    [
        ((), 2, "nothing says what to erase"),
        (("--containing", "  "), 2, "nothing says what to erase"),
        (("--containing", "nobody here"), 5, "INC-42 has no such text that could be erased"),
        (("--entry", "99"), 5, "INC-42 has no such text that could be erased"),
        (("--entry", "2", "--yes"), 2, "nobody said why"),
    ],
)
def test_what_makes_no_sense_is_refused(
    opened: Terminal, words: tuple[str, ...], code: int, why: str
) -> None:
    ended = _redact(opened, *words)

    assert ended[0] == code
    assert why in ended[2]
    assert SECRET in _known(opened)


def test_an_incident_that_is_not_there_has_nothing(opened: Terminal) -> None:
    assert _redact(opened, "--entry", "1", key="INC-43")[0] == 5
    assert _redact(opened, "--entry", "1", key="inc")[0] == 2


def test_who_may_not_erase_is_refused(opened: Terminal) -> None:
    ended = opened("audit", "redact", "INC-42", "--entry", "2", *WHY, "--yes", acting="ana")

    assert ended.code == 4
    assert "ana is not sre-lead" in ended.err
    assert SECRET in _known(opened)


def test_more_than_one_command_takes_is_erased_in_several(
    opened: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cli.commands.audit.redact.AT_ONCE", 1)

    code, _, err = _redact(
        opened, "--containing", "Ana Diaz", *WHY, "--yes", "--command-id", "8c1f"
    )

    assert code == 0, err
    assert "entry 5" in err
    assert "entry 6" in err
    assert [one.id for one in opened.sent[-2:]] == ["8c1f", "8c1f.1"]
    assert "Ana Diaz" not in _known(opened)


def test_a_name_in_the_directory_is_erased(opened: Terminal) -> None:
    address = "ana@example.org"
    assert address in _known(opened, "PEOPLE")

    code, _, err = _redact(opened, "--containing", address, *WHY, "--yes", key="PEOPLE")

    assert code == 0, err
    assert "PEOPLE: texts were erased · entry 2" in err
    assert address not in _known(opened, "PEOPLE")
    assert address not in opened("people", "list").out
    assert opened.app().history.entries_of("PEOPLE")[-1].actor["person"] == "sol"


def test_who_may_not_erase_from_an_incident_may_not_from_the_directory(opened: Terminal) -> None:
    ended = opened("audit", "redact", "PEOPLE", "--entry", "1", *WHY, "--yes", acting="ana")

    assert ended.code == 4
    assert "ana is not sre-lead" in ended.err
    assert "ask sol" in ended.err
    assert "texts were erased" not in ended.err
