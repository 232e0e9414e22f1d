"""Fields tell of the incident as a whole; a value that fits no field is named."""

from dataclasses import replace

import pytest

from documents.markdown.reader import read_postmortem
from states.record.context import Severity
from tests.documents.markdown.reads import read, unread
from tests.documents.markdown.samples import part


@pytest.mark.parametrize(
    ("said", "severity"),
    [
        ("SEV1", Severity.SEV1),
        ("sev-2", Severity.SEV2),
        ("Sev 3 (major)", Severity.SEV3),
        ("S4", Severity.SEV4),
        ("2", Severity.SEV2),
        ("P1", Severity.SEV1),
        ("Critical", Severity.SEV1),
        ("rather minor", Severity.SEV4),
    ],
)
def test_a_severity_is_a_level_or_a_word(said: str, severity: Severity) -> None:
    reading = read(f"Severity: {said}\n")

    assert reading.draft.context.severity is severity
    noted = f"line 1: took severity “{said}” to be {severity.value}" in reading.notes
    assert noted is (said != severity.value)


@pytest.mark.parametrize("said", ["SEV5", "SEV0", "bad", "12"])
def test_another_severity_is_named(said: str) -> None:
    assert unread(read(f"Severity: {said}\n")) == [
        (1, said, "severities are SEV1, SEV2, SEV3 and SEV4")
    ]


@pytest.mark.parametrize(
    ("heading", "title", "severity"),
    [
        ("Postmortem: Full disk", "Full disk", None),
        ("Incident Post-Mortem – Full disk", "Full disk", None),
        ("Full disk postmortem", "Full disk", None),
        ("RCA for the full disk", "full disk", None),
        ("[SEV2] Full disk", "Full disk", Severity.SEV2),
        ("Postmortem: SEV-1: Full disk", "Full disk", Severity.SEV1),
        ("Postmortem", "disk", None),
    ],
)
def test_a_title_is_what_the_incident_is_called(
    heading: str, title: str, severity: Severity | None
) -> None:
    context = read(f"# {heading}\n").draft.context

    assert (context.title, context.severity) == (title, severity)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("# INC-42: Full disk", "INC-42"),
        ("# Postmortem [OPS-2026-7] Full disk", "OPS-2026-7"),
        ("# Full disk (INC-42)", "INC-42"),
        ("# UTF-8 names fail", "DISK"),
        ("# Full disk\n\nIncident: inc 42", "DISK"),
        ("# Full disk\n\nIncident: inc-42", "INC-42"),
        ("# INC-1 Full disk\n\n| ID | INC-42 |\n|--|--|\n| Severity | 1 |", "INC-42"),
    ],
)
def test_the_key_is_said_or_is_the_file_s_name(text: str, key: str) -> None:
    assert read(text).draft.incident == key


def test_what_is_told_under_incident_is_a_summary() -> None:
    assert read(part("Incident", "A disk was full.")).draft.context.effect == "A disk was full."


def test_a_second_title_is_named() -> None:
    reading = read("---\ntitle: Empty disk\n---\n# Full disk\n")

    assert unread(reading) == [(2, "“Empty disk”", "title is already “Full disk”")]


def test_services_and_labels_are_lists() -> None:
    context = read(
        "**Services:**\n- mail\n- [search](https://s.example)\n\n**Tags:** disk, none; disk\n"
    ).draft.context

    assert context.services == ("mail", "search (https://s.example)")
    assert context.labels == ("disk",)


@pytest.mark.parametrize(
    ("said", "count", "scope"),
    [
        ("1,250", 1250, ""),
        ("~ 1 250", 1250, ""),
        ("12 shops", 12, "Users affected: 12 shops"),
        ("about 5", None, "Users affected: about 5"),
        ("5%", None, "Users affected: 5%"),
        ("12k", None, "Users affected: 12k"),
        ("1.5 million", None, "Users affected: 1.5 million"),
    ],
)
def test_users_are_counted_where_they_can_be(said: str, count: int | None, scope: str) -> None:
    impact = read(f"Users affected: {said}\n").draft.impact

    assert (impact.users_affected, impact.scope) == (count, scope)


def test_engineering_hours_are_whole() -> None:
    assert read("Engineering hours: 12 hours\n").draft.impact.engineering_hours == 12
    assert unread(read("Engineering hours: a few\n")) == [
        (1, "a few", "engineering hours are a whole number")
    ]


@pytest.mark.parametrize(
    ("field", "why"),
    [
        ("Author: ana", "people are named by the ids of your people directory"),
        ("Status: final", "where a retrospective stands is what its gates say"),
        ("Duration: 2 h", "it is computed from the times of the record, never typed"),
        ("Date: a Monday", "dates are written as 2026-03-01"),
        ("Time zone: IST", "is not one time zone; name it: --zone Europe/Copenhagen"),
    ],
)
def test_a_field_the_record_does_not_have_is_named(field: str, why: str) -> None:
    ((line, text, found),) = unread(read(field))

    assert (line, found) == (1, why)
    assert text in field


