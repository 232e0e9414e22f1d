"""Who works in these benchmarks, and on what: the people and the incident of `retro demo`.

The incident is moved to today: an old one would be overdue in everything.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib import resources
from string import Template
from uuid import uuid4

from activities.delivery.parcels import Landed, Parcel, Writer
from documents.draft import Draft
from documents.people_file import read_people
from documents.record_file import read
from policies.language.measurable import criterion_from
from states.addressing import addressed
from states.commands import Command, Open
from states.envelope import Actor, Envelope
from states.people import Person
from states.record.context import Context
from states.record.deadlines import Notice

STORY = resources.files("cli.demo")
PEOPLE = read_people(STORY.joinpath("people.yaml").read_text("utf-8"), "people.yaml")
PARTS = ("1-incident.yaml", "2-facts.yaml", "3-factors.yaml", "4-actions.yaml")
MOMENTS = ("started", "detected", "acknowledged", "stabilized")
OVER_FOR = timedelta(hours=1)


class Outbox:
    """A courier that takes everything and keeps nothing."""

    def now(self) -> datetime:
        """Read the machine's clock."""
        return datetime.now(UTC)

    def parcel_for(self, notice: Notice, _now: datetime) -> Parcel:
        """Send each notice by itself."""
        return Parcel(notice.key, (notice,), notice.tries)

    def deliver(self, _parcel: Parcel, _person: Person, _write: Writer) -> Landed:
        """Take a letter."""
        return Landed(("outbox",))


def envelope(incident: str, command: Command, by: str = "ana") -> Envelope:
    """Put a command in its envelope, under an id of its own."""
    return addressed(incident, command, Actor(by), str(uuid4()))


def opening() -> Open:
    """Open an incident that passes its first gate and is an hour over."""
    return Open(story(datetime.now(UTC)).context)


def story(now: datetime) -> Draft:
    """Tell the whole incident as if it had ended an hour ago."""
    told = {}
    for part in PARTS:
        file = read(_filled(part, now), part, criterion_from)
        told.update({name: getattr(file.draft, name) for name in file.present - {"incident"}})
    return _moved(Draft(**told), now)


def _filled(part: str, now: datetime) -> str:
    text = STORY.joinpath("record", part).read_text("utf-8")
    return Template(text).substitute(
        now=f"{now:%Y-%m-%dT%H:%MZ}",
        meeting=f"{now + timedelta(hours=2):%Y-%m-%dT%H:%MZ}",
        in_14_days=f"{now + timedelta(days=14):%Y-%m-%d}",
        in_20_days=f"{now + timedelta(days=20):%Y-%m-%d}",
    )


def _moved(draft: Draft, now: datetime) -> Draft:
    context = draft.context
    by = now - OVER_FOR - (context.stabilized or now)
    facts = tuple(replace(one, at=one.at and one.at + by) for one in draft.timeline)
    return replace(draft, context=_later(context, by), timeline=facts)


def _later(context: Context, by: timedelta) -> Context:
    return replace(context, **{name: getattr(context, name) + by for name in MOMENTS})
