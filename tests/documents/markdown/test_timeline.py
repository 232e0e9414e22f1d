"""An entry of a timeline has a day, a zone and a text, or it is named as unread."""

import pytest

from states.record.facts import FactKind
from tests.documents.markdown.reads import read, unread, when_and_what
from tests.documents.markdown.samples import part, timeline

TABLE = ("| --- | --- |",)


def test_an_entry_after_midnight_is_on_the_next_day() -> None:
    reading = read(timeline("- 23:50 disk full", "- 00:10 disk emptied", "- 00:20 all is well"))

    assert when_and_what(reading) == [
        "03-01 23:50 disk full",
        "03-02 00:10 disk emptied",
        "03-02 00:20 all is well",
    ]
    assert "line 8: took 00:10 to be on 2026-03-02" in reading.notes


def test_an_entry_a_little_earlier_is_only_out_of_order() -> None:
    reading = read(timeline("- 11:08 disk emptied", "- 11:07 told the team"))

    assert when_and_what(reading) == ["03-01 11:08 disk emptied", "03-01 11:07 told the team"]


def test_an_entry_west_of_the_one_before_is_not_on_the_next_day() -> None:
    reading = read(timeline("- 15:00 UTC disk full", "- 10:05 EST disk emptied"))

    assert when_and_what(reading) == ["03-01 15:00 disk full", "03-01 15:05 disk emptied"]


def test_columns_stand_in_any_order() -> None:
    reading = read(
        timeline(
            "| Who | What | Source | When | Node |",
            "| --- | --- | --- | --- | --- |",
            "| ana | disk full | [graph](https://graphs.example/d) | 10:05 | n7 |",
            "| | emptied | log of n7 | 10:15 | |",
        )
    )
    full, emptied = reading.draft.timeline

    assert (full.by, full.text, full.source) == (
        "ana",
        "disk full\ngraph (https://graphs.example/d)\nNode: n7",
        "https://graphs.example/d",
    )
    assert (emptied.by, emptied.text, emptied.source) == ("", "emptied", "log of n7")


def test_the_date_and_the_time_may_stand_in_two_columns() -> None:
    reading = read(
        timeline(
            "| Date | Time (CET) | Event |",
            "| --- | --- | --- |",
            "| 2026-01-02 | 10:05 | disk full |",
            "| | 10:15 | disk emptied |",
            "| 3 January | | |",
            "| | 09:00 | disk replaced |",
            title="Timeline",
        )
    )

    assert when_and_what(reading) == [
        "01-02 09:05 disk full",
        "01-02 09:15 disk emptied",
        "01-03 08:00 disk replaced",
    ]


def test_a_table_without_headers_is_read_by_its_times() -> None:
    reading = read(timeline("| disk full | 10:05 |", "| --- | --- |", "| disk emptied | 10:15 |"))

    assert when_and_what(reading) == ["03-01 10:05 disk full", "03-01 10:15 disk emptied"]


def test_a_header_may_only_name_the_zone() -> None:
    reading = read(timeline("| CET | Event |", *TABLE, "| 10:05 | disk full |", title="Timeline"))

    assert when_and_what(reading) == ["03-01 09:05 disk full"]


@pytest.mark.parametrize(
    ("row", "text", "why"),
    [
        ("| 10:?? | disk full |", "10:?? | disk full", "“10:??” does not start with a time"),
        (
            "| 2026-03-01 --:-- | full |",
            "2026-03-01 --:-- | full",
            "“2026-03-01 --:--” has no time of day",
        ),
        ("| | disk full |", " | disk full", "has no time"),
        ("| 10:05 | |", "10:05", "nothing happens in this entry"),
        (
            "| 25:00 | disk full |",
            "25:00 | disk full",
            "“25:00” there is no time of day “25:00”",
        ),
    ],
)
def test_a_row_that_cannot_be_read_is_named(row: str, text: str, why: str) -> None:
    reading = read(timeline("| Time | Event |", *TABLE, row))

    assert unread(reading) == [(9, text, why)]
    assert reading.draft.timeline == ()


def test_an_empty_row_is_nothing() -> None:
    assert read(timeline("| Time | Event |", *TABLE, "| | |")).unread == ()


def test_a_cell_beyond_the_last_column_is_named() -> None:
    reading = read(timeline("| Time | Event |", *TABLE, "| 10:05 | ran a | sort |"))

    assert unread(reading) == [(9, "sort", "this row has 3 cells in a table of 2 columns")]


