"""An incident is opened, asked about, moved on and back, and ended, each with its exit code."""

import json

import pytest

from states.lifecycle import Phase
from tests.cli.offline import Terminal
from tests.cli.written import file_of, record, written

OVER = ("--title", "Checkout failed", "--severity", "SEV2", "--stabilized", "2026-03-01T10:00Z")
REASON = ("--reason", "A second outage has the same cause")


def test_an_opened_incident_stands_at_its_first_gate(here: Terminal) -> None:
    ended = here("open", "INC-7", *OVER, "--service", "checkout", "--facilitator", "fay")

    assert ended.code == 0
    assert ended.out == "INC-7: opened “Checkout failed” · entry 1\nnext: retro why INC-7\n"
    opened = here.app().record("INC-7")
    assert opened.phase is Phase.OPENING
    assert opened.context.services == ("checkout",)


@pytest.mark.parametrize(
    ("there", "expected"),
    [((), "INC-1"), (("INC-9", "INC-41", "PAY-99"), "INC-42")],
)
def test_without_a_key_the_incident_gets_the_next_number(
    here: Terminal, there: tuple[str, ...], expected: str
) -> None:
    for key in there:
        here("open", key, *OVER)

    ended = here("open", *OVER)

    assert ended.out.startswith(f"{expected}: opened “Checkout failed”")


def test_an_incident_that_passes_its_first_gate_at_once_says_so(here: Terminal) -> None:
    ended = here("open", "--file", file_of(here))

    assert ended.code == 0
    assert record(here).phase is Phase.STABILIZED


def test_an_active_incident_is_not_opened(here: Terminal) -> None:
    ended = here("open", "INC-7", "--title", "Checkout fails")

    assert ended.code == 2
    assert ended.err == (
        "stabilized: the incident is still active, or nobody said when it was over\n"
        "  → a retrospective opens once the incident has stabilized: give --stabilized TIME\n"
    )
    assert here("list").err.startswith("there is none")


@pytest.mark.parametrize("key", ["inc_7", "7", "I", "INC 7", "A" * 41])
def test_a_key_that_names_nothing_is_refused_before_anything_is_sent(
    here: Terminal, key: str
) -> None:
    ended = here("open", key, *OVER)

    assert ended.code == 2
    assert ended.err == (
        f"incident: {key!r} cannot be the key of an incident\n"
        "  → 2 to 40 capital letters, digits and hyphens, a letter first: INC-42\n"
    )
    assert here.sent == []


def test_a_key_in_small_letters_is_told_in_capitals(here: Terminal) -> None:
    written(here)

    ended = here("why", "inc-42")

    assert ended.code == 2
    assert ended.err == (
        "incident: 'inc-42' cannot be the key of an incident\n  → did you mean INC-42?\n"
    )


def test_an_incident_is_opened_once(here: Terminal) -> None:
    written(here)

    ended = here("open", "INC-42", *OVER)

    assert ended.code == 6
    assert ended.err == "INC-42 is already open\n  → see it: retro show INC-42\n"


def test_options_win_over_the_file(here: Terminal) -> None:
    ended = here("open", "INC-50", "--file", file_of(here), "--title", "Another one")

    assert ended.code == 0
    opened = here.app().record("INC-50")
    assert opened.context.title == "Another one"
    assert opened.context.commander == "ben"


def test_a_file_without_a_key_gets_the_next_number(here: Terminal) -> None:
    written(here)
    text = (here.home / "record.yaml").read_text(encoding="utf-8")

    ended = here("open", "--file", file_of(here, text.replace("incident: INC-42\n", "")))

    assert ended.code == 0
    assert here.app().record("INC-43").context.title == record(here).context.title


def test_a_file_is_not_laid_over_an_incident_that_is_open(here: Terminal) -> None:
    written(here)

    ended = here("open", "--file", file_of(here))

    assert ended.code == 6
    assert here.sent == []


def test_why_names_what_is_missing_and_exits_with_3(here: Terminal) -> None:
    written(here)("meeting", "INC-42", "--timeline-sent", "")

    ended = here("why", "INC-42")

    assert ended.code == 3
    assert ended.out == (
        "STABILIZED → FACTS   due in 1 d   ✕ blocked: 1 of 1 need you\n"
        " ✕ the timeline has not been sent out"
        "   retro meeting INC-42 --timeline-sent YYYY-MM-DDTHH:MMZ\n"
        "\n"
        "14 of 15 checks pass · see them: retro why INC-42 --all\n"
        "shut by timeline-sent\n"
        "a second person can let one pass for a while\n"
        '     retro waive INC-42 timeline-sent --until 7d --reason "WHY"\n'
        "tells fay Wed 11 Mar 12:00 UTC (gate:facts), fay is told Thu 12 Mar 09:00 UTC\n"
    )


