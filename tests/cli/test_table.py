"""Every command is in the table, loads, says what the table says of it, and shows an example."""

import subprocess
import sys
from collections.abc import Iterator

import click
import pytest

from cli.lazy_group import LazyGroup, commands_below
from cli.main import retro
from cli.table import COMMANDS

CONTEXT = click.Context(retro, info_name="retro")
HEAVY = ("temporalio", "sqlalchemy", "rich", "pydantic_settings", "pydantic")


def loaded(name: str) -> click.Command:
    command = retro.get_command(CONTEXT, name)
    assert command, name
    return command


def leaves(command: click.Command, words: str) -> Iterator[tuple[str, click.Command]]:
    if not isinstance(command, click.Group):
        yield words, command
        return
    for name, one in commands_below(command).items():
        yield from leaves(one, f"{words} {name}")


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_called_and_summed_up_as_the_table_has_it(name: str) -> None:
    command = loaded(name)

    assert command.name == name
    assert (command.help or "").splitlines()[0] == COMMANDS[name].summary


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_shows_an_example_that_names_it(name: str) -> None:
    for words, command in leaves(loaded(name), f"retro {name}"):
        _, _, example = (command.help or "").partition("Example:")

        assert words in example, words


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_says_what_it_is_for(name: str) -> None:
    for words, command in leaves(loaded(name), f"retro {name}"):
        for one in command.params:
            assert not isinstance(one, click.Option) or one.help, f"{words} {one.opts}"


def test_help_lists_every_command_and_loads_nothing_heavy() -> None:
    script = (
        "import sys; from cli.main import retro;"
        "retro.main(['--help'], prog_name='retro', standalone_mode=False);"
        f"print('heavy:', [one for one in {HEAVY} if one in sys.modules])"
    )

    said = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout

    assert said.endswith("heavy: []\n")
    assert [one for one in COMMANDS if f"  {one} " not in said] == []


@pytest.mark.parametrize(
    "group", [name for name in COMMANDS if isinstance(loaded(name), LazyGroup)]
)
def test_help_of_a_group_lists_its_commands_and_loads_nothing_heavy(group: str) -> None:
    script = (
        "import sys; from cli.main import retro;"
        f"retro.main([{group!r}, '--help'], prog_name='retro', standalone_mode=False);"
        f"print('heavy:', [one for one in {HEAVY} if one in sys.modules])"
    )

    said = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout

    assert said.endswith("heavy: []\n")
    lazy = loaded(group)
    assert isinstance(lazy, LazyGroup)
    assert [one for one in lazy.table if f"  {one} " not in said] == []
    for name, command in commands_below(lazy).items():
        assert command.name == name
        assert (command.help or "").splitlines()[0] == lazy.table[name].summary


def test_an_unknown_command_is_refused_with_the_one_that_was_meant() -> None:
    with pytest.raises(click.UsageError) as refused:
        retro.main(["advanze"], prog_name="retro", standalone_mode=False)

    assert refused.value.format_message() == ("No such command 'advanze'. Did you mean 'advance'?")


def test_a_shell_completes_commands_by_the_table() -> None:
    completed = [one.value for one in retro.shell_complete(CONTEXT, "wi")]

    assert completed == ["withdraw"]
