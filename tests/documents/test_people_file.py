"""A directory names people who exist, once, in zones that exist, under managers who are in it."""

from datetime import date
from time import process_time

import pytest

from documents.people_file import read_people, write_people
from states.errors import InvalidError
from states.people import PartyKind, Person

ANA = Person(
    "ana",
    "Ana: Lima",
    "ana@example.com",
    "mia",
    ("engineer", "facilitator"),
    "Europe/Berlin",
    left=date(2026, 1, 31),
)
EVERYBODY = (
    ANA,
    Person("mia", email="mia@localhost"),
    Person("42"),
    Person("db", kind=PartyKind.TEAM),
)
YAML = """\
people:
  - id: ana
    name: "Ana: Lima"
    email: ana@example.com
    manager: mia
    roles: [engineer, facilitator]
    zone: Europe/Berlin
    left: 2026-01-31
  - id: mia
    email: mia@localhost
  - id: "42"
  - id: db
    kind: team
"""
TOML = """\
[[people]]
id = "ana"
name = "Ana: Lima"
email = "ana@example.com"
manager = "mia"
roles = ["engineer", "facilitator"]
zone = "Europe/Berlin"
left = 2026-01-31

[[people]]
id = "mia"
email = "mia@localhost"

[[people]]
id = 42

[[people]]
id = "db"
kind = "team"
"""
MISTAKES = """\
people:
  - {id: ana, manager: boe, zone: Europe/Berln, email: ana at home}
  - {id: bob, manager: ana, kind: robot, left: soon}
  - {id: ana, manager: zoe}
  - {id: a b, roles: x}
  - {name: x, rolls: [a]}
  - {id: cy, manager: cy}
  - {id: di, manager: ed}
  - {id: ed, manager: fay}
  - {id: fay, manager: ed}
  - {id: 7, zone: 7}
  - {id: []}
  - {id: ""}
  - x
"""
COMPLAINTS = """\
people.yaml:2:29: people.ana.zone: “Europe/Berln” is not a time zone (did you mean “Europe/Berlin”?)
people.yaml:2:49: people.ana.email: “ana at home” is not an e-mail address; write ana@example.com
people.yaml:3:29: people.bob.kind: “robot” is none of person, team
people.yaml:3:42: people.bob.left: “soon” is not a day; write 2026-03-01
people.yaml:4:6: people.ana.id: “ana” is here twice
people.yaml:4:15: people.ana.manager: “zoe” is not in the file
people.yaml:5:6: people.3.id: “a b” is not one word
people.yaml:5:15: people.3.roles: “x” is not a list
people.yaml:6:5: people.4.id: is missing
people.yaml:6:15: people.4.rolls: is not a field (did you mean “roles”?)
people.yaml:7:14: people.cy.manager: “cy → cy” goes round in a circle
people.yaml:9:14: people.ed.manager: “ed → fay → ed” goes round in a circle
people.yaml:11:13: people.9.zone: “7” is not a time zone; write one such as Europe/Berlin
people.yaml:12:6: people.10.id: “[]” is not a text; write it in quotes
people.yaml:13:6: people.11.id: “” is not one word
people.yaml:14:5: people.12: “x” is not a mapping of fields
""".splitlines()


def complaints(text: str, name: str) -> list[str]:
    with pytest.raises(InvalidError) as refused:
        read_people(text, name)
    return str(refused.value).splitlines()


@pytest.mark.parametrize(("text", "name"), [(YAML, "people.yaml"), (TOML, "people.toml")])
def test_a_directory_is_read_from_either_kind_of_file(text: str, name: str) -> None:
    assert read_people(text, name) == EVERYBODY


def test_a_directory_is_written_as_it_is_read() -> None:
    assert write_people(EVERYBODY) == YAML


def test_a_directory_may_be_empty_but_says_so() -> None:
    assert read_people(write_people([]), "people.yaml") == ()
    assert complaints("{}", "people.yaml") == ["people.yaml: people: is missing"]


