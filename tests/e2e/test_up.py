"""One command starts everything; what it started goes with it, and what was written stays."""

import os
import signal

import pytest

from tests.e2e.installation import Installation, until
from tests.e2e.story import KEY, opened, with_people

pytestmark = pytest.mark.timeout(300)


def test_up_says_where_its_pages_are_and_what_to_type_next(here: Installation) -> None:
    with here.running("up") as up:
        first, *_, last = up.said.splitlines()

        assert first.startswith("Retrogate is up. Temporal's pages: http://127.0.0.1:")
        assert first.endswith(f" · data: {here.home}")
        assert last == "Ctrl-C stops everything; started again, everything is there"
        assert "  retro people import people.yaml" in up.said
        assert "  retro open --help" in up.said
        assert here.does("status").err == ""


def test_ctrl_c_and_sigterm_stop_everything_and_started_again_all_is_there(
    here: Installation,
) -> None:
    with here.running("up") as up:
        opened(with_people(here))
        before = here.history(KEY)
        code = up.ended_by(signal.SIGINT)

        # The port is not asked, for another test may have it by now: nobody answers for us.
        assert (code, here.is_quiet(), here("advance", KEY).code) == (0, True, 7)

    with here.running("up") as up:
        assert here.history(KEY) == before
        assert "  retro mine" in up.said
        here.does("comment", KEY, "We go on")
        code = up.ended_by(signal.SIGTERM)

        assert (code, here.is_quiet(), here("advance", KEY).code) == (0, True, 7)


def test_a_second_up_on_the_same_directory_names_the_first(here: Installation) -> None:
    with here.running("up") as up:
        second = here("up")

        assert (second.code, second.out) == (6, "")
        assert second.err == (
            f"retro up already runs on {here.home} (pid {up.child.pid}, {here.address})\n"
            f"  → use that one, or stop it: kill {up.child.pid}; "
            "another data directory: RETRO_HOME=… retro up\n"
        )
        assert here.does("status").err == ""


def test_two_directories_are_two_installations(here: Installation) -> None:
    other = Installation(here.home.with_name("other"))
    with here.running("up"), other.running("up"):
        opened(with_people(here))
        with_people(other)

        assert here.address != other.address
        assert other("show", KEY).code == 5
        assert other("comment", KEY, "Hello").code == 5


def test_a_killed_up_leaves_nothing_that_blocks_the_next(here: Installation) -> None:
    with here.running("up") as up:
        opened(with_people(here))
        up.kill()

        with here.running("up"):
            here.does("comment", KEY, "We go on")

    until(here.is_quiet)


def test_where_the_server_dies_up_says_so_and_ends(here: Installation) -> None:
    with here.running("up") as up:
        os.kill(here.server_pid, signal.SIGKILL)

        assert up.child.wait(60) == 7
        assert "the Temporal server ended (signal 9)" in up.said
        assert up.said.endswith(f"read {here.home / 'logs' / 'temporal.log'}, then: retro up\n")
