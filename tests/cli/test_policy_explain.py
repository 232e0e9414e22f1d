"""What would open a gate opens it: the commands that are told can be typed, and do."""

import json
import shlex
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.record_file import write
from policies.explaining.commands import commands_for
from policies.explaining.explaining import explain
from policies.shelf import default_text
from policies.supposing.paths import facts_of, without_fact
from states.errors import InvalidError
from states.lifecycle import Phase, Trigger, step_for
from states.record.retrospective import Retrospective
from tests.builders import PEOPLE, complete_record
from tests.cli.offline import Terminal, terminal
from tests.cli.written import file_of, record, written

COMPLETE = complete_record()
WRITTEN = ("context", "impact", "meeting", "timeline", "went_well", "factors", "learnings",
           "triggers", "actions")  # fmt: skip
OPENED_WITH = ("context.title", "context.severity", "context.stabilized")
"""What an incident has to have before a command can be sent to it."""

UNSOURCED = tuple(
    f"timeline.{entry}.{field}" for entry in ("T1", "T2") for field in ("by", "source")
)

EXPLAINED = """\
OPENING → FACTS   ✕ shut: these 6 things open it

the incident   (fay)
 · a scribe: a person   [roles-assigned]
     retro set INC-42 --scribe PERSON

T1 and T2   (scribe)
 · who contributed it: a person   [timeline-sourced]
 · where it can be seen   [timeline-sourced]
     retro fact INC-42 T1 --by PERSON --source URL
     and the same for T2

its impact   (fay)
 · how many hours it cost   [impact-complete]
     retro impact INC-42 --engineering-hours NUMBER
   or what it cost in money
     retro impact INC-42 --cost "HOW MUCH"

as a last resort sre-lead may let pass for a while: roles-assigned, timeline-sourced, impact-complete
     retro waive INC-42 CHECK --until 7d --reason "WHY"
"""  # noqa: E501  # a line of the page is as long as it is

LEFT_OUT = sorted(
    path
    for path in facts_of(COMPLETE)
    if path.partition(".")[0] in WRITTEN and path not in OPENED_WITH
)


def lacking(*paths: str) -> Retrospective:
    left = COMPLETE
    for path in paths:
        try:
            left = without_fact(left, path)
        except InvalidError:  # a part that its whole is never without
            continue
    return left


def opened(home: Path, *paths: str) -> Terminal:
    here = terminal(home)
    assert here("apply", file_of(here, write(lacking(*paths)))).code == 0
    return here


def typed(here: Terminal, gate: Phase) -> None:
    """Type every command that an explanation of a gate tells, filled in."""
    now, app = record(here), here.app()
    told = explain(now, app.rules(now), gate, PEOPLE, here.now)
    assert told.opens, told.left
    for command in commands_for(told.facts, now, full=True):
        _, *words = shlex.split(command)
        ended = here(*words)
        assert ended.code == 0, (command, ended.err)


def walked(here: Terminal, last: Phase) -> Phase:
    """Pass every gate up to `last` by what is told of it."""
    while (phase := record(here).phase) is not last:
        step = step_for(phase, Trigger.ADVANCE)
        assert step
        typed(here, step.dest)
        assert here("advance", "INC-42").code == 0, step.dest
    return phase


@settings(max_examples=12, deadline=None)
@given(paths=st.lists(st.sampled_from(LEFT_OUT), min_size=1, max_size=6, unique=True))
def test_the_commands_that_are_told_open_the_gate(paths: list[str]) -> None:
    with TemporaryDirectory() as home:
        here = opened(Path(home), *paths)

        assert walked(here, Phase.ACTIONS_TICKETED) is Phase.ACTIONS_TICKETED


def test_a_whole_retrospective_is_walked_by_what_is_told(tmp_path: Path) -> None:
    here = opened(tmp_path, "factors.F2.made_sense", "actions.A2", "learnings.L3")

    assert walked(here, Phase.CLOSED) is Phase.CLOSED


def test_a_shut_gate_is_explained_thing_by_thing(tmp_path: Path) -> None:
    here = opened(tmp_path, "context.scribe", "impact.engineering_hours", *UNSOURCED)

    ended = here("policy", "explain", "INC-42", "--to", "facts")

    assert (ended.code, ended.out) == (0, EXPLAINED)


