"""The digest names every open action, what is late first, with the command that comes next.

It counts teams, never people, and stays a page or two however much is open.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from documents.bulletins.digest import (
    TEAMS,
    Owed,
    by_team,
    command_for,
    digest_lines,
    digest_subject,
    promises_of,
)
from documents.bulletins.facts import NO_TEAM, Promise
from states.people import Directory, PartyKind, Person
from states.record.actions import ActionState
from states.record.deadlines import Deadline, DeadlineKind

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TODAY = NOON.date()
DAY = timedelta(days=1)

PEOPLE = Directory(
    {
        one.id: one
        for one in (
            Person("ana", team="payments", zone="Europe/Lisbon"),
            Person("ben"),
            Person("kim", team="search", zone="Pacific/Kiritimati"),
            Person("search", kind=PartyKind.TEAM),
        )
    }
)
OWED = Owed("INC-42", "A2", "Rehearse", "ana", TODAY - 3 * DAY, "P1", ActionState.OPEN)


def promises(*owed: Owed) -> tuple[Promise, ...]:
    return promises_of(owed, PEOPLE, NOON)


def page(*owed: Owed, limit: int = 100) -> str:
    return "\n".join(digest_lines(promises(*owed), TODAY, limit))


def test_the_page_counts_by_team_and_names_each_with_its_command() -> None:
    other = replace(OWED, incident="INC-7", id="A1", title="Alert", owner="ben", due=TODAY + DAY)
    done = replace(OWED, id="A3", title="Limit", state=ActionState.DONE)
    undated = replace(OWED, id="A4", title="Measure", owner="", due=None, priority="")

    assert page(OWED, other, done, undated) == (
        "# Open actions on 2026-03-02\n"
        "\n"
        "4 open actions, 1 late, in 2 incidents.\n"
        "\n"
        "- payments: 2 open, 1 late\n"
        "- no team: 2 open, 0 late\n"
        "\n"
        "## payments\n"
        "\n"
        "- **2 days late**: INC-42 A2 “Rehearse”\n"
        "  ana, due 2026-02-27: `retro action done INC-42 A2 --evidence URL`\n"
        "- done, not verified: INC-42 A3 “Limit”\n"
        "  ana, due 2026-02-27: `retro verify INC-42 A3 --evidence URL`\n"
        "\n"
        "## no team\n"
        "\n"
        "- P1: INC-7 A1 “Alert”\n"
        "  ben, due 2026-03-03: `retro action done INC-7 A1 --evidence URL`\n"
        "- open: INC-42 A4 “Measure”\n"
        "  nobody owns it, without a date: `retro action edit INC-42 A4 --due YYYY-MM-DD`"
    )


def test_nothing_open_is_said() -> None:
    assert page() == (
        "# Open actions on 2026-03-02\n\nNo action is open: nothing is owed in any incident."
    )


def test_the_latest_come_first_and_what_is_done_last() -> None:
    order = promises(
        replace(OWED, id="A1", due=TODAY),
        replace(OWED, id="A2", due=None),
        replace(OWED, id="A3", due=TODAY, state=ActionState.DONE),
        replace(OWED, id="A4", due=TODAY - DAY),
        replace(OWED, id="A5", due=TODAY - 2 * DAY),
    )

    assert [one.id for one in order] == ["A5", "A4", "A1", "A2", "A3"]


def test_late_is_what_has_passed_by_the_owners_clock() -> None:
    here, there = promises(replace(OWED, due=TODAY), replace(OWED, owner="kim", due=TODAY))[::-1]

    assert (here.late_by, there.late_by) == (None, timedelta(hours=2))
    assert (here.is_late, there.is_late) == (False, True)
    assert "- **2 hours late**: INC-42 A2" in page(replace(OWED, owner="kim", due=TODAY))


def test_what_was_kept_when_it_was_promised_is_late_whoever_owns_it_now() -> None:
    kept = Deadline(
        *(DeadlineKind.ACTION, "A2", NOON, NOON - timedelta(minutes=5), NOON - 9 * DAY, "action"),
        zone="Asia/Tokyo",
    )
    (handed_on,) = promises(replace(OWED, due=TODAY, kept=kept))
    (sent_back,) = promises(replace(OWED, due=TODAY, kept=kept, phase="factors"))

    assert handed_on.late_by == sent_back.late_by == timedelta(minutes=5)
    assert promises(replace(OWED, kept=replace(kept, due=NOON + DAY)))[0].late_by is None


def test_before_its_gate_nothing_is_promised_and_nothing_late() -> None:
    early = replace(OWED, phase="factors")

    (promise,) = promises(early)

    assert (promise.promised, promise.late_by) == (False, None)
    assert "- not promised yet: INC-42 A2 “Rehearse”\n" in page(early)
    assert "1 open action, 0 late" in page(early)
    assert "- done, not verified: " in page(replace(early, state=ActionState.DONE))


def test_what_is_nobodys_is_late_by_utc_as_its_deadline_is() -> None:
    assert promises(replace(OWED, owner="", due=TODAY - DAY))[0].late_by == timedelta(hours=12)


def test_what_is_done_is_not_late() -> None:
    assert promises(replace(OWED, state=ActionState.DONE))[0].late_by is None


def test_a_team_is_its_own_team_and_somebody_unknown_has_none() -> None:
    teams = [promises(replace(OWED, owner=one))[0].team for one in ("search", "kim", "zoe", "")]

    assert teams == ["search", "search", NO_TEAM, NO_TEAM]


def test_a_page_is_bounded_and_says_how_to_see_the_rest() -> None:
    many = [
        replace(OWED, incident=f"INC-{number}", owner="", due=TODAY - timedelta(days=number % 90))
        for number in range(10_000)
    ]
    lines = page(*many, limit=40).splitlines()

    assert len([one for one in lines if "INC-" in one and one.startswith("- ")]) == 40
    assert lines[-1] == "And 9,960 more: `retro digest --limit 10000`"
    assert lines[2] == "10,000 open actions, 9,888 late, in 10,000 incidents."


def test_more_teams_than_a_list_has_room_for_are_counted_together() -> None:
    people = Directory({f"p{n}": Person(f"p{n}", team=f"team-{n}") for n in range(TEAMS + 5)})
    owed = [replace(OWED, id=f"A{n}", owner=f"p{n}") for n in range(TEAMS + 5)]
    found = promises_of(owed, people, NOON)
    rows = [one for one in digest_lines(found, TODAY, 0) if one.endswith(" late")]

    assert len(rows) == TEAMS + 1
    assert rows[-1] == "- others: 5 open, 5 late"
    assert len(by_team(found)) == TEAMS + 5


def test_titles_mark_nothing() -> None:
    title = "`retro up` <!all> [x](y) *z* a|b snake_case"
    (line,) = [one for one in page(replace(OWED, title=title)).splitlines() if "A2 “" in one]

    _, _, told = line.partition("A2 ")
    assert told == "“\\`retro up\\` \\<!all\\> \\[x\\](y) \\*z\\* a\\|b snake_case”"


def test_lines_fit_into_80_columns() -> None:
    lines = page(replace(OWED, title="long " * 40), replace(OWED, id="A3", due=None)).splitlines()

    assert max(map(len, lines)) <= 80


def test_the_subject_says_how_much() -> None:
    assert digest_subject(promises(OWED)) == "1 open action, 1 late"
    assert digest_subject(()) == "0 open actions, 0 late"


def test_dates_of_long_ago_count() -> None:
    (one,) = promises(replace(OWED, due=date(1990, 1, 1)))

    assert one.late_by == NOON - datetime(1990, 1, 2, tzinfo=UTC)
    assert command_for(one) == "retro action done INC-42 A2 --evidence URL"
