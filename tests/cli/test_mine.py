"""`mine` lists what waits for one person, and nothing that they could not do."""

import json
from typing import Any

from cli.showing.owing import Owing, once
from tests.builders import NOON
from tests.cli.climbed import climbed
from tests.cli.offline import Terminal
from tests.cli.written import PROOF, WAY, written
from workflows.engine_commands import tick

REASON = "The tracker moves to another host until the end of the month"


def rows(here: Terminal, person: str) -> list[dict[str, Any]]:
    ended = here("mine", "--json", acting=person)
    assert ended.code == 0, ended.err
    found: list[dict[str, Any]] = json.loads(ended.out)
    return found


def commands(here: Terminal, person: str) -> list[str]:
    return [one["command"] for one in rows(here, person)]


def test_an_owner_sees_what_they_owe(here: Terminal) -> None:
    written(here)

    assert rows(here, "ben") == [
        {
            "incident": "INC-42",
            "item": "A2",
            "what": "“Write the rollback runbook” is not done",
            "due": None,
            "late": False,
            "command": "retro action done INC-42 A2 --evidence URL",
        }
    ]


def test_a_facilitator_sees_the_gate_that_is_open(here: Terminal) -> None:
    written(here)

    assert commands(here, "fay") == ["retro advance INC-42"]


def test_a_facilitator_sees_the_gate_that_is_shut(here: Terminal) -> None:
    written(here)("meeting", "INC-42", "--timeline-sent", "")

    (one,) = rows(here, "fay")

    assert one["what"] == "the gate into facts is shut: 1 of 1 need you"
    assert one["command"] == "retro why INC-42"
    assert one["due"] == "2026-03-11T12:00:00Z"


def test_what_is_done_waits_for_another_who_takes_part(here: Terminal) -> None:
    written(here)("action", "done", "INC-42", "A1", *PROOF, acting="ana")
    verify = "retro verify INC-42 A1 --evidence URL"

    assert verify in commands(here, "ben")
    assert verify not in commands(here, "ana")
    assert commands(here, "rob") == []


def test_what_is_asked_of_anybody_is_asked_of_the_reader_once(here: Terminal) -> None:
    written(here)
    for _ in range(3):
        here("advance", "INC-42")
    here("action", "done", "INC-42", "A1", *PROOF, acting="ana")

    assert [one["item"] for one in rows(here, "ben")] == ["A2", "A1"]


def test_a_proposal_waits_for_whom_the_policy_names(here: Terminal) -> None:
    written(here)
    asked = here("waive", "INC-42", "timeline-sent", "--until", "7d", "--reason", REASON)
    assert asked.code == 0, asked.err

    assert commands(here, "sol") == ["retro grant INC-42 W1"]
    assert "retro grant INC-42 W1" not in commands(here, "fay")


def test_an_approval_waits_for_the_approver(here: Terminal) -> None:
    written(here)
    for command in WAY:
        ended = here(*command[1:], acting=command[0])
        assert ended.code == 0, (command, ended)

    assert commands(here, "sam") == ["retro approve INC-42 --as sam"]


def test_what_is_due_first_stands_first(here: Terminal) -> None:
    written(here)
    for _ in range(3):
        here("advance", "INC-42")

    dues = [one["due"] for one in rows(here, "ana")]

    assert dues == [*sorted(one for one in dues if one), *(one for one in dues if not one)]


def test_an_action_is_due_on_its_day_and_late_after_it(here: Terminal) -> None:
    written(here)
    for _ in range(3):
        here("advance", "INC-42")
    in_time = here("mine", acting="ana").out
    here.later(days=16)

    late = here("mine", acting="ana").out

    assert "“Cap webhook retries at five” is not done\t2026-03-20\t\tretro action done" in in_time
    assert "“Cap webhook retries at five” is not done\t2026-03-20\tlate\tretro action done" in late
    (one,) = [one for one in rows(here, "ana") if one["item"] == "A1"]
    assert (one["due"], one["late"]) == ("2026-03-21T00:00:00Z", True)


def test_who_has_nothing_to_do_is_told_so(here: Terminal) -> None:
    written(here)

    ended = here("mine", acting="mia")

    assert ended.err == "nothing waits for mia · what is open: retro list\n"


def test_nobody_in_particular_has_nothing_of_their_own(here: Terminal) -> None:
    ended = here("mine", acting="")

    assert ended.code == 2
    assert ended.err == (
        "nobody said who acts\n"
        f'  → say it each time: --as PERSON · or once: as = "PERSON" in {here.home}/retro.toml\n'
    )


def test_what_one_command_settles_is_listed_once() -> None:
    first = Owing("INC-42", "A2", "it is not done", NOON, "retro action done INC-42 A2")
    again = Owing("INC-42", "A2", "it is late", NOON, "retro action done INC-42 A2")
    other = Owing("INC-42", "A3", "it is not done", NOON, "retro action done INC-42 A3")

    assert once([first, again, other]) == [first, other]


def test_what_climbed_to_a_manager_is_theirs_until_somebody_acts(here: Terminal) -> None:
    written(here)("meeting", "INC-42", "--timeline-sent", "")
    here.later(days=4)
    here.app().post.send(tick("INC-42", "after four days"))
    reached = [one.to for one in here.app().record("INC-42").notices if one.rung > 1]

    (one,) = rows(here, reached[0])

    assert one["what"] == "INC-42 has not passed the gate into facts"
    assert one["command"] == "retro escalations show INC-42 facts"


def test_what_somebody_stopped_is_nobodys_until_its_date(here: Terminal) -> None:
    climbed(here)
    shown = "retro escalations show INC-42 A1"
    before = commands(here, "mia")
    week = ("--until", "7d", "--reason", REASON)
    here("escalations", "ack", "INC-42", "A1", *week, acting="mia")

    during = commands(here, "mia")
    here.later(days=7)

    assert shown in before
    assert shown not in during
    assert shown in commands(here, "mia")


def test_what_waits_for_somebody_is_not_told_to_them_as_an_escalation(here: Terminal) -> None:
    climbed(here)

    assert commands(here, "ana")[0] == "retro action done INC-42 A1 --evidence URL"
    assert "retro escalations show INC-42 A1" not in commands(here, "ana")
