"""An action's own words say more than what to do; each is put where it belongs."""

from datetime import date

import pytest

from documents.markdown.hints import hints_in
from states.record.actions import Action, Priority
from tests.documents.markdown.reads import read, unread
from tests.documents.markdown.samples import part

EDIT = "is not an id of your people directory: retro action edit DISK A1 --owner …"


def _action(*lines: str) -> Action:
    (action,) = read(part("Action items", *lines)).draft.actions
    return action


@pytest.mark.parametrize(
    ("text", "about", "said"),
    [
        ("Grow the disk (owner: Ana Lund)", "owner", "Ana Lund"),
        ("Grow the disk, owner: ana", "owner", "ana"),
        ("Grow the disk (assigned to Ana)", "owner", "Ana"),
        ("Grow the disk @ana", "owner", "@ana"),
        ("@ana: Grow the disk", "owner", "@ana"),
        ("Grow the disk (@ana)", "owner", "@ana"),
        ("Grow the disk (due 2026-03-09)", "due", "2026-03-09"),
        ("Grow the disk by 2026-03-09", "due", "2026-03-09"),
        ("Grow the disk [2026-03-09]", "due", "2026-03-09"),
        ("Grow the disk (OPS-7)", "ticket", "OPS-7"),
        ("OPS-7: Grow the disk", "ticket", "OPS-7"),
        ("Grow the disk – OPS-7", "ticket", "OPS-7"),
        ("Grow the disk (#7)", "ticket", "#7"),
        ("Grow the disk, tracked in ops/disks#7", "ticket", "ops/disks#7"),
        ("P2: Grow the disk", "priority", "P2"),
        ("Grow the disk (P2)", "priority", "P2"),
        ("Grow the disk (priority: high)", "priority", "high"),
        ("[x] Grow the disk", "state", "x"),
        ("Grow the disk (done)", "state", "done"),
        ("✅ Grow the disk", "state", "✅"),
        ("[ ] Grow the disk", "nothing", ""),
    ],
)
def test_what_is_said_aside_is_no_part_of_the_title(text: str, about: str, said: str) -> None:
    hints = hints_in(text)

    assert hints.first(about) == said
    assert hints.title == "Grow the disk"


@pytest.mark.parametrize(
    "title",
    [
        "Support UTF-8 in names (UTF-8)",
        "Write to a@b.example",
        "Grow it by 2026-02-30",
        "Look at the 2026-03-01 logs",
        "Owner of the disk is told",
    ],
)
def test_what_is_said_within_a_sentence_stays(title: str) -> None:
    assert hints_in(title).title == title


def test_a_title_that_is_only_an_aside_stays() -> None:
    assert _action("- (OPS-7)").title == "(OPS-7)"


def test_an_owner_is_handed_on_with_the_command() -> None:
    reading = read(part("Action items", "- Grow the disk @ana"))

    assert reading.draft.actions[0].owner == ""
    assert unread(reading) == [(5, "@ana", f"owner “@ana” {EDIT}")]


def test_a_link_is_the_ticket_and_another_goes_with_it() -> None:
    action = _action("- Grow [the disk](https://t.example/7) as [said](https://docs.example)")

    assert (action.title, action.ticket) == ("Grow the disk as said", "https://t.example/7")
    assert action.deliverable == "https://docs.example"


def test_bold_words_are_the_title() -> None:
    action = _action("- **Grow the disk**: to twice its size", "  - and tell the team")

    assert action.title == "Grow the disk"
    assert action.deliverable == "to twice its size\n- and tell the team"


def test_a_long_text_is_divided_between_two_words() -> None:
    action = _action("- " + "grow " * 150)

    assert len(action.title) <= 500
    assert f"{action.title} {action.deliverable}" == ("grow " * 150).strip()


