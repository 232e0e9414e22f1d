"""`retro policy fmt`: policy files in order."""

from pathlib import Path

import click

from cli.desk import Desk
from cli.reading.files import STDIN, text_as_it_is
from policies.file.tidying import tidied
from states.errors import Exit


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--check", is_flag=True, help="Change nothing; exit code 3 where something would.")
@click.pass_obj
def fmt(desk: Desk, files: tuple[str, ...], *, check: bool) -> None:
    """Put a policy file in order.

    Keys in the order of the reference, even spacing, every comment kept; what the file says
    stays the same. `-` reads what is piped in, and prints it in order.

    \b
    Example:
      retro policy fmt payments.yaml
      retro policy fmt --check payments.yaml
    """
    changed = [path for path in files if _is_changed(desk, path, check=check)]
    if check and changed:
        raise click.exceptions.Exit(Exit.ANSWER_IS_NO.value)


def _is_changed(desk: Desk, path: str, *, check: bool) -> bool:
    text = text_as_it_is(path)
    new = tidied(text, path)
    if path == STDIN and not check:
        click.echo(new, nl=False)
    if new == text or path == STDIN:
        return new != text
    if not check:
        Path(path).write_text(new, encoding="utf-8", newline="\n")
    desk.output.talk(f"{path}: {'not in order' if check else 'put in order'}")
    return True
