"""People, policy, database, history and settings are looked after from the command line."""

import json
import re
from dataclasses import replace
from datetime import date
from itertools import chain

import pytest
from sqlalchemy import text

from documents.people_file import read_people, write_people
from policies.shelf import default_text
from states.commands import Tick
from states.envelope import ENGINE
from states.people import Directory
from tests.builders import KEY, PEOPLE
from tests.cli.offline import Ended, Terminal, terminal
from tests.cli.written import written

STAFF = """\
people:
  - {id: fay, name: Fay Holm, roles: [facilitator, sre-lead]}
  - {id: kim, manager: fay, zone: Europe/Berlin}
"""


def imported(here: Terminal, staff: str = STAFF) -> str:
    path = here.home / "people.yaml"
    path.write_text(staff, encoding="utf-8")
    return str(path)


def test_a_file_becomes_the_directory_and_says_what_that_changes(here: Terminal) -> None:
    ended = here("people", "import", imported(here))

    assert ended.code == 0
    assert ended.err == (
        "1 added: kim\n"
        "1 changed: fay\n"
        "7 left: ana, ben, mia, payments-team, rob, sam, sol\n"
        "2 in the directory, 8 who left · see them: retro people list\n"
        "whose manager is not there any more: fay · name another one, and import it again\n"
    )
    assert here("people", "list").out == (
        "id\tname\temail\tmanager\troles\tzone\tkind\tleft\tteam\troutes\tregion\n"
        "fay\tFay Holm\t\t\tfacilitator, sre-lead\tUTC\tperson\t\t\t\t\n"
        "kim\t\t\tfay\t\tEurope/Berlin\tperson\t\t\t\t\n"
    )


def test_whoever_is_left_out_of_a_file_is_kept_as_one_who_left(here: Terminal) -> None:
    here("people", "import", imported(here))

    listed = json.loads(here("people", "list", "--all", "--json").out)
    left = {one["id"]: one["left"] for one in listed}
    assert left["ana"] == "2026-03-10"
    assert left["lee"] == str(PEOPLE.people["lee"].left)
    assert left["kim"] is None
    assert "left\t2026-03-10\n" in here("people", "show", "ana").out
    assert here("people", "list", "--role", "director", "--all").out.splitlines()[1:]


def test_whoever_comes_back_has_not_left(here: Terminal) -> None:
    here("people", "import", imported(here))

    ended = here("people", "import", imported(here, STAFF + "  - {id: ana, name: Ana Diaz}\n"))

    assert ended.err.startswith("1 changed: ana\n3 in the directory, 7 who left · ")


def test_an_import_says_what_those_who_leave_by_it_still_owe(here: Terminal) -> None:
    written(here)
    staff = {**PEOPLE.people, "lee": replace(PEOPLE.people["lee"], name="Lee Long Gone")}
    without = [one for name, one in staff.items() if name != "ana"]

    told = here("people", "import", imported(here, write_people(without))).err.splitlines()

    assert told == [
        "1 changed: lee",
        "1 left: ana",
        "7 in the directory, 2 who left · see them: retro people list",
        (
            "still owed by who left: INC-42 A1 (ana), INC-42 A3 (ana) · "
            "hand it on: retro action edit INC-42 A1 --owner PERSON"
        ),
    ]
    # Only what they leave by this import is told again.
    assert "owed" not in here("people", "import", imported(here, write_people(without))).err


def test_what_those_who_left_owed_climbs_to_those_above_them(here: Terminal) -> None:
    written(here)
    for _ in range(3):
        here("advance", KEY)
    without = [one for name, one in PEOPLE.people.items() if name != "ana"]
    here("people", "import", imported(here, write_people(without)))
    for _ in range(10):
        here.later(days=5)
        here.app(ENGINE).send(KEY, Tick())

    saved = chain.from_iterable(one.events for one in here.app().history.entries_of(KEY))
    reached = [one for one in saved if one["event"] == "RungReached"]
    told = {name for one in reached if one["deadline"] == "action:A1" for name in one["to"]}
    assert "mia" in told
    assert "ana" not in told


