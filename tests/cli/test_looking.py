"""Lists, records and histories are shown as they are, or as they were."""

import json
from contextlib import redirect_stdout
from io import StringIO

import pytest

from cli.main import retro
from cli.showing.formats import Format
from cli.showing.output import Output
from tests.builders import KEY
from tests.cli.offline import Terminal
from tests.cli.written import WHOLE, closed, written

OVER = ("--severity", "SEV3", "--stabilized", "2026-03-01T10:00Z")


def keys(here: Terminal, *filters: str) -> list[str]:
    rows = json.loads(here("list", "--json", *filters).out)
    return [one["incident"] for one in rows]


def board(here: Terminal) -> Terminal:
    written(here)
    here.later(hours=1)
    here("open", "INC-43", *OVER, "--title", "Mail was late", "--service", "mail")
    here("open", "INC-44", *OVER, "--title", "A 100 % duplicate", "--service", "mail")
    here("withdraw", "INC-44", "--reason", "It is INC-43")
    here("grant", "INC-44", "X1", acting="sol")
    return here


def test_the_board_shows_what_is_open_by_due(here: Terminal) -> None:
    ended = board(here)("list")

    assert ended.out == (
        "incident\tseverity\tphase\tnext_gate\tdue\tfacilitator\tservices\ttitle\n"
        "INC-42\tSEV2\tstabilized\tfacts\t2026-03-11T12:00:00Z\tfay\tpayments\t"
        "Checkout failed while webhooks were retried\n"
        "INC-43\tSEV3\topening\tstabilized\t2026-03-11T13:00:00Z\t\tmail\tMail was late\n"
    )


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (("--severity", "SEV2"), ["INC-42"]),
        (("--phase", "opening"), ["INC-43"]),
        (("--phase", "withdrawn"), ["INC-44"]),
        (("--service", "mail"), ["INC-43"]),
        (("--service", "mail", "--all"), ["INC-43", "INC-44"]),
        (("--text", "WEBHOOKS"), ["INC-42"]),
        (("--text", "100 %", "--all"), ["INC-44"]),
        (("--late",), []),
        (("--limit", "1"), ["INC-42"]),
    ],
)
def test_a_filter_leaves_what_it_names(
    here: Terminal, filters: tuple[str, ...], found: list[str]
) -> None:
    assert keys(board(here), *filters) == found


def test_late_is_what_was_due(here: Terminal) -> None:
    board(here).later(hours=23, minutes=30)

    assert keys(here, "--late") == ["INC-42"]


def test_a_gate_and_an_action_that_are_late_are_both_named(here: Terminal) -> None:
    board(here)
    for _ in range(3):
        here("advance", KEY)
    here.later(days=40)

    listed = json.loads(here("list", "--late", "--json").out)
    told = json.loads(here("status", "--json").out)

    assert {one["incident"]: one["late"] for one in listed} == {
        "INC-43": ["stabilized"],
        "INC-42": ["A1", "A2", "A3", "verified"],
    }
    assert told["late"] == ["INC-43", "INC-42"]
    assert told["late_gates"] == ["INC-43 stabilized", "INC-42 verified"]
    assert told["late_actions"] == ["INC-42 A1", "INC-42 A2", "INC-42 A3"]


def test_an_action_that_is_late_makes_its_incident_late(here: Terminal) -> None:
    board(here)
    for _ in range(3):
        here("advance", KEY)
    here.later(days=16)

    late = json.loads(here("list", "--late", "--json").out)

    (found,) = [one for one in late if one["incident"] == KEY]
    assert found["late"] == ["A1", "A2"]
    assert "late" not in json.loads(here("list", "--json").out)[0]


def test_a_narrow_board_breaks_no_key_and_cuts_its_titles(here: Terminal) -> None:
    board(here)
    app = here.app()
    app.output = Output(Format.TABLE, width=80)
    kept = StringIO()

    with redirect_stdout(kept):
        retro.main(["list"], standalone_mode=False, obj=app)

    assert kept.getvalue().splitlines() == [
        "incident  severity  phase       due                   title",
        "INC-42    SEV2      stabilized  2026-03-11T12:00:00Z  Checkout failed while web…",
        "INC-43    SEV3      opening     2026-03-11T13:00:00Z  Mail was late",
    ]


