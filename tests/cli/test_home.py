"""A page is written by the clocks of whoever reads it; a machine reads UTC."""

import json

import pytest

from documents.reader import zone_of
from states.people import Person
from tests.builders import KEY
from tests.cli.climbed import climbed
from tests.cli.offline import Terminal, terminal
from tests.cli.written import fact, written

IN_NEW_YORK, IN_TOKYO = "ben", "kim"
TOKYO = {"RETRO_ZONE": "Asia/Tokyo"}

# fmt: off
PAGES = [
    (("list",),                              "-04:00"),
    (("mine",),                              "\t2026-03-25\t"),
    (("show", KEY),                          "-04:00"),
    (("show", KEY, "--as-of", "5"),          "-04:00"),
    (("history", KEY),                       "-04:00"),
    (("history", KEY, "--contributor", "fay"), "-04:00"),
    (("history", KEY, "--diagram"),          "-04:00"),
    (("why", KEY),                           "EDT"),
    (("audit", "diff", KEY, "1", "4"),       "-04:00"),
    (("escalations", "list"),                "-04:00"),
    (("escalations", "show", KEY, "A1"),     "EDT"),
]
# fmt: on


@pytest.fixture(scope="module")
def late(tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    """Let two promises be missed, and somebody ask for a waiver."""
    here = climbed(terminal(tmp_path_factory.mktemp("home")))
    here("waive", KEY, "ticket", "--until", "7d", "--reason", "The tracker is down until Friday")
    return here


@pytest.mark.parametrize(("words", "shown"), PAGES)
def test_a_page_is_by_the_clocks_of_who_reads_it(
    late: Terminal, words: tuple[str, ...], shown: str
) -> None:
    ended = late(*words, acting=IN_NEW_YORK)

    assert ended.code in {0, 3}
    assert shown in ended.out
    assert " UTC" not in ended.out
    assert not any(word.endswith(":00Z") for word in ended.out.split())


@pytest.mark.parametrize("words", [words for words, _ in PAGES])
def test_a_machine_reads_utc(late: Terminal, words: tuple[str, ...]) -> None:
    asked = ("--json", *words)

    assert late(*asked, acting=IN_NEW_YORK).out.count("-04:00") == 0
    assert "EDT" not in late(*asked, acting=IN_NEW_YORK).out


@pytest.mark.parametrize(
    ("variables", "acting", "words", "shown"),
    [
        ({}, "fay", (), "2026-03-10T12:00:00Z"),
        (TOKYO, "fay", (), "2026-03-10T21:00:00+09:00"),
        (TOKYO, "", (), "2026-03-10T21:00:00+09:00"),
        (TOKYO, "nobody", (), "2026-03-10T21:00:00+09:00"),
        (TOKYO, IN_NEW_YORK, (), "2026-03-10T08:00:00-04:00"),
        ({**TOKYO, "RETRO_AS": IN_NEW_YORK}, "", (), "2026-03-10T08:00:00-04:00"),
        (TOKYO, IN_NEW_YORK, ("--zone", "Europe/Berlin"), "2026-03-10T13:00:00+01:00"),
    ],
)
def test_their_own_zone_goes_before_the_one_that_is_set_and_what_is_said_before_both(
    here: Terminal, variables: dict[str, str], acting: str, words: tuple[str, ...], shown: str
) -> None:
    written(here).variables |= variables

    assert shown in here("history", KEY, *words, acting=acting).out


def test_a_moment_is_read_by_the_clocks_by_which_it_is_shown(here: Terminal) -> None:
    written(here)
    at = ("--at", "2026-03-01 05:00")

    refused = here("fact", KEY, "T1", *at)
    ended = here("fact", KEY, "T1", *at, acting=IN_NEW_YORK)

    assert (refused.code, ended.code) == (2, 0)
    assert f"{fact(here, 'T1').at:%H:%M}" == "10:00"


def test_an_answer_that_needs_no_database_is_by_the_clock_that_is_set(here: Terminal) -> None:
    here.variables = {**TOKYO, "RETRO_DATABASE_URL": f"sqlite:///{here.home}/none.db"}

    app = here.app(IN_NEW_YORK)

    assert str(app.wall_clock) == "Asia/Tokyo"


def test_a_deadline_by_days_is_a_day_on_every_page_and_a_moment_for_a_machine(
    late: Terminal,
) -> None:
    table = late("escalations", "list", acting=IN_NEW_YORK).out
    (row,) = json.loads(late("escalations", "list", "--json").out)
    page = late("escalations", "show", KEY, "A1", acting=IN_NEW_YORK).out
    owed = late("show", KEY, acting=IN_NEW_YORK).out

    assert "\taction:A1\t2026-03-20\t" in table
    assert row["due"] == "2026-03-21T00:00:00Z"
    assert "action:A1 was due 2026-03-20, 3 days ago" in page
    assert "  2026-03-20  action:A1  ana\n" in owed


@pytest.mark.parametrize(
    ("person", "zone"),
    [
        (None, "Asia/Tokyo"),
        (Person("a"), "Asia/Tokyo"),
        (Person("a", zone="Asia/Aden"), "Asia/Aden"),
    ],
)
def test_utc_in_the_directory_is_what_it_has_of_who_said_no_zone(
    person: Person | None, zone: str
) -> None:
    assert zone_of(person, "Asia/Tokyo") == zone
