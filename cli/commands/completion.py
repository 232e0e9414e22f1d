"""`retro completion`: Tab in a shell."""

import click
from click.shell_completion import get_completion_class

SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print what completes commands in a shell.

    \b
    Example:
      echo 'eval "$(retro completion bash)"' >> ~/.bashrc
      echo 'eval "$(retro completion zsh)"' >> ~/.zshrc
      retro completion fish > ~/.config/fish/completions/retro.fish
    """
    kind = get_completion_class(shell)
    if kind is None:
        raise AssertionError(f"click completes nothing in {shell}")
    click.echo(kind(ctx.find_root().command, {}, "retro", "_RETRO_COMPLETE").source())
