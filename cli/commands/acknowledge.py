"""`retro acknowledge`: the facilitator's word on a sentence."""

import click

from cli.app import App
from cli.reading.keys import KEY
from policies.language.remarks import standing
from policies.language.wording import quoted
from states.commands import Acknowledge
from states.decisions.hearing import missing
from states.errors import InvalidError
from states.record.retrospective import Retrospective


@click.command()
@click.argument("key", type=KEY)
@click.argument("item", metavar="F1|A1")
@click.option("--reason", required=True, metavar="TEXT", help="Why it may stand.")
@click.option("--sentence", metavar="TEXT", help="Which one, where several are pointed at.")
@click.pass_obj
def acknowledge(app: App, key: str, item: str, reason: str, sentence: str | None) -> None:
    """Let a sentence stand that is pointed at.

    The language checks point at who is made the cause, and at what commits to nothing.
    Only the facilitator can, and only for that sentence: worded otherwise, it is asked again.

    \b
    Example:
      retro acknowledge INC-42 F1 --reason "The crew is named because it was their drill"
    """
    meant = sentence or _only_one(app, app.record(key), item)
    app.do(key, Acknowledge(item, " ".join(meant.split()), reason))


def _only_one(app: App, record: Retrospective, name: str) -> str:
    item = record.item_for(name)
    if item is None:
        raise missing("item", name, record.incident, record.ids)
    sentences = [one.sentence for _, one in standing((item,), app.hearing(record).case)]
    if not sentences:
        raise InvalidError(
            f"nothing is pointed at in {record.incident} {name}",
            f"see what is: retro why {record.incident} --all",
        )
    if len(sentences) > 1:
        told = " · ".join(quoted(one, len(one)) for one in sentences)
        raise InvalidError(
            f"--sentence: {name} has {len(sentences)}: {told}", "name one of them, in quotes"
        )
    return sentences[0]