def test_days_stand_above_their_entries() -> None:
    reading = read(
        timeline(
            "### Saturday, 28 February 2026",
            "",
            "- 10:05 disk grows",
            "",
            "### 1 March",
            "",
            "- 10:06 disk full",
            "- 2 March",
            "  - 10:07 disk emptied",
            "",
            "Date: 2026-03-03",
            "",
            "10:08 disk replaced",
            "by a larger one",
        )
    )

    assert when_and_what(reading) == [
        "02-28 10:05 disk grows",
        "03-01 10:06 disk full",
        "03-02 10:07 disk emptied",
        "03-03 10:08 disk replaced by a larger one",
    ]
    assert reading.unread == ()


def test_a_day_without_a_year_follows_the_day_before() -> None:
    lines = ("- Dec 31 2025 23:50 disk full", "- Jan 1 00:10 disk emptied")

    assert when_and_what(read(timeline(*lines))) == [
        "12-31 23:50 disk full",
        "01-01 00:10 disk emptied",
    ]
    assert read(timeline(*lines)).draft.timeline[1].at.year == 2026  # type: ignore[union-attr]  # it was just shown


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ("- 10:05 disk full", "has no date: say it in the file as Date: 2026-03-01"),
        ("- Mar 1 10:05 disk full", "has no year: say it in the file as Date: 2026-03-01"),
    ],
)
def test_an_entry_that_nothing_dates_is_named(entry: str, why: str) -> None:
    reading = read(part("Timeline (UTC)", entry))

    assert unread(reading) == [(5, "10:05 | disk full", why)]


def test_a_day_the_year_does_not_have_is_named() -> None:
    reading = read(timeline("- Feb 29 10:05 disk full", "### Feb 29"))

    assert [why for _, _, why in unread(reading)] == ["has a day that 2026 does not have"] * 2


def test_the_title_or_the_file_may_hold_the_date() -> None:
    reading = read("# Full disk on 2026-03-01\n\n## Timeline (UTC)\n\n- 10:05 disk full\n")

    assert when_and_what(reading) == ["03-01 10:05 disk full"]
    assert "took the date 2026-03-01 from the title" in reading.notes


def test_without_a_zone_the_argument_counts() -> None:
    text = timeline("- 10:05 disk full", title="Timeline")

    assert when_and_what(read(text, zone="Europe/Copenhagen")) == ["03-01 09:05 disk full"]


@pytest.mark.parametrize(
    ("time", "said"),
    [("10:05", "has no time zone"), ("10:05 IST", "“IST” is more than one time zone")],
)
def test_without_any_zone_an_entry_is_named_with_the_way_out(time: str, said: str) -> None:
    reading = read(timeline(f"- {time} disk full", title="Timeline"))

    assert unread(reading) == [
        (
            7,
            "10:05 | disk full",
            f"{said}; name it: --zone Europe/Copenhagen",
        )
    ]


def test_a_zone_that_cannot_be_told_is_named() -> None:
    reading = read(timeline("All times in IST.", title="Timeline"))

    assert unread(reading) == [
        (7, "IST", "“IST” is not one time zone; name it: --zone Europe/Copenhagen")
    ]


def test_the_text_names_a_zone_before_the_argument_does() -> None:
    text = timeline("All times in UTC.", "", "- 10:05 disk full", title="Timeline")

    assert when_and_what(read(text, zone="Asia/Tokyo")) == ["03-01 10:05 disk full"]


def test_winter_time_in_summer_is_doubted() -> None:
    reading = read(timeline("- 2026-07-01 10:05 CET disk full"))

    assert when_and_what(reading) == ["07-01 09:05 disk full"]
    assert "took CET as it is written, though Europe/Paris was on summer time then" in reading.notes


def test_a_time_that_comes_twice_is_doubted() -> None:
    reading = read(timeline("- 2026-10-25 02:30 disk full", title="Timeline (Europe/Paris)"))

    assert when_and_what(reading) == ["10-25 00:30 disk full"]
    assert (
        "line 7: 2026-10-25 02:30 is where the clocks change; took the first reading"
        in reading.notes
    )


def test_a_span_says_until_when() -> None:
    reading = read(timeline("- 10:05 – 10:20 disk emptied"))

    assert when_and_what(reading) == ["03-01 10:05 until 10:20: disk emptied"]


def test_what_is_nested_or_wrapped_belongs_to_its_entry() -> None:
    reading = read(
        timeline(
            "- 10:05 disk",
            "  full",
            "  1. logs",
            "     - old ones",
            "",
            "  ```",
            "  df -h",
            "  ```",
        )
    )

    assert when_and_what(reading) == ["03-01 10:05 disk full\ndf -h\n- logs\n  - old ones"]


