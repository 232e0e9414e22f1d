"""A group of commands that are imported when they are run, and listed without that."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click
from click.shell_completion import CompletionItem

from cli.everywhere import desk_of, equip, with_everywhere
from cli.table import Row


class LazyGroup(click.Group):
    """The commands of a table; `sections` is that table, by what its commands are for."""

    def __init__(self, *, sections: Mapping[str, Mapping[str, Row]], **given: Any) -> None:
        """Keep the table."""
        super().__init__(**given)
        self.sections = sections
        self.table = {name: row for rows in sections.values() for name, row in rows.items()}

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """List every command, in the order of the table."""
        return [*self.table]

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002  # click's signature
        cmd_name: str,
    ) -> click.Command | None:
        """Import a command; None where the table has none of that name."""
        if cmd_name not in self.commands and cmd_name in self.table:
            module, _, attribute = self.table[cmd_name].path.partition(":")
            command: click.Command = getattr(import_module(module), attribute)
            self.commands[cmd_name] = with_everywhere(command)
        return self.commands.get(cmd_name)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """Find the command that was named, and what it works with; or say which was meant."""
        try:
            name, command, rest = super().resolve_command(ctx, args)
        except click.exceptions.NoSuchCommand as error:
            name = error.command_name
            raise click.exceptions.NoSuchCommand(name, possibilities=self.table, ctx=ctx) from None
        if name in self.table and not ctx.resilient_parsing:
            _prepare(ctx, self.table[name], command)
        return name, command, rest

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete the name of a command, or an option of all."""
        commands = [
            CompletionItem(name, help=row.summary)
            for name, row in self.table.items()
            if name.startswith(incomplete)
        ]
        return [*commands, *click.Command.shell_complete(self, ctx, incomplete)]

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002  # click's signature
        formatter: click.HelpFormatter,
    ) -> None:
        """List the commands by what they are for."""
        widest = max(map(len, self.table))
        for title, rows in self.sections.items():
            with formatter.section(title):
                lines = [(name.ljust(widest), row.summary) for name, row in rows.items()]
                formatter.write_dl(lines)


def _prepare(ctx: click.Context, row: Row, command: click.Command | None) -> None:
    """Lay out what a command works with; a group waits for the one that is meant."""
    if not row.light:
        equip(ctx)
    elif not isinstance(command, LazyGroup):
        desk_of(ctx)


def commands_below(group: click.Group) -> dict[str, click.Command]:
    """Load every command of `group`, by name."""
    context = click.Context(group)
    found = {name: group.get_command(context, name) for name in group.list_commands(context)}
    return {name: command for name, command in found.items() if command}