def test_an_empty_board_and_a_cut_one_say_so(here: Terminal) -> None:
    empty = here("list")
    cut = board(here)("list", "--limit", "1")

    assert empty.err == "there is none · ended ones as well: retro list --all\n"
    assert cut.err == "these are the first 1 · more: --limit 2\n"


def test_the_record_is_a_page(here: Terminal) -> None:
    written(here)

    page = here("show", KEY).out

    assert page.startswith(
        "INC-42  SEV2  Checkout failed while webhooks were retried\n"
        "STABILIZED since 2026-03-10T12:00:00Z, revision 2\n"
        "\n"
        "Context\n"
        "  services             payments\n"
    )
    assert "  time to detect       12 min\n" in page
    assert "  users affected       1200\n" in page
    assert (
        "  T3  2026-03-01T09:20:00Z  escalation  The payments team was paged"
        "  by ben, source https://pages.example.org/9\n"
    ) in page
    assert (
        "  A1  open  Cap webhook retries at five"
        "  owner ana, due 2026-03-20, ticket PAY-101, priority P1, factors F1, top yes\n"
        "        holds when: retry queue depth < 100 messages for 14 days, from"
        " https://dashboards.example.org/d/payments\n"
    ) in page
    assert "        holds when: drill: Roll back a release from the runbook alone\n" in page
    assert "        holds when: it does not come back for 30 days\n" in page
    assert page.endswith(
        "\nOwed\n"
        "  2026-03-11T12:00:00Z  gate:facts  fay\n"
        "  2026-04-09T12:00:00Z  stalled_gate:facts  fay\n"
    )
    assert "Comments" not in page


def test_what_happened_to_the_record_is_on_its_page(here: Terminal) -> None:
    written(here)
    here("comment", KEY, "Look at the canary", "--item", "F2")
    here("withdraw", KEY, "--reason", "The same outage")
    here("decline", KEY, "X1", acting="sol")
    here("risk", KEY, "F2", "--reason", "The canary is rebuilt in June")
    here("approve", KEY, acting="sam")
    here("fact", KEY, "Something else happened")
    here("action", "done", KEY, "A1", "--evidence", "https://ci.example.org/1", acting="ana")
    here("action", "reschedule", KEY, "A2", "--due", "2026-03-27", "--reason", "Ill")

    page = here("show", KEY).out

    assert "  A1  done by ana  Cap webhook retries at five" in page
    assert "  A2  open, moved 1 time  Write the rollback runbook" in page
    assert "  T5  (no time)  note  Something else happened\n" in page
    assert "\nRisks\n  fay accepted F2: The canary is rebuilt in June\n" in page
    assert (
        "\nAsked for\n  X1  declined by sol  fay asked for withdrawal  The same outage\n"
    ) in page
    assert "  sam approved revision 6, which has changed since\n" in page
    assert "\nComments\n  C1  fay  F2  Look at the canary\n" in page


def test_what_came_of_an_action_is_on_the_page(here: Terminal) -> None:
    written(here)
    here("action", "done", KEY, "A1", "--evidence", "https://ci.example.org/1", acting="ana")
    here("verify", KEY, "A1", "--evidence", "https://ci.example.org/2", acting="ben")
    here("action", "done", KEY, "A2", "--evidence", "https://ci.example.org/3", acting="ben")
    here("verify", KEY, "A2", "--failed", "--evidence", "https://ci.example.org/4", acting="ana")
    here("action", "park", KEY, "A3", "--reason", "The canary is rebuilt in June")

    lines = here("show", KEY).out.splitlines()

    first, second, third = (lines.index(_action(lines, name)) for name in ("A1", "A2", "A3"))
    assert lines[first + 1 : first + 3] == [
        "        done: https://ci.example.org/1",
        "        verified: https://ci.example.org/2",
    ]
    assert lines[second + 1] == "        it does not hold: https://ci.example.org/4"
    assert lines[third + 1] == "        parked: The canary is rebuilt in June"


def _action(lines: list[str], name: str) -> str:
    return next(one for one in lines if one.startswith(f"  {name}  "))


