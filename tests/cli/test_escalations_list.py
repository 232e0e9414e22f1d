"""What climbs is listed over all incidents, until somebody acts, or as long as nobody stops it."""

import json
from contextlib import redirect_stdout
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest

from cli.main import retro
from cli.showing.formats import Format
from cli.showing.output import Output
from documents.record_file import write
from states.addressing import addressed
from states.commands import ConfirmNotice
from states.envelope import ENGINE, Actor
from states.record.retrospective import Retrospective
from tests.builders import KEY, changed, complete_record
from tests.cli.climbed import WHY, climbed, escalations, promised, waits
from tests.cli.offline import Terminal
from tests.cli.written import PROOF, file_of

ACK = ("ack", KEY, "A1", "--until", "7d", "--reason", WHY)


def rows(here: Terminal, *words: str, acting: str = "mia") -> list[dict[str, Any]]:
    ended = escalations(here, "list", "--json", *words, acting=acting)
    assert ended.code == 0, ended.err
    found: list[dict[str, Any]] = json.loads(ended.out)
    return found


def arrived(here: Terminal) -> None:
    """Let the message arrive that tells mia of A1."""
    confirms = ConfirmNotice("INC-42/action:A1/9/3.1/mia", "mailto", here.now, "mail")
    sent = here.app().post.send(addressed(KEY, confirms, Actor(ENGINE, "engine"), "sent/mia"))
    assert not sent.refusal


def names(here: Terminal, *words: str, acting: str = "mia") -> list[str]:
    return [one["what"] for one in rows(here, *words, acting=acting)]


def test_what_climbs_is_told_with_the_rung_it_has_reached_and_the_next(here: Terminal) -> None:
    climbed(here)
    assert rows(here)[0]["told"] == []
    arrived(here)

    (one,) = rows(here)

    assert one == {
        "incident": KEY,
        "what": "action:A1",
        "due": "2026-03-21T00:00:00Z",
        "late_by": 3.5 * 86_400,
        "rung": 4,
        "told": ["mia"],
        "next": "2026-03-26T00:00:00Z",
        "tells": ["manager"],
        "title": "Cap webhook retries at five",
    }


def test_moments_are_those_of_the_reader(here: Terminal) -> None:
    arrived(climbed(here))

    ended = escalations(here, "list", acting="ben")

    assert ended.out == (
        "incident\twhat\tdue\tlate_by\trung\ttold\tnext\ttells\ttitle\n"
        "INC-42\taction:A1\t2026-03-20\t3 d 12 h\t4\tmia\t2026-03-25T20:00:00-04:00\t"
        "manager\tCap webhook retries at five\n"
    )


def test_the_longest_overdue_comes_first(here: Terminal) -> None:
    climbed(here, days=18)

    assert names(here) == ["action:A1", "action:A2"]


def test_what_is_late_of_an_incident_has_its_title(here: Terminal) -> None:
    waits(promised(here), days=31)
    for action, owner, other in (("A1", "ana", "ben"), ("A2", "ben", "ana")):
        assert here("action", "done", KEY, action, *PROOF, acting=owner).code == 0
        assert here("verify", KEY, action, *PROOF, acting=other).code == 0

    titles = {one["what"]: one["title"] for one in rows(here)}

    assert titles["gate:verified"] == "Checkout failed while webhooks were retried"


def test_before_anything_is_due_nothing_climbs(here: Terminal) -> None:
    ended = escalations(waits(promised(here), days=10), "list")

    assert ended.err == "nothing climbs · what is open: retro list\n"


def test_what_is_done_climbs_no_more(here: Terminal) -> None:
    climbed(here)
    here("action", "done", KEY, "A1", *PROOF, acting="ana")
    here("verify", KEY, "A1", *PROOF, acting="ben")

    assert rows(here) == []


def test_what_somebody_stopped_is_left_out_until_its_date(here: Terminal) -> None:
    escalations(climbed(here), *ACK)

    assert names(here) == []
    (one,) = rows(here, "--all")
    assert (one["held_until"], one["held_by"]) == ("2026-03-31T12:00:00Z", "mia")
    here.now += timedelta(days=7)
    assert "action:A1" in names(here)


def test_mine_are_those_that_reached_me_and_do_not_wait_for_me(here: Terminal) -> None:
    climbed(here)

    assert names(here, "--mine", acting="mia") == ["action:A1"]
    assert names(here, "--mine", acting="fay") == ["action:A1"]
    assert names(here, "--mine", acting="ana") == []
    assert names(here, "--mine", acting="rob") == []
    assert names(here, "--person", "fay", acting="rob") == ["action:A1"]


def test_one_to_whom_nothing_climbed_is_told_so(here: Terminal) -> None:
    ended = escalations(climbed(here), "list", "--mine", acting="sam")

    assert ended.err == "nothing climbs to sam · what is open: retro list\n"


def another(here: Terminal, key: str) -> None:
    """Open another incident in which the same is promised."""
    whole: Retrospective = changed(complete_record(), incident=key)
    assert here("apply", file_of(here, write(whole))).code == 0
    for _ in range(3):
        assert here("advance", key).code == 0


def test_a_cut_list_says_so(here: Terminal) -> None:
    promised(here)
    another(here, "INC-43")
    waits(here, days=14)
    waits(here, days=1, key="INC-43")

    ended = escalations(here, "list", "--limit", "1")

    assert ended.err == "these are the first 1 · more: --limit 2\n"
    assert [one["incident"] for one in rows(here)] == [KEY, "INC-43"]


def test_a_narrow_list_breaks_no_key(here: Terminal) -> None:
    app = climbed(here).app("mia")
    app.output = Output(Format.TABLE, width=80)
    kept = StringIO()

    with redirect_stdout(kept):
        retro.main(["escalations", "list"], standalone_mode=False, obj=app)

    assert kept.getvalue().splitlines() == [
        "incident  what       late by   rung  next                  title",
        "INC-42    action:A1  3 d 12 h  4     2026-03-26T00:00:00Z  Cap webhook retries…",
    ]


def test_status_counts_what_climbs_and_what_was_stopped(here: Terminal) -> None:
    climbed(here)
    before = json.loads(here("status", "--json").out)
    escalations(here, *ACK)

    after = json.loads(here("status", "--json").out)

    assert (before["escalations"], before["acknowledged"]) == (1, 0)
    assert (after["escalations"], after["acknowledged"]) == (0, 1)


def test_a_person_whom_nobody_knows_is_not_found(here: Terminal) -> None:
    ended = escalations(climbed(here), "list", "--person", "roob")

    assert ended.code == 5
    assert ended.err == (
        "there is no “roob” in the people directory (did you mean “rob”?)\n"
        "  → see who is: retro people list\n"
    )


@pytest.mark.parametrize(
    ("variables", "words", "hour"),
    [
        ({"RETRO_ZONE": "Asia/Tokyo"}, (), "T20:00:00-04:00"),
        ({"RETRO_ZONE": "Asia/Tokyo"}, ("--zone", "Europe/Berlin"), "T01:00:00+01:00"),
    ],
)
def test_a_persons_own_zone_goes_before_the_one_that_is_set(
    here: Terminal, variables: dict[str, str], words: tuple[str, ...], hour: str
) -> None:
    here.variables = variables

    ended = escalations(climbed(here), "list", *words, acting="ben")

    assert hour in ended.out


def test_without_a_person_the_zone_that_is_set_counts(here: Terminal) -> None:
    here.variables = {"RETRO_ZONE": "Asia/Tokyo"}
    climbed(here).acting = ""

    assert "T09:00:00+09:00" in escalations(here, "list", acting="").out