def test_a_day_that_the_file_says_is_told_as_leaving(here: Terminal) -> None:
    written(here)
    gone = replace(PEOPLE.people["ana"], left=date(2026, 3, 9))

    told = here(
        "people", "import", imported(here, write_people({**PEOPLE.people, "ana": gone}.values()))
    ).err

    assert told.startswith("1 left: ana\n")
    assert "INC-42 A1 (ana)" in told
    assert "left\t2026-03-09\n" in here("people", "show", "ana").out


def test_a_team_that_is_left_out_is_no_service_owner_any_more(here: Terminal) -> None:
    written(here)
    here("people", "import", imported(here))

    ended = here("set", KEY, "--service-owner", "payments-team")

    assert ended.code == 2
    assert "“payments-team” left on 2026-03-10" in ended.err


def test_where_everybody_left_the_next_import_needs_nobody_who_acts(here: Terminal) -> None:
    here("people", "import", imported(here, "people: []\n"))

    assert here("people", "import", imported(here), acting="").code == 0


def test_the_first_import_needs_nobody_who_acts(here: Terminal) -> None:
    empty = terminal(here.home / "new", Directory())

    assert empty("people", "import", imported(here), acting="").code == 0


@pytest.mark.parametrize(("acting", "code"), [("", 2), ("nobody", 4), ("lee", 4), ("rob", 0)])
def test_the_directory_is_changed_by_somebody_who_is_in_it(
    here: Terminal, acting: str, code: int
) -> None:
    assert here("people", "import", imported(here), acting=acting).code == code


def test_a_directory_that_makes_no_sense_changes_nothing(here: Terminal) -> None:
    ended = here("people", "import", imported(here, STAFF + "  - {id: kim, manager: nobody}\n"))

    assert ended.code == 2
    assert "“kim” is here twice" in ended.err
    assert here.app().directory() == PEOPLE


def test_people_are_listed_by_role_and_without_those_who_left(here: Terminal) -> None:
    def ids(*words: str) -> list[str]:
        return [one["id"] for one in json.loads(here("people", "list", "--json", *words).out)]

    assert ids("--role", "service-owner") == ["sam"]
    assert ids("--role", "service-owner", "--all") == ["lee", "sam"]


def test_an_empty_directory_says_how_to_fill_it(here: Terminal) -> None:
    here("people", "import", imported(here, "people: []\n"))

    assert here("people", "list").err == (
        "nobody is there · say who there is: retro people import people.yaml\n"
    )


def test_one_person_is_shown_or_the_one_that_was_meant(here: Terminal) -> None:
    assert "name\tAna Diaz\n" in here("people", "show", "ana").out

    ended = here("people", "show", "anna")

    assert ended.code == 5
    assert ended.err == (
        "there is no “anna” in the people directory (did you mean “ana”?)\n"
        "  → see who is: retro people list\n"
    )


def test_an_exported_directory_is_taken_back(here: Terminal) -> None:
    exported = here("people", "export").out

    assert {one.id: one for one in read_people(exported, "people.yaml")} == PEOPLE.people
    assert len(json.loads(here("people", "export", "--json").out)["people"]) == 9


def test_the_policy_in_force_is_printed_as_it_is_written(here: Terminal) -> None:
    ended = here("policy", "show")

    assert ended.out == default_text()
    assert ended.err.startswith("default 1.0.0, digest ")
    assert json.loads(here("policy", "show", "--json").out)["policy"] == "default"


def unmigrated(here: Terminal) -> None:
    here.variables["RETRO_DATABASE_URL"] = f"sqlite:///{here.home}/new/other.db"


def test_a_database_that_is_not_set_up_says_what_sets_it_up(here: Terminal) -> None:
    unmigrated(here)

    ended = here("list")

    assert ended.code == 7
    assert ended.err == (
        f"the database sqlite:///{here.home}/new/other.db is not set up\n"
        "  → start everything: retro up · or only set it up: retro store migrate\n"
    )


def test_a_database_is_set_up_once_and_again(here: Terminal) -> None:
    unmigrated(here)

    first, second = here("store", "migrate"), here("store", "migrate")

    assert (first.code, second.code) == (0, 0)
    assert here("list").code == 0


def test_lists_are_filled_again_from_the_history(here: Terminal) -> None:
    board = written(here)("list").out
    spoil(here, "DELETE FROM incidents")
    assert here("list").err.startswith("there is none")

    ended = here("store", "rebuild")

    assert ended.err == (
        "1 of 1 incidents\nlists say what the history says · check it: retro audit verify\n"
    )
    assert here("list").out == board


