"""The reference of commands: the help of each, as `retro COMMAND --help` prints it."""

from collections.abc import Iterator

import click

from cli.lazy_group import commands_below
from cli.main import retro
from cli.table import SECTIONS
from docs.pages.markdown import code, fenced, table, titled

WIDTH = 92
INTRODUCTION = """
What `retro COMMAND --help` says, for every command. The options of `retro` itself work before and
after a command's name; `-h` and `--help` show its help. What each exit code means:
[exit codes](exit-codes.md).
"""


def page() -> str:
    """Write the page."""
    return titled("Commands", INTRODUCTION, "## retro", _help(retro, "retro"), *_sections())


def _sections() -> Iterator[str]:
    for title, rows in SECTIONS.items():
        yield f"## {title}"
        yield table(
            ("command", "what it does"),
            (
                (f"[{code(f'retro {name}')}](#retro-{name})", row.summary)
                for name, row in rows.items()
            ),
        )
        for name in rows:
            yield from _pages(command_called(name), f"retro {name}", "###")


def command_called(name: str) -> click.Command:
    """Return the command of that name."""
    command = retro.get_command(click.Context(retro), name)
    if command is None:
        raise LookupError(f"the table has no command {name}")
    return command


def _pages(command: click.Command, name: str, level: str) -> Iterator[str]:
    yield f"{level} {name}"
    yield _help(command, name)
    if isinstance(command, click.Group):
        for below, one in sorted(commands_below(command).items()):
            yield from _pages(one, f"{name} {below}", f"{level}#")


def _help(command: click.Command, name: str) -> str:
    # Without names for it, the line about help itself is left out: it is the same everywhere.
    context = click.Context(command, info_name=name, terminal_width=WIDTH, help_option_names=[])
    return fenced(command.get_help(context), "text")
