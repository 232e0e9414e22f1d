"""Postmortems of any house style become the same kind of draft."""

from datetime import UTC, date, datetime

from states.record.actions import Priority
from states.record.context import Severity
from states.record.facts import FactKind
from tests.documents.markdown.reads import read, unread, when_and_what
from tests.documents.markdown.samples import (
    BOLD_STYLE,
    BOOK_STYLE,
    HANDBOOK_STYLE,
    NO_HEADINGS,
    TEMPLATE_STYLE,
)

NO_PROSE = "the record has no prose about this: tell it as timeline, factors, learnings"
NO_NAMES = "people are named by the ids of your people directory"


def test_the_book_s_timeline_stands_on_one_day_in_one_zone() -> None:
    facts = read(BOOK_STYLE).draft.timeline

    assert [(f"{one.at:%m-%d %H:%M}", one.kind, one.text) for one in facts] == [
        ("05-06 11:58", FactKind.NOTE, "The sale begins"),
        ("05-06 12:00", FactKind.NOTE, "OUTAGE BEGINS, baskets answer with errors"),
        ("05-06 12:02", FactKind.DETECTION, "Pager receives an alert: too_many_errors"),
        ("05-06 12:05", FactKind.NOTE, "mira acknowledged the page"),
        (
            "05-06 12:31",
            FactKind.NOTE,
            "Traffic sent to the spare cluster\n- half of it first\n- then the rest",
        ),
        ("05-06 12:48", FactKind.RESOLUTION, "OUTAGE ENDS, everything is back to normal"),
    ]


def test_the_book_s_moments_are_guessed_from_its_timeline() -> None:
    reading = read(BOOK_STYLE)
    context = reading.draft.context

    assert (context.started, context.detected, context.acknowledged, context.stabilized) == (
        datetime(2024, 5, 6, 11, 58, tzinfo=UTC),
        datetime(2024, 5, 6, 12, 2, tzinfo=UTC),
        datetime(2024, 5, 6, 12, 5, tzinfo=UTC),
        datetime(2024, 5, 6, 12, 48, tzinfo=UTC),
    )
    assert reading.notes[-4:] == (
        "took started from T1: 2024-05-06 11:58 UTC",
        "took detected from T3: 2024-05-06 12:02 UTC",
        "took acknowledged from T4: 2024-05-06 12:05 UTC",
        "took stabilized from T6: 2024-05-06 12:48 UTC",
    )


def test_the_book_s_causes_and_lessons_are_sorted() -> None:
    draft = read(BOOK_STYLE).draft

    assert draft.context.title == "Basket Service (incident #77)"
    assert [one.text for one in draft.factors] == [
        "A cache entry without a limit filled the memory of every node.",
        "A sale began at noon.",
    ]
    assert [one.text for one in draft.learnings] == [
        "Nobody had moved traffic for a year",
        "The spare cluster happened to be warm",
    ]
    assert [one.text for one in draft.went_well] == ["The alert came within two minutes"]
    assert draft.impact.scope == "Around 9,000 baskets were lost; no money was."


def test_the_book_s_actions_are_rows_of_a_table() -> None:
    limit, rehearse = read(BOOK_STYLE).draft.actions

    assert (limit.id, limit.title, limit.ticket) == (
        "A1",
        "Limit the cache entry",
        "https://bugs.example/1201",
    )
    assert limit.deliverable == "Type: prevent\n#1201 DONE"
    assert (rehearse.ticket, rehearse.deliverable) == ("#1202", "Type: process")


def test_the_book_s_other_parts_are_named() -> None:
    edit = "is not an id of your people directory: retro action edit DISK"

    assert unread(read(BOOK_STYLE)) == [
        (9, "Authors: - mira\n- tomas", NO_NAMES),
        (
            14,
            "Status: Complete, action items in progress",
            "where a retrospective stands is what its gates say",
        ),
        (34, "Resolution: Traffic was sent to the spare cluster.", NO_PROSE),
        (38, "Detection: The error budget alert paged the on-call engineer.", NO_PROSE),
        (44, "mira", f"owner “mira” {edit} A1 --owner …"),
        (45, "tomas", f"owner “tomas” {edit} A2 --owner …"),
        (45, "ana", f"owner “ana” {edit} A2 --owner …"),
        (
            76,
            "Supporting information: - Dashboard (https://graphs.example/basket)",
            "stands under a heading that is not known",
        ),
    ]


