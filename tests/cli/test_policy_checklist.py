"""A checklist is printed for people, for a wiki and for machines."""

import json

import pytest

from policies.shelf import default_text
from tests.cli.offline import Terminal
from tests.cli.written import written


def test_every_gate_is_printed_with_its_deadline_and_its_parties(here: Terminal) -> None:
    ended = here("policy", "checklist", "--severity", "sev2")

    assert ended.code == 0
    assert ended.out.startswith(
        "STABILIZED   within 24 hours of the opening\n"
        "  commander\n"
        "    ☐ the context says what happened, to what, and when (fields: "
    )
    assert "    ☐ several contributing conditions are named, not one root cause (3 to 7)\n" in (
        ended.out
    )
    assert "    ☐ factors name conditions, not culprits (only warns)\n" in ended.out


def test_one_role_is_told_what_it_is_asked(here: Terminal) -> None:
    ended = here("policy", "checklist", "--role", "service-owner")

    assert ended.out == (
        "CLOSED   within 7 days of the gate before\n"
        "  service-owner\n"
        "    ☐ the people the policy names have approved this revision "
        "(roles: service-owner; count: 1; distinct from: facilitator and action owners)\n"
        "\n"
    )


def test_markdown_has_boxes_to_tick(here: Terminal) -> None:
    for form in ("markdown", "md"):
        ended = here("policy", "checklist", "--role", "scribe", "-o", form)

        assert ended.out.startswith(
            "## Facts\n"
            "\n"
            "Due within 24 hours of stabilization.\n"
            "\n"
            "### scribe\n"
            "\n"
            "- [ ] the timeline shows how it was noticed, escalated and resolved "
        )


@pytest.mark.parametrize("words", [("-o", "json"), ("--json",)])
def test_a_machine_gets_json(here: Terminal, words: tuple[str, ...]) -> None:
    told = json.loads(here("policy", "checklist", "--role", "scribe", *words).out)

    facts = next(one for one in told["gates"] if one["gate"] == "facts")
    assert facts["parties"][0]["asked"][0]["check"] == "timeline-kinds"


def test_an_incident_is_told_by_its_own_policy_and_severity(here: Terminal) -> None:
    ended = written(here)("policy", "checklist", "INC-42", "--role", "commander")

    assert ended.code == 0
    assert "  commander\n" in ended.out


def test_what_passes_now_is_ticked(here: Terminal) -> None:
    page = written(here)("policy", "checklist", "INC-42").out
    markdown = here("policy", "checklist", "INC-42", "-o", "md").out

    assert "    ☑ several contributing conditions are named, not one root cause (3 to 7)\n" in page
    assert "    ☐ the people the policy names have approved this revision (" in page
    assert "- [x] several contributing conditions are named" in markdown
    assert "- [ ] the people the policy names have approved this revision (" in markdown


def test_a_check_for_a_label_says_which(here: Terminal) -> None:
    file = here.home / "labelled.yaml"
    line = "- {id: action-tied, uses: actions.tied"
    assert f"{line}}}" in default_text()
    file.write_text(default_text().replace(line, f"{line}, when: {{labels: [big]}}"), "utf-8")

    ended = here("policy", "checklist", "--policy", str(file))

    assert " (for label big)\n" in ended.out
    assert " (for label ci)\n" in ended.out


def test_a_role_that_nobody_asks_is_refused_with_those_that_are(here: Terminal) -> None:
    ended = here("policy", "checklist", "--role", "facilitater")

    assert ended.code == 2
    assert "no gate asks anything of a “facilitater” (did you mean “facilitator”?)" in ended.err
    assert "roles: commander, facilitator, scribe" in ended.err


def test_a_checklist_is_of_an_incident_or_of_a_severity(here: Terminal) -> None:
    ended = written(here)("policy", "checklist", "INC-42", "--severity", "SEV1")

    assert ended.code == 2
    assert "name an incident or a severity, one of them" in ended.err


def test_another_policy_has_its_own_checklist(here: Terminal) -> None:
    ended = here("policy", "checklist", "--policy", "default", "--role", "scribe")

    assert ended.code == 0
