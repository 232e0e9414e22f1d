"""Each address is one channel, under a name by which people and the history know it."""

from dataclasses import replace

from activities.delivery.routing import DEFAULT, Route
from connectors.switchboard import Switchboard
from documents.letter import Letter
from states.people import Directory, Person
from tests.builders import NOON


class Shelf:
    """What is taken where no address is set."""

    name = "shelf"

    def send(self, letter: Letter, person: Person) -> None:
        raise AssertionError("these tests choose channels and send nothing")


def board(*default: str, **named: list[str]) -> Switchboard:
    return Switchboard(default, named, Shelf())


def test_without_an_address_the_other_way_is_taken() -> None:
    built = board()

    assert built.routes.default == Route(DEFAULT, ("shelf",))
    assert [one.name for one in built.channels] == ["shelf"]


def test_a_channel_of_the_default_route_is_named_by_its_kind() -> None:
    built = board("json://a", "JSON://b", "mailto://x:y@example.com")

    assert built.routes.default.channels == ("json", "json-2", "mailto")


def test_a_channel_of_a_route_is_named_by_both() -> None:
    built = board("json://a", chat=["json://b", "json://c"], mail=["mailto://x:y@example.com"])

    assert built.routes.named == (
        Route("chat", ("chat/json", "chat/json-2")),
        Route("mail", ("mail/mailto",)),
    )


def test_an_address_of_two_routes_is_one_channel() -> None:
    built = board("json://a", chat=["json://a", "json://b"], both=["json://b", "json://b"])

    assert built.routes.named == (
        Route("chat", ("json", "chat/json")),
        Route("both", ("chat/json",)),
    )
    assert [one.name for one in built.channels] == ["json", "chat/json"]


ANA = Person("ana", routes=("gone",))
PEOPLE = Directory({"ana": ANA})


def test_who_names_routes_that_nobody_set_goes_by_the_default_one() -> None:
    routes = board("json://a", chat=["json://b"]).routes

    assert routes.of(ANA, PEOPLE) == (routes.default,)
    assert routes.why_none(ANA, PEOPLE, NOON.date()) == ""


def test_what_only_stands_in_for_a_default_does_not_count_as_theirs() -> None:
    routes = board(chat=["json://b"]).routes

    assert routes.of(ANA, PEOPLE) == ()
    assert routes.why_none(ANA, PEOPLE, NOON.date()) == "nobody set up the routes of ana: gone"
    assert routes.of(replace(ANA, routes=()), PEOPLE) == (routes.default,)


def test_where_nothing_is_set_up_all_of_it_is_in_one_place() -> None:
    assert board().routes.why_none(ANA, PEOPLE, NOON.date()) == ""


def test_routes_alone_leave_the_default_as_it_is() -> None:
    built = board(chat=["json://a"])

    assert built.routes.default.channels == ("shelf",)
