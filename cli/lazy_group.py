"""A group of commands that are imported when they are run, and listed without that."""

from importlib import import_module
from typing import Any

import click
from click.shell_completion import CompletionItem

from cli.everywhere import with_everywhere
from cli.table import COMMANDS, SECTIONS

WIDEST = max(map(len, COMMANDS))


class LazyGroup(click.Group):
    """The commands of `cli.table`."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """List every command, in the order of the table."""
        return [*COMMANDS]

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002  # click's signature
        cmd_name: str,
    ) -> click.Command | None:
        """Import a command; None where the table has none of that name."""
        if cmd_name not in self.commands and cmd_name in COMMANDS:
            module, _, attribute = COMMANDS[cmd_name].path.partition(":")
            command: click.Command = getattr(import_module(module), attribute)
            self.commands[cmd_name] = with_everywhere(command)
        return self.commands.get(cmd_name)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """Find the command that was named, or say which was probably meant."""
        try:
            return super().resolve_command(ctx, args)
        except click.exceptions.NoSuchCommand as error:
            name = error.command_name
            raise click.exceptions.NoSuchCommand(name, possibilities=COMMANDS, ctx=ctx) from None

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete the name of a command, or an option of all."""
        commands = [
            CompletionItem(name, help=row.summary)
            for name, row in COMMANDS.items()
            if name.startswith(incomplete)
        ]
        return [*commands, *click.Command.shell_complete(self, ctx, incomplete)]

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002  # click's signature
        formatter: click.HelpFormatter,
    ) -> None:
        """List the commands by what they are for."""
        for title, rows in SECTIONS.items():
            with formatter.section(title):
                lines = [(name.ljust(WIDEST), row.summary) for name, row in rows.items()]
                formatter.write_dl(lines)
