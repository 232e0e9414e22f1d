"""What every command works with, without the database: settings, the clock, how to answer.

A command that needs no more than that starts in half the time.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from cli.installation.settings import Settings, load_settings
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
        return output_for(self.options.output, lambda: self.wall_clock)

    @cached_property
    def now(self) -> datetime:
        """The moment (UTC) at which this was asked."""
        return datetime.now(UTC)

    @property
    def zone(self) -> str:
        """Name the time zone of files that name none; empty where nobody said one."""
        return self.options.zone or self.settings.zone

    @property
    def own_zone(self) -> str:
        """Name the zone in which whoever looks lives; here nobody looks that up."""
        return ""

    @property
    def clock(self) -> ZoneInfo | None:
        """The zone of whoever looks: what was said for this call, their own, or that of all here.

        Moments are read and shown by its clocks; None where nobody said any.
        """
        return zone_called(self.options.zone or self.own_zone or self.settings.zone)

    @property
    def wall_clock(self) -> ZoneInfo:
        """The zone in which whoever looks is shown every moment: theirs, or else UTC."""
        return self.clock or ZoneInfo("UTC")

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
