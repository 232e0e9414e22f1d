"""`retro audit export`: what an auditor takes home."""

from datetime import datetime
from pathlib import Path

import click

from cli.app import App
from cli.installation.log_keeping import log_of
from cli.reading.keys import KEY
from cli.reading.moments import MOMENT
from cli.records.bundling import files_of
from cli.records.manifest import Order
from connectors.zip_file import write_zip
from states.errors import InvalidError
from store.log.evidence import evidence
from store.log.spans import Period, Wanted

A_BUNDLE = click.Path(dir_okay=False, path_type=Path)


@click.command("export")
@click.argument("key", type=KEY, required=False)
@click.option("--since", type=MOMENT, help="All that was opened at this moment or later.")
@click.option("--until", type=MOMENT, help="And before this one; now, where nothing is said.")
@click.option("-o", "--output", "file", type=A_BUNDLE, required=True, help="The zip to write.")
@click.option("--without-texts", is_flag=True, help="Leave out what people wrote.")
@click.pass_obj
def export(
    app: App,
    key: str | None,
    since: datetime | None,
    until: datetime | None,
    file: Path,
    *,
    without_texts: bool,
) -> None:
    """Write a zip that an auditor verifies without us.

    One incident, or every one that was opened in a period, with the proof that none is missing:
    entries as they were hashed, a proof for each, the signed checkpoint, the policies, a report,
    and VERIFY.md, which says how to check all of it with OpenSSL, Go or Python alone. Of the
    directory there are no names and addresses in it.

    \b
    Example:
      retro audit export INC-42 -o INC-42.zip
      retro audit export --since 2026-01-01T00:00Z --until 2026-04-01T00:00Z -o q1.zip
    """
    order = Order(_wanted(app, key, since, until), app.acting, app.now, texts=not without_texts)
    log = log_of(app)
    log.refresh(app.now)
    with evidence(log, order.wanted, log.claims()) as found:
        write_zip(file, files_of(order, found))
    app.output.talk(f"wrote {file}: {found.checkpoint.size} entries are in the log it is proven by")


def _wanted(app: App, key: str | None, since: datetime | None, until: datetime | None) -> Wanted:
    if key and not (since or until):
        app.history.must_know(key)
        return key
    if key or not since:
        raise InvalidError(
            "say what to export: the key of an incident, or a period",
            "retro audit export INC-42 -o FILE.zip"
            " · retro audit export --since 2026-01-01T00:00Z -o FILE.zip",
        )
    period = Period(since, until or app.now)
    if period.since >= period.until:
        raise InvalidError(
            f"the period ends before it begins: {period.since:%Y-%m-%d %H:%M} UTC is not before"
            f" {period.until:%Y-%m-%d %H:%M} UTC",
            "--since the earlier moment, --until the later one",
        )
    return period
