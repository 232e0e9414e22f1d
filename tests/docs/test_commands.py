"""Every command that people are told to type is one that the command line takes."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from cli.app import App
from cli.desk import Options
from cli.installation.settings import load_settings
from cli.lazy_group import commands_below
from cli.main import retro
from cli.table import COMMANDS
from docs.pages.commands import command_called
from tests.builders import NOON
from tests.docs.pages import PAGES, name_of, spoken_of, steps_in, words_of

TEXTS = {name_of(page): page.read_text(encoding="utf-8") for page in PAGES}
HAND_WRITTEN = {name: text for name, text in TEXTS.items() if "reference/" not in name}


EXAMPLE = re.compile(r"^ *((?:[A-Z_]+=\S+ |EDITOR=\"[^\"]*\" )?retro .*)$", re.MULTILINE)


def _examples(command: click.Command) -> Iterator[str]:
    """List the lines of a command's help that are typed as they stand."""
    _, _, example = (command.help or "").replace("\\\n", " ").partition("Example:")
    yield from (" ".join(line.split()) for line in EXAMPLE.findall(example))
    if isinstance(command, click.Group):
        for below in commands_below(command).values():
            yield from _examples(below)


TYPED = {step.typed for text in TEXTS.values() for step in steps_in(text) if words_of(step.typed)}
EXAMPLES = {line for name in COMMANDS for line in _examples(command_called(name))}
LINES = sorted(TYPED | EXAMPLES)
SPOKEN_OF = sorted({words for text in HAND_WRITTEN.values() for words in spoken_of(text)})


def _found(words: list[str]) -> tuple[click.Command, list[str]]:
    """Find the command that `words` call, and what is left for it to read."""
    command = command_called(words[0])
    if isinstance(command, click.Group) and words[1:2] and not words[1].startswith("-"):
        return commands_below(command)[words[1]], words[2:]
    return command, words[1:]


def _app(home: Path) -> App:
    app = App(Options())
    app.settings = load_settings(home, {})
    app.now = NOON
    return app


@pytest.mark.parametrize("line", LINES)
def test_the_command_line_takes_what_people_are_told_to_type(line: str, tmp_path: Path) -> None:
    command, rest = _found(words_of(line))

    context = command.make_context(command.name, rest, obj=_app(tmp_path))

    assert context.args == []


@pytest.mark.parametrize("words", SPOKEN_OF)
def test_a_command_that_is_spoken_of_is_there(words: str) -> None:
    name = words.split()[1]

    assert name.startswith("--") or name == "COMMAND" or _found(words.split()[1:])


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_docs(name: str) -> None:
    assert f"\n### retro {name}\n" in TEXTS["docs/reference/commands.md"]


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_begins_as_the_table_says(name: str) -> None:
    assert (command_called(name).help or "").splitlines()[0] == COMMANDS[name].summary


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_an_example(name: str) -> None:
    command = command_called(name)
    below = commands_below(command) if isinstance(command, click.Group) else {name: command}

    assert [one.name for one in below.values() if "Example:" not in (one.help or "")] == []


def test_there_are_many_lines_to_type() -> None:
    assert len(LINES) > 80


def test_the_first_page_of_help_names_what_there_is() -> None:
    named = {line.split()[1] for line in (retro.help or "").splitlines() if "  retro " in line}

    assert named <= COMMANDS.keys()
    assert named
