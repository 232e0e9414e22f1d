"""A policy file is looked over, put in order and explained without a database."""

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from cli.reading.policy_files import read_policy_file
from policies.catalogue import CATALOGUE
from policies.shelf import default_text, policy_of
from tests.cli.offline import Terminal
from tests.policies.family import HEAD, PARENT

ALONE = "  stabilized: {deadline: {within: 24h, after: opened, ladder: short}, checks: []}\n"
ROLES = ALONE.replace("[]", "[{id: roles, uses: roles.assigned}]")
TOLD = "never: [owner], ladder: short}"
WHOLE = PARENT.replace(ALONE, ROLES).replace("never: [owner]}", TOLD)
"""A policy in which nothing is taken for granted that nobody asks for."""

CHILD = HEAD + "owners: [ana]\nactions: {reschedules: 1}\n"
HEAVY = ("sqlalchemy", "temporalio", "alembic", "psycopg")


def written(folder: Path, name: str, text: str) -> str:
    (folder / name).write_text(text, encoding="utf-8")
    return str(folder / name)


def test_a_sound_file_is_said_to_be_sound(here: Terminal, tmp_path: Path) -> None:
    path = written(tmp_path, "p.yaml", WHOLE.replace("params:", "owners: [ana]\nparams:"))

    ended = here("policy", "lint", path)

    assert (ended.code, ended.out, ended.err) == (0, "", f"{path}: holds together\n")


def test_holidays_that_are_all_over_are_doubted_from_then_on(
    here: Terminal, tmp_path: Path
) -> None:
    head = f"owners: [ana]\nclock: {{holidays: [{here.now.date()}]}}\nparams:"
    path = written(tmp_path, "p.yaml", WHOLE.replace("params:", head))

    before = here("policy", "lint", path).out
    here.now += timedelta(days=1)

    assert before == ""
    assert "clock.holidays: the last one was " in here("policy", "lint", path).out


def test_a_mistake_ends_with_3_and_points_at_it(here: Terminal, tmp_path: Path) -> None:
    path = written(tmp_path, "p.yaml", PARENT.replace("factors.count", "factors.cuont"))

    ended = here("policy", "lint", path)

    assert ended.code == 3
    assert ended.out == (
        f"{path}:28:9: error: gates.factors.checks[count].uses: "
        "there is no check “factors.cuont” (did you mean “factors.count”?)\n"
    )
    assert ended.err == f"{path}: 1 error\n"


def test_a_mistake_in_an_expression_has_a_caret(here: Terminal, tmp_path: Path) -> None:
    line = "{id: owner, for_each: actions, require: \"it.ownr != ''\", message: x, fix: y}"
    path = written(tmp_path, "p.yaml", PARENT.replace("{id: owner, uses: actions.owned}", line))

    place, shown, caret = here("policy", "lint", path).out.splitlines()[:3]

    assert ": error: " in place
    assert shown[caret.index("^") :].startswith("ownr")


def test_a_file_that_is_no_yaml_is_a_mistake_too(here: Terminal, tmp_path: Path) -> None:
    path = written(tmp_path, "p.yaml", "policy: [\n")

    ended = here("policy", "lint", path, "--json")

    assert ended.code == 3
    assert "  → quote a text that holds “: ”" in here("policy", "lint", path).out
    (remark,) = json.loads(ended.out)["remarks"]
    assert (remark["level"], remark["path"]) == ("error", "")
    assert remark["place"].startswith(f"{path}:2:1")


def test_a_warning_ends_with_0_unless_it_counts(here: Terminal, tmp_path: Path) -> None:
    path = written(tmp_path, "p.yaml", WHOLE)

    ended, strict = here("policy", "lint", path), here("policy", "lint", path, "--strict")

    assert (ended.code, strict.code) == (0, 3)
    assert ended.out == (
        f"{path}:1:1: warning: policy: has no owners: nobody is told when a check of it breaks\n"
    )
    assert ended.err == f"{path}: 1 warning\n"


def test_every_file_is_looked_at(here: Terminal, tmp_path: Path) -> None:
    bad, good = written(tmp_path, "a.yaml", "policy: x\n"), written(tmp_path, "b.yaml", WHOLE)

    ended = here("policy", "lint", bad, good)

    assert ended.code == 3
    assert ended.err.splitlines() == [f"{bad}: 7 errors", f"{good}: 1 warning"]