def test_every_mistake_is_told_at_once_each_at_its_place() -> None:
    assert complaints(MISTAKES, "people.yaml") == COMPLAINTS


def test_a_manager_nearly_in_the_file_is_guessed() -> None:
    (told,) = complaints("people: [{id: ana, manager: mira}, {id: mia}]", "people.yaml")

    assert told.endswith("“mira” is not in the file (did you mean “mia”?)")


def test_a_directory_is_a_list() -> None:
    assert complaints("people: {ana: {}}", "people.yaml") == [
        "people.yaml:1:1: people: “{'ana': {}}” is not a list"
    ]


@pytest.mark.parametrize(
    "address", ["ana", "@x", "a@", "a b@x", "a@x\\nb: c", "a@x,b@x", "<a@x>", "a@-x"]
)
def test_what_is_no_address_is_refused(address: str) -> None:
    (told,) = complaints(f'people: [{{id: ana, email: "{address}"}}]', "people.yaml")

    assert "is not an e-mail address" in told


# fmt: off
REFUSED = (
    ("a = = 1",                            "people.toml:1:5: Invalid value"),
    ("a = ",                               "people.toml:1:1: Invalid value (at end of document)"),
    ("a = " + "[" * 50_000,                "people.toml: nested too deeply"),
    ("a." * 40_000 + "a = 1",              "people.toml: nested too deeply"),
    ("#\n" * 600_000,                      "people.toml:1:1: the file is larger than 1 MiB"),
    ("people = []\n# \u202e",              "people.toml:2:3: the invisible character U+202E"),
    ("people = [{id = 1.5}]",
     "people.toml: people.0.id: “1.5” is not a text; write it in quotes"),
    ("people = [{id = 'a', left = 2026-01-01T00:00:00}]",
     "people.toml: people.a.left: “2026-01-01 00:00:00” is not a day; write 2026-03-01"),
)
# fmt: on


@pytest.mark.parametrize(("text", "complaint"), REFUSED)
def test_hostile_toml_is_refused_at_once(text: str, complaint: str) -> None:
    began = process_time()

    assert complaints(text, "people.toml") == [complaint]
    assert process_time() - began < 1


def test_a_long_line_of_managers_is_followed_at_once() -> None:
    chain = "".join(f"- {{id: p{one}, manager: p{one + 1}}}\n" for one in range(9_999))
    began = process_time()

    people = read_people(f"people:\n{chain}- id: p9999\n", "people.yaml")

    assert len(people) == 10_000
    assert process_time() - began < 5


def test_a_person_has_a_team_routes_and_a_region() -> None:
    text = """
people:
  - {id: shop, kind: team, routes: chat}
  - {id: ana, team: shop, routes: [mail, chat, mail], region: DE-BY}
"""

    shop, ana = read_people(text, "people.yaml")

    assert shop.routes == ("chat",)
    assert (ana.team, ana.routes, ana.region) == ("shop", ("mail", "chat"), "DE-BY")


@pytest.mark.parametrize(
    ("person", "complaint"),
    [
        ("{id: ana, team: shpo}", "team: “shpo” is not a team of the file (did you mean “shop”?)"),
        ("{id: ana, team: bo}", "team: “bo” is not a team of the file"),
        ("{id: ana, routes: [a b]}", "routes: “a b” is not the name of a route"),
        ("{id: ana, routes: [1]}", "routes: “1” is not the name of a route"),
        ("{id: ana, routes: {a: b}}", "is not a list"),
    ],
)
def test_a_team_or_a_route_that_is_none_is_told(person: str, complaint: str) -> None:
    text = f"people: [{{id: shop, kind: team}}, {{id: bo}}, {person}]"

    with pytest.raises(InvalidError) as refusal:
        read_people(text, "people.yaml")

    assert complaint in str(refusal.value)
