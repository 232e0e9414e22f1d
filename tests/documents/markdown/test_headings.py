"""A heading is known by what it means, not by how it is typed."""

from itertools import chain

import pytest

from documents.markdown.headings import HEADINGS, Topic, known, normal, topic_for
from tests.documents.markdown.reads import read, unread
from tests.documents.markdown.samples import part

NAMES = [(topic, name) for topic, names in HEADINGS.items() for name in names.split(" | ")]


@pytest.mark.parametrize(("topic", "name"), NAMES)
def test_every_name_in_the_table_is_known(topic: Topic, name: str) -> None:
    assert topic_for(name.title()) is topic


def test_no_name_stands_twice_in_the_table() -> None:
    names = [normal(name) for _, name in NAMES]

    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize(
    ("heading", "topic"),
    [
        ("3. What’s Next? 🚀", Topic.ACTIONS),
        ("ROOT CAUSE(S):", Topic.FACTORS),
        ("🔥 Impact", Topic.IMPACT),
        (":fire: Impact", Topic.IMPACT),
        ("II. Summary", Topic.SUMMARY),
        ("1.2 Lessons-Learned", Topic.LEARNINGS),
        ("Root Causes & Contributing Factors", Topic.FACTORS),
        ("What Didn't Go Well", Topic.LEARNINGS),
        ("Timeline – 15 Feb 2021", Topic.TIMELINE),
        ("Timeline of the outage", Topic.TIMELINE),
        ("Lessons learned / takeaways", Topic.LEARNINGS),
        ("The Timeline (all times UTC)", Topic.TIMELINE),
    ],
)
def test_typing_does_not_matter(heading: str, topic: Topic) -> None:
    what = known(heading)

    assert what is not None
    assert what.topic is topic


@pytest.mark.parametrize("heading", ["", "🚀", "Appendix", "Impactful", "A timeline for lunch"])
def test_other_words_are_not_known(heading: str) -> None:
    assert known(heading) is None


@pytest.mark.parametrize(
    ("heading", "rest"),
    [
        ("Impact: two shops", "two shops"),
        ("Impact (EU) – two shops", "EU two shops"),
        ("Cause(s)", ""),
        ("Lessons learned / takeaways", ""),
        ("Timeline of the outage", ""),
        ("Cause of the incident: no limit", "no limit"),
        ("Impact on the shops", "on the shops"),
    ],
)
def test_what_a_heading_says_beyond_its_name_is_kept(heading: str, rest: str) -> None:
    what = known(heading)

    assert what is not None
    assert what.rest == rest


def test_what_a_heading_says_is_the_first_of_its_part() -> None:
    draft = read("# Full disk\n\n## Severity: SEV1\n\n## Impact – two shops\n\nNo mail.\n").draft

    assert draft.context.severity is not None
    assert draft.impact.scope == "two shops\n\nNo mail."


def test_an_unknown_heading_is_named_with_all_below_it() -> None:
    reading = read(part("Appendix", "text", "", "- item", "", "### Graphs"))
    why = "stands under a heading that is not known"

    assert unread(reading) == [
        (5, "Appendix: text", why),
        (7, "Appendix: - item", why),
        (9, "Graphs", "this heading is not known"),
    ]


def test_detection_among_actions_only_groups_them() -> None:
    reading = read(part("Action items", "### Detection", "", "- alert on disks"))

    assert [one.title for one in reading.draft.actions] == ["alert on disks"]
    assert unread(reading) == [(5, "Detection", "a heading that only groups actions")]


def test_detection_within_a_summary_is_part_of_it() -> None:
    reading = read(part("Summary", "A disk was full.", "", "### Detection", "", "An alert."))

    assert reading.draft.context.effect == "A disk was full.\n\nDetection\n\nAn alert."


def test_a_list_of_parts_is_read_as_parts() -> None:
    reading = read(part("Lessons learned", "- **What went well**", "  - the alert", "- disks fill"))

    assert [one.text for one in reading.draft.went_well] == ["the alert"]
    assert [one.text for one in reading.draft.learnings] == ["disks fill"]


def test_setext_and_linked_headings_are_headings() -> None:
    reading = read("Full disk\n=========\n\n[Impact](#impact)\n------\n\nNo mail.\n")

    assert reading.draft.context.title == "Full disk"
    assert reading.draft.impact.scope == "No mail."


def test_html_details_open_a_part() -> None:
    reading = read(
        "# Full disk\n\n<details>\n<summary>Impact</summary>\n\nNo mail.\n\n</details>\n"
    )

    assert reading.draft.impact.scope == "No mail."


def test_a_known_first_heading_is_no_title() -> None:
    draft = read("# Summary\n\nA disk was full.\n\n# Appendix\n").draft

    assert draft.context.title == "disk"
    assert draft.context.effect == "A disk was full."


def test_topics_have_names() -> None:
    nameless = {Topic.PREAMBLE, Topic.UNKNOWN}

    assert {*chain(HEADINGS)} == {*Topic} - nameless