def test_entries_below_an_item_without_a_time_are_entries() -> None:
    reading = read(timeline("- morning", "  - 10:05 disk full"))

    assert when_and_what(reading) == ["03-01 10:05 disk full"]
    assert unread(reading) == [(7, "morning", "does not start with a time")]


def test_an_item_may_name_a_day_and_say_more() -> None:
    reading = read(timeline("- Mar 2, a quiet day", "  - 10:05 disk full"))

    assert when_and_what(reading) == ["03-02 10:05 disk full"]
    assert unread(reading) == [(7, "Mar 2, a quiet day", "has no time of day")]


def test_the_one_link_of_a_row_is_its_source() -> None:
    rows = ("| Time | Event |", *TABLE, "| 10:05 | [disk](https://d.example) full |")
    (fact,) = read(timeline(*rows)).draft.timeline

    assert (fact.text, fact.source) == ("disk full", "https://d.example")


def test_talk_within_a_timeline_is_named() -> None:
    reading = read(timeline("We looked hard.", "", "- nothing", "  - at all", "", "### Night"))

    assert unread(reading) == [
        (7, "We looked hard.", "does not start with a time"),
        (9, "nothing\n- at all", "does not start with a time"),
        (12, "Night", "a heading within a timeline that names no day"),
    ]


def test_code_in_a_timeline_is_read_line_by_line() -> None:
    reading = read(timeline("```", "10:05 disk full", "10:15 disk emptied", "```"))

    assert when_and_what(reading) == ["03-01 10:05 disk full", "03-01 10:15 disk emptied"]


def test_code_before_any_heading_is_no_timeline() -> None:
    reading = read("```\n2026-03-01 10:05 UTC full\n2026-03-01 10:06 UTC full\n```\n")

    assert reading.draft.timeline == ()
    assert "10:06" in reading.draft.context.effect


def test_a_second_link_stays_in_the_text() -> None:
    reading = read(timeline("- 10:05 [one](https://a.example) and [two](https://b.example)"))
    (fact,) = reading.draft.timeline

    assert fact.text == "one (https://a.example) and two (https://b.example)"
    assert fact.source == ""


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("disk alert fired", FactKind.DETECTION),
        ("a user reported errors", FactKind.DETECTION),
        ("escalated to storage after the alert", FactKind.ESCALATION),
        ("paged the storage team", FactKind.ESCALATION),
        ("service restored", FactKind.RESOLUTION),
        ("back to normal", FactKind.RESOLUTION),
        ("not resolved yet", FactKind.NOTE),
        ("unresolved hosts", FactKind.NOTE),
        ("status page updated", FactKind.COMMUNICATION),
        ("rolled back the release", FactKind.ACTION),
        ("release 7 deployed", FactKind.CHANGE),
        ("it rains", FactKind.NOTE),
    ],
)
def test_words_tell_the_kind_of_an_entry(text: str, kind: FactKind) -> None:
    (fact,) = read(timeline(f"- 10:05 {text}")).draft.timeline

    assert fact.kind is kind


def test_nothing_is_stabilized_before_it_is_detected() -> None:
    context = read(timeline("- 10:05 disk restored", "- 10:06 alert fired")).draft.context

    assert context.detected is not None
    assert context.stabilized is None


def test_what_a_field_says_is_believed_before_the_timeline() -> None:
    text = "Detected: 2026-03-01 10:00 UTC, by luck\n\n" + timeline("- 10:05 disk full")
    reading = read(text)

    assert reading.draft.context.detected is not None
    assert f"{reading.draft.context.detected:%H:%M}" == "10:00"
    assert reading.draft.context.started is None
    assert unread(reading) == [(1, "by luck", "only the time before it is part of the record")]


def test_moments_out_of_order_are_named() -> None:
    reading = read("Start: 2026-03-01 10:00 UTC\nEnd: 2026-03-01 09:00 UTC\n")

    assert unread(reading) == [
        (0, "stabilized: 2026-03-01 09:00 UTC", "lies before what led to it")
    ]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("at night", "starts with no time"),
        ("2026-03-01", "has no time of day"),
        ("10:05 UTC", "has no date: say it in the file as Date: 2026-03-01"),
    ],
)
def test_a_moment_that_is_none_is_named(said: str, why: str) -> None:
    assert unread(read(f"Started: {said}\n")) == [(1, f"Started: {said}", why)]