def test_a_table_fills_every_field_it_has_a_column_for() -> None:
    reading = read(
        part(
            "Action items",
            "| ID | Task | Who | Due | Priority | Status | Sprint | Component | Note |",
            "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
            "| OPS-7 | Grow the disk | Ana | 9 March 2026 | 1 | open | 12 | disk | soon |",
            "| - | Tell the team | TBD | next week | high | | | | |",
            "| | | | | | | | | |",
            "| OPS-8 | | Ana | | | | | | |",
        )
    )
    grow, tell = reading.draft.actions

    assert grow == Action(
        id="A1",
        title="Grow the disk",
        ticket="OPS-7",
        due=date(2026, 3, 9),
        priority=Priority.P1,
        sprint="12",
        component="disk",
        deliverable="Note: soon",
    )
    assert tell == Action(id="A2", title="Tell the team")
    assert "line 7: A1 is marked “open”" in reading.notes
    assert unread(reading) == [
        (7, "Ana", f"owner “Ana” {EDIT}"),
        (8, "next week", "due dates are written as 2026-03-01"),
        (8, "high", "priorities are P1, P2 and P3"),
        (10, "OPS-8 |  | Ana |  |  |  |  |  | ", "this row does not say what to do"),
    ]


def test_a_table_with_unknown_headers_starts_with_what_to_do() -> None:
    (action,) = read(
        part("Action items", "| Thing | Effort |", "| --- | --- |", "| Grow the disk | small |")
    ).draft.actions

    assert (action.title, action.deliverable) == ("Grow the disk", "Effort: small")


def test_a_table_of_known_columns_alone_says_nothing_to_do() -> None:
    reading = read(part("Action items", "| Who |", "| --- |", "| Ana |"))

    assert unread(reading) == [(7, "Ana", "this row does not say what to do")]


def test_a_due_date_with_more_to_it_keeps_the_date() -> None:
    reading = read(part("Action items", "- Grow", "  - due: 2026-03-09 or later"))

    assert reading.draft.actions[0].due == date(2026, 3, 9)
    assert unread(reading) == [(5, "or later", "a due date is a day and no more")]


def test_a_due_date_before_the_incident_is_named() -> None:
    text = "Started: 2026-03-01 10:00 UTC\n\n## Action items\n\n- Grow (due 2026-02-01)\n"
    reading = read(text)

    assert reading.draft.actions[0].due is None
    assert unread(reading) == [(0, "2026-02-01", "A1 would be due before the incident began")]


def test_a_due_date_on_the_day_is_kept() -> None:
    text = "Started: 2026-03-01 10:00 UTC\n\n## Action items\n\n- Grow (due 2026-03-01)\n"

    assert read(text).draft.actions[0].due == date(2026, 3, 1)


def test_said_twice_the_first_counts_and_the_second_goes_with_it() -> None:
    action = _action("- Grow", "  - ticket: OPS-7", "  - ticket: OPS-8", "  - why: it is small")

    assert action.ticket == "OPS-7"
    assert action.deliverable == "- ticket: OPS-8\n- why: it is small"


def test_paragraphs_are_actions_only_where_there_is_no_list() -> None:
    alone = read(part("Next steps", "Grow the disk.", "", "Tell the team."))
    beside = read(
        part("Next steps", "We will:", "", "- Grow the disk", "", "```", "lvextend", "```")
    )

    assert [one.title for one in alone.draft.actions] == ["Grow the disk.", "Tell the team."]
    assert [(one.title, one.deliverable) for one in beside.draft.actions] == [
        ("Grow the disk", "lvextend")
    ]
    assert unread(beside) == [(5, "We will:", "a paragraph beside the list of actions")]


def test_a_sub_heading_is_an_action_of_its_own_paragraphs() -> None:
    reading = read(
        part("Action items", "### Grow the disk", "", "To twice its size.", "", "### Tell them")
    )

    assert [(one.title, one.deliverable) for one in reading.draft.actions] == [
        ("Grow the disk", "To twice its size."),
        ("Tell them", ""),
    ]


def test_a_place_holder_is_no_action() -> None:
    reading = read(part("Action items", "- TBD"))

    assert reading.draft.actions == ()
    assert unread(reading) == [(5, "TBD", "stands where nothing was said")]