def test_fields_lie_beside_or_below_their_names() -> None:
    beside = read("| Key | Value |\n|--|--|\n| Severity | 1 |\n| Cost | 5 EUR |\n| Moon | full |\n")
    below = read("| Severity | Cost |\n|--|--|\n| 1 | 5 EUR |\n")

    assert beside.draft.context == replace(below.draft.context, effect="Moon | full")
    assert beside.draft.impact == below.draft.impact
    assert beside.draft.impact.cost == "5 EUR"


def test_a_value_goes_on_until_the_next_field() -> None:
    draft = read("Cost: 5 EUR\nand a night\nSeverity: 1\n").draft

    assert draft.impact.cost == "5 EUR and a night"
    assert draft.context.severity is Severity.SEV1


def test_a_sentence_with_a_colon_is_no_field() -> None:
    effect = "Impact on mail: none. See https://a.example or 10:05."

    assert read(effect).draft.context.effect == effect


def test_front_matter_is_read_line_by_line() -> None:
    reading = read(
        "---\n# made by hand\ntitle: 'Full disk'\nservices:\n  - mail\n  - \"search\"\n"
        "tags: [disk, night]\n\nlayout: page\n---\n\nA disk was full.\n"
    )
    context = reading.draft.context

    assert (context.title, context.services) == ("Full disk", ("mail", "search"))
    assert context.labels == ("disk", "night")
    assert context.effect == "A disk was full."
    assert unread(reading) == [
        (2, "# made by hand", "front matter the record has no place for"),
        (9, "layout: page", "front matter the record has no place for"),
    ]


@pytest.mark.parametrize("text", ["---\n\ntext\n\n---\n", "---\n\nA disk\n\n---\n", "---"])
def test_a_rule_is_no_front_matter(text: str) -> None:
    assert read(text).draft.context.title == "disk"


def test_factors_keep_evidence_and_whys() -> None:
    (factor,) = read(
        part("Root cause", "- no [limit](https://l.example)", "  - nobody asked", "    - no time")
    ).draft.factors

    assert (factor.text, factor.evidence) == ("no limit", ("https://l.example",))
    assert factor.whys == ("nobody asked\n- no time",)


def test_paragraphs_of_a_cause_are_one_factor() -> None:
    reading = read(part("Root cause", "No limit.", "", "Nobody asked.", "", "```", "df", "```"))

    assert [one.text for one in reading.draft.factors] == ["No limit.\nNobody asked.\ndf"]


def test_a_line_that_introduces_a_list_is_no_item() -> None:
    reading = read(part("Lessons learned", "We learned:", "", "- disks fill"))

    assert [one.text for one in reading.draft.learnings] == ["disks fill"]
    assert unread(reading) == [(5, "We learned:", "only introduces a list")]


def test_rows_of_a_table_are_items() -> None:
    (learning,) = read(
        part("Lessons learned", "| What | Why |", "|--|--|", "| disks fill | logs |", "| | |")
    ).draft.learnings

    assert learning.text == "disks fill\nWhy: logs"


def test_luck_is_a_learning() -> None:
    reading = read(part("Where we got lucky", "- it was night", "  - in winter"))

    assert [one.text for one in reading.draft.learnings] == ["it was night\n- in winter"]
    assert "line 3: took “Where we got lucky” to be learnings: luck is no strength" in reading.notes


def test_items_below_an_empty_item_are_items() -> None:
    reading = read(part("What went well", "-", "  - the alert"))

    assert [one.text for one in reading.draft.went_well] == ["the alert"]


def test_a_name_without_a_value_is_nothing_but_before_a_list() -> None:
    reading = read("Services:\n\nA disk was full.\n\nTags:\n")

    assert reading.draft.context.effect == "A disk was full."
    assert reading.draft.context.services == ()
    assert reading.unread == ()


def test_a_name_with_more_to_it_is_no_field() -> None:
    assert read("**Impact (EU)**: none\n").draft.context.effect == "Impact (EU): none"


def test_a_file_without_a_nameable_name_has_no_key() -> None:
    reading = read_postmortem("# Full disk\n", "日本.md")

    assert reading.draft.incident == ""
    assert unread(reading) == [(0, "日本.md", "no key can be made of this name: name the incident")]


def test_a_place_holder_is_nothing_that_went_well() -> None:
    reading = read(part("What went well", "- n/a"))

    assert reading.draft.went_well == ()
    assert unread(reading) == [(5, "n/a", "stands where nothing was said")]
