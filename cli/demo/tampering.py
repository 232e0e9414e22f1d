"""What somebody does who can write to the database file and wants the past to read better."""

import sqlite3
from contextlib import closing
from pathlib import Path

import click

# It was not Fay who asked, it was Sam.
FORGERY = """
    UPDATE entries SET text = CAST(replace(CAST(text AS TEXT), 'fay', 'sam') AS BLOB)
    WHERE incident = 'INC-2017' AND seq = 2
"""


def tamper(database: Path) -> None:
    """Try to change an entry; then take the guards away, and change it."""
    with closing(sqlite3.connect(database)) as file:
        _say(" ".join(FORGERY.split()))
        try:
            file.execute(FORGERY)
        except sqlite3.DatabaseError as refusal:
            click.echo(f"the database refuses: {refusal}\n")
        for guard in _guards(file):
            _say(f"DROP TRIGGER {guard}")
            file.execute(f"DROP TRIGGER {guard}")
        _say(" ".join(FORGERY.split()))
        click.echo(f"{file.execute(FORGERY).rowcount} entry changed\n")
        file.commit()


def _guards(file: sqlite3.Connection) -> list[str]:
    rows = file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    return [name for (name,) in rows if "entries" in name]


def _say(statement: str) -> None:
    click.secho(f'$ sqlite3 retro.db "{statement}"', fg="cyan")