def spoil(here: Terminal, statement: str) -> None:
    with here.app().database.begin() as connection:
        connection.execute(text(statement))


def test_a_whole_history_is_confirmed(here: Terminal) -> None:
    written(here)

    everything, one = here("audit", "verify"), here("audit", "verify", KEY)

    assert everything == Ended(
        0,
        "",
        "every history is as it was written\n"
        "  checked  2 entries of incidents: each hash and text, the tree, its signatures,"
        " and what they mean\n"
        "  held     none: whoever has the database could have rewritten all of it"
        " · see what lies outside: retro audit checkpoint\n",
    )
    assert one.err.startswith("INC-42 is as it was written\n  checked  2 entries of INC-42: ")
    assert here("audit", "verify", "--json") == Ended(
        0, "[]\n", "every history is as it was written\n"
    )


def test_what_was_changed_behind_our_back_is_found(here: Terminal) -> None:
    written(here)
    spoil(here, "UPDATE incidents SET title = 'Nothing happened'")

    ended = here("audit", "verify", "--json")

    assert ended.code == 3
    (found,) = json.loads(ended.out)
    assert found["incident"] == KEY
    assert "Nothing happened" in found["found"]
    assert ended.err == "1 place is not what was written\n"


def test_an_altered_entry_is_told_on_a_page_and_in_rows(here: Terminal) -> None:
    written(here)
    spoil(here, "DROP TRIGGER entries_no_update")
    spoil(
        here,
        "UPDATE entries SET text = CAST(replace(CAST(text AS TEXT), 'fay', 'sam') AS BLOB)"
        " WHERE incident = 'INC-42' AND seq = 1",
    )
    spoil(here, "UPDATE incidents SET title = 'Nothing happened'")
    spoil(here, "DELETE FROM people WHERE id = 'ana'")

    page, rows = here("audit", "verify", "-o", "table"), here("audit", "verify")

    assert page.err.startswith("2 places are not what was written\n  checked  2 entries of ")
    assert re.fullmatch(
        " ✕ INC-42 entry 1\n"
        "     expected  content with the hash [0-9a-f]{12}…\n"
        "     found     content with the hash [0-9a-f]{12}…\n"
        " ✕ PEOPLE entry 1\n"
        "     expected  people ana: a row\n"
        "     found     people ana: no row\n",
        page.out,
    )
    assert re.search("^INC-42\t1\tcontent with the hash [0-9a-f]{64}\t", rows.out, re.MULTILINE)


def test_rows_that_no_entry_made_have_no_number(here: Terminal) -> None:
    spoil(here, "INSERT INTO incident_services VALUES ('INC-9', 'mail')")

    ended = here("audit", "verify", "-o", "table")

    assert ended.out.startswith(" ✕ INC-9\n     expected  nothing in incident_services\n")


def test_an_audit_of_nothing_is_refused(here: Terminal) -> None:
    assert here("audit", "verify", "INC-9").code == 5


def test_settings_are_listed_with_where_they_were_said(here: Terminal) -> None:
    here.variables["RETRO_NOTIFY_URLS"] = "slack://token-a/token-b"

    ended = here("config", "show", "--json")

    rows = {one["setting"]: one for one in json.loads(ended.out)}
    assert rows["notify_urls"]["value"] == "slack://***"
    assert rows["notify_urls"]["origin"] == "env"
    assert rows["home"]["value"] == str(here.home)
    assert ended.err == (
        f"file: {here.home}/retro.toml (not there yet) · Temporal: TEMPORAL_ADDRESS and profiles\n"
    )


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_learns_to_complete(here: Terminal, shell: str) -> None:
    assert "_RETRO_COMPLETE=" in here("completion", shell).out


def test_a_region_without_known_holidays_is_refused_with_the_one_that_was_meant(
    here: Terminal,
) -> None:
    (here.home / "people.yaml").write_text("people: [{id: ana, region: pt}]", encoding="utf-8")

    ended = here("people", "import", str(here.home / "people.yaml"))

    assert ended.code == 2
    assert "ana: the public holidays of “pt” are not known: did you mean PT?" in ended.err
