"""What every command works with, without the database: settings, the clock, how to answer.

A command that needs no more than that starts in half the time.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from cli.installation.settings import ENVIRONMENT, Settings, load_settings
from cli.reading.zones import zone_called
from cli.showing.output import Output, output_for
from states.errors import InvalidError


@dataclass(frozen=True, slots=True)
class Options:
    """What was said on the command line for this call alone."""

    acting: str = ""
    command_id: str = ""
    output: str = ""
    zone: str = ""
    home: Path | None = None


class Desk:
    """What is known before anything is looked up."""

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
    def is_named(self) -> bool:
        """Tell whether who looks was named for this call, and not once and for all in a file."""
        return bool(self.options.acting) or self.settings.origins.get("as") == ENVIRONMENT

    @property
    def acting(self) -> str:
        """Name who acts; raises `InvalidError` where nobody said so."""
        if not self.viewer:
            raise InvalidError(
                "nobody said who acts",
                f'say it each time: --as PERSON · or once: as = "PERSON" in {self.settings.file}',
            )
        return self.viewer
