"""`digest` tells what is open and what a week taught, and sends both to whom the settings name."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from cli.app import App
from cli.installation import mailing
from cli.installation.mailing import mailing_of, planned
from cli.installation.settings import load_settings
from documents.bulletins.events import BulletinSent, BulletinUnsent
from documents.bulletins.facts import Issue, Kind, Told
from store.bulletins import Bulletins
from tests.builders import NOON
from tests.cli.climbed import promised
from tests.cli.offline import ALIVE, Terminal
from tests.cli.written import PROOF, written
from workflows.schedules import Planned

NINE = NOON.replace(hour=9)
SENT = BulletinSent(
    "bulletin/digest/2026-03-10T09:00Z/ana",
    Kind.DIGEST,
    NINE,
    "ana",
    "3 open",
    "mailto",
    NINE,
    "default",
    ("mailto",),
    ("json",),
)
UNSENT = BulletinUnsent(
    "bulletin/review/2026-03-10T09:00Z/ben", Kind.REVIEW, NINE, "ben", "no such host"
)

REVIEWED = replace(SENT, kind=Kind.REVIEW, key="bulletin/review/2026-03-10T09:00Z/ana")


@pytest.fixture
def posted(monkeypatch: pytest.MonkeyPatch) -> list[Issue]:
    """Remember what is to be sent, and reach ana but not ben."""
    issues: list[Issue] = []

    def send(_: App, issue: Issue) -> tuple[Told, ...]:
        issues.append(issue)
        return (Told("ana", "mailto"), Told("ben", why="no such host"))

    monkeypatch.setattr(mailing, "send", send)
    return issues


def test_before_its_gate_a_promise_is_no_promise_yet(here: Terminal) -> None:
    written(here).later(days=20)

    told = here("digest").out

    assert "3 open actions, 0 late" in told
    assert told.count("- not promised yet: INC-42 A") == 3
    assert not here("list", "--late", "--json").out.count("A1")


def test_every_open_action_is_told_what_is_late_first(here: Terminal) -> None:
    promised(here).later(days=20)

    ended = here("digest")

    assert ended.code == 0
    assert ended.out.startswith(
        "# Open actions on 2026-03-30\n\n3 open actions, 2 late, in 1 incident.\n"
    )
    first, second, third = [one for one in ended.out.splitlines() if ": INC-42 A" in one]
    assert first.startswith("- **9 days late**: INC-42 A1 “")
    assert "days late**: INC-42 A2 “" in second
    assert third.startswith("- P3: INC-42 A3 “")
    assert "`retro action done INC-42 A1 --evidence URL`" in ended.out


def test_json_has_all_of_it_however_short_the_page(here: Terminal) -> None:
    written(here)

    found = json.loads(here("digest", "--limit", "1", "--json").out)

    assert (found["open"], found["late"]) == (3, 0)
    assert found["teams"] == [{"team": "no team", "open": 3, "late": 0}]
    assert [one["id"] for one in found["actions"]] == ["A1", "A2", "A3"]
    assert found["actions"][1]["command"].startswith("retro action ")


def test_a_short_page_says_how_to_see_the_rest(here: Terminal) -> None:
    written(here)

    assert here("digest", "--limit", "1").out.endswith("\nAnd 2 more: `retro digest --limit 3`\n")


def test_a_review_tells_the_week(here: Terminal) -> None:
    written(here)("learning", "INC-42", "Brokers retry.", "--remedy", "runbook")
    here("action", "done", "INC-42", "A1", *PROOF, acting="ana")
    here("verify", "INC-42", "A1", *PROOF, acting="ben")
    here.later(days=6)

    ended = here("digest", "--review")

    assert ended.code == 0
    assert ended.out.startswith("# Impact and learnings, 2026-03-09 to 2026-03-16\n")
    assert "## Opened\n\n- INC-42 SEV2 " in ended.out
    assert "Brokers retry. (runbook)\n" in ended.out
    assert "## Finished\n\n- INC-42 A1 “" in ended.out
    assert "No incident was closed." in ended.out


def test_since_says_how_far_a_review_looks_back(here: Terminal) -> None:
    written(here).later(days=9)

    assert "## Opened\n\n- INC-42" in here("digest", "--review", "--since", "14d").out
    assert "## Opened\n\n- INC-42" in here("digest", "--since", "14d").out
    assert "No incident was opened." in here("digest", "--review").out


def test_a_review_as_json_has_every_list(here: Terminal) -> None:
    found = json.loads(here("digest", "--review", "--json").out)

    assert {one: found[one] for one in ("opened", "closed", "learnt", "came_back", "late")} == {
        "opened": [], "closed": [], "learnt": [], "came_back": [], "late": [],
    }  # fmt: skip
    assert found["since"] == "2026-03-03T12:00:00Z"


def test_nothing_is_said_to_be_open_where_nothing_is(here: Terminal) -> None:
    assert here("digest").out.endswith("No action is open: nothing is owed in any incident.\n")


def test_it_is_sent_now_and_says_whom_it_reached(here: Terminal, posted: list[Issue]) -> None:
    here.variables["RETRO_BULLETINS_TO"] = "ana ben"
    ended = here("digest", "--review", "--since", "14d", "--send")

    assert posted == [Issue(Kind.REVIEW, NOON, NOON - timedelta(days=14))]
    assert ended.code == 7
    assert ended.out.startswith("# Impact and learnings")
    assert ended.err == "ana: sent by mailto\nben: not sent, no such host\n"


def test_where_everybody_is_reached_all_is_well(
    here: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailing, "send", lambda *_: (Told("ana", "mailto"),))
    here.variables["RETRO_BULLETINS_TO"] = "ana"

    assert here("digest", "--send").code == 0


def test_what_nobody_gets_is_not_sent(here: Terminal, posted: list[Issue]) -> None:
    ended = here("digest", "--send")

    assert (ended.code, ended.out, posted) == (2, "", [])
    assert ended.err == (
        f"nobody gets it\n  → say who does, in {here.home}/retro.toml:"
        ' bulletins_to = ["role:facilitator"]\n'
    )


def test_who_reads_a_bulletin_that_nobody_is_sent_is_told_how_it_is_sent(here: Terminal) -> None:
    untold = here("digest").err
    here.variables["RETRO_BULLETINS_TO"] = "role:facilitator"

    assert untold.endswith(
        f'say who is, in {here.home}/retro.toml: bulletins_to = ["role:facilitator"]\n'
    )
    assert here("digest").err == ""


def test_what_reaches_nobody_says_whom_it_looked_for(
    here: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailing, "send", lambda *_: ())
    here.variables["RETRO_BULLETINS_TO"] = "role:nobody"
    ended = here("digest", "--send")

    assert ended.code == 7
    assert ended.err == "nobody is there who gets it: bulletins_to is role:nobody\n"


def test_who_was_sent_what_is_listed_the_newest_first(here: Terminal) -> None:
    for event in (SENT, UNSENT):
        Bulletins(here.app().engine).note(event, NINE)

    rows = json.loads(here("digest", "--sent", "--json").out)

    assert [(one["bulletin"], one["to"], one["by"], one["why"]) for one in rows] == [
        ("review", "ben", "", "no such host"),
        ("digest", "ana", "mailto", "perhaps twice: mailto, not by: json"),
    ]
    assert here("digest", "--sent", "--limit", "1").out.count("\n") <= 2
    Bulletins(here.app().engine).note(REVIEWED, NINE)
    for words in (("--review",), ("--since", "7d")):
        rows = json.loads(here("digest", *words, "--sent", "--json").out)
        assert [(one["bulletin"], one["to"]) for one in rows] == [
            ("review", "ana"),
            ("review", "ben"),
        ]


def test_where_none_was_sent_that_is_said(here: Terminal) -> None:
    assert here("digest", "--sent").err == "none yet · send one: retro digest --send\n"


def test_the_settings_say_when_to_whom_and_by_whose_clock(tmp_path: Path) -> None:
    said = {
        "RETRO_BULLETINS_TO": "ana role:manager",
        "RETRO_DIGEST_AT": "30 8 * * MON-FRI",
        "RETRO_ZONE": "Europe/Lisbon",
    }
    settings = load_settings(tmp_path, said)

    assert [*planned(settings)] == [
        Planned(Kind.DIGEST, "30 8 * * mon-fri", "Europe/Lisbon"),
        Planned(Kind.REVIEW, "0 9 * * mon", "Europe/Lisbon"),
    ]
    assert mailing_of(settings).to == ("ana", "role:manager")


def test_never_is_never_and_without_readers_nothing_is_planned(tmp_path: Path) -> None:
    said = {"RETRO_BULLETINS_TO": "ana", "RETRO_DIGEST_AT": "never"}

    assert [one.kind for one in planned(load_settings(tmp_path, said))] == [Kind.REVIEW]
    assert [*planned(load_settings(tmp_path, {}))] == []


def bulletins_of(here: Terminal) -> tuple[bool | None, str, str]:
    rows = json.loads(here("doctor", "--json").out)
    (row,) = [one for one in rows if one["check"] == "bulletins"]
    return row["well"], row["found"], row["fix"]


def test_a_doctor_says_when_the_next_ones_come(here: Terminal) -> None:
    here.variables["RETRO_BULLETINS_TO"] = "fay"
    coming = (("digest", NINE), ("review", NINE + timedelta(days=6)))
    here.sight = replace(ALIVE, bulletins=coming)

    assert bulletins_of(here) == (
        True,
        "next digest 2026-03-10 09:00 UTC · next review 2026-03-16 09:00 UTC",
        "",
    )


def test_a_doctor_finds_what_is_not_planned_and_whom_nobody_knows(here: Terminal) -> None:
    assert bulletins_of(here) == (
        None,
        "nobody gets them",
        'say who does: bulletins_to = ["role:manager"]',
    )
    here.variables["RETRO_BULLETINS_TO"] = "fay"
    here.sight = replace(ALIVE, bulletins=(("digest", NINE),))
    assert bulletins_of(here)[:2] == (False, "not planned: review")
    here.variables["RETRO_BULLETINS_TO"] = "zoe role:pilot fay"
    assert bulletins_of(here) == (
        False,
        ("bulletins_to reaches nobody by zoe: there is no “zoe” in the people directory; "
        "role:pilot: nobody has that role"),
        (f"name others in bulletins_to of {here.home}/retro.toml, or correct people.yaml and: "
        "retro people import people.yaml"),
    )  # fmt: skip


def test_a_doctor_finds_who_did_not_get_the_last_one(here: Terminal) -> None:
    here.variables["RETRO_BULLETINS_TO"] = "fay"
    Bulletins(here.app().engine).note(UNSENT, NINE)

    assert bulletins_of(here) == (
        False, "ben did not get the last review: no such host", "retro digest --sent",
    )  # fmt: skip


def test_a_doctor_cannot_tell_without_temporal(here: Terminal) -> None:
    here.variables["RETRO_BULLETINS_TO"] = "fay"
    here.sight = replace(ALIVE, answers=False)

    assert bulletins_of(here)[:2] == (None, "not looked at: Temporal does not answer")


def test_status_says_when_the_next_ones_come(here: Terminal) -> None:
    here.sight = replace(ALIVE, bulletins=(("digest", NINE),))

    assert "bulletins\tdigest 2026-03-10 09:00 UTC\n" in here("status").out


def test_the_history_of_bulletins_is_no_incident(here: Terminal) -> None:
    assert here("open", "BULLETINS", "--title", "x").code == 2