def test_the_template_s_table_of_fields_is_the_context() -> None:
    draft = read(TEMPLATE_STYLE).draft

    assert draft.incident == "HOT-207"
    assert draft.context.severity is Severity.SEV2
    assert draft.context.services == ("checkout", "search", "mail")
    assert draft.context.effect == "Between 23:10 and 00:40 nobody could pay."
    assert draft.impact.users_affected == 1250
    assert draft.impact.cost == "4000 EUR"
    assert draft.impact.scope == "- Shops in two countries showed an empty page"


def test_the_template_s_lines_cross_midnight() -> None:
    reading = read(TEMPLATE_STYLE)

    assert when_and_what(reading) == [
        "03-14 22:10 the certificate is replaced",
        "03-14 22:25 a customer reports an empty page",
        "03-14 22:40 support escalated to the platform team",
        "03-14 23:40 the old certificate is back and payments are restored",
    ]
    assert "line 39: took 00:40 to be on 2024-03-15" in reading.notes


def test_the_template_s_five_whys_are_one_factor() -> None:
    fault, chain = read(TEMPLATE_STYLE).draft.factors

    assert fault.text == "The new certificate lacked a name."
    assert chain.text == "Payments failed because the certificate lacked a name"
    assert chain.whys == (
        "The name was typed by hand",
        "the form does not know the names",
        "Renewal is not automated",
    )


def test_the_template_s_actions_say_much_in_their_own_words() -> None:
    reading = read(TEMPLATE_STYLE)
    renew, check = reading.draft.actions

    assert (renew.title, renew.due, renew.ticket) == (
        "Renew certificates by machine",
        date(2024, 4, 1),
        "HOT-208",
    )
    assert (check.title, check.due, check.ticket) == (
        "Check names before a certificate goes live",
        date(2024, 3, 20),
        "https://tracker.example/browse/HOT-209",
    )
    assert (check.priority, check.component) == (Priority.P1, "gateway")
    assert check.deliverable == "- compare with the list of shops"
    assert "line 55: A2 is marked “x”" in reading.notes


def test_the_handbook_s_front_matter_and_bold_fields_count() -> None:
    context = read(HANDBOOK_STYLE).draft.context

    assert (context.title, context.severity) == ("Runner queue stuck", Severity.SEV3)
    assert context.services == ("runners", "queue")
    assert context.started == datetime(2023, 2, 1, 8, tzinfo=UTC)
    assert context.detected == datetime(2023, 2, 1, 8, 20, tzinfo=UTC)
    assert context.stabilized == datetime(2023, 2, 1, 10, tzinfo=UTC)


def test_the_handbook_s_sub_headings_are_days() -> None:
    reading = read(HANDBOOK_STYLE)

    assert when_and_what(reading) == [
        "01-31 22:50 a node is drained",
        "01-31 23:05 its queue is not taken over",
        "02-01 08:20 the queue alert fired, graph",
        "02-01 10:00 queue moved, jobs are running again",
    ]
    assert reading.draft.timeline[2].source == "https://graphs.example/q"


def test_the_handbook_s_sub_headings_are_factors_or_group_them() -> None:
    reading = read(HANDBOOK_STYLE)
    owner, slow = reading.draft.factors

    assert owner.text == "The queue has no owner\nWhen a node goes, its queue stays."
    assert (slow.text, slow.whys) == (
        "they look at the hour",
        ("because the minute was noisy",),
    )
    assert [one.text for one in reading.draft.learnings] == ["queues need an owner"]
    assert unread(reading) == [
        (6, "layout: page", "front matter the record has no place for"),
        (42, "Alerts are slow", "a heading that only groups items"),
    ]
    assert "line 9: left out a comment: Fill in every section." in reading.notes


def test_a_file_without_headings_is_a_summary_and_its_timeline() -> None:
    reading = read(NO_HEADINGS)

    assert reading.draft.context.title == "disk"
    assert reading.draft.context.effect == "The mail gateway was down. All times in UTC."
    assert when_and_what(reading) == [
        "03-04 10:00 gateway stops",
        "03-04 10:30 gateway restarted, mail flows again",
    ]
    assert reading.unread == ()


def test_bold_lines_stand_for_headings() -> None:
    reading = read(BOLD_STYLE)
    draft = reading.draft

    assert (draft.context.title, draft.context.severity) == ("Slow search", Severity.SEV1)
    assert draft.context.effect == "Search took ten seconds."
    assert when_and_what(reading) == [
        "02-29 14:05 an index is rebuilt",
        "02-29 17:15 rebuilding stopped, search recovered",
    ]
    assert [one.text for one in draft.factors] == ["the index was rebuilt at noon"]
    assert [(one.title, one.due) for one in draft.actions] == [
        ("Rebuild at night", date(2024, 3, 10))
    ]
    assert [one.text for one in draft.went_well] == ["the dashboard told us"]
    assert reading.unread == ()