def test_what_is_nought_is_told(here: Terminal) -> None:
    written(here)
    here("impact", KEY, "--users-affected", "0")

    assert "  users affected       0\n" in here("show", KEY).out


def test_the_revision_that_was_approved_is_the_one_that_was_closed(here: Terminal) -> None:
    closed(here)
    approved = here.app().record(KEY).approvals[0].revision

    page = here("show", KEY).out

    assert page.splitlines()[1].startswith("CLOSED since ")
    assert f"  sam approved revision {approved}, which was closed\n" in page


def test_what_was_closed_and_taken_up_again_has_changed(here: Terminal) -> None:
    closed(here)
    approved = here.app().record(KEY).approvals[0].revision
    assert here("reopen", KEY, "--reason", "It came back").code == 0

    assert f"  sam approved revision {approved}, which has changed since\n" in here("show", KEY).out


def test_a_text_of_several_lines_stays_in_its_section(here: Terminal) -> None:
    written(here)
    here("impact", KEY, "--scope", "Checkout failed\nfor one in ten")

    page = here("show", KEY).out

    assert "  scope                Checkout failed\n  for one in ten\n" in page


def test_a_terminal_gets_the_record_folded_at_its_edge(here: Terminal) -> None:
    written(here)
    app = here.app()
    app.output = Output(Format.TABLE, width=80)
    kept = StringIO()

    with redirect_stdout(kept):
        retro.main(["show", KEY], standalone_mode=False, obj=app)

    lines = kept.getvalue().splitlines()
    assert max(map(len, lines)) <= 80
    assert "  A1  open  Cap webhook retries at five  owner ana, due 2026-03-20, ticket" in lines


def test_a_record_as_yaml_is_the_file_it_came_from(here: Terminal) -> None:
    written(here)

    assert here("show", KEY, "-o", "yaml").out == WHOLE


def test_a_record_as_json_is_all_of_it(here: Terminal) -> None:
    written(here)

    body = json.loads(here("show", KEY, "--json").out)

    assert body["incident"] == KEY
    assert body["actions"][0]["verification"]["criterion"]["name"] == "retry queue depth"


def test_a_record_is_shown_as_it_was(here: Terminal) -> None:
    written(here).later(hours=1)
    here("went-well", KEY, "The rollback was quick")

    then = here("show", KEY, "--as-of", "2026-03-10T12:30Z").out

    assert "The rollback was quick" in here("show", KEY).out
    assert "The rollback was quick" not in then


def test_before_it_was_opened_there_is_no_record(here: Terminal) -> None:
    written(here)

    ended = here("show", KEY, "--as-of", "2026-03-01T00:00Z")

    assert ended.code == 5
    assert ended.err == (
        "INC-42 had not been opened by 2026-03-01 00:00 UTC\n"
        "  → see when it was: retro history INC-42\n"
    )


def test_a_history_names_who_did_what_by_which_way(here: Terminal) -> None:
    written(here)
    here("advance", KEY)
    here("reopen", KEY, "--reason", "Again")
    here("advance", KEY, acting="eve")

    *_, advanced, refused, stranger = here("history", KEY).out.splitlines()

    assert advanced.startswith("3\t2026-03-10T12:00:00Z\tfay\tcli\treached facts")
    assert refused == (
        "4\t2026-03-10T12:00:00Z\tfay\tcli\trefused: cannot reopen a retrospective that is facts"
    )
    assert stranger.startswith("5\t2026-03-10T12:00:00Z\teve\tcli\trefused: “eve” is not a person")


def test_a_history_as_json_has_whole_entries(here: Terminal) -> None:
    written(here)

    first, *_ = json.loads(here("history", KEY, "--json").out)

    assert first["seq"] == 1
    assert first["actor"] == {"person": "fay", "via": "cli"}
    assert first["events"][0]["event"] == "IncidentOpened"


def test_a_history_ends_where_it_is_asked_to(here: Terminal) -> None:
    written(here).later(hours=1)
    here("advance", KEY)

    then = here("history", KEY, "--as-of", "2026-03-10T12:00Z").out

    assert "reached facts" not in then
    assert "opened “Checkout failed" in then
