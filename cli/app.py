"""The composition root: what a command may ask for, each made when it is first asked.

A command that only reads never meets Temporal; one that only asks for help meets nothing.
"""

from datetime import datetime
from functools import cached_property

import click
from sqlalchemy import Engine

from cli.desk import Desk
from cli.installation.home import make_home
from cli.installation.posting import Post, envelope_for
from cli.installation.retired import retired_policy
from cli.installation.sight import Sight
from cli.showing.ahead import ahead_for
from cli.showing.answers import RefusalError, answer_json, answer_lines
from cli.showing.asked import Asked
from cli.showing.overdue import overdue_lines
from cli.showing.pages import show_page
from cli.showing.remarks import remark_lines
from cli.showing.report import report_json, report_lines
from documents.reader import zone_of
from policies.policy import Policy
from policies.publishing.choosing import chosen
from policies.publishing.library import Library
from policies.shelf import default_text, policy_of
from states.commands import Command
from states.decisions.hearing import Hearing
from states.envelope import Outcome
from states.errors import Exit, NotFoundError, RetrogateError, UnreachableError
from states.lifecycle import Trigger, step_for
from states.people import Directory
from states.record.context import Context
from states.record.retrospective import Retrospective
from states.rules import Report
from store.books import SqlBooks
from store.engine import engine_for, shown
from store.history import END_OF_TIME, History
from store.installation import installation_id
from store.migrate import is_current
from store.people import People
from store.policies import Policies
from store.read_model import ReadModel
from workflows.names import Installation

PAGE = 100
"""How wide a page is that no terminal shows."""


class App(Desk):
    """Everything a command works with."""

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
    def installation(self) -> Installation:
        """Which installation this is, and what it calls its own in Temporal."""
        return Installation(installation_id(self.engine))

    @cached_property
    def books(self) -> SqlBooks:
        """Where entries are written."""
        return SqlBooks(self.engine)

    @cached_property
    def people(self) -> People:
        """Where the directory is kept."""
        return People(self.engine)

    @cached_property
    def policies(self) -> Policies:
        """Where policies are published; says once that no file is read any more."""
        retired_policy(self.settings, self.output.talk)
        return Policies(self.engine)

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

        return TemporalPost(self.settings, self.installation, self.output.talk)

    @cached_property
    def sight(self) -> Sight:
        """What is seen of Temporal."""
        from cli.installation.probes import look  # as above

        return look(self.settings, self._installation_if_known())

    def _installation_if_known(self) -> Installation | None:
        try:
            return self.installation
        except RetrogateError:  # who looks at Temporal is told of the database elsewhere
            return None

    def directory(self) -> Directory:
        """Return everybody, as of now."""
        return self.people.directory()

    @cached_property
    def own_zone(self) -> str:
        """Name the zone in which whoever looks lives, where the directory has more than UTC."""
        if not self._has_database:
            return ""
        try:
            person = self.directory().person_for(self.viewer)
        except RetrogateError:  # who has no directory yet is shown moments as well
            return ""
        return zone_of(person, "")

    @property
    def _has_database(self) -> bool:
        """Tell whether there is one to look into: looking alone makes none."""
        is_file = self.settings.database_url.startswith("sqlite")
        return not is_file or self.settings.home.exists()

    def record(self, key: str, as_of: datetime | None = None) -> Retrospective:
        """Return the record of an incident, as it is or was; raises `NotFoundError`."""
        record = self.history.record_of(key, as_of or END_OF_TIME)
        if record is None:
            raise NotFoundError(
                f"{key} had not been opened by {as_of:%Y-%m-%d %H:%M} UTC",
                f"see when it was: retro history {key}",
            )
        return record

    @property
    def library(self) -> Library:
        """Which policies are published; none where the database is not set up yet."""
        return self.policies.library() if is_current(self.database) else Library()

    def policy_by(self, digest: str) -> Policy:
        """Return a policy by its digest; raises `NotFoundError`."""
        return policy_of(self.policies.text_of(digest))

    def policy_for(self, context: Context) -> Policy:
        """Return the policy that an incident like this would be pinned to if it began now."""
        found = chosen(self.library, context)
        return self.policy_by(found.offer.digest) if found else policy_of(default_text())

    def rules(self, record: Retrospective) -> Policy:
        """Return the policy that a record is pinned to."""
        return self.policy_by(record.policy)

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
        lines = answer_lines(outcome, record, entry, self.wall_clock)
        show_page(self.output, lines, answer_json(outcome))
        self.point_at(outcome, record)

    def point_at(self, outcome: Outcome, record: Retrospective) -> None:
        """Say at once what the language checks, or the calendar, point at in what was saved."""
        if outcome.entry:
            entry = self.history.entry(record.incident, outcome.entry)
            late = overdue_lines(entry, self.hearing(record).case)
            for line in (*remark_lines(entry, record), *late):
                self.output.talk(line)

    def show_report(
        self, record: Retrospective, report: Report, *, all_checks: bool = False
    ) -> None:
        """Show what a gate answered."""
        hearing = self.hearing(record)
        never = hearing.terms.never_waived
        ahead, zone = ahead_for(hearing), self.wall_clock
        asked = Asked(report, record, self.viewer, self.now, ahead, never, zone)
        lines = report_lines(asked, self.output.width or PAGE, all_checks=all_checks)
        show_page(self.output, lines, report_json(asked))

    def do(self, key: str, command: Command) -> None:
        """Send a command, and show what came of it."""
        self.answer(self.send(key, command))
