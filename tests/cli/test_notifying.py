"""People are told by the routes that are set, and no secret of a route gets out."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from temporalio.exceptions import ApplicationError

from activities.delivery.routing import DEFAULT, Route
from activities.notify import Notify
from cli.installation.notifying import delivery_for, switchboard_of
from cli.installation.settings import load_settings
from connectors.log_channel import NOTICES
from states.commands import ConfirmNotice
from states.errors import InvalidError
from states.people import PartyKind, Person
from states.record.deadlines import Notice
from store.engine import writing
from store.folded import Told
from store.people import People
from store.projection import notice_row
from store.tables import notices
from tests.builders import NOON
from tests.cli.offline import Terminal
from tests.connectors.receivers import Hook

NOTICE = Notice("INC-1/k", "zoe", "gate:facts", 0, NOON, NOON, "late", "It is late")
ZOE = Person("zoe", email="zoe@example.com", routes=("chat", "spare"))
DIRECTOR = {"person": "rob", "via": "test"}


def told(here: Terminal, **environment: str) -> ConfirmNotice:
    """Tell Zoe by what is set."""
    engine = here.app().engine
    people = People(engine)
    people.replace_people([ZOE], DIRECTOR, datetime.now(UTC))
    settings = load_settings(here.home, environment)
    return Notify(delivery_for(settings, engine, people), people).notify(NOTICE)


def test_without_an_address_notices_go_to_a_file(here: Terminal) -> None:
    confirmed = told(here)

    line = json.loads((here.home / NOTICES).read_text(encoding="utf-8"))
    assert (confirmed.channel, confirmed.route) == ("log", DEFAULT)
    assert (line["key"], line["to"], line["subject"]) == (NOTICE.key, "zoe", "late")


def test_each_route_has_its_channels(tmp_path: Path) -> None:
    settings = load_settings(
        tmp_path,
        {
            "RETRO_NOTIFY_URLS": "json://localhost/a xml://localhost/b",
            "RETRO_ROUTES": '{chat = ["json://localhost/c", "json://localhost/a"]}',
        },
    )

    routes = switchboard_of(settings).routes
    assert routes.default == Route(DEFAULT, ("json", "xml"))
    assert routes.named == (Route("chat", ("chat/json", "json")),)


def test_an_address_that_makes_no_sense_is_refused(tmp_path: Path) -> None:
    for environment in ({"RETRO_NOTIFY_URLS": "what://is"}, {"RETRO_ROUTES": '{a = "what://is"}'}):
        with pytest.raises(InvalidError, match="is not one that apprise understands"):
            switchboard_of(load_settings(tmp_path, environment))


def test_a_person_is_told_by_their_own_route(here: Terminal) -> None:
    with Hook().listening() as hook:
        confirmed = told(here, RETRO_ROUTES=f'{{chat = "{hook.url()}"}}')

    assert (confirmed.channel, confirmed.route) == ("chat/json", "chat")
    assert [one["title"] for one in hook.posted] == ["late"]


def test_a_dead_route_is_left_for_the_next(here: Terminal) -> None:
    with Hook().listening() as hook, Hook().listening() as dead:
        dead.answer = 500
        routes = f'{{chat = "{dead.url()}", spare = "{hook.url()}"}}'
        confirmed = told(here, RETRO_ROUTES=routes, RETRO_NOTIFY_PATIENCE="0m")

    assert (confirmed.channel, confirmed.route) == ("spare/json", "spare")


def test_when_nobody_takes_it_the_confirmation_says_why_without_secrets(here: Terminal) -> None:
    with Hook().listening() as dead:
        dead.answer = 500
        routes = f'{{chat = "{dead.url(login="ana:hunter2@")}"}}'
        confirmed = told(here, RETRO_ROUTES=routes, RETRO_NOTIFY_PATIENCE="0m")

    assert confirmed.failed == ("chat/json",)
    assert confirmed.undelivered.startswith("chat/json did not take the notice for zoe: ")
    assert "hunter2" not in str(confirmed)


def test_what_is_tried_again_says_nothing_of_an_address(here: Terminal) -> None:
    with Hook().listening() as dead:
        dead.answer = 500
        routes = f'{{chat = "{dead.url(login="ana:hunter2@")}"}}'
        with pytest.raises(ApplicationError) as later:
            told(here, RETRO_ROUTES=routes)

    error = later.value
    assert error.next_retry_delay
    assert "hunter2" not in f"{error!r} {error.details} {error.__cause__!r}"


def test_a_doctor_tells_a_dead_channel_a_route_nobody_set_and_who_was_not_reached(
    here: Terminal,
) -> None:
    with Hook().listening() as dead:
        dead.answer = 500
        routes = f'{{chat = "{dead.url(login="ana:hunter2@")}"}}'
        engine = here.app().engine
        people = People(engine)
        people.replace_people([ZOE], DIRECTOR, datetime.now(UTC))
        settings = load_settings(here.home, {"RETRO_ROUTES": routes, "RETRO_NOTIFY_PATIENCE": "0m"})
        notify = Notify(delivery_for(settings, engine, people), people)
        for number in range(3):
            notify.notify(Notice(f"k{number}", "zoe", "d", 0, NOON, NOON, "late", "It is late"))
        here.variables["RETRO_ROUTES"] = routes
        out = here("doctor").out

    assert " ✕ channels        chat/json failed 3 times since " in out
    assert "nobody set up the routes of these people: spare (zoe)" in out
    assert "hunter2" not in out


def doctor(here: Terminal, *people: Person) -> str:
    """Ask a doctor about these people."""
    here.app().people.replace_people(people, DIRECTOR, datetime.now(UTC))
    return here("doctor").out


def test_a_doctor_names_whom_no_channel_reaches_and_the_line_that_mends_it(here: Terminal) -> None:
    here.variables["RETRO_NOTIFY_URLS"] = "mailto://localhost?from=retro@example.com"
    here.variables["RETRO_ROUTES"] = '{chat = "json://localhost"}'
    out = doctor(
        here,
        Person("ana"),
        Person("ben", email="ben@example.com"),
        Person("cleo", routes=("default", "chat")),
        Person("dan", left=date(2020, 1, 1)),
        Person("core", kind=PartyKind.TEAM),
    )

    assert (
        " ✕ addresses       no channel can reach ana: their routes are mail, and they have no "
        "e-mail address\n"
    ) in out
    assert "write theirs into people.yaml, - {id: ana, email: ana@example.org}, then: retro " in out


def test_a_doctor_is_content_where_everybody_has_a_channel(here: Terminal) -> None:
    assert " ✓ addresses       everybody has one on some channel\n" in doctor(here, Person("ana"))


def test_a_doctor_says_in_which_setting_an_address_makes_no_sense(here: Terminal) -> None:
    here.variables["RETRO_ROUTES"] = '{chat = ["json://localhost", "what://is"]}'
    out = here("doctor").out

    assert " ✕ routes          route “chat”: the notice address what://… is not one" in out
    assert "addresses       not looked at: see routes" in out
    here.variables = {"RETRO_NOTIFY_URLS": "what://is"}
    assert (
        " ✕ routes          notify_urls: the notice address what://… is not" in here("doctor").out
    )


def test_a_doctor_names_who_was_not_reached_why_and_what_shows_more(here: Terminal) -> None:
    notice = Notice("INC-1/gate:facts/1/0.1/zoe", "zoe", "gate:facts", 0, NOON, NOON, "late")
    with writing(here.app().engine) as connection:
        row = notice_row("INC-1", Told(notice, pending=True))
        connection.execute(notices.insert(), [{**row, "tries": 1}])

    out = here("doctor").out
    assert (
        " ✕ notices         notices that nobody took: 1 to zoe since 2026-03-10 12:00 UTC "
        "(no channel was asked yet, so no worker ran)\n"
    ) in out
    assert "within a day; see when: retro escalations show INC-1 facts\n" in out
    assert "undelivered_notices\t1\n" in here("status").out


def test_a_shared_chat_is_told_whom_a_letter_is_for(here: Terminal) -> None:
    with Hook().listening() as hook:
        told(here, RETRO_ROUTES=f'{{chat = "{hook.url()}"}}')

    assert [one["message"] for one in hook.posted] == ["For zoe:\n\nIt is late"]