def test_what_would_do_instead_of_everything_stands_below_it(tmp_path: Path) -> None:
    here = opened(tmp_path, "actions.A3.ticket", "actions.A3.deliverable")

    ended = here("policy", "explain", "INC-42", "--to", "actions_ticketed")

    assert (
        "   or instead of all this: it is parked openly\n"
        '     retro action park INC-42 A3 --reason "WHY IT CAN WAIT"\n'
    ) in ended.out


def test_new_things_that_are_not_alike_stand_apart(tmp_path: Path) -> None:
    here = opened(tmp_path, "timeline.T3")
    file = here.home / "telling.yaml"
    place = "      - {id: timeline-timed,"
    rule = (
        "      - {id: told, for_each: timeline, where: \"it.kind == 'communication'\", "
        "at_least: 1, message: Nobody was told, fix: Say who was told}\n"
    )
    file.write_text(default_text().replace(place, rule + place), "utf-8")

    ended = here("policy", "explain", "INC-42", "--to", "facts", "--policy", str(file))

    assert ended.out.count("1 more timeline entry   (") == 2
    assert "--kind escalation" in ended.out
    assert "--kind communication" in ended.out
    assert "and the same for" not in ended.out


def test_fewer_facts_are_told_in_the_first_line(tmp_path: Path) -> None:
    here = opened(tmp_path, "actions.A3.ticket", "actions.A3.deliverable")

    first, *_ = here("policy", "explain", "INC-42", "--to", "actions_ticketed").out.splitlines()

    assert first.endswith("these 2 things open it, or 1 with “instead of all this” at A3")


def test_the_only_check_in_the_way_is_named_in_the_last_resort(tmp_path: Path) -> None:
    here = opened(tmp_path, "context.scribe")

    ended = here("policy", "explain", "INC-42")

    assert '     retro waive INC-42 roles-assigned --until 7d --reason "WHY"\n' in ended.out


def test_an_explanation_is_json_too(tmp_path: Path) -> None:
    here = opened(tmp_path, "context.scribe")

    told = json.loads(here("policy", "explain", "INC-42", "--json").out)

    assert (told["open"], told["opens"], told["gate"]) == (False, True, "stabilized")
    assert told["facts"] == {"context.scribe": "fay"}
    assert told["groups"][0]["asks"][0]["checks"] == ["roles-assigned"]


def test_an_open_gate_says_so(here: Terminal) -> None:
    ended = written(here)("policy", "explain", "INC-42")

    assert (ended.code, ended.out) == (0, "STABILIZED → FACTS   ✓ open: retro advance INC-42\n")


def test_what_no_fact_was_found_for_is_told_as_the_gate_tells_it(here: Terminal) -> None:
    nobody = here.home / "strict.yaml"
    nobody.write_text(default_text().replace("roles: [service-owner]", "roles: [pope]"), "utf-8")
    written(here)

    ended = here("policy", "explain", "INC-42", "--to", "closed", "--policy", str(nobody))

    assert ended.code == 0
    assert "✕ shut: nothing that was tried opens it" in ended.out
    assert "for this no fact was found; a search is not a proof:" in ended.out
    assert "by pope; nobody who is there could give one more   [approved]" in ended.out


def test_a_record_file_is_explained_up_to_the_first_gate_that_stays_shut(here: Terminal) -> None:
    file = file_of(here, write(lacking("factors.F1.evidence")))

    ended = here("policy", "explain", "--record", file)

    assert ended.code == 0
    assert ended.out.startswith("OPENING → FACTORS   ✕ shut: this one thing opens it\n")


def test_a_record_file_needs_no_database(tmp_path: Path) -> None:
    here = Terminal(tmp_path / "nowhere")
    file = tmp_path / "record.yaml"
    file.write_text(write(lacking("actions.A1.ticket")), "utf-8")

    ended = here("policy", "explain", "--record", str(file), "--to", "actions_ticketed")

    assert (ended.code, ended.err) == (0, "")
    assert " · a ticket   [ticket]\n" in ended.out


@pytest.mark.parametrize("words", [(), ("INC-42", "--record", "x.yaml")])
def test_an_explanation_is_of_one_thing(here: Terminal, words: tuple[str, ...]) -> None:
    ended = here("policy", "explain", *words)

    assert ended.code == 2
    assert "name an incident or a record file, one of them" in ended.err


def test_of_an_incident_that_has_ended_no_gate_is_left(here: Terminal) -> None:
    written(here)
    walked(here, Phase.CLOSED)

    ended = here("policy", "explain", "INC-42")

    assert (ended.code, ended.out) == (0, "")
    assert ended.err == "INC-42 is closed: no gate is left · see: retro show INC-42\n"
