"""Tell the story: type what the scenes say, move the clock, and show what comes of it."""

import shlex
import sys
import time
from contextlib import chdir, redirect_stderr
from dataclasses import replace
from datetime import datetime, timedelta
from importlib import resources
from string import Template

import click

from cli.demo.scenes import SCENES, Passing, Scene, Tampering, Typed
from cli.demo.stage import Stage, stage
from cli.demo.tampering import tamper
from cli.exits import code_of
from cli.main import retro
from cli.showing.formats import Format
from cli.showing.output import Output
from documents.people_file import read_people
from states.calendar import zone_named
from states.errors import RetrogateError
from states.people import Person
from states.record.deadlines import Notice

SETTLING = 1.0
"""Seconds that notices get to arrive after the clock was moved."""

PAGE = 110
"""Columns of a page that no terminal shows."""

PACKAGE = "cli.demo"


def tell(output: Output) -> None:
    """Tell the whole story; raises `RetrogateError` where it ends otherwise than it is told."""
    page = replace(output, format=Format.TABLE, width=output.width or PAGE)
    with stage(page) as built, chdir(built.home), redirect_stderr(sys.stdout):
        _unpack(built)
        for number, scene in enumerate(SCENES, start=1):
            _play(number, scene, built)
    click.echo("\nAll of this ran on a real Temporal server, which is gone again. Yours: retro up")


def _unpack(built: Stage) -> None:
    people = resources.files(PACKAGE).joinpath("people.yaml").read_text(encoding="utf-8")
    built.people(read_people(people, "people.yaml"))
    meeting = built.now + timedelta(hours=2)
    moments = {
        "now": f"{built.now:%Y-%m-%dT%H:%MZ}",
        "meeting": f"{meeting:%Y-%m-%dT%H:%MZ}",
        "in_14_days": f"{built.now + timedelta(days=14):%Y-%m-%d}",
        "in_20_days": f"{built.now + timedelta(days=20):%Y-%m-%d}",
    }
    for part in resources.files(PACKAGE).joinpath("record").iterdir():
        told = Template(part.read_text(encoding="utf-8")).substitute(moments)
        (built.home / part.name).write_text(told, encoding="utf-8")


def _play(number: int, scene: Scene, built: Stage) -> None:
    click.secho(f"\n{number}. {scene.title}", bold=True)
    click.echo(f"{scene.told}\n")
    for step in scene.steps:
        match step:
            case Typed():
                _type(step, built)
            case Passing():
                _pass(step, built)
            case Tampering():
                tamper(built.home / "retro.db")


def _type(step: Typed, built: Stage) -> None:
    words = [*step.words, "--as", step.by]
    click.secho(f"$ retro {shlex.join(words)}", fg="cyan")
    code = _ended(words, built)
    if code != step.ends.value:
        raise RetrogateError(
            f"the demo expected exit {step.ends.value} of that command and got {code}",
            "find out why: retro doctor",
        )
    click.echo(f"(exit {code})\n" if code else "")


def _ended(words: list[str], built: Stage) -> int:
    try:
        sys.exit(retro.main(words, prog_name="retro", standalone_mode=False, obj=built.app()))
    except click.Abort:  # Ctrl-C ends the story, not the command alone
        raise
    except (Exception, SystemExit) as error:  # noqa: BLE001  # as `cli.exits` ends every call
        return code_of(error)


def _pass(step: Passing, built: Stage) -> None:
    click.secho(f"… {_in_words(step.time)} pass …", fg="cyan")
    built.skip(step.incident, step.time)
    time.sleep(SETTLING)
    for notice, person in sorted(built.mailbag.empty(), key=_heard):
        at_home = _heard((notice, person)).astimezone(zone_named(person.zone))
        click.echo(f"{at_home:%d %b %H:%M}  to {person.name:<14} {notice.subject}")
    click.echo()


def _heard(told: tuple[Notice, Person]) -> datetime:
    """Say when (UTC) a notice is handed over: when it is made, or when it may be."""
    notice, _ = told
    return notice.after or notice.at


def _in_words(span: timedelta) -> str:
    return f"{span.days} days" if span.days else f"{span.seconds // 3600} hours"
