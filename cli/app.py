"""The composition root: what a command may ask for, each made when it is first asked.

A command that only reads never meets Temporal; one that only asks for help meets nothing.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

import click
from sqlalchemy import Engine

from cli.installation.home import make_home
from cli.installation.posting import Post, envelope_for
from cli.installation.settings import Settings, load_settings
from cli.installation.sight import Sight
from cli.reading.files import text_of
from cli.reading.zones import zone_called
from cli.showing.ahead import ahead_for
from cli.showing.answers import RefusalError, answer_json, answer_lines
from cli.showing.asked import Asked
from cli.showing.output import Output, output_for
from cli.showing.pages import show_page
from cli.showing.report import report_json, report_lines
from policies.policy import Policy
from policies.shelf import default_text, policy_of
from states.commands import Command
from states.decisions.hearing import Hearing
from states.envelope import Outcome
from states.errors import Exit, InvalidError, NotFoundError, UnreachableError
from states.lifecycle import Trigger, step_for
from states.people import Directory
from states.record.retrospective import Retrospective
from states.rules import Report
from store.books import SqlBooks
from store.engine import engine_for, shown
from store.history import END_OF_TIME, History
from store.migrate import is_current
from store.people import People
from store.policies import policy_text
from store.read_model import ReadModel

PAGE = 100
"""How wide a page is that no terminal shows."""


@dataclass(frozen=True, slots=True)
class Options:
    """What was said on the command line for this call alone."""

    acting: str = ""
    command_id: str = ""
    output: str = ""
    zone: str = ""
    home: Path | None = None


class App:
    """Everything a command works with."""

    def __init__(self, options: Options) -> None:
        """Take what was said for this call."""
        self.options = options

    @cached_property
    def settings(self) -> Settings:
        """What is set, by file, environment and option."""
        return load_settings(self.options.home)

    @cached_property
    def output(self) -> Output:
        """Where answers and talk go."""
        return output_for(self.options.output, zone_called(self.zone))

    @cached_property
    def now(self) -> datetime:
        """The moment (UTC) at which this was asked."""
        return datetime.now(UTC)

    @property
    def zone(self) -> str:
        """Name the time zone of moments that name none; empty where nobody said one."""
        return self.options.zone or self.settings.zone

    @property
    def viewer(self) -> str:
        """Name who looks; empty where nobody said so."""
        return self.options.acting or self.settings.acting

    @property
    def acting(self) -> str:
        """Name who acts; raises `InvalidError` where nobody said so."""
        if not self.viewer:
            raise InvalidError(
                "nobody said who acts",
                f'say it each time: --as PERSON · or once: as = "PERSON" in {self.settings.file}',
            )
        return self.viewer

    @cached_property
    def policy_text(self) -> str:
        """The policy that a new incident is pinned to."""
        file = self.settings.policy
        return text_of(str(file)) if file else default_text()

    @property
    def policy(self) -> Policy:
        """The policy that a new incident is pinned to; raises `InvalidError` as `load_policy`."""
        return policy_of(self.policy_text, str(self.settings.policy or "policy"))

    @cached_property
    def database(self) -> Engine:
        """The database, in whatever shape it is."""
        if self.settings.database_url.startswith("sqlite"):
            make_home(self.settings.home)
        return engine_for(self.settings.database_url)

    @cached_property
    def engine(self) -> Engine:
        """The database; raises `UnreachableError` where it is not set up yet."""
        if not is_current(self.database):
            raise UnreachableError(
                f"the database {shown(self.database.url)} is not set up",
                "start everything: retro up · or only set it up: retro store migrate",
            )
        return self.database

    @cached_property
    def books(self) -> SqlBooks:
        """Where entries are written."""
        return SqlBooks(self.engine)

    @cached_property
    def people(self) -> People:
        """Where the directory is kept."""
        return People(self.engine)

    @cached_property
    def read_model(self) -> ReadModel:
        """What lists are read from."""
        return ReadModel(self.engine)

    @cached_property
    def history(self) -> History:
        """What happened, entry by entry."""
        return History(self.engine)

    @cached_property
    def post(self) -> Post:
        """How a command reaches its incident."""
        from cli.installation.temporal_post import (
            TemporalPost,  # 0.3 s, and who only reads needs none of it
        )

        return TemporalPost(self.settings, self.output.talk)

    @cached_property
    def sight(self) -> Sight:
        """What is seen of Temporal."""
        from cli.installation.probes import look  # as above

        return look(self.settings)

    def directory(self) -> Directory:
        """Return everybody, as of now."""
        return self.people.directory()

    def record(self, key: str, as_of: datetime | None = None) -> Retrospective:
        """Return the record of an incident, as it is or was; raises `NotFoundError`."""
        record = self.history.record_of(key, as_of or END_OF_TIME)
        if record is None:
            raise NotFoundError(
                f"{key} had not been opened by {as_of:%Y-%m-%d %H:%M} UTC",
                f"see when it was: retro history {key}",
            )
        return record

    def rules(self, record: Retrospective) -> Policy:
        """Return the policy that a record is pinned to."""
        return policy_of(policy_text(self.engine, record.policy))

    def hearing(self, record: Retrospective, at: datetime | None = None) -> Hearing:
        """Say in whose eyes, by which rules and when a record is looked at."""
        moment = at or self.now
        people = self.directory()
        return Hearing(record, self.rules(record), people, self.viewer, moment, record.revision)

    def report(self, record: Retrospective) -> Report | None:
        """Ask the next gate, as `advance` would; None where there is none."""
        step = step_for(record.phase, Trigger.ADVANCE)
        return self.rules(record).judge(step.dest, self.hearing(record).case) if step else None

    def send(self, key: str, command: Command) -> Outcome:
        """Send a command to its incident, and return what came of it."""
        envelope = envelope_for(key, command, self.acting, self.options.command_id)
        return self.post.send(envelope)

    def answer(self, outcome: Outcome) -> None:
        """Show what came of a command.

        Raises:
            RefusalError: the answer is no.
            click.exceptions.Exit: a gate stayed shut, and its report has been shown.
        """
        if outcome.refusal:
            raise RefusalError(outcome.refusal)
        record = self.record(outcome.incident)
        if outcome.report and not outcome.report.gate_open:
            self.show_report(record, outcome.report)
            raise click.exceptions.Exit(Exit.ANSWER_IS_NO.value)
        entry = self.history.entry(record.incident, outcome.entry) if outcome.entry else None
        show_page(self.output, answer_lines(outcome, record, entry), answer_json(outcome))

    def show_report(
        self, record: Retrospective, report: Report, *, all_checks: bool = False
    ) -> None:
        """Show what a gate answered."""
        ahead = ahead_for(self.hearing(record))
        asked = Asked(report, record, self.viewer, self.now, ahead)
        lines = report_lines(asked, self.output.width or PAGE, all_checks=all_checks)
        show_page(self.output, lines, report_json(asked))

    def do(self, key: str, command: Command) -> None:
        """Send a command, and show what came of it."""
        self.answer(self.send(key, command))