def test_a_role_that_nobody_has_is_a_warning(here: Terminal, tmp_path: Path) -> None:
    path = written(tmp_path, "p.yaml", PARENT)
    people = written(tmp_path, "people.yaml", "people: [{id: sol, roles: [sre-lead, director]}]\n")

    ended = here("policy", "lint", path, "--people", people)

    assert "gates.closed.checks[approved]: nobody has the role a\n" in ended.out
    assert "sre-lead" not in ended.out


def test_a_fix_that_is_no_command_is_a_warning(here: Terminal, tmp_path: Path) -> None:
    text = PARENT.replace("fix: more", "fix: retro factro INC-42")

    ended = here("policy", "lint", written(tmp_path, "p.yaml", text))

    assert (
        "checks[proof].fix: there is no command retro factro (did you mean “factor”?)" in ended.out
    )


@pytest.mark.parametrize("name", ["org.yaml", "org@2.0.0.yml"])
def test_a_parent_is_found_beside_the_file(here: Terminal, tmp_path: Path, name: str) -> None:
    written(tmp_path, name, PARENT)

    assert here("policy", "lint", written(tmp_path, "team.yaml", CHILD)).code == 0


def test_a_parent_is_found_where_it_is_named(here: Terminal, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    parent = written(tmp_path / "elsewhere", "any.yaml", PARENT)
    path = written(tmp_path, "team.yaml", CHILD)

    assert here("policy", "lint", path, "--parent", parent).code == 0
    alone = here("policy", "lint", path)
    assert alone.code == 3
    assert "there is no policy org@2.0.0 to extend; there are: default@1.0.0" in alone.out


def test_a_file_is_read_as_the_whole_of_a_policy(tmp_path: Path) -> None:
    written(tmp_path, "org.yaml", PARENT)

    reading = read_policy_file(written(tmp_path, "team.yaml", CHILD))

    assert policy_of(reading.text) == reading.policy
    assert reading.policy.editions[None].file.actions.reschedules == 1


def test_a_file_is_put_in_order_in_place(here: Terminal, tmp_path: Path) -> None:
    path = written(tmp_path, "p.yaml", "version: 1.0.0\npolicy: x  # name\n")

    checked = here("policy", "fmt", "--check", path)
    ended = here("policy", "fmt", path)

    assert (checked.code, checked.err) == (3, f"{path}: not in order\n")
    assert (ended.code, ended.err) == (0, f"{path}: put in order\n")
    assert Path(path).read_text(encoding="utf-8") == "policy: x  # name\nversion: 1.0.0\n"
    assert here("policy", "fmt", "--check", path).code == 0


def test_the_schema_is_json(here: Terminal) -> None:
    assert json.loads(here("policy", "schema").out)["title"] == "A policy of Retrogate"


def test_every_check_is_listed(here: Terminal) -> None:
    listed = json.loads(here("policy", "checks", "--json").out)

    assert [one["id"] for one in listed] == [*CATALOGUE]


def test_one_check_is_told_in_full(here: Terminal) -> None:
    assert here("policy", "checks", "factors.count").out.splitlines() == [
        "factors.count · several contributing conditions are named, not one root cause",
        "",
        "There are `min` to `max` contributing conditions; one without words is none.",
        "  min · whole number · default 3 · more is stricter",
        "  max · whole number · default 7 · less is stricter",
        "",
        "from R30, R31",
        "- {id: factors-count, uses: factors.count, with: {min: 3, max: 7}}",
    ]


def test_a_check_that_is_not_there_is_refused(here: Terminal) -> None:
    ended = here("policy", "checks", "factors.cuont")

    assert ended.code == 5
    assert "did you mean “factors.count”?" in ended.err


@pytest.mark.parametrize("words", [["lint", "FILE"], ["schema"], ["checks"], ["fmt", "FILE"]])
def test_a_light_command_loads_nothing_heavy(words: list[str], tmp_path: Path) -> None:
    path = written(tmp_path, "p.yaml", default_text())
    typed = ["policy", *(path if word == "FILE" else word for word in words)]
    script = (
        "import sys; from cli.main import retro;"
        f"retro.main({typed!r}, prog_name='retro', standalone_mode=False);"
        f"print('heavy:', [one for one in {HEAVY} if one in sys.modules])"
    )

    said = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout

    assert said.endswith("heavy: []\n")
