"""Only incidents that may concern a person are folded for them, and none is missed."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from cli.commands import mine
from cli.records.concerning import concerning
from documents.record_file import write
from policies.shelf import default_text
from states.lifecycle import GATED, Phase
from states.people import Directory, Person
from store.concerns import Concerns
from tests.builders import NOON, PEOPLE, complete_record
from tests.cli.offline import WRITER, Terminal
from workflows.engine_commands import tick

REASON = "The tracker moves to another host until the end of the month"
PROOF = ("--evidence", "https://ci.example.org/runs/1")
KEYS = tuple(f"INC-{number}" for number in range(1, 8))
QUIET, PROMISED, DONE, ASKED, SETTLED, LATE, LAST = KEYS
OTHERS = ("zoe", "ivo", "kai", "dan")


def record(key: str) -> str:
    """Write a record that names nobody but two engineers and a facilitator."""
    whole = complete_record()
    context = replace(
        whole.context,
        facilitator="fay",
        participants=("kai",),
        commander="ivo",
        scribe="ivo",
        decision_owner="ivo",
        service_owner="ivo",
    )
    meeting = replace(whole.meeting, attendees=("fay", "ana", "ben", "ivo"))
    return write(replace(whole, incident=key, context=context, meeting=meeting))


@pytest.fixture
def board(here: Terminal) -> Terminal:
    """Open incidents that wait for different people, for different reasons."""
    engineers = {one: Person(one, manager="mia", roles=("engineer",)) for one in OTHERS}
    here.app().people.replace_people({**PEOPLE.people, **engineers}.values(), WRITER, here.now)
    for key in KEYS:
        file = here.home / f"{key}.yaml"
        file.write_text(record(key), encoding="utf-8")
        done(here, "apply", str(file))
    for key in (PROMISED, DONE, LAST):
        for _ in range(3):
            done(here, "advance", key)
    done(here, "action", "done", DONE, "A1", *PROOF, acting="ana")
    for key in (ASKED, SETTLED):
        done(here, "waive", key, "timeline-sent", "--until", "7d", "--reason", REASON)
    done(here, "grant", SETTLED, "W1", acting="sol")
    done(here, "meeting", LATE, "--timeline-sent", "")
    at_the_last_gate(here)
    return here


def done(here: Terminal, *words: str, acting: str = "fay") -> None:
    ended = here(*words, acting=acting)
    assert ended.code == 0, (words, ended)


def at_the_last_gate(here: Terminal) -> None:
    done(here, "action", "done", LAST, "A1", *PROOF, acting="ana")
    done(here, "verify", LAST, "A1", *PROOF, acting="ben")
    done(here, "action", "done", LAST, "A2", *PROOF, acting="ben")
    done(here, "verify", LAST, "A2", *PROOF, acting="ana")
    done(here, "action", "park", LAST, "A3", "--reason", "The canary is rebuilt in June")
    done(here, "advance", LAST)


def looked_into(here: Terminal, person: str) -> list[str]:
    app = here.app(person)
    return concerning(Concerns(app.engine), app.directory(), person, app.now)


def told_everybody(here: Terminal) -> dict[str, str]:
    return {one: here("mine", "--json", acting=one).out for one in here.app().directory().people}


def folding_all(here: Terminal, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    with monkeypatch.context() as patch:
        patch.setattr(mine, "concerning", lambda *_: here.app().history.keys_open())
        return told_everybody(here)


def in_time(_: Terminal) -> None:
    """Nothing is late."""


def after_weeks(here: Terminal) -> None:
    here.later(days=25)
    for key in KEYS:
        here.app().post.send(tick(key, f"weeks after {key}"))


def with_another_director(here: Terminal) -> None:
    """Put somebody in charge whom no entry names."""
    after_weeks(here)
    people = here.app().directory().people
    left = replace(people["rob"], left=here.now.date())
    new = replace(people["dan"], roles=("director",))
    here.app().people.replace_people({**people, "rob": left, "dan": new}.values(), WRITER, here.now)


def with_another_manager(here: Terminal) -> None:
    after_weeks(here)
    people = here.app().directory().people
    below = {one: replace(people[one], manager="zoe") for one in ("ana", "ben", "fay")}
    zoe = replace(people["zoe"], manager="kai")
    here.app().people.replace_people({**people, **below, "zoe": zoe}.values(), WRITER, here.now)


def with_a_manager_of(person: str) -> Callable[[Terminal], None]:
    """Give one person another manager, whom no entry names, when gates wait for them already."""

    def then(here: Terminal) -> None:
        after_weeks(here)
        people = here.app().directory().people
        theirs = replace(people[person], manager="zoe")
        here.app().people.replace_people({**people, person: theirs}.values(), WRITER, here.now)

    return then


@pytest.mark.parametrize(
    "then",
    [
        in_time,
        after_weeks,
        with_another_director,
        with_another_manager,
        pytest.param(with_a_manager_of("ana"), id="of an owner"),
        pytest.param(with_a_manager_of("sam"), id="of an approver"),
    ],
)
def test_nobody_misses_anything(
    board: Terminal, then: Callable[[Terminal], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    then(board)

    assert told_everybody(board) == folding_all(board, monkeypatch)


def test_who_is_named_nowhere_is_shown_only_what_anybody_may_settle(board: Terminal) -> None:
    assert looked_into(board, "zoe") == [ASKED, SETTLED]


def test_who_is_named_everywhere_is_shown_everything(board: Terminal) -> None:
    assert looked_into(board, "kai") == [*KEYS]


def test_an_approver_is_asked_at_the_last_gate(board: Terminal) -> None:
    assert looked_into(board, "sam") == [ASKED, SETTLED, LAST]


def test_an_incident_that_ended_concerns_nobody(board: Terminal) -> None:
    done(board, "withdraw", QUIET, "--reason", "It never happened")
    done(board, "grant", QUIET, "X1", acting="sol")

    assert QUIET not in looked_into(board, "kai")


class Pinned:
    """Incidents that are called after the gate before which they stand, under one policy."""

    def __init__(self, policy: str) -> None:
        self._policy = policy

    def saying(self, _words: Iterable[str]) -> frozenset[str]:
        return frozenset()

    def overdue(self, _now: datetime, owners: Iterable[str] | None = None) -> frozenset[str]:
        return frozenset() if owners is not None else frozenset({"late"})

    def climbing(self, _words: Iterable[str]) -> frozenset[str]:
        return frozenset()

    def before(self, gates: Iterable[Phase]) -> frozenset[str]:
        return frozenset(one.value for one in gates)

    def policies(self) -> tuple[str, ...]:
        return (self._policy,)


def asked_of(person: str, policy: str) -> list[str]:
    people = Directory({**PEOPLE.people, "zoe": Person("zoe")})
    pinned: Any = Pinned(policy)
    return concerning(pinned, people, person, NOON)


def test_a_policy_may_ask_for_approval_earlier_and_later_gates_ask_again() -> None:
    quorum = "      - {id: agreed, uses: approvals.quorum, with: {roles: [engineer]}}\n"
    first = "      - {id: ticket,"
    earlier = default_text().replace(first, quorum + first)

    assert asked_of("ana", earlier) == ["actions_ticketed", "closed", "verified"]
    assert asked_of("ana", default_text()) == []
    assert asked_of("sam", earlier) == ["closed"]


def test_a_role_to_which_ladders_climb_is_shown_what_is_late() -> None:
    assert asked_of("rob", default_text()) == ["late"]


def test_who_owns_a_policy_is_shown_everything_for_a_check_may_be_broken() -> None:
    owned = f"owners: [zoe]\n{default_text()}"

    assert asked_of("zoe", owned) == sorted(one.value for one in GATED)
    assert asked_of("zoe", default_text()) == []
