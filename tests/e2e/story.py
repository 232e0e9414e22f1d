"""The demo's incident and people, as files that real processes read."""

from datetime import UTC, datetime, timedelta
from importlib import resources
from pathlib import Path
from string import Template

from tests.e2e.installation import Installation

KEY = "INC-2017"
DEMO = resources.files("cli.demo")
PEOPLE = DEMO.joinpath("people.yaml").read_text(encoding="utf-8")


def moments(now: datetime) -> dict[str, str]:
    """Say what the placeholders of the demo's files stand for; the meeting is over."""
    return {
        "now": f"{now - timedelta(hours=1):%Y-%m-%dT%H:%MZ}",
        "meeting": f"{now - timedelta(minutes=1):%Y-%m-%dT%H:%MZ}",
        "in_14_days": f"{now + timedelta(days=14):%Y-%m-%d}",
        "in_20_days": f"{now + timedelta(days=20):%Y-%m-%d}",
    }


def part(folder: Path, name: str, key: str = KEY) -> str:
    """Write one of the demo's record files for an incident, and say where it is."""
    text = DEMO.joinpath("record", name).read_text(encoding="utf-8").replace(KEY, key)
    path = folder / f"{key}-{name}"
    path.write_text(Template(text).substitute(moments(datetime.now(UTC))), encoding="utf-8")
    return str(path)


def with_people(here: Installation) -> Installation:
    """Fill the people directory."""
    path = here.home / "people.yaml"
    path.write_text(PEOPLE, encoding="utf-8")
    here.does("people", "import", str(path))
    return here


def opened(here: Installation, key: str = KEY) -> Installation:
    """Open the demo's incident; it passes its first gate at once."""
    here.does("open", "--file", part(here.home, "1-incident.yaml", key))
    return here