def test_why_offers_no_waiver_where_the_policy_allows_none(here: Terminal) -> None:
    written(here)("set", "INC-42", "--commander", "fay")

    ended = here("why", "INC-42")

    assert "shut by roles-separate\n" in ended.out
    assert "waive" not in ended.out


def test_why_of_an_open_gate_exits_with_0(here: Terminal) -> None:
    written(here)

    ended = here("why", "INC-42", "--json")

    assert ended.code == 0
    assert json.loads(ended.out)["open"] is True


def test_why_of_an_ended_incident_owes_nothing(here: Terminal) -> None:
    withdrawn(here)

    ended = here("why", "INC-42")

    assert (ended.code, ended.out) == (0, "")
    assert ended.err == "INC-42 is withdrawn: nothing is owed · see: retro show INC-42\n"


def test_a_misspelt_key_is_told_what_was_meant(here: Terminal) -> None:
    written(here)

    ended = here("why", "INC-24")

    assert ended.code == 5
    assert ended.err == "there is no incident INC-24\n  → did you mean INC-42?\n"


def test_an_open_gate_is_passed(here: Terminal) -> None:
    written(here)

    ended = here("advance", "INC-42", "--expecting", "facts")

    assert ended.code == 0
    assert ended.out == "INC-42: reached facts · entry 3\nnext: retro why INC-42\n"
    assert record(here).phase is Phase.FACTS


def test_a_shut_gate_answers_as_why_does_and_is_recorded(here: Terminal) -> None:
    written(here)("meeting", "INC-42", "--timeline-sent", "")
    why = here("why", "INC-42")

    ended = here("advance", "INC-42")

    assert (ended.code, ended.out) == (3, why.out)
    assert record(here).phase is Phase.STABILIZED
    assert here("history", "INC-42").out.endswith(
        "the gate into facts stayed shut: timeline-sent\n"
    )


def test_a_gate_that_somebody_else_has_passed_is_a_conflict(here: Terminal) -> None:
    written(here)("advance", "INC-42")

    ended = here("advance", "INC-42", "--expecting", "facts")

    assert ended.code == 6
    assert ended.err == (
        "INC-42 is facts: its next gate is factors, not facts\n"
        "  → see where it stands: retro why INC-42\n"
    )


def test_one_phase_back(here: Terminal) -> None:
    written(here)("advance", "INC-42")

    ended = here("return", "INC-42", *REASON)

    assert ended.code == 0
    assert record(here).phase is Phase.STABILIZED


def test_a_step_that_is_not_there_names_those_that_are(here: Terminal) -> None:
    written(here)

    ended = here("return", "INC-42", *REASON)

    assert ended.code == 3
    assert ended.err == (
        "cannot return a retrospective that is stabilized\n"
        "  → from here you can: advance, withdraw\n"
    )


def withdrawn(here: Terminal) -> None:
    written(here)("withdraw", "INC-42", *REASON, "--duplicate-of", "INC-41")
    assert here("grant", "INC-42", "X1", acting="sol").code == 0


def test_a_withdrawal_waits_for_a_second_person(here: Terminal) -> None:
    written(here)

    ended = here("withdraw", "INC-42", *REASON)

    assert ended.out == (
        "INC-42: asked for withdrawal (X1): “A second outage has the same cause” · entry 3\n"
        "X1 waits for a second person: retro grant INC-42 X1 --as PERSON\n"
        "next: retro why INC-42\n"
    )
    assert record(here).phase is Phase.STABILIZED


def test_what_was_withdrawn_is_taken_up_again(here: Terminal) -> None:
    withdrawn(here)
    assert record(here).phase is Phase.WITHDRAWN

    ended = here("reopen", "INC-42", *REASON)

    assert ended.code == 0
    assert record(here).phase is Phase.OPENING


def test_reopening_names_the_actions_that_failed(here: Terminal) -> None:
    written(here)

    here("reopen", "INC-42", *REASON, "--action", "A1", "--action", "A2")

    assert here.sent[-1].body["actions"] == ["A1", "A2"]


def test_an_answer_as_json_says_what_came_of_it(here: Terminal) -> None:
    written(here)

    body = json.loads(here("comment", "INC-42", "Seen", "--json", "--command-id", "c-1").out)

    assert body == {
        "incident": "INC-42",
        "command": "c-1",
        "entry": body["entry"],
        "phase": "stabilized",
        "revision": record(here).revision,
        "made": [],
        "report": None,
    }


def test_what_was_sent_twice_is_done_once(here: Terminal) -> None:
    written(here)
    again = ("comment", "INC-42", "Seen", "--command-id", "c-1")

    first, second = here(*again), here(*again)

    assert first.out == second.out
    assert len(record(here).comments) == 1


def test_a_stranger_may_do_nothing(here: Terminal) -> None:
    written(here)

    ended = here("advance", "INC-42", acting="eve")

    assert ended.code == 4
    assert ended.err.startswith("“eve” is not a person in the people directory who is here today\n")
